//! The program: its command line, the list of modules, the demo town.

mod bench;
mod cli;
mod commands;
mod config;
mod console;
mod demo;
mod failure;
mod library;
mod modules;
mod usage;

use std::{io::IsTerminal, process::ExitCode};

pub use failure::Failure;
pub use library::Library;
pub use modules::{lexicon, modules, schemas};

use crate::{
    cli::Do,
    config::{Config, LogFormat},
    console::Console,
};

/// Every key that the command line and its commands put together, for the test that each exists.
pub fn keys() -> Vec<String> {
    [cli::keys(), commands::check_keys()].concat()
}

/// Runs the program as its command line says.
pub fn run() -> ExitCode {
    let lexicon = match lexicon() {
        Ok(lexicon) => lexicon,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(1);
        }
    };
    let console = Console::new(lexicon, cli::language());
    let cli = match cli::read(console.t) {
        Ok(cli) => cli,
        Err(error) => {
            usage::tell(&error, console);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match perform(cli, console) {
        Ok(code) => code,
        Err(failure) => {
            console.complain(&failure.tell(console.t));
            failure.exit_code()
        }
    }
}

fn perform(cli: cli::Cli, console: Console) -> Result<ExitCode, Failure> {
    let listen = match &cli.command {
        Do::Serve { listen } | Do::Demo { listen, .. } => listen.clone(),
        _ => None,
    };
    let mut given = cli.global.given(listen);
    if matches!(cli.command, Do::Demo { .. }) {
        given.data.get_or_insert_with(|| "data/demo".into());
    }
    let config = Config::read(cli.global.config.as_deref(), given)?;
    // Before anything is made: a library begun with settings that cannot be kept would be half one.
    config.zone()?;
    config.listens()?;
    log(&config)?;
    commands::perform(cli.command, &config, console)
}

fn log(config: &Config) -> Result<(), Failure> {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(config.filter()?)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A subscriber that stands already (a test's) serves as well.
    let _ = match config.log_format {
        LogFormat::Json => subscriber.json().try_init(),
        LogFormat::Text => subscriber.try_init(),
    };
    Ok(())
}
