//! The words of this module.

use std::path::Path;

use crate::house::lexicon;
use ui::{Lang, Speech};

/// The first text after each of `openings` in `source`.
fn quoted<'s>(source: &'s str, openings: &[&str]) -> Vec<&'s str> {
    let after =
        |opening: &&str| source.split(*opening).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    openings.iter().flat_map(|opening: &&str| -> Vec<&'s str> { after(opening) }).collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_word_the_pages_ask_for_is_in_the_language_files() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut texts, mut asked) = (Vec::new(), 0);
    sources(&house.join("src"), &mut texts);
    sources(&house.join("templates"), &mut texts);
    let own: String = people::TEXTS[0].1.to_owned()
        + membership::TEXTS[0].1
        + "\n"
        + ui::TEXTS[0].1
        + web::pages::TEXTS[0].1;
    let openings = ["say(\"", "about(\"", "count(\"", "Message::new(\"", "column(\""];
    for key in texts.iter().flat_map(|text| quoted(text, &openings)) {
        asked += 1;
        assert!(own.lines().any(|line| line.split(" =").next() == Some(key)), "{key} is said nowhere");
    }
    assert!(asked > 100, "only {asked} words were found");
    let t = Speech::new(lexicon().keep(), Lang::En);
    for plan in membership::plans::PLANTED {
        assert!(t.known(&format!("plan-{plan}")).is_some(), "{plan}");
    }
}
