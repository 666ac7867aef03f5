//! Who was forgotten is remembered beside the keys, and forgotten again after an older backup was restored.

use std::{path::PathBuf, sync::OnceLock};

use platform::events::{Event, Subscriber};
use privacy::{
    erasure::{self, Erased, Scope},
    list,
};

use crate::{Failure, Library, config::Config, console::Console, modules};

/// Writes every erasure to the list.
pub(crate) const KEEP: Subscriber = Subscriber {
    name: "mapalus.forgotten",
    kinds: &[Erased::KIND],
    handle: |_, _, posted| match LIST.get() {
        Some(path) => list::add(path, posted.subject.cast()),
        None => Ok(()),
    },
};

/// Where the list is: what a subscriber, which is handed the database alone, must know besides.
static LIST: OnceLock<PathBuf> = OnceLock::new();

/// Says where the list is, once, before events are handed over.
pub(crate) fn plan(config: &Config) {
    let _ = LIST.set(config.key(list::NAME));
}

/// Forgets again whom a restored backup brought back.
pub(super) fn again(config: &Config, console: Console, library: &Library) -> Result<(), Failure> {
    let forgotten = list::read(&config.key(list::NAME))?;
    let modules = modules(&library.index, &library.files);
    let (scope, act) = (Scope::of(&modules, library.vault.clone()), library.act());
    let again = library.store.write_blocking(move |tx| erasure::replay(tx, &act, &scope, &forgotten))?;
    if again > 0 {
        library.store.empty_log()?;
        console.say("restore-forgot", &[("n", i64::try_from(again).unwrap_or(i64::MAX).into())]);
    }
    Ok(())
}
