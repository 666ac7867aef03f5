//! Persons, bodies and meetings of a record.

use marc::{Field, Record};
use serde::{Deserialize, Serialize};

use super::plain;

/// Somebody who made or helped to make a work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Author {
    /// As catalogued: `Hirata, Andrea`.
    pub name: String,
    /// What they did: a relator term as written (`$e`), or a MARC relator code (`$4`); may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Whether the name is a person's with the surname first, so that it is spoken the other way round.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inverted: bool,
    /// Whether it is a body or a meeting (X10, X11), not a person.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub body: bool,
}

impl Author {
    /// As people say it: `Andrea Hirata`.
    pub fn spoken(&self) -> String {
        match self.name.split_once(", ") {
            Some((surname, given)) if self.inverted => {
                // `Davis, Sammy, Jr.`: what follows the given name stays behind the surname.
                let (given, after) = given.split_once(", ").unwrap_or((given, ""));
                let after = if after.is_empty() { String::new() } else { format!(" {after}") };
                format!("{given} {surname}{after}")
            }
            _ => self.name.clone(),
        }
    }

    /// The MARC relator code of what they did, where the house knows it.
    pub fn relator(&self) -> Option<&'static str> {
        relator(&self.role)
    }

    /// Whether the work is theirs: who is named without a role, wrote, created or compiled it.
    pub fn is_maker(&self) -> bool {
        self.role.is_empty() || matches!(self.relator(), Some("aut" | "cre" | "com"))
    }
}

/// The MARC relator code of what a cataloguer wrote, where the house knows it.
pub fn relator(written: &str) -> Option<&'static str> {
    let word = written.trim_end_matches('.').to_lowercase();
    let known = ROLES.iter().find(|(code, words)| *code == word || words.contains(&word.as_str()));
    known.map(|(code, _)| *code)
}

/// MARC relator codes with a name in the language files, and the words that stand for them in records.
pub const ROLES: [(&str, &[&str]); 32] = [
    ("adp", &["adaptor", "penyadur", "adapter"]),
    ("ann", &["penganotasi", "annotator"]),
    ("arr", &["pengaransemen", "arranger"]),
    ("art", &["seniman", "artist"]),
    ("aui", &["penulis pengantar", "author of introduction"]),
    ("aut", &["pengarang", "penulis", "author", "joint author"]),
    ("cmp", &["komponis", "composer"]),
    ("cnd", &["dirigen", "conductor"]),
    ("col", &["kolektor", "collector"]),
    ("com", &["penghimpun", "penyusun", "compiler"]),
    ("cre", &["pencipta", "creator"]),
    ("ctb", &["kontributor", "contributor"]),
    ("ctg", &["kartografer", "pembuat peta", "cartographer"]),
    ("cwt", &["komentator", "commentator"]),
    ("drt", &["sutradara", "director"]),
    ("dsr", &["perancang", "desainer", "designer"]),
    ("edt", &["penyunting", "editor", "ed"]),
    ("fmo", &["mantan pemilik", "former owner"]),
    ("ill", &["ilustrator", "juru gambar", "illustrator"]),
    ("isb", &["badan penerbit", "issuing body"]),
    ("ive", &["narasumber", "interviewee"]),
    ("ivr", &["pewawancara", "interviewer"]),
    ("lyr", &["penulis lirik", "lyricist"]),
    ("nrt", &["pencerita", "narator", "narrator"]),
    ("pbl", &["penerbit", "publisher"]),
    ("pht", &["fotografer", "photographer"]),
    ("prf", &["pemain", "performer"]),
    ("prt", &["pencetak", "printer"]),
    ("rev", &["penelaah", "reviewer"]),
    ("sng", &["penyanyi", "singer"]),
    ("trl", &["penerjemah", "translator"]),
    ("win", &["writer of introduction"]),
];

/// Everybody named in 1XX and 7XX, the main entry first, each once for each role.
pub fn authors(record: &Record) -> Vec<Author> {
    let main = record.fields.iter().filter(|field| matches!(field.tag().as_str(), "100" | "110" | "111"));
    let added = record.fields.iter().filter(|field| matches!(field.tag().as_str(), "700" | "710" | "711"));
    let mut authors: Vec<Author> = Vec::new();
    for author in main.chain(added).filter_map(author) {
        let known = authors
            .iter()
            .any(|a| a.name == author.name && (a.role == author.role || author.role.is_empty()));
        if !known {
            authors.push(author);
        }
    }
    authors
}

fn author(field: &Field) -> Option<Author> {
    let tag = field.tag();
    let personal = matches!(tag.as_str(), "100" | "700");
    let name = plain(&field.text(if personal { "abcq" } else { "abcdn" }));
    if name.is_empty() {
        return None;
    }
    let role = field.sub('e').map(plain).filter(|role| !role.is_empty());
    let role = role.or_else(|| field.sub('4').map(|code| plain(code.rsplit('/').next().unwrap_or(code))));
    let inverted = personal && field.indicators().0 == '1' && name.contains(", ");
    Some(Author { name, role: role.unwrap_or_default(), inverted, body: !personal })
}
