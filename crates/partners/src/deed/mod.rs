//! The paper of an agreement: templates with numbered articles that fill themselves. They are Indonesian by law
//! (UU 24/2009), whatever language the page speaks.
//!
//! A text is paragraphs, one a line. A line that begins with `=` opens an article (pasal), one with `-` is a point of the
//! paragraph before it; a name in braces stands for what the agreement says. While it is a draft the names follow the
//! agreement; once it goes round the whole paper is frozen, and only the day on which it is signed is still filled in. How
//! things are said on it is in [`wording`].

mod wording;

use kernel::{Date, Id, Message, Person};
use platform::library;
use serde::{Deserialize, Serialize};
use store::{Json, Result, Tx, sql, vals};
use ui::{Lang, Speech};

use crate::{
    agreements::{self, Whole},
    commitments,
    model::{Agreement, Commitment, Paper, Signatory, State},
};
pub(crate) use wording::is_power;
pub use wording::party_name;
use wording::{BLANK, called, changed, copies, date, described, duties, weekday};

/// The template of a kind of paper.
pub fn template(kind: Paper) -> &'static str {
    match kind {
        Paper::Understanding => include_str!("../../data/understanding.txt"),
        Paper::Joint => include_str!("../../data/joint.txt"),
        Paper::Cooperation => include_str!("../../data/cooperation.txt"),
        Paper::Letter => include_str!("../../data/letter.txt"),
        Paper::Addendum => include_str!("../../data/addendum.txt"),
    }
}

/// The names that may stand in braces.
pub const NAMES: [&str; 15] = [
    "judul",
    "induk",
    "dasar",
    "nomor",
    "tempat",
    "hari-tanggal",
    "mulai",
    "sampai",
    "rangkap",
    "kewajiban-kesatu",
    "kewajiban-mitra",
    "yang-dijanjikan",
    "perubahan",
    "mitra",
    "hari-pemberitahuan",
];

/// What stands where the duty stamp goes (UU 10/2020).
const STAMP: &str = "Meterai Rp10.000";

/// The name that is filled in last: the day on which all have signed.
const SIGNED_ON: &str = "{hari-tanggal}";

/// An article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// `MAKSUD DAN TUJUAN`.
    pub title: String,
    /// Its paragraphs, each with its points.
    pub paragraphs: Vec<(String, Vec<String>)>,
}

/// The paragraphs before the first article, and the articles. Points are several; one alone is said in a sentence with what leads
/// in to it.
pub fn articles(text: &str) -> (Vec<String>, Vec<Article>) {
    let (mut opening, mut articles): (Vec<String>, Vec<Article>) = Default::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix('=') {
            articles.push(Article { title: title.trim().to_owned(), ..Article::default() });
        } else if let Some(article) = articles.last_mut() {
            match (line.strip_prefix('-'), article.paragraphs.last_mut()) {
                (Some(point), Some((_, points))) => points.push(point.trim().to_owned()),
                _ => article.paragraphs.push((line.to_owned(), Vec::new())),
            }
        } else {
            opening.push(line.to_owned());
        }
    }
    for (text, points) in articles.iter_mut().flat_map(|article| &mut article.paragraphs) {
        if let ([only], Some(lead)) = (points.as_slice(), text.strip_suffix(':')) {
            *text = format!("{} {only}", lead.trim_end());
            points.clear();
        }
    }
    (opening, articles)
}

/// The names in braces of a text.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// The word after a brace of a text that is not closed.
fn left_open(text: &str) -> Option<&str> {
    let rest = text.split('{').skip(1).find(|rest| !rest.contains('}'))?;
    Some(rest.split_whitespace().next().unwrap_or_default())
}

/// What speaks against the text of a draft: no articles, one that says nothing, a name that stands for nothing, and that it does not
/// say what is promised or changed, which would stand on no paper.
pub(crate) fn objections(draft: &Agreement, promises: &[Commitment]) -> Vec<Message> {
    let (_, articles) = articles(&draft.body);
    let mut found = Vec::new();
    if articles.is_empty() {
        return vec![Message::new("agreement-no-articles")];
    }
    if articles.iter().any(|article| article.title.is_empty() || article.paragraphs.is_empty()) {
        found.push(Message::new("agreement-article-empty"));
    }
    let unknown = names(&draft.body).find(|name| !NAMES.contains(name));
    found.extend(unknown.map(|name| Message::new("agreement-name-unknown").with("name", name)));
    found.extend(left_open(&draft.body).map(|name| Message::new("agreement-brace-open").with("name", name)));
    let says = |name: &str| names(&draft.body).any(|one| one == name);
    let promised = |ours: bool| promises.iter().any(|one| one.giver.is_none() == ours && !one.released);
    let unsaid = match draft.kind {
        Paper::Addendum => !says("perubahan"),
        _ if says("yang-dijanjikan") => false,
        _ => (promised(true) && !says("kewajiban-kesatu")) || (promised(false) && !says("kewajiban-mitra")),
    };
    if unsaid {
        found.push(Message::new("agreement-duties-unsaid"));
    }
    found
}

/// A voice for the paper; days and amounts are written as the law's language writes them.
fn voice(t: Speech) -> Speech {
    if t.lang() == Lang::Id { t } else { t.other() }
}

/// The text of a draft with what its names stand for, apart from the day on which it is signed.
fn filled(tx: &mut Tx<'_>, whole: &Whole) -> Result<String> {
    let one = &whole.agreement;
    let promises = commitments::promises(tx, one.id)?;
    let changes = agreements::changes(tx, one.id)?;
    // What an addendum changes, or what another paper carries out.
    let above = match one.parent {
        Some(parent) => {
            let parent = agreements::one(tx, parent)?;
            Some(format!("{} Nomor {} tentang {}", called(parent.kind), parent.number, parent.title))
        }
        None => None,
    };
    let blank = || BLANK.to_owned();
    // Within a sentence of its own words a draft still says something.
    let given = |ours| match duties(whole, &promises, ours) {
        none if none.is_empty() => BLANK.to_owned(),
        all => all,
    };
    let mut text = wording::without_duties(&one.body, whole, &promises);
    for name in NAMES {
        let value = match name {
            "judul" => one.title.clone(),
            "induk" => above.clone().unwrap_or_else(blank),
            "dasar" => {
                above.as_ref().map(|above| format!(", untuk melaksanakan {above},")).unwrap_or_default()
            }
            "nomor" => one.number.clone(),
            "tempat" => library::NAME.text(tx)?,
            "mulai" => whole.periods.first().map_or_else(blank, |period| date(period.since)),
            "sampai" => whole.periods.last().map_or_else(blank, |period| date(period.until)),
            "rangkap" => copies(whole.sides.len() + 1),
            "kewajiban-kesatu" => given(true),
            "kewajiban-mitra" => given(false),
            "yang-dijanjikan" => wording::all_promised(whole, &promises),
            "perubahan" => changed(whole, &changes),
            "mitra" => wording::partners(whole),
            "hari-pemberitahuan" => wording::counted(one.notice_days),
            _ => continue,
        };
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    Ok(text)
}

/// Everything that stands on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// A word of [`Paper`].
    kind: String,
    title: String,
    /// Our number, and the other side's.
    numbers: Vec<String>,
    /// The articles, filled.
    text: String,
    sides: Vec<SideOfSheet>,
}

/// A side as it stands on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SideOfSheet {
    /// `PIHAK KESATU`.
    called: String,
    name: String,
    /// Who speaks for it, and by what they may.
    described: String,
    /// Office and name of each who signs.
    signers: Vec<(String, String)>,
}

/// What stands on the paper of an agreement as it is written now.
///
/// # Errors
/// Those of the database.
pub(crate) fn written(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Sheet> {
    let whole = agreements::whole(tx, id)?;
    let signatories = agreements::signatories(tx, id)?;
    let side = |called: String, name: String, partner: Option<Id<Person>>| {
        let signers: Vec<&Signatory> = signatories.iter().filter(|one| one.partner == partner).collect();
        SideOfSheet {
            called,
            described: described(&name, &signers),
            signers: signers.iter().map(|one| (one.title.clone(), one.name.clone())).collect(),
            name,
        }
    };
    let (kind, library) = (library::KIND.text(tx)?, library::NAME.text(tx)?);
    let mut sides = vec![side(party_name(1), format!("{kind} {library}").trim().to_owned(), None)];
    sides.extend(
        whole.sides.iter().map(|one| side(party_name(one.position), one.name.clone(), Some(one.partner))),
    );
    let text = filled(tx, &whole)?;
    let one = whole.agreement;
    Ok(Sheet {
        kind: one.kind.as_str().to_owned(),
        title: one.title,
        numbers: std::iter::once(one.number).chain(one.their_number).collect(),
        text,
        sides,
    })
}

/// The paper that was frozen when the draft was sent round, with what is known since: the other side's number, and the day on
/// which all have signed.
fn frozen(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Option<Sheet>> {
    type Row = (Option<Json<Sheet>>, String, Option<String>, Option<Date>);
    let found: Option<Row> = tx
        .opt(sql!("SELECT paper, number, their_number, signed_on FROM agreement WHERE id = ?1"), vals![id])?;
    Ok(found.and_then(|(paper, number, theirs, signed_on)| {
        let Json(sheet) = paper?;
        let numbers = std::iter::once(number).chain(theirs).collect();
        Some(Sheet { numbers, ..sheet }.signed_on(signed_on))
    }))
}

/// Whether the paper of an agreement has been frozen: it was sent round, and not taken back.
///
/// # Errors
/// Those of the database.
pub(crate) fn has_paper(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<bool> {
    Ok(frozen(tx, id)?.is_some())
}

/// Reads what stands on the paper: as it was frozen, or as a draft stands now.
///
/// # Errors
/// Those of the database.
pub fn sheet(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Sheet> {
    match frozen(tx, id)? {
        Some(sheet) => Ok(sheet),
        None => written(tx, id),
    }
}

impl Sheet {
    /// Whether there is anything to print: a draft may still be without.
    pub fn has_articles(&self) -> bool {
        !articles(&self.text).1.is_empty()
    }

    /// The articles as they stand on the paper.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// It with the day on which all have signed.
    fn signed_on(mut self, day: Option<Date>) -> Self {
        if let Some(day) = day {
            self.text = self.text.replace(SIGNED_ON, &weekday(day));
        }
        self
    }

    /// The paper as PDF, with `mark` across its pages where there is one.
    ///
    /// # Errors
    /// What the press says.
    pub fn print(
        &self,
        t: Speech,
        mark: &str,
        about: &pdf::About<'_>,
        head: &pdf::Head<'_>,
    ) -> std::result::Result<Vec<u8>, pdf::Error> {
        let t = voice(t);
        let title = t.say(&format!("paper-{}", self.kind)).to_uppercase();
        let names: Vec<String> = self.sides.iter().map(|side| side.name.to_uppercase()).collect();
        let text = self.text.replace(SIGNED_ON, BLANK);
        let (opening, articles) = articles(&text);
        let opening: Vec<&str> = opening.iter().map(String::as_str).collect();
        let parties: Vec<(&str, &str)> =
            self.sides.iter().map(|side| (side.called.as_str(), side.described.as_str())).collect();
        let points: Vec<Vec<Vec<&str>>> = articles
            .iter()
            .map(|article| {
                article
                    .paragraphs
                    .iter()
                    .map(|(_, points)| points.iter().map(String::as_str).collect())
                    .collect()
            })
            .collect();
        let paragraphs: Vec<Vec<pdf::Paragraph<'_>>> = articles
            .iter()
            .zip(&points)
            .map(|(article, points)| {
                article
                    .paragraphs
                    .iter()
                    .zip(points)
                    .map(|((text, _), points)| pdf::Paragraph { text, points })
                    .collect()
            })
            .collect();
        let articles: Vec<pdf::Article<'_>> = articles
            .iter()
            .zip(&paragraphs)
            .map(|(article, paragraphs)| pdf::Article { title: &article.title, paragraphs })
            .collect();
        let numbers: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        let between: Vec<&str> = names.iter().map(String::as_str).collect();
        let signers: Vec<(&str, Vec<pdf::Signer<'_>>)> = self
            .sides
            .iter()
            .map(|side| {
                let all =
                    side.signers.iter().map(|(role, name)| pdf::Signer { role, name, number: "" }).collect();
                (side.called.as_str(), all)
            })
            .collect();
        let signed: Vec<pdf::Side<'_>> =
            signers.iter().map(|(called, signers)| pdf::Side { called, signers }).collect();
        let about = pdf::About { lang: "id", ..*about };
        let deed = pdf::Deed {
            kind: &title,
            between: &between,
            between_word: "ANTARA",
            and_word: "DENGAN",
            about_word: "TENTANG",
            title: &self.title,
            number_word: "Nomor",
            numbers: &numbers,
            opening: &opening,
            parties: &parties,
            called_word: "Selanjutnya disebut",
            article_word: "Pasal",
            articles: &articles,
            sides: &signed,
            // A small letter bears no stamp.
            stamp_word: if self.kind == Paper::Letter.as_str() { "" } else { STAMP },
            mark,
        };
        pdf::deed(&about, head, &deed)
    }
}

/// What stands across the pages of a paper in this state: that it is a draft, where it is one.
pub fn mark(t: Speech, state: State) -> String {
    match state {
        State::Draft | State::Review => voice(t).say("agreement-draft-mark").to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_articles_with_paragraphs_and_points() {
        let (_, alone) = articles("= SATU\nPIHAK KESATU akan:\n- datang.\nPIHAK KEDUA akan:\n- a; dan\n- b.");
        assert_eq!(alone[0].paragraphs[0], ("PIHAK KESATU akan datang.".into(), Vec::new()));
        assert_eq!(alone[0].paragraphs[1].1.len(), 2);
        let (opening, all) =
            articles("Pada hari ini.\n= MAKSUD\nSatu.\nDua:\n- a;\n- b.\n\n= PENUTUP\nTiga.");
        assert_eq!(opening, ["Pada hari ini."]);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].paragraphs[1], ("Dua:".into(), vec!["a;".into(), "b.".into()]));
        assert_eq!(all[1].title, "PENUTUP");
    }

    #[test]
    fn every_name_in_a_template_is_one_that_can_be_filled() {
        for kind in Paper::ALL {
            let text = template(*kind);
            for name in names(text) {
                assert!(NAMES.contains(&name), "{kind}: {name}");
            }
            assert!(articles(text).1.len() >= 3, "{kind}");
            assert!(text.contains(SIGNED_ON), "{kind}");
        }
    }
}
