//! What the programmes of the year are for: what they are to bring about, and out of which money.

use activities::{
    aims::{self, Level, Said},
    costs,
    programmes::{self, Outline},
};
use funds::budgets;
use jiff::ToSpan;
use kernel::{Act, Id, Rupiah};
use store::{Result, Tx};

/// What the programme is to bring about, and what it is to cost.
pub(super) fn intended(tx: &mut Tx<'_>, act: &Act, programme: Id<activities::Programme>) -> Result<()> {
    let aim = |level, aim: &str, measure: &str, (baseline, target): (&str, &str)| Said {
        level,
        aim: aim.to_owned(),
        measure: measure.to_owned(),
        source: "Laporan tahunan perpustakaan".to_owned(),
        assumption: String::new(),
        baseline: baseline.to_owned(),
        target: target.to_owned(),
    };
    for said in [
        aim(
            Level::Goal,
            "Keluarga membaca bersama di rumah",
            "Keluarga yang membaca tiap pekan",
            ("34%", "45%"),
        ),
        aim(
            Level::Outcome,
            "Orang dewasa menguasai satu keterampilan baru",
            "Sertifikat yang diberikan",
            ("0", "40"),
        ),
        aim(Level::Output, "Dongeng setiap Kamis", "Sesi yang terlaksana", ("12", "48")),
    ] {
        aims::add(tx, act, programme, &said)?;
    }
    let all = funds::funds::all(tx)?;
    let fund = |is_it: fn(&funds::Fund) -> bool| all.iter().find(|one| is_it(one)).map(|one| one.id);
    let own = fund(|one| one.closed_on.is_none());
    let villages = fund(|one| one.title == "Hibah taman baca kampung");
    for (title, fund, amount) in [
        ("Honor pengajar kursus", own, 9_000_000),
        ("Panggung dan pengeras suara festival", None, 12_500_000),
        ("Kertas gambar dan krayon", villages, 1_800_000),
    ] {
        costs::add(tx, act, programme, (title, fund, Rupiah(amount)))?;
    }
    paid(tx, act, programme, ("Hibah taman baca kampung", "Kegiatan"))
}

/// Courses that a grant for them helps to pay for.
pub(super) fn digital(tx: &mut Tx<'_>, act: &Act, whole: &Outline) -> Result<Id<activities::Programme>> {
    let outline = Outline {
        title: "Melek digital untuk lansia".into(),
        purpose: "Warga di atas 50 tahun bisa memakai telepon dan komputernya dengan aman.".into(),
        themes: vec!["literasi digital".into(), "keterampilan".into()],
        since: whole.since.saturating_sub(30.days()),
        partners: Vec::new(),
        ..whole.clone()
    };
    let programme = programmes::open(tx, act, &outline)?;
    programmes::publish(tx, act, &programme, true)?;
    let fund = funds::funds::all(tx)?.into_iter().find(|one| one.title == "Hibah literasi digital");
    costs::add(tx, act, programme.id, ("Honor pelatih", fund.map(|one| one.id), Rupiah(3_000_000)))?;
    paid(tx, act, programme.id, ("Hibah literasi digital", "Pelatihan"))?;
    Ok(programme.id)
}

/// What is paid under this line of a fund's budgets is paid for the programme.
fn paid(
    tx: &mut Tx<'_>,
    act: &Act,
    programme: Id<activities::Programme>,
    (fund, line): (&str, &str),
) -> Result<()> {
    let Some(fund) = funds::funds::all(tx)?.into_iter().find(|one| one.title == fund) else { return Ok(()) };
    for one in budgets::of(tx, fund.id)?.into_iter().filter(|one| one.purpose == line) {
        budgets::serve(tx, act, one.id, programme.cast())?;
    }
    Ok(())
}
