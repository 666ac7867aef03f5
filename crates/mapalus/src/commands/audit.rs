use std::process::ExitCode;

use platform::audit::{self, Break};

use crate::{Failure, Library, config::Config, console::Console};

/// `audit verify`: recomputes the chain; exit code 5 when it breaks.
pub(crate) fn verify(config: &Config, console: Console) -> Result<ExitCode, Failure> {
    let library = Library::look_into(config)?;
    let (found, head) = library.store.read_blocking(|tx| Ok((audit::verify(tx)?, audit::head(tx)?)))?;
    match found.broken {
        None => {
            let head =
                head.map_or_else(|| "0".to_owned(), |head| format!("{}:{}", head.seq, hex(&head.hash)));
            let values =
                [("entries", found.entries.into()), ("erased", found.erased.into()), ("head", head.into())];
            console.say("audit-holds", &values);
            Ok(ExitCode::SUCCESS)
        }
        Some((seq, why)) => {
            let values =
                [("seq", seq.into()), ("why", words(console, why).into()), ("entries", found.entries.into())];
            console.say("audit-broken", &values);
            Ok(ExitCode::from(5))
        }
    }
}

/// How the chain is broken.
pub(super) fn words(console: Console, why: Break) -> String {
    let key = match why {
        Break::Gap => "audit-break-gap",
        Break::Hash => "audit-break-hash",
        Break::Detail => "audit-break-detail",
    };
    console.t.say(key).to_owned()
}

/// Bytes as people write them down.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
