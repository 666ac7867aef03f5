//! Things the library owns, their care, one to be written off, and an inventory.

use assets::{Asset, Condition, Kind, NewAsset, Source, Valuation, care, enter, register, removals, rounds};
use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person, Rupiah};
use platform::{accounts, library, library::Branch};
use store::{Error, Result, Tx};

use super::moment;
use crate::{Failure, Library};

/// Enters them through two years, plans their care, and takes stock.
pub(super) fn make(library: &Library, main: Id<Branch>, today: Date) -> std::result::Result<(), Failure> {
    let now = library.act();
    library.store.write_blocking(move |tx| {
        let person = |tx: &mut Tx<'_>, login| -> Result<Id<Person>> {
            Ok(accounts::by_login(tx, login)?.ok_or(Error::Missing)?.0.person)
        };
        let (desk, head) = (person(tx, "meja")?, person(tx, "kepala")?);
        let on = |who, ago: i32| Act {
            by: Actor::Person(who),
            at: moment(&now.zone, today.saturating_sub(ago.days()), 11, 0).min(now.at),
            zone: now.zone.clone(),
        };
        let places = library::branches(tx)?;
        let bus = places.iter().find(|branch| branch.id != main).map_or(main, |branch| branch.id);
        let mut all = Vec::new();
        for (n, thing) in THINGS.iter().enumerate() {
            let act = on(head, thing.ago);
            let bought = register::open_payments(tx)?.into_iter().find(|open| {
                thing.source == Source::Purchase
                    && open.day.saturating_add(DELIVERED.days()) >= act.today()
                    && open.left >= Rupiah(thing.value)
            });
            let new = NewAsset {
                custodian: Some(if n % 3 == 0 { head } else { desk }),
                payment: bought.as_ref().map(|open| open.payment),
                reference: bought.map(|open| open.number).unwrap_or_default(),
                ..thing.entered(main, bus, act.today())
            };
            all.push(enter(tx, &act, &new)?);
        }
        care(tx, &on(desk, 10), &all, today)?;
        take_stock(tx, &on(desk, 40), main)?;
        let broken = all.iter().find(|one| one.condition == Condition::Broken).ok_or(Error::Missing)?;
        let why = "Mati total; biaya perbaikan melebihi harga baru.";
        removals::ask(tx, &on(desk, 3), broken.id, why).map(drop)
    })?;
    Ok(())
}

/// Care that was given, that is due, and that comes.
fn care(tx: &mut Tx<'_>, act: &Act, all: &[Asset], today: Date) -> Result<()> {
    for (n, one) in
        all.iter().enumerate().filter(|(_, one)| matches!(one.kind, Kind::Computer | Kind::Vehicle))
    {
        let what =
            if one.kind == Kind::Vehicle { "Ganti oli dan periksa rem" } else { "Bersihkan dan perbarui" };
        let due = today.saturating_add((i64::try_from(n).unwrap_or(0) * 9 - 12).days());
        let care = care::plan(tx, act, one.id, what, due)?;
        if n % 4 == 1 {
            let again = today.saturating_add(170.days());
            care::give(tx, act, care, act.today(), "Baik", Some(again))?;
        }
    }
    Ok(())
}

/// An inventory of the main place in which one thing was not found and one nobody knew turned up.
fn take_stock(tx: &mut Tx<'_>, act: &Act, main: Id<Branch>) -> Result<()> {
    let round = rounds::begin(tx, act, &format!("Inventarisasi {}", act.today().year()), main, "")?;
    for one in rounds::missing(tx, round)?.iter().skip(1) {
        rounds::see(tx, act, round, &one.code)?;
    }
    rounds::see(tx, act, round, "LAMA-017")?;
    rounds::end(tx, act, round, false).map(drop)
}

/// Within how many days of its payment a thing that was bought is entered.
const DELIVERED: i32 = 5;

struct Thing {
    ago: i32,
    name: &'static str,
    kind: Kind,
    room: &'static str,
    value: i64,
    source: Source,
    origin: &'static str,
    condition: Condition,
    /// Days of warranty from the day it came; none where it is 0.
    warranty: i64,
}

impl Thing {
    fn entered(&self, main: Id<Branch>, bus: Id<Branch>, day: Date) -> NewAsset {
        NewAsset {
            name: self.name.to_owned(),
            kind: self.kind,
            serial: String::new(),
            branch: if self.room.is_empty() { bus } else { main },
            room: self.room.to_owned(),
            custodian: None,
            condition: self.condition,
            value: Rupiah(self.value),
            valuation: if self.source == Source::Purchase { Valuation::Price } else { Valuation::Estimate },
            source: self.source,
            origin: self.origin.to_owned(),
            party: None,
            gift: None,
            payment: None,
            reference: String::new(),
            acquired_on: day,
            warranty_until: (self.warranty > 0).then(|| day.saturating_add(self.warranty.days())),
        }
    }
}

const fn thing(
    ago: i32,
    name: &'static str,
    kind: Kind,
    room: &'static str,
    value: i64,
    source: Source,
    origin: &'static str,
) -> Thing {
    Thing { ago, name, kind, room, value, source, origin, condition: Condition::Good, warranty: 0 }
}

const THINGS: &[Thing] = &[
    thing(700, "Jam dinding ruang baca", Kind::Other, "Ruang baca", 150_000, Source::Earlier, ""),
    thing(700, "Meja baca panjang", Kind::Furniture, "Ruang baca", 1_800_000, Source::Earlier, ""),
    thing(700, "Meja baca bundar", Kind::Furniture, "Ruang anak", 950_000, Source::Earlier, ""),
    thing(700, "Rak kayu enam tingkat", Kind::Furniture, "Ruang baca", 1_250_000, Source::Earlier, ""),
    Thing {
        condition: Condition::Broken,
        ..thing(700, "Komputer katalog lama", Kind::Computer, "Lobi", 2_000_000, Source::Earlier, "")
    },
    thing(690, "Bus perpustakaan keliling", Kind::Vehicle, "", 285_000_000, Source::Earlier, ""),
    Thing {
        warranty: 730,
        ..thing(
            538,
            "Laptop pelatihan 1",
            Kind::Computer,
            "Ruang kelas",
            5_900_000,
            Source::Purchase,
            "Toko Komputer Contoh",
        )
    },
    Thing {
        warranty: 550,
        ..thing(
            538,
            "Laptop pelatihan 2",
            Kind::Computer,
            "Ruang kelas",
            5_900_000,
            Source::Purchase,
            "Toko Komputer Contoh",
        )
    },
    thing(
        480,
        "Boneka tangan, dua belas",
        Kind::Toy,
        "Ruang anak",
        480_000,
        Source::Gift,
        "Sanggar Contoh Kolintang",
    ),
    thing(455, "Lukisan Gunung Lokon", Kind::Art, "Lobi", 3_500_000, Source::Gift, "Arie Tumurang"),
    thing(
        410,
        "Pengeras suara",
        Kind::Electronics,
        "Ruang kelas",
        1_350_000,
        Source::Gift,
        "Radio Contoh Tomohon",
    ),
    thing(
        368,
        "Rak taman baca Kinilow",
        Kind::Furniture,
        "Gudang",
        850_000,
        Source::Purchase,
        "Mebel Contoh",
    ),
    thing(368, "Rak taman baca Wailan", Kind::Furniture, "Gudang", 850_000, Source::Purchase, "Mebel Contoh"),
    thing(
        368,
        "Rak taman baca Kakaskasen",
        Kind::Furniture,
        "Gudang",
        850_000,
        Source::Purchase,
        "Mebel Contoh",
    ),
    thing(368, "Rak taman baca Matani", Kind::Furniture, "Gudang", 850_000, Source::Purchase, "Mebel Contoh"),
    thing(368, "Rak taman baca Talete", Kind::Furniture, "Gudang", 850_000, Source::Purchase, "Mebel Contoh"),
    thing(
        340,
        "Mesin potong kertas",
        Kind::Tool,
        "Ruang kerja",
        620_000,
        Source::Gift,
        "Penerbit Contoh Krisan",
    ),
    Thing {
        condition: Condition::Worn,
        ..thing(300, "Genset", Kind::Electronics, "Gudang", 4_200_000, Source::Gift, "Bank Contoh Sejahtera")
    },
    thing(220, "Kursi roda", Kind::Other, "Lobi", 1_100_000, Source::Gift, "Komunitas Contoh Isyarat"),
    thing(150, "Permainan congklak", Kind::Toy, "Ruang anak", 95_000, Source::Gift, "Kafe Contoh Pagi"),
    Thing {
        warranty: 365,
        ..thing(
            98,
            "Proyektor",
            Kind::Electronics,
            "Ruang kelas",
            5_600_000,
            Source::Purchase,
            "Toko Komputer Contoh",
        )
    },
    thing(
        75,
        "Tablet katalog keliling",
        Kind::Computer,
        "",
        2_300_000,
        Source::Gift,
        "Dinas Contoh Informatika",
    ),
    thing(
        45,
        "Kaca pembesar berlampu",
        Kind::Tool,
        "Ruang baca",
        210_000,
        Source::Gift,
        "Komunitas Rumah Pena",
    ),
];
