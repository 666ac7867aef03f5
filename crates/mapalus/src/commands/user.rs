use std::{fs, path::Path, process::ExitCode};

use identity::staff::{self, NewStaff};
use platform::{
    accounts::Password,
    permissions::{self, Holding},
};

use crate::{Failure, Library, config::Config, console::Console};

/// Who may do everything, also appoint others.
const HEAD: &str = "head";

/// `user add`: opens an account for somebody of the staff. The password is asked for, or read from a file;
/// it never stands in the command line, which others on the machine can see. The first of all is the head; of
/// everybody else it is to be said what they may do.
pub(crate) fn add(
    config: &Config,
    console: Console,
    login: &str,
    name: Option<&str>,
    roles: &[String],
    password_file: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let library = Library::open(config)?;
    let roles = if roles.is_empty() { vec![first(&library)?] } else { roles.to_vec() };
    let plain = match password_file {
        Some(path) => fs::read_to_string(path).map_err(Failure::io(path))?.trim_end().to_owned(),
        None => rpassword::prompt_password(format!("{} ", console.t.say("user-password")))
            .map_err(|_| Failure::usage("user-no-terminal", &[]))?,
    };
    let new = NewStaff {
        name: name.unwrap_or(login).to_owned(),
        login: login.to_owned(),
        password: Password::hash(&plain)?,
        roles: roles.iter().map(|role| Holding::everywhere(role)).collect(),
    };
    let act = library.act();
    let heads = library.store.write_blocking(move |tx| {
        staff::appoint(tx, &act, &new)?;
        staff::holders(tx, HEAD)
    })?;
    library.store.empty_log()?;
    console.say("user-added", &[("login", login.into()), ("roles", roles.join(", ").into())]);
    if heads.is_empty() {
        console.say("user-no-head", &[]);
    }
    Ok(ExitCode::SUCCESS)
}

/// The role of whoever comes first.
fn first(library: &Library) -> Result<String, Failure> {
    let (heads, roles) =
        library.store.read_blocking(|tx| Ok((staff::holders(tx, HEAD)?, permissions::roles(tx)?)))?;
    if heads.is_empty() {
        return Ok(HEAD.to_owned());
    }
    Err(Failure::usage("user-needs-role", &[("roles", &roles.join(", "))]))
}
