//! What speaks against the answers of the form, before they are laid over the record.

use kernel::{Message, Reason};
use marc::isbn::Isbn;

use super::Typed;
use crate::record::tidy;

/// Letters of an answer on one line.
const LINE: usize = 1_000;
/// Letters of an answer of many lines.
const AREA: usize = 20_000;

impl Typed {
    /// Everything that speaks against these answers. Those that say what the record said `before` are not looked at:
    /// what came with it is not whoever edits it now to answer for.
    pub fn objections(&self, before: &Self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
        let answers: [(&'static str, &String, &String, usize); 19] = [
            ("title", &self.title, &before.title, LINE),
            ("subtitle", &self.subtitle, &before.subtitle, LINE),
            ("responsibility", &self.responsibility, &before.responsibility, LINE),
            ("author", &self.author, &before.author, LINE),
            ("others", &self.others, &before.others, AREA),
            ("edition", &self.edition, &before.edition, LINE),
            ("place", &self.place, &before.place, LINE),
            ("publisher", &self.publisher, &before.publisher, LINE),
            ("year", &self.year, &before.year, LINE),
            ("extent", &self.extent, &before.extent, LINE),
            ("series", &self.series, &before.series, AREA),
            ("isbns", &self.isbns, &before.isbns, AREA),
            ("isbns_wrong", &self.isbns_wrong, &before.isbns_wrong, AREA),
            ("language", &self.language, &before.language, LINE),
            ("ddc", &self.ddc, &before.ddc, LINE),
            ("call_number", &self.call_number, &before.call_number, LINE),
            ("subjects", &self.subjects, &before.subjects, AREA),
            ("summary", &self.summary, &before.summary, AREA),
            ("notes", &self.notes, &before.notes, AREA),
        ];
        for (field, now, before, most) in answers {
            if tidy(now) == tidy(before) {
                continue;
            }
            if now.chars().count() > most {
                object(field, Message::new("cataloguing-too-long").with("most", most as i64));
                continue;
            }
            match field {
                "year" if !is_year(&tidy(now)) => object(field, Message::new("cataloguing-year-form")),
                "isbns" => {
                    let typed = now.lines().map(tidy).filter(|line| !line.is_empty());
                    for number in typed.filter(|line| Isbn::parse_first(line).is_err()) {
                        object(field, Message::new("cataloguing-isbn-wrong").with("number", number));
                    }
                }
                _ => {}
            }
        }
        reasons
    }
}

/// Nothing, or four digits of a year something can have been published in.
fn is_year(text: &str) -> bool {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.is_empty() || (digits && ("1000"..="2100").contains(&text))
}
