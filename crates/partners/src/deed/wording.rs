//! How official paper says things: days, amounts, what is promised, what an addendum changes, by what somebody signs.

use kernel::{Date, Id, Person};

use crate::{
    agreements::Whole,
    model::{Authority, Change, ChangeKind, Commitment, Paper, Signatory, Unit},
};

/// What a kind of paper is called within a sentence of another.
pub(super) const fn called(kind: Paper) -> &'static str {
    match kind {
        Paper::Understanding => "Nota Kesepakatan",
        Paper::Joint => "Kesepakatan Bersama",
        Paper::Cooperation => "Perjanjian Kerja Sama",
        Paper::Letter => "Surat Kesepakatan",
        Paper::Addendum => "Adendum",
    }
}

/// A line to write on.
pub(super) const BLANK: &str = "……………………";

/// `PIHAK KEDUA` of 2.
pub fn party_name(position: i64) -> String {
    const ORDINALS: [&str; 9] =
        ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN"];
    let ordinal = usize::try_from(position - 1).ok().and_then(|n| ORDINALS.get(n));
    ordinal.map_or_else(|| format!("PIHAK KE-{position}"), |ordinal| format!("PIHAK {ordinal}"))
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
pub(super) fn date(day: Date) -> String {
    let month =
        usize::try_from(day.month() - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// `Rabu, tanggal 5 Agustus 2026`
pub(super) fn weekday(day: Date) -> String {
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

/// What is promised, as a duty: what one does, how much of it, for what, by when.
fn promised(unit: Unit, n: i64, about: &str, purpose: Option<&str>, due: Option<Date>) -> String {
    let (verb, measure) = match unit {
        Unit::Rupiah => ("menyediakan", "sebesar"),
        Unit::Books | Unit::Pieces => ("menyerahkan", "sebanyak"),
        Unit::Hours => ("melaksanakan", "selama"),
        Unit::Sessions => ("menyelenggarakan", "sebanyak"),
        Unit::People | Unit::Visits => ("melayani", "sebanyak"),
        Unit::Memberships => ("memberikan", "sebanyak"),
        Unit::Times => ("melaksanakan", "sebanyak"),
    };
    let about = within(about.trim_end_matches(['.', ';']));
    let mut text = format!("{verb} {about} {measure} {}", amount(unit, n));
    if let Some(purpose) = purpose {
        text.push_str(&format!(", untuk {}", purpose.trim_end_matches(['.', ';'])));
    }
    if let Some(due) = due {
        text.push_str(&format!(", paling lambat {}", date(due)));
    }
    text
}

/// Words as they stand within a sentence: the first letter is small, where the word is no abbreviation.
fn within(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// `PIHAK KEDUA`, `PIHAK KEDUA dan PIHAK KETIGA`: all but the library.
pub(super) fn partners(whole: &Whole) -> String {
    let all: Vec<String> = whole.sides.iter().map(|side| party_name(side.position)).collect();
    match all.split_last() {
        None => BLANK.to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} dan {last}", rest.join(", ")),
    }
}

/// A number in words: `tiga puluh`.
fn in_words(n: i64) -> String {
    const ONES: [&str; 12] = [
        "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
        "sebelas",
    ];
    let and = |rest: i64| if rest == 0 { String::new() } else { format!(" {}", in_words(rest)) };
    match n {
        0..=11 => usize::try_from(n)
            .ok()
            .and_then(|n| ONES.get(n))
            .map_or_else(|| n.to_string(), |word| (*word).to_owned()),
        12..=19 => format!("{} belas", in_words(n - 10)),
        20..=99 => format!("{} puluh{}", in_words(n / 10), and(n % 10)),
        100..=199 => format!("seratus{}", and(n - 100)),
        200..=999 => format!("{} ratus{}", in_words(n / 100), and(n % 100)),
        _ => n.to_string(),
    }
}

/// `30 (tiga puluh)`
pub(super) fn counted(n: i64) -> String {
    format!("{n} ({})", in_words(n))
}

/// The points of a paragraph: each ends in a semicolon, the last in a full stop.
pub(super) fn points(all: &[String]) -> String {
    let last = all.len().saturating_sub(1);
    let ended = |(n, point): (usize, &String)| match last - n {
        0 => format!("- {point}."),
        1 => format!("- {point}; dan"),
        _ => format!("- {point};"),
    };
    all.iter().enumerate().map(ended).collect::<Vec<_>>().join("\n")
}

/// What one of the sides, the library where `ours`, gives.
pub(super) fn duties(whole: &Whole, promises: &[Commitment], ours: bool) -> String {
    let is_of_side = |one: &&Commitment| one.giver.is_none() == ours && !one.released;
    let point = |one: &Commitment| {
        let text = promised(one.unit, one.amount, &one.about, one.purpose.as_deref(), one.due);
        let side = whole.sides.iter().find(|side| Some(side.partner) == one.giver);
        match side.filter(|_| whole.sides.len() > 1) {
            Some(side) => format!("{} {text}", party_name(side.position)),
            None => text,
        }
    };
    points(&promises.iter().filter(is_of_side).map(point).collect::<Vec<_>>())
}

/// A text in which a side that promises nothing is said to have no duty, in the place of the line that leads in to its duties.
pub(super) fn without_duties(text: &str, whole: &Whole, promises: &[Commitment]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (name, who, ours) in
        [("{kewajiban-kesatu}", party_name(1), true), ("{kewajiban-mitra}", partners(whole), false)]
    {
        if !duties(whole, promises, ours).is_empty() {
            continue;
        }
        while let Some(at) = lines.iter().position(|line| line.trim() == name) {
            lines[at] = format!("{who} tidak mempunyai kewajiban tertentu.");
            if at > 0 && lines[at - 1].trim_end().ends_with(':') {
                lines.remove(at - 1);
            }
        }
    }
    lines.join("\n")
}

/// What both sides give, where a frame says that they give anything; nothing otherwise.
pub(super) fn all_promised(whole: &Whole, promises: &[Commitment]) -> String {
    let of_side = |ours: bool| {
        let gives = promises.iter().any(|one| one.giver.is_none() == ours && !one.released);
        let who = if ours { party_name(1) } else { partners(whole) };
        gives.then(|| format!("{who} akan:\n{}", duties(whole, promises, ours)))
    };
    [of_side(true), of_side(false)].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What an addendum changes, as points of its article: how it was and how it becomes.
pub(super) fn changed(whole: &Whole, changes: &[Change]) -> String {
    let who = |giver: Option<Id<Person>>| {
        let side = whole.sides.iter().find(|side| Some(side.partner) == giver);
        party_name(side.map_or(1, |side| side.position))
    };
    let by = |due: Option<Date>| due.map(|due| format!(" paling lambat {}", date(due))).unwrap_or_default();
    let point = |one: &Change| {
        let about = one.about.as_deref().unwrap_or_default().trim_end_matches(['.', ';']);
        let measure = |n: Option<i64>| one.unit.zip(n).map(|(unit, n)| amount(unit, n)).unwrap_or_default();
        let day = |day: Option<Date>| day.map(date).unwrap_or_default();
        match one.what {
            ChangeKind::Promise => format!(
                "menambah kewajiban {}: {}",
                who(one.giver),
                one.unit.zip(one.amount).map_or_else(
                    || about.to_owned(),
                    |(unit, n)| promised(unit, n, about, one.purpose.as_deref(), one.due)
                )
            ),
            ChangeKind::Revise => format!(
                "mengubah kewajiban {} berupa {about}: semula {}{}, menjadi {}{}",
                who(one.giver),
                measure(one.was_amount),
                by(one.was_due),
                measure(one.amount),
                by(one.due)
            ),
            ChangeKind::Release => format!("mengakhiri kewajiban {} berupa {about}", who(one.giver)),
            ChangeKind::Until => {
                format!(
                    "mengubah akhir jangka waktu, semula {} menjadi {}",
                    day(one.was_until),
                    day(one.until)
                )
            }
            ChangeKind::Renew => {
                format!(
                    "memperpanjang jangka waktu, sejak {} sampai dengan {}",
                    day(one.since),
                    day(one.until)
                )
            }
            ChangeKind::Clause => about.to_owned(),
        }
    };
    let all: Vec<String> = changes.iter().map(point).collect();
    if all.is_empty() { points(&[BLANK.to_owned()]) } else { points(&all) }
}

/// `3 (tiga)`
pub(super) fn copies(n: usize) -> String {
    counted(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The paper by which somebody may sign, within a sentence; what is called a surat kuasa is not called so twice.
fn authority(one: &Signatory) -> String {
    let by = match one.authority {
        Authority::Office => "sesuai",
        Authority::Power if is_power(&one.document) => "berdasarkan",
        Authority::Power => "berdasarkan Surat Kuasa",
    };
    format!("{by} {} tanggal {}", one.document, date(one.document_on))
}

/// Whether the name of a document says that it is a surat kuasa.
pub(crate) fn is_power(document: &str) -> bool {
    document.trim().to_lowercase().starts_with("surat kuasa")
}

/// `Ani Wowor, Kepala Sekolah, berdasarkan Surat Kuasa … , bertindak untuk dan atas nama …`
pub(super) fn described(name: &str, signers: &[&Signatory]) -> String {
    if signers.is_empty() {
        return format!("{name}.");
    }
    let one = |one: &&Signatory| format!("{}, {}, {}", one.name, one.title, authority(one));
    let all = signers.iter().map(one).collect::<Vec<_>>().join("; ");
    let stands_for = match signers {
        [only] if only.name == name => "diri sendiri",
        _ => name,
    };
    format!("{all}, bertindak untuk dan atas nama {stands_for}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_point_ends_in_a_full_stop_and_nothing_is_called_a_surat_kuasa_twice() {
        let all: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(points(&all), "- a;\n- b; dan\n- c.");
        assert_eq!(points(&all[..1]), "- a.");
        let mut one = Signatory {
            id: Id::new(),
            partner: None,
            name: "Ani Contoh".into(),
            title: "Kepala".into(),
            authority: Authority::Power,
            document: "Surat Kuasa Wali Kota Nomor 12/SK/2026".into(),
            document_on: jiff::civil::date(2026, 8, 5),
            document_until: None,
            file: None,
            signed_on: None,
        };
        assert_eq!(
            authority(&one),
            "berdasarkan Surat Kuasa Wali Kota Nomor 12/SK/2026 tanggal 5 Agustus 2026"
        );
        assert!(described("SMP Contoh", &[&one]).ends_with("bertindak untuk dan atas nama SMP Contoh."));
        assert!(described("Ani Contoh", &[&one]).ends_with("bertindak untuk dan atas nama diri sendiri."));
        one.document = "Nomor 12/SK/2026".into();
        assert_eq!(authority(&one), "berdasarkan Surat Kuasa Nomor 12/SK/2026 tanggal 5 Agustus 2026");
    }

    #[test]
    fn a_duty_says_what_is_done() {
        let due = Some(jiff::civil::date(2026, 6, 30));
        assert_eq!(
            promised(Unit::People, 250, "Siswa yang berkunjung dalam rombongan", None, due),
            "melayani siswa yang berkunjung dalam rombongan sebanyak 250 orang, paling lambat 30 Juni 2026"
        );
        assert_eq!(
            promised(Unit::Rupiah, 75_000_000, "CSR pelatihan;", Some("petugas"), None),
            "menyediakan CSR pelatihan sebesar Rp75.000.000, untuk petugas"
        );
        let words = [0, 11, 15, 30, 45, 100, 114, 366].map(counted);
        assert_eq!(
            words,
            [
                "0 (nol)",
                "11 (sebelas)",
                "15 (lima belas)",
                "30 (tiga puluh)",
                "45 (empat puluh lima)",
                "100 (seratus)",
                "114 (seratus empat belas)",
                "366 (tiga ratus enam puluh enam)",
            ]
        );
    }

    #[test]
    fn numbers_and_days_are_written_as_on_official_paper() {
        assert_eq!(amount(Unit::Rupiah, 12_500_000), "Rp12.500.000");
        assert_eq!(amount(Unit::Books, 250), "250 buku");
        assert_eq!(weekday(jiff::civil::date(2026, 8, 5)), "Rabu, tanggal 5 Agustus 2026");
        assert_eq!((copies(2).as_str(), party_name(3).as_str()), ("2 (dua)", "PIHAK KETIGA"));
    }
}
