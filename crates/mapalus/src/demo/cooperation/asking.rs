//! A circle of partners who help each other, and what was asked of the library.

use kernel::{Act, Actor, Id, Person};
use partners::{
    Unit,
    cases::{self, Asked, CaseState},
    circles,
};
use store::{Result, Tx};

/// A circle that mends books, one school a month.
pub(super) fn circle(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, members: &[Id<Person>]) -> Result<()> {
    let about = "Memperbaiki buku rusak bersama, di satu tempat setiap bulan.";
    let circle = circles::begin(
        tx,
        &ago(150),
        "Mapalus perbaikan buku",
        about,
        true,
        Some(ago(150).today()),
        members,
    )?
    .id;
    circles::pledge(tx, &ago(150), circle, (Unit::Hours, 4), "menjilid dan menyampul")?;
    circles::pledge(tx, &ago(150), circle, (Unit::Pieces, 10), "lem dan kain punggung")?;
    for (n, days) in [(0usize, 120), (1, 85), (2, 40)] {
        let Some(host) = members.get(n) else { continue };
        let day = ago(days);
        let new = circles::NewTurn {
            host: *host,
            day: Some(day.today()),
            what: "Menjilid dan menyampul ulang".into(),
            out_of_turn: String::new(),
        };
        let turn = circles::plan(tx, &day, circle, &new)?;
        for (m, giver) in members.iter().enumerate().filter(|(m, _)| *m != n) {
            let hours = 4 + (m as i64 + n as i64) % 3;
            circles::give(tx, &day, circle, turn, *giver, (Unit::Hours, hours), "Menjilid")?;
            if m % 2 == 0 {
                circles::give(tx, &day, circle, turn, *giver, (Unit::Pieces, 10), "Lem dan kain punggung")?;
            }
        }
    }
    Ok(())
}

/// What was asked of the library lately.
pub(super) fn asked(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, school: Option<Id<Person>>) -> Result<()> {
    let stranger = |days: i32| Act { by: Actor::Visitor, ..ago(days) };
    let ask = |title: &str, body: &str, name: &str, organisation: &str| Asked {
        title: title.into(),
        body: body.into(),
        name: name.into(),
        organisation: organisation.into(),
        phone: "0800-0000-1234".into(),
        ..Asked::default()
    };
    let reading = ask(
        "Pojok baca di puskesmas",
        "Kami ingin menyediakan pojok baca di ruang tunggu, dengan buku yang berganti setiap bulan.",
        "Linda Contoh",
        "Puskesmas Contoh Matani",
    );
    cases::open(tx, &stranger(4), "partnership", "demo 1", &reading, 100)?;
    let photos = ask(
        "Pameran foto kota lama",
        "Klub kami mempunyai delapan puluh foto kota dari tahun 1950-an dan ingin memamerkannya.",
        "Hengky Contoh",
        "Klub Foto Contoh",
    );
    let code = cases::open(tx, &stranger(11), "partnership", "demo 2", &photos, 100)?;
    let case = cases::by_code(tx, &code)?.id;
    cases::advance(tx, &ago(9), case, CaseState::InProgress, "", None)?;
    let stall = ask("Kios di halaman", "Kami ingin berjualan di halaman.", "Tommy Contoh", "");
    let code = cases::open(tx, &stranger(40), "partnership", "demo 3", &stall, 100)?;
    let case = cases::by_code(tx, &code)?.id;
    let answer = "Halaman perpustakaan dipakai untuk kegiatan anak, jadi belum dapat untuk berjualan.";
    cases::advance(tx, &ago(38), case, CaseState::Refused, answer, None)?;
    if let Some(school) = school {
        let visit = Asked {
            partner: Some(school),
            ..ask(
                "Kunjungan kelas III",
                "Tiga puluh anak, hari Selasa pagi.",
                "Guru Contoh",
                "SD Contoh Kinilow",
            )
        };
        cases::open(tx, &stranger(2), "activity", "demo 4", &visit, 100)?;
    }
    Ok(())
}
