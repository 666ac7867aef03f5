//! What each command does.

mod audit;
mod backup;
mod check;
mod forgotten;
mod init;
mod marc;
mod rejects;
mod routes;
mod serve;
mod user;

use std::process::ExitCode;

use catalogue::import::Options;

pub(crate) use check::{keys as check_keys, rebuild};
pub(crate) use serve::serve;

use crate::{
    Failure,
    cli::{Audit, Do, Export, Import, User},
    config::Config,
    console::Console,
};

pub(crate) fn perform(command: Do, config: &Config, console: Console) -> Result<ExitCode, Failure> {
    match command {
        Do::Demo { seed, fresh, build_only, .. } => {
            crate::demo::run(config, console, seed, fresh, build_only)
        }
        Do::Serve { .. } => serve::run(config, console),
        Do::Init { name } => init::run(config, console, name.as_deref()),
        Do::Import(Import::Marc { files, dry_run, items, agency, branch, rejects }) => {
            let agency = agency.unwrap_or_default();
            let options = Options { items: marc::mapping(items.as_deref())?, agency, branch, dry_run };
            marc::import(config, console, &files, &options, rejects.as_deref())
        }
        Do::Export(Export::Marc { to, xml, items, hidden }) => {
            marc::export(config, console, to.as_deref(), xml, items, hidden)
        }
        Do::User(User::Add { login, name, roles, password_file }) => {
            user::add(config, console, &login, name.as_deref(), &roles, password_file.as_deref())
        }
        Do::Backup { to } => backup::backup(config, console, to.as_deref()),
        Do::Restore { from, identity } => backup::restore(config, console, &from, identity.as_deref()),
        Do::Keys => backup::keys(config, console),
        Do::Check => check::check(config, console),
        Do::Reindex => check::reindex(config, console),
        Do::Routes { json } => routes::run(console, json),
        Do::Audit(Audit::Verify) => audit::verify(config, console),
        Do::Bench { what, records } => crate::bench::run(console, what, records),
    }
}
