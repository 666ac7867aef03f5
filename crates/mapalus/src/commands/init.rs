use std::process::ExitCode;

use kernel::Id;
use platform::library::{self, Branch};

use crate::{Failure, Library, config::Config, console::Console};

/// `init`: a new, empty library with one place. Set-up is this command and no page of the web.
pub(crate) fn run(config: &Config, console: Console, name: Option<&str>) -> Result<ExitCode, Failure> {
    let path = config.place();
    if crate::library::exists(config)? {
        return Err(Failure::said("failure-library-exists", &[("path", &path)]));
    }
    let library = Library::open_or_make(config)?;
    let name = name.unwrap_or_default().to_owned();
    let act = library.act();
    library.store.write_blocking(move |tx| {
        let main = Branch {
            id: Id::new(),
            code: "UTAMA".into(),
            name: if name.is_empty() { "Perpustakaan".into() } else { format!("Perpustakaan {name}") },
            address: String::new(),
            phone: None,
        };
        library::save_branch(tx, &act, &main)?;
        if !name.is_empty() {
            library::NAME.set(tx, &act, &name)?;
            library::SHORT_NAME.set(tx, &act, &name)?;
        }
        Ok(())
    })?;
    library.store.empty_log()?;
    console.say("init-done", &[("path", path.into())]);
    super::backup::tell_keys(config, console);
    Ok(ExitCode::SUCCESS)
}
