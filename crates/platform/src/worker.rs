//! What runs beside the requests: one thread hands events over, one runs jobs and keeps the schedule. Neither
//! ends on an error; both look again a fifth of a second later.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use kernel::{Act, Actor, TimeZone, Timestamp};
use store::{Error, Result, Store};

use crate::{
    events::{self, Subscriber},
    jobs::{self, JobKind, Lease},
    schedule::{self, Duty},
};

/// How long a thread rests when there is nothing to do.
const REST: Duration = Duration::from_millis(200);
/// How long it rests after an error, so that a database that is away is not flooded.
const REST_AFTER_ERROR: Duration = Duration::from_secs(2);
/// How often the schedule is looked at.
const SCHEDULE: Duration = Duration::from_secs(20);

/// The running threads of one library.
pub struct Worker {
    stopping: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Worker {
    /// Starts handing over, working and watching the clock in `zone`.
    ///
    /// # Errors
    /// When the machine gives no more threads.
    pub fn start(
        store: &Store,
        zone: &TimeZone,
        kinds: Vec<JobKind>,
        subscribers: Vec<Subscriber>,
        tasks: Vec<Duty>,
    ) -> Result<Self> {
        let mut worker = Self { stopping: Arc::default(), threads: Vec::new() };
        let mut handover = Handover { subscribers: subscribers.clone(), reached: 0 };
        let mut desk = Desk { kinds, subscribers, tasks, planned: None, clock_is_right: false };
        worker.spawn("worker-events", store, zone, move |store, act| handover.step(store, act))?;
        worker.spawn("worker-jobs", store, zone, move |store, act| desk.step(store, act))?;
        Ok(worker)
    }

    /// Looks at once for something to do: after a commit that others wait for.
    pub fn wake(&self) {
        for thread in &self.threads {
            thread.thread().unpark();
        }
    }

    /// Ends both threads after what they are at, and waits for them.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stopping.store(true, Ordering::Release);
        self.wake();
        for thread in self.threads.drain(..) {
            // The loop catches panics; there is nothing left to hear of.
            let _ = thread.join();
        }
    }

    /// Runs `step` until told to stop; it says whether there is more to do at once.
    fn spawn(
        &mut self,
        name: &'static str,
        store: &Store,
        zone: &TimeZone,
        mut step: impl FnMut(&Store, &Act) -> Result<bool> + Send + 'static,
    ) -> Result<()> {
        let (store, zone, stopping) = (store.clone(), zone.clone(), self.stopping.clone());
        let run = move || {
            while !stopping.load(Ordering::Acquire) {
                let act = Act { by: Actor::System, at: Timestamp::now(), zone: zone.clone() };
                match catch_unwind(AssertUnwindSafe(|| step(&store, &act))).unwrap_or(Err(Error::Panicked)) {
                    Ok(true) => {}
                    Ok(false) => thread::park_timeout(REST),
                    Err(error) => {
                        tracing::error!(thread = name, %error, "background work failed; it goes on shortly");
                        thread::park_timeout(REST_AFTER_ERROR);
                    }
                }
            }
        };
        let thread = thread::Builder::new().name(name.into()).spawn(run).map_err(crate::fault)?;
        self.threads.push(thread);
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

struct Handover {
    subscribers: Vec<Subscriber>,
    /// The event up to which every subscriber here was served.
    reached: i64,
}

impl Handover {
    fn step(&mut self, store: &Store, act: &Act) -> Result<bool> {
        let latest = store.read_blocking(events::latest)?;
        if latest == self.reached {
            return Ok(false);
        }
        let (mut more, mut failure) = (false, None);
        for &subscriber in &self.subscribers {
            // One that fails does not hold up the others.
            match events::dispatch(store, act, subscriber) {
                Ok(further) => more |= further,
                Err(error) => failure = Some(error),
            }
        }
        match failure {
            Some(error) => return Err(error),
            None if !more => self.reached = latest,
            None => {}
        }
        Ok(more)
    }
}

struct Desk {
    kinds: Vec<JobKind>,
    subscribers: Vec<Subscriber>,
    tasks: Vec<Duty>,
    planned: Option<Instant>,
    clock_is_right: bool,
}

impl Desk {
    fn step(&mut self, store: &Store, act: &Act) -> Result<bool> {
        if self.planned.is_none_or(|planned| planned.elapsed() >= SCHEDULE) {
            self.plan(store, act)?;
        }
        let (now, tasks) = (act.at, self.clock_is_right);
        if !store.read_blocking(move |tx| jobs::is_due(tx, now, tasks))? {
            return Ok(false);
        }
        let Some(lease) = store.write_blocking(move |tx| jobs::lease(tx, now, tasks))? else {
            return Ok(false);
        };
        self.work(store, act, lease)?;
        Ok(true)
    }

    fn plan(&mut self, store: &Store, act: &Act) -> Result<()> {
        let (act, tasks) = (act.clone(), self.tasks.clone());
        let now = act.at;
        let right = store.write_blocking(move |tx| schedule::plan(tx, &act, &tasks))?;
        if !right && (self.clock_is_right || self.planned.is_none()) {
            tracing::warn!(%now, "the clock is in doubt; scheduled tasks rest until somebody confirms it");
        }
        self.clock_is_right = right;
        self.planned = Some(Instant::now());
        Ok(())
    }

    fn work(&self, store: &Store, act: &Act, lease: Lease) -> Result<()> {
        let outcome =
            catch_unwind(AssertUnwindSafe(|| self.run(store, act, &lease))).unwrap_or(Err(Error::Panicked));
        let ended = Timestamp::now();
        match outcome {
            Ok(()) => tracing::debug!(kind = lease.kind, id = %lease.id, "job done"),
            Err(failure) => {
                tracing::warn!(kind = lease.kind, id = %lease.id, attempt = lease.attempt, %failure, "job failed");
                match store.write_blocking(move |tx| jobs::failed(tx, &lease, ended, &failure.to_string())) {
                    // It took too long, and another node has it now.
                    Err(Error::Missing) => {}
                    end => return end,
                }
            }
        }
        Ok(())
    }

    fn run(&self, store: &Store, act: &Act, lease: &Lease) -> Result<()> {
        match lease.kind.as_str() {
            events::RETRY => return events::try_again(store, act, lease, &self.subscribers),
            jobs::TASK => schedule::run(store, act, &lease.payload, &self.tasks)?,
            name => {
                let kind = self.kinds.iter().find(|kind| kind.name == name);
                (kind.ok_or_else(|| Error::Shape(format!("no kind of job is called {name}")))?.run)(
                    store,
                    act,
                    &lease.payload,
                )?;
            }
        }
        let (lease, ended) = (lease.clone(), Timestamp::now());
        store.write_blocking(move |tx| jobs::done(tx, &lease, ended))
    }
}
