//! A lane: the queue of closures that wait for a connection, and the place each answer goes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use tokio::sync::oneshot;

use crate::{Error, Result, Tx, sqlite::Writer};

/// A unit of work on its way to a connection.
pub(crate) trait Work: Send {
    /// Runs it in the open transaction. `Err` means: undo it.
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<()>;
    /// Answers whoever waits, once the transaction's end is known.
    fn answer(self: Box<Self>, end: Result<()>);
}

struct Job<F, T> {
    run: F,
    result: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<F, T> Work for Job<F, T>
where
    F: FnMut(&mut Tx<'_>) -> Result<T> + Send,
    T: Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.run)(tx)));
        self.result = Some(outcome.unwrap_or(Err(Error::Panicked))?);
        Ok(())
    }

    fn answer(self: Box<Self>, end: Result<()>) {
        let Self { result, reply, .. } = *self;
        // Whoever asked may have gone away; the work is done all the same.
        let _ = reply.send(end.and_then(|()| result.ok_or(Error::Panicked)));
    }
}

/// The sending end of a lane.
#[derive(Clone)]
pub(crate) struct Lane {
    queue: Sender<Box<dyn Work>>,
    /// Whose seat may be taken by whoever is alone.
    writer: Option<Arc<Writer>>,
}

impl Lane {
    /// A lane in which at most `length` wait.
    pub(crate) fn new(length: usize) -> (Self, Receiver<Box<dyn Work>>) {
        let (queue, receiver) = bounded(length);
        (Self { queue, writer: None }, receiver)
    }

    /// The lane before `writer`.
    pub(crate) fn led_by(self, writer: Arc<Writer>) -> Self {
        Self { writer: Some(writer), ..self }
    }

    /// Runs `f` on one of the lane's connections; refuses at once when the lane is full.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, answer) = job(f);
        if let Some(job) = self.lead(job) {
            self.queue.try_send(job).map_err(|error| match error {
                TrySendError::Full(_) => Error::Busy,
                TrySendError::Disconnected(_) => Error::Stopped,
            })?;
        }
        answer.await.unwrap_or(Err(Error::Stopped))
    }

    /// The same for a plain thread, which waits for a place in the lane.
    pub(crate) fn ask_blocking<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, answer) = job(f);
        if let Some(job) = self.lead(job) {
            self.queue.send(job).map_err(|_| Error::Stopped)?;
        }
        answer.blocking_recv().unwrap_or(Err(Error::Stopped))
    }

    /// Does `job` here and now where the lane's writer lets us; gives it back where it has to wait.
    fn lead(&self, job: Box<dyn Work>) -> Option<Box<dyn Work>> {
        match &self.writer {
            Some(writer) => writer.lead(job),
            None => Some(job),
        }
    }
}

type Answer<T> = oneshot::Receiver<Result<T>>;

fn job<T: Send + 'static>(
    f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> (Box<dyn Work>, Answer<T>) {
    let (reply, answer) = oneshot::channel();
    (Box::new(Job { run: f, result: None, reply }), answer)
}
