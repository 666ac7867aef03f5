//! What the sources say of themselves: the map is true, and whatever a page draws can be drawn.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files below `folder` whose name ends so.
fn files(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ends, found);
        } else if ends.iter().any(|end| path.extension().is_some_and(|extension| extension == *end)) {
            found.push(path);
        }
    }
}

/// The names that `ARCHITECTURE.md` gives each module to import.
fn told() -> BTreeMap<String, BTreeSet<String>> {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = map.lines().skip_while(|line| !line.starts_with("| module |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            // What stands in brackets says why.
            let bare = cells[3].split('(').map(|part| part.split_once(')').map_or(part, |(_, after)| after));
            let names: Vec<&str> = bare.flat_map(|part| part.split(',')).map(str::trim).collect();
            let names = names.into_iter().filter(|name| !name.is_empty());
            (cells[1].to_owned(), names.map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn the_table_of_modules_says_what_their_manifests_say() {
    let told = told();
    let imports = |module: &String| {
        let manifest = fs::read_to_string(root().join("crates").join(module).join("Cargo.toml")).unwrap();
        let own = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap().to_owned();
        let names = own.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned);
        names.filter(|name| told.contains_key(name)).collect::<BTreeSet<String>>()
    };
    let real: BTreeMap<String, BTreeSet<String>> =
        told.keys().map(|module| (module.clone(), imports(module))).collect();
    assert_eq!(told, real);
}

#[test]
fn every_symbol_a_page_names_can_be_drawn() {
    let mut sources = Vec::new();
    files(&root().join("crates"), &["rs", "html", "js"], &mut sources);
    let mut unknown = BTreeSet::new();
    for path in sources.iter().filter(|path| !path.ends_with("sprite.rs") && !path.ends_with("source.rs")) {
        let text = fs::read_to_string(path).unwrap();
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            let symbol = word
                .strip_prefix("Lu")
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
            if symbol && !ui::sprite::exists(word) {
                unknown.insert(format!("{word} in {}", path.display()));
            }
        }
    }
    assert_eq!(unknown, BTreeSet::new());
}
