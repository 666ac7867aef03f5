//! Whoever is forgotten is struck off the files that wait.

use kernel::Id;
use people::import::{self, Waiting};
use platform::vault::Vault;

use crate::town::{Town, in_town, now};

/// The rows of a file that waits, each as its cells.
fn rows(town: &Town<'_>, vault: &Vault, file: Id<Waiting>) -> Vec<(usize, String)> {
    let vault = vault.clone();
    let (_, content) = town.store.read_blocking(move |tx| import::waiting(tx, &vault, file)).unwrap();
    let drafts = import::drafts(&import::read(&content).unwrap(), now().today());
    drafts.into_iter().map(|draft| (draft.number, draft.profile.name)).collect()
}

fn keep(town: &Town<'_>, vault: &Vault, name: &'static str, content: &'static str) -> Id<Waiting> {
    let vault = vault.clone();
    town.write(move |tx| import::keep(tx, &vault, now().at, name, content.as_bytes())).unwrap()
}

const CLASS: &str = "Kelas 7A\n\nNama;Tgl Lahir;HP\nKumendong, Maria;01/04/1990;\nMaria Kumendong;1971-01-02;\n\
                     Martha Kumendong;01/04/1990;0812-3456-7890\n";

#[test]
fn whoever_is_forgotten_is_struck_off_the_files_that_wait_and_nobody_else_is() {
    for vault in [Vault::default(), Vault::fresh()] {
        in_town(|town| {
            let named = keep(town, &vault, "7a.csv", CLASS);
            let other = keep(town, &vault, "7b.csv", "Nama;Tgl Lahir\nRuth Lumi;2010-12-31\n");
            town.erase_with(&vault).unwrap();
            let left = [(5, "Maria Kumendong".to_owned()), (6, "Martha Kumendong".to_owned())];
            assert_eq!(rows(town, &vault, named), left, "a namesake and a twin stay, each in their row");
            assert_eq!(rows(town, &vault, other), [(2, "Ruth Lumi".to_owned())]);
        });
    }
}

#[test]
fn a_file_that_nobody_can_open_any_more_goes_with_whoever_is_forgotten() {
    in_town(|town| {
        let (lost, file) = (Vault::fresh(), Vault::fresh());
        keep(town, &lost, "7a.csv", CLASS);
        let open = keep(town, &file, "7b.csv", CLASS);
        town.erase_with(&file).unwrap();
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM import_file")), 1);
        assert_eq!(rows(town, &file, open).len(), 2);
    });
}
