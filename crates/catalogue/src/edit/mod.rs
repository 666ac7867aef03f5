//! A record as a plain form, and what the form's answers do to its MARC. Only what was answered differently is
//! touched: everything else of the record stays as it came.

mod fields;
mod objections;
#[cfg(test)]
mod tests;

use kernel::Date;
use marc::{Field, Record};

use crate::record::{Audience, Drawn, draw, tidy};
use fields::{
    is_other, is_wrong_isbn, lines, main_entry, name, new_other, new_series, new_subject, other, put_author,
    put_call_number, put_coded, put_form, put_imprint, put_one, put_title, relist, shown, wrong_isbns,
};

/// The answers of the form. Lists have one item a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// 245 `$a $n $p`.
    pub title: String,
    /// 245 `$b`.
    pub subtitle: String,
    /// 245 `$c`.
    pub responsibility: String,
    /// The main entry, 1XX.
    pub author: String,
    /// 7XX, one a line, the role in brackets.
    pub others: String,
    /// 250.
    pub edition: String,
    /// 264 or 260 `$a`.
    pub place: String,
    /// 264 or 260 `$b`.
    pub publisher: String,
    /// 264 or 260 `$c`, 008/07–10.
    pub year: String,
    /// 300 `$a`.
    pub extent: String,
    /// 490, one a line.
    pub series: String,
    /// 020 `$a`, one a line.
    pub isbns: String,
    /// Numbers that are printed in the book and are none, 020 `$z`, one a line.
    pub isbns_wrong: String,
    /// Code of the language, 008/35–37.
    pub language: String,
    /// Word of the [`Form`].
    pub form: String,
    /// Word of the [`Audience`]; empty for unknown.
    pub audience: String,
    /// 082.
    pub ddc: String,
    /// 852, 952 or 090.
    pub call_number: String,
    /// 6XX, one a line, parts joined by ` -- `.
    pub subjects: String,
    /// 520.
    pub summary: String,
    /// 5XX, one a line.
    pub notes: String,
}

impl Typed {
    /// The answers a record gives.
    pub fn of(record: &Record) -> Self {
        let drawn: Drawn = draw(record);
        Self {
            author: main_entry(record).map(name).unwrap_or_default(),
            others: lines(record.fields.iter().filter(|field| is_other(field)).map(other)),
            year: drawn.year.map(|year| year.to_string()).unwrap_or_default(),
            series: drawn.series.join("\n"),
            isbns: drawn.isbns.join("\n"),
            isbns_wrong: lines(
                record.fields.iter().filter(|field| is_wrong_isbn(field)).flat_map(wrong_isbns),
            ),
            form: drawn.form.as_str().to_owned(),
            audience: drawn.audience.map(|audience| audience.as_str().to_owned()).unwrap_or_default(),
            subjects: drawn.subjects.join("\n"),
            notes: drawn.notes.join("\n"),
            title: drawn.title,
            subtitle: drawn.subtitle,
            responsibility: drawn.responsibility,
            edition: drawn.edition,
            place: drawn.place,
            publisher: drawn.publisher,
            extent: drawn.extent,
            language: drawn.language,
            ddc: drawn.ddc,
            call_number: drawn.call_number,
            summary: drawn.summary,
        }
    }

    /// Does to `record` what the answers say. `today` is written into a coded field that has to be made.
    pub fn apply(&self, record: &mut Record, today: Date) {
        let before = Self::of(record);
        let differs = |of: fn(&Self) -> &String| tidy(of(self)) != tidy(of(&before));
        let differ = |of: &[fn(&Self) -> &String]| of.iter().any(|of| differs(*of));
        if differs(|t| &t.author) {
            put_author(record, &tidy(&self.author));
        }
        if differ(&[|t| &t.title, |t| &t.subtitle, |t| &t.responsibility]) {
            put_title(record, self);
        }
        if differs(|t| &t.others) {
            relist(record, &self.others, is_other, |field| vec![other(field)], new_other);
        }
        if differs(|t| &t.edition) {
            put_one(record, "250", 'a', &self.edition);
        }
        if differ(&[|t| &t.place, |t| &t.publisher, |t| &t.year]) {
            put_imprint(record, self);
        }
        if differs(|t| &t.extent) {
            put_one(record, "300", 'a', &self.extent);
        }
        if differs(|t| &t.series) {
            relist(record, &self.series, |f| f.tag() == "490", |f| shown(f, |d| d.series), new_series);
        }
        if differs(|t| &t.isbns) {
            let new = |isbn: &str| Field::data("020", ' ', ' ').with('a', isbn);
            let is_isbn = |f: &Field| f.tag() == "020" && !shown(f, |d| d.isbns).is_empty();
            relist(record, &self.isbns, is_isbn, |f| shown(f, |d| d.isbns), new);
        }
        if differs(|t| &t.isbns_wrong) {
            let new = |number: &str| Field::data("020", ' ', ' ').with('z', number);
            relist(record, &self.isbns_wrong, is_wrong_isbn, wrong_isbns, new);
        }
        if differs(|t| &t.subjects) {
            let is_subject = |field: &Field| !shown(field, |d| d.subjects).is_empty();
            relist(record, &self.subjects, is_subject, |f| shown(f, |d| d.subjects), new_subject);
        }
        if differs(|t| &t.summary) {
            let new = |text: &str| Field::data("520", ' ', ' ').with('a', text);
            relist(record, &self.summary, |f| f.tag() == "520", |f| vec![tidy(&f.text("ab"))], new);
        }
        if differs(|t| &t.notes) {
            let is_note = |field: &Field| !shown(field, |d| d.notes).is_empty();
            let new = |text: &str| Field::data("500", ' ', ' ').with('a', text);
            relist(record, &self.notes, is_note, |f| shown(f, |d| d.notes), new);
        }
        if differs(|t| &t.ddc) {
            put_one(record, "082", 'a', &self.ddc);
        }
        if differs(|t| &t.call_number) {
            put_call_number(record, &before.call_number, &tidy(&self.call_number));
        }
        if differs(|t| &t.form) {
            put_form(record, self.form.parse().unwrap_or_default());
        }
        self.put_coded(record, &before, today);
    }

    fn put_coded(&self, record: &mut Record, before: &Self, today: Date) {
        let audience = match self.audience.parse() {
            Ok(Audience::Children) => "j",
            Ok(Audience::Teens) => "d",
            Ok(Audience::Adults) => "e",
            Ok(Audience::General) => "g",
            Err(_) => " ",
        };
        let language = if tidy(&self.language).len() == 3 { tidy(&self.language) } else { "und".to_owned() };
        let year = tidy(&self.year);
        let year = if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
            year
        } else {
            "uuuu".into()
        };
        let wanted = [
            (self.year != before.year, 7, year.as_str()),
            (self.audience != before.audience, 22, audience),
            (self.language != before.language, 35, language.as_str()),
        ];
        for (differs, at, text) in wanted {
            if differs {
                put_coded(record, at, text, today);
            }
        }
        if self.language != before.language
            && let Some(field) = record.first_mut("041")
        {
            field.set('a', language);
        }
    }
}
