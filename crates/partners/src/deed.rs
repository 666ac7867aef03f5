//! The paper of an agreement: templates with numbered articles that fill themselves. They are Indonesian by law
//! (UU 24/2009), whatever language the page speaks.
//!
//! A text is paragraphs, one a line. A line that begins with `=` opens an article (pasal), one with `-` is a point of the
//! paragraph before it; a name in braces stands for what the agreement says. Until it is signed the names stay and follow
//! the agreement; then the text is frozen.

use kernel::{Date, Id};
use platform::library;
use store::{Result, Tx};
use ui::{Lang, Speech};

use crate::{
    agreements, commitments,
    model::{Agreement, Authority, Commitment, Paper, Signatory, State, Unit},
};

/// The template of a kind of paper.
pub fn template(kind: Paper) -> &'static str {
    match kind {
        Paper::Understanding => include_str!("../data/understanding.txt"),
        Paper::Joint => include_str!("../data/joint.txt"),
        Paper::Cooperation => include_str!("../data/cooperation.txt"),
        Paper::Letter => include_str!("../data/letter.txt"),
    }
}

/// The names that may stand in braces.
pub const NAMES: [&str; 9] = [
    "judul",
    "nomor",
    "tempat",
    "hari-tanggal",
    "mulai",
    "sampai",
    "rangkap",
    "kewajiban-kesatu",
    "kewajiban-mitra",
];

/// An article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// `MAKSUD DAN TUJUAN`.
    pub title: String,
    /// Its paragraphs, each with its points.
    pub paragraphs: Vec<(String, Vec<String>)>,
}

/// The paragraphs before the first article, and the articles.
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
    (opening, articles)
}

/// `PIHAK KEDUA` of 2.
pub fn party_name(position: i64) -> String {
    const ORDINALS: [&str; 9] =
        ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN"];
    let ordinal = usize::try_from(position - 1).ok().and_then(|n| ORDINALS.get(n));
    ordinal.map_or_else(|| format!("PIHAK KE-{position}"), |ordinal| format!("PIHAK {ordinal}"))
}

/// A voice for the paper; days and amounts are written as the law's language writes them.
fn voice(t: Speech) -> Speech {
    if t.lang() == Lang::Id { t } else { t.other() }
}

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];

/// `5 Agustus 2026`
fn date(day: Date) -> String {
    let month =
        usize::try_from(day.month() - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// `Rabu, tanggal 5 Agustus 2026`
fn weekday(day: Date) -> String {
    let n = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
    format!("{}, tanggal {}", DAYS.get(n).copied().unwrap_or_default(), date(day))
}

/// `1.250.000`
fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(".")
}

fn amount(unit: Unit, n: i64) -> String {
    let word = match unit {
        Unit::Rupiah => return format!("Rp{}", number(n)),
        Unit::Books => "buku",
        Unit::Pieces => "buah",
        Unit::Hours => "jam",
        Unit::Sessions => "pertemuan",
        Unit::People => "orang",
        Unit::Memberships => "keanggotaan",
        Unit::Visits => "kunjungan",
        Unit::Times => "kali",
    };
    format!("{} {word}", number(n))
}

/// A commitment as a point of an article.
fn point(one: &Commitment) -> String {
    let mut text =
        format!("- {}, sebanyak {}", one.about.trim_end_matches('.'), amount(one.unit, one.amount));
    if let Some(purpose) = &one.purpose {
        text.push_str(&format!(", untuk {}", purpose.trim_end_matches('.')));
    }
    if let Some(due) = one.due {
        text.push_str(&format!(", paling lambat {}", date(due)));
    }
    text.push(';');
    text
}

/// `3 (tiga)`
fn copies(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| format!("{n} ({word})"))
}

/// The text of an agreement with what its names stand for. What is not known yet stays a line to write on.
///
/// # Errors
/// Those of the database.
pub fn filled(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<String> {
    const BLANK: &str = "……………………";
    let whole = agreements::whole(tx, id)?;
    let one = whole.agreement;
    let signed_on =
        agreements::signatories(tx, id)?.iter().map(|who| who.signed_on).collect::<Option<Vec<_>>>();
    let signed_on = signed_on.and_then(|days| days.into_iter().max());
    let today = Date::MAX;
    let promised: Vec<Commitment> =
        commitments::of_agreement(tx, &[], id, today)?.into_iter().map(|kept| kept.commitment).collect();
    let points = |ours: bool| {
        let points: Vec<String> = promised
            .iter()
            .filter(|one| one.giver.is_none() == ours && !one.released)
            .map(|one| match &one.giver_name {
                Some(name) if whole.sides.len() > 1 => point(one).replacen("- ", &format!("- {name}: "), 1),
                _ => point(one),
            })
            .collect();
        if points.is_empty() { format!("- {BLANK};") } else { points.join("\n") }
    };
    let first = whole.periods.first();
    let until = whole.periods.last();
    let town = library::NAME.text(tx)?;
    let blank = || BLANK.to_owned();
    let mut text = one.body.clone();
    for name in NAMES {
        let value = match name {
            "judul" => one.title.clone(),
            "nomor" => one.number.clone(),
            "tempat" => town.clone(),
            "hari-tanggal" => signed_on.map_or_else(blank, weekday),
            "mulai" => first.map_or_else(blank, |period| date(period.since)),
            "sampai" => until.map_or_else(blank, |period| date(period.until)),
            "rangkap" => copies(whole.sides.len() + 1),
            "kewajiban-kesatu" => points(true),
            _ => points(false),
        };
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    Ok(text)
}

/// Everything that stands on the paper of an agreement.
#[derive(Debug, Clone)]
pub struct Sheet {
    agreement: Agreement,
    text: String,
    /// Each side: what it is called on the paper, its name, who signs for it.
    sides: Vec<(String, String, Vec<Signatory>)>,
}

/// Reads what stands on the paper.
///
/// # Errors
/// Those of the database.
pub fn sheet(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Sheet> {
    let whole = agreements::whole(tx, id)?;
    let signatories = agreements::signatories(tx, id)?;
    let of = |partner| signatories.iter().filter(|one| one.partner == partner).cloned().collect::<Vec<_>>();
    let (kind, library) = (library::KIND.text(tx)?, library::NAME.text(tx)?);
    let mut sides = vec![(party_name(1), format!("{kind} {library}"), of(None))];
    sides.extend(
        whole.sides.iter().map(|side| (party_name(side.position), side.name.clone(), of(Some(side.partner)))),
    );
    let text = match whole.agreement.state {
        State::Signed | State::Terminated => whole.agreement.body.clone(),
        _ => filled(tx, id)?,
    };
    Ok(Sheet { agreement: whole.agreement, text, sides })
}

impl Sheet {
    /// The paper as PDF; a draft says that it is one.
    ///
    /// # Errors
    /// What the press says.
    pub fn print(
        &self,
        t: Speech,
        about: &pdf::About<'_>,
        head: &pdf::Head<'_>,
    ) -> std::result::Result<Vec<u8>, pdf::Error> {
        let t = voice(t);
        let one = &self.agreement;
        let title = t.say(&format!("paper-{}", one.kind)).to_uppercase();
        let names: Vec<String> = self.sides.iter().map(|(_, name, _)| name.to_uppercase()).collect();
        let (opening, articles) = articles(&self.text);
        let opening: Vec<&str> = opening.iter().map(String::as_str).collect();
        let described: Vec<(String, String)> = self
            .sides
            .iter()
            .map(|(called, name, signers)| (called.clone(), described(name, signers)))
            .collect();
        let parties: Vec<(&str, &str)> = described.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
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
        let mut numbers = vec![one.number.as_str()];
        numbers.extend(one.their_number.as_deref());
        let between: Vec<&str> = names.iter().map(String::as_str).collect();
        let signers: Vec<(&str, Vec<pdf::Signer<'_>>)> = self
            .sides
            .iter()
            .map(|(called, _, signers)| {
                let all = signers
                    .iter()
                    .map(|one| pdf::Signer { role: &one.title, name: &one.name, number: "" })
                    .collect();
                (called.as_str(), all)
            })
            .collect();
        let signed: Vec<pdf::Side<'_>> =
            signers.iter().map(|(called, signers)| pdf::Side { called, signers }).collect();
        let draft = matches!(one.state, State::Draft | State::Review).then(|| t.say("agreement-draft-mark"));
        let about = pdf::About { lang: "id", ..*about };
        let deed = pdf::Deed {
            kind: &title,
            between: &between,
            between_word: "ANTARA",
            and_word: "DENGAN",
            about_word: "TENTANG",
            title: &one.title,
            number_word: "Nomor",
            numbers: &numbers,
            opening: &opening,
            parties: &parties,
            called_word: "Selanjutnya disebut",
            article_word: "Pasal",
            articles: &articles,
            sides: &signed,
            mark: draft.unwrap_or_default(),
        };
        pdf::deed(&about, head, &deed)
    }
}

/// `Ani Wowor, Kepala Sekolah, berdasarkan Surat Kuasa … , bertindak untuk dan atas nama …`
fn described(name: &str, signers: &[Signatory]) -> String {
    if signers.is_empty() {
        return format!("{name}.");
    }
    let one = |one: &Signatory| {
        let by = match one.authority {
            Authority::Office => "sesuai",
            Authority::Power => "berdasarkan surat kuasa",
        };
        format!("{}, {}, {by} {} tanggal {}", one.name, one.title, one.document, date(one.document_on))
    };
    let all = signers.iter().map(one).collect::<Vec<_>>().join("; ");
    format!("{all}, bertindak untuk dan atas nama {name}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_articles_with_paragraphs_and_points() {
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
            for name in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                assert!(NAMES.contains(&name), "{kind}: {name}");
            }
            assert!(articles(text).1.len() >= 3, "{kind}");
        }
    }

    #[test]
    fn numbers_and_days_are_written_as_on_official_paper() {
        assert_eq!(amount(Unit::Rupiah, 12_500_000), "Rp12.500.000");
        assert_eq!(amount(Unit::Books, 250), "250 buku");
        assert_eq!(weekday(jiff::civil::date(2026, 8, 5)), "Rabu, tanggal 5 Agustus 2026");
        assert_eq!((copies(2).as_str(), party_name(3).as_str()), ("2 (dua)", "PIHAK KETIGA"));
    }
}
