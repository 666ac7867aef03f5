//! What clap says of a wrong command line, in the reader's language.

use clap::{
    Error,
    error::{ContextKind, ErrorKind},
};

use crate::console::Console;

/// Prints what is wrong and how it is meant; help and the version, which are no complaint, as clap has them.
pub(crate) fn tell(error: &Error, console: Console) {
    let Some(what) = complaint(error, console) else {
        // Whoever reads may have gone away.
        let _ = error.print();
        return;
    };
    console.complain(&what);
    let t = console.t;
    if let Some(usage) = context(error, ContextKind::Usage) {
        // Clap's own heading, which is not ours to translate, goes.
        let usage = usage.trim_start_matches("Usage:").trim().to_owned();
        console.complain(&format!("\n{} {usage}", t.say("cli-heading-usage")));
    }
    console.complain(&format!("\n{}", t.say("usage-help")));
}

/// What is wrong, if anything is; of faults nobody meets, what clap says.
fn complaint(error: &Error, console: Console) -> Option<String> {
    let t = console.t;
    let told = |kind| context(error, kind).unwrap_or_default();
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let (argument, value) = (("argument", argument.into()), ("value", value.into()));
    let what = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => t.with("usage-unknown-argument", &[argument]),
        ErrorKind::InvalidSubcommand => {
            t.with("usage-unknown-command", &[("command", told(ContextKind::InvalidSubcommand).into())])
        }
        ErrorKind::InvalidValue if told(ContextKind::InvalidValue).is_empty() => {
            t.with("usage-no-value", &[argument])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match context(error, ContextKind::ValidValue)
        {
            Some(valid) if !valid.is_empty() => {
                t.with("usage-not-one-of", &[argument, value, ("valid", valid.into())])
            }
            _ => t.with("usage-bad-value", &[argument, value]),
        },
        ErrorKind::MissingSubcommand => {
            t.with("usage-no-command", &[("valid", told(ContextKind::ValidSubcommand).into())])
        }
        ErrorKind::MissingRequiredArgument => t.with("usage-missing", &[argument]),
        ErrorKind::TooManyValues => t.with("usage-too-many", &[argument, value]),
        ErrorKind::ArgumentConflict => t.with("usage-twice", &[argument]),
        _ => error.to_string(),
    };
    Some(what)
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(ToString::to_string)
}
