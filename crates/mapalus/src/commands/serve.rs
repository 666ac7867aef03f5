use std::{process::ExitCode, sync::Arc, time::Duration};

use notices::office::Office;
use platform::{
    ballast::Ballast,
    events::Subscriber,
    jobs::JobKind,
    schedule::{Duty, When},
    worker::Worker,
};
use store::{Location, Store};
use tokio::{net::TcpListener, signal::unix, task::spawn_blocking};
use web::{App, Facts};

use crate::{Failure, Library, config::Config, console::Console, modules};

/// `serve`: answers until it is told to stop, then lets what has begun end.
pub(crate) fn run(config: &Config, console: Console) -> Result<ExitCode, Failure> {
    serve(config, console, Library::open(config)?, |_| ())
}

/// Serves an open library; `ready` hears the address.
pub(crate) fn serve(
    config: &Config,
    console: Console,
    library: Library,
    ready: impl FnOnce(&str),
) -> Result<ExitCode, Failure> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::io("tokio"))?;
    runtime.block_on(until_stopped(config, console, library, ready))?;
    console.say("serve-stopped", &[]);
    Ok(ExitCode::SUCCESS)
}

/// When files nobody refers to any more are cleared from the folder: after the backup.
const SWEEP: jiff::civil::Time = jiff::civil::Time::constant(3, 40, 0, 0);

async fn until_stopped(
    config: &Config,
    console: Console,
    library: Library,
    ready: impl FnOnce(&str),
) -> Result<(), Failure> {
    let Library { store, files, vault, index, zone, .. } = library;
    let listener = TcpListener::bind(&config.listen).await.map_err(Failure::io(&config.listen))?;
    let modules = modules(&index, &files);
    let kinds: Vec<JobKind> = modules.iter().flat_map(|module| module.jobs.iter().copied()).collect();
    let facts = Arc::new(Facts::of(&modules));
    let mut tasks: Vec<Duty> =
        modules.iter().flat_map(|module| module.tasks.iter().copied().map(Duty::from)).collect();
    tasks.extend(modules.iter().flat_map(|module| module.rounds.iter().map(|round| round.duty(&facts))));
    let swept = files.clone();
    tasks.push(Duty::new("mapalus.sweep-files", When::Daily(SWEEP), move |store, _| {
        swept.sweep(store).map(drop)
    }));
    super::backup::plan(config, &files);
    tasks.push(super::backup::NIGHTLY.into());
    super::forgotten::plan(config);
    let mut subscribers: Vec<Subscriber> =
        modules.iter().flat_map(|module| module.subscribers.iter().copied()).collect();
    subscribers.push(super::forgotten::KEEP);
    notices::office::open(Office {
        mailer: config.mailer()?,
        origin: config.origin.as_ref().map(|origin| origin.trim_end_matches('/').to_owned()),
        lexicon: console.lexicon,
        kinds: modules.iter().flat_map(|module| module.notices.iter().copied()).collect(),
    });
    let following = index.follow(store.clone()).map_err(Failure::io("index"))?;
    let lexicon = console.lexicon;
    let ballast = matches!(store.location(), Location::File(_)).then(|| Ballast::load(&config.data));
    let facing = web::Config {
        origin: config.origin.clone(),
        trusted_proxies: config.proxies()?,
        vault,
        ballast: ballast.clone(),
        peers: config.peers.clone(),
    };
    let tending = ballast.map(|ballast| tokio::spawn(tend(ballast, store.clone())));
    let gathering = (store.clone(), zone.clone(), facing, modules);
    let (app, routes) = spawn_blocking(move || {
        let (store, zone, facing, modules) = gathering;
        App::gather(store, lexicon, zone, facing, modules)
    })
    .await
    .map_err(|_| store::Error::Panicked)??;
    let address = match &config.origin {
        Some(origin) => origin.clone(),
        None => format!("http://{}/", listener.local_addr().map_err(Failure::io(&config.listen))?),
    };
    let library = app.house().library.full_name();
    console.say("serve-ready", &[("library", library.into()), ("address", address.as_str().into())]);
    ready(&address);
    // What waited while the program was off can wait until the first visitor has been answered.
    let worker = Worker::start(&store, &zone, kinds, subscribers, tasks)?;
    web::serve(listener, web::router(&app, routes), stop_signal()?)
        .await
        .map_err(Failure::io(&config.listen))?;
    if let Some(tending) = tending {
        tending.abort();
    }
    spawn_blocking(move || {
        drop(following);
        worker.stop();
        store.empty_log()
    })
    .await
    .map_err(|_| store::Error::Panicked)??;
    Ok(())
}

/// Looks after the ballast until the end.
async fn tend(ballast: Ballast, store: Store) {
    let mut every = tokio::time::interval(Duration::from_secs(2));
    loop {
        every.tick().await;
        let (ballast, health) = (ballast.clone(), store.health());
        // What goes wrong is in the log already.
        let _ = spawn_blocking(move || ballast.tend(health)).await;
    }
}

/// Done when somebody presses Ctrl+C or the system asks the program to end.
fn stop_signal() -> Result<impl Future<Output = ()> + Send, Failure> {
    let mut asked = unix::signal(unix::SignalKind::terminate()).map_err(Failure::io("signal"))?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = asked.recv() => {}
        }
    })
}
