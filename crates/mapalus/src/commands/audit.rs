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
            let why = match why {
                Break::Gap => "gap",
                Break::Hash => "hash",
                Break::Detail => "detail",
            };
            let values = [("seq", seq.into()), ("why", why.into()), ("entries", found.entries.into())];
            console.say("audit-broken", &values);
            Ok(ExitCode::from(5))
        }
    }
}

/// Bytes as people write them down.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
