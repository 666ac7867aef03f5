//! What was scanned without a connection, and books nobody has catalogued, on both engines.

use crate::common::{Town, clerk, in_town, now, refused, senior};
use catalogue::{copies, fast_add, records};
use circulation::{
    desk::{
        self, Entry, Given, Mode, Outcome, Scanned, Seen,
        offline::{self, Device, Kept},
    },
    loans,
    objections::Objection,
    parting,
};
use jiff::SignedDuration;
use kernel::{Act, Id, Person, Timestamp};
use membership::Member;
use platform::permissions::Places;
use store::Result;

/// A device that was without a connection from nine in the morning.
struct Bus<'t> {
    town: &'t Town,
    staff: Id<Person>,
    device: Id<Device>,
    batch: Id<desk::Transaction>,
    base: String,
}

impl<'t> Bus<'t> {
    fn with(town: &'t Town, base: &str) -> Self {
        Self { town, staff: town.staff(), device: Id::new(), batch: Id::new(), base: base.into() }
    }

    fn scan(&self, number: i64, mode: Mode, code: &str) -> Kept {
        Kept {
            id: Id::new(),
            device: self.device,
            batch: self.batch,
            sequence: number,
            made_at: now().at - SignedDuration::from_mins(60 - number),
            mode,
            code: code.into(),
            base: self.base.clone(),
        }
    }

    fn send(&self, kept: &Kept) -> Result<()> {
        let (staff, kept) = (self.staff, kept.clone());
        self.town.write(move |tx| offline::take(tx, &now(), &clerk(staff), &kept))
    }

    fn send_all(&self, scans: &[(Mode, &str)]) {
        for (number, (mode, code)) in scans.iter().enumerate() {
            self.send(&self.scan(number as i64, *mode, code)).unwrap();
        }
    }

    fn waiting(&self) -> Vec<(String, Entry)> {
        let found = self.town.read(|tx| offline::waiting(tx, &Places::Everywhere, 100));
        found.into_iter().map(|(kept, entry)| (kept.code, entry)).collect()
    }
}

fn open(town: &Town, member: &Member) -> Vec<String> {
    let person = member.person;
    let held = town.read(move |tx| loans::open_of_member(tx, person, 100));
    held.into_iter().map(|loan| loan.barcode).collect()
}

#[test]
fn a_batch_becomes_loans_and_returns_at_the_time_they_were_scanned() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let (one, two, back) =
            (town.copy("Satu", "umum"), town.copy("Dua", "umum"), town.copy("Tiga", "umum"));
        town.lend(&trial::act("2026-08-03T10:00"), &ferry, &back).unwrap();
        let bus = Bus::with(town, "");
        bus.send_all(&[
            (Mode::Lend, &maria.code),
            (Mode::Lend, &one.barcode),
            (Mode::Lend, "%SELESAI"),
            (Mode::Return, &back.barcode),
            (Mode::Lend, &ferry.code),
            (Mode::Lend, &two.barcode),
        ]);
        assert_eq!(bus.waiting(), []);
        assert_eq!((open(town, &maria), open(town, &ferry)), (vec![one.barcode.clone()], vec![two.barcode]));
        let id = one.id;
        let loan = town.read(move |tx| loans::open_of_copy(tx, id)).unwrap();
        assert_eq!(loan.out_at, now().at - SignedDuration::from_mins(59));
        town.assert_sound();
    });
}

#[test]
fn the_same_command_sent_twice_and_by_somebody_else_counts_once() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Satu", "umum"));
        let mut bus = Bus::with(town, &maria.code);
        let scan = bus.scan(1, Mode::Lend, &book.barcode);
        bus.send(&scan).unwrap();
        bus.staff = town.staff();
        bus.send(&scan).unwrap();
        assert_eq!(open(town, &maria), [book.barcode]);
        let renewals: (i64,) =
            town.read(|tx| tx.one(store::sql!("SELECT count(*) FROM renewal"), store::vals![]));
        assert_eq!((renewals.0, bus.waiting()), (0, vec![]));
    });
}

#[test]
fn a_scan_whose_answer_alone_was_lost_is_not_done_again_but_still_says_who_was_meant() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Satu", "umum"));
        let bus = Bus::with(town, "");
        let card = bus.scan(1, Mode::Lend, &maria.code);
        let (staff, id, text) = (bus.staff, card.id, maria.code.clone());
        town.write(move |tx| {
            let scanned =
                Scanned { clerk: &clerk(staff), mode: Mode::Lend, seen: Seen::default(), text: &text };
            offline::process_once(tx, &now(), id, &scanned)
        })
        .unwrap();
        bus.send(&card).unwrap();
        bus.send(&bus.scan(2, Mode::Lend, &book.barcode)).unwrap();
        assert_eq!((open(town, &maria), bus.waiting()), (vec![book.barcode], vec![]));
    });
}

#[test]
fn what_cannot_be_done_waits_with_its_reason_and_nothing_is_dropped() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "dewasa");
        let (reference, fine) = (town.copy("Kamus Besar", "rujukan"), town.copy("Satu", "umum"));
        let bus = Bus::with(town, "");
        bus.send_all(&[
            (Mode::Lend, &fine.barcode),
            (Mode::Lend, &maria.code),
            (Mode::Lend, &reference.barcode),
            (Mode::Lend, "TMH-9999999"),
            (Mode::Renew, &fine.barcode),
            (Mode::Lend, "%TERBANG"),
            (Mode::Lend, "%YA"),
            (Mode::Lend, &"x".repeat(3000)),
        ]);
        let outcomes: Vec<Outcome> = bus.waiting().into_iter().map(|(_, entry)| entry.outcome).collect();
        assert_eq!(
            outcomes,
            [
                Outcome::NoMember,
                Outcome::Left,
                Outcome::Unknown,
                Outcome::Refused,
                Outcome::Unknown,
                Outcome::Idle,
                Outcome::Unknown
            ]
        );
        let left = &bus.waiting()[1].1;
        assert_eq!(
            (left.told.0.objections.as_slice(), left.member),
            (&[Objection::NotForLoan][..], Some(maria.person))
        );
        assert_eq!(open(town, &maria), Vec::<String>::new());
        assert_eq!(town.read(|tx| offline::count(tx, &Places::Everywhere)), 7);
    });
}

#[test]
fn a_book_that_moved_at_another_desk_since_is_left_as_it_is() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let (lent, returned) = (town.copy("Satu", "umum"), town.copy("Dua", "umum"));
        let half_past = trial::act("2026-08-05T09:15");
        town.lend(&half_past, &ferry, &lent).unwrap();
        town.take_back(&half_past, &returned);
        let bus = Bus::with(town, &maria.code);
        bus.send_all(&[(Mode::Return, &lent.barcode), (Mode::Lend, &returned.barcode)]);
        let told: Vec<_> = bus.waiting().into_iter().map(|(_, entry)| entry.told.0.objections).collect();
        assert_eq!(told, [[Objection::MovedSince], [Objection::MovedSince]]);
        assert_eq!((open(town, &ferry), open(town, &maria)), (vec![lent.barcode], vec![]));
    });
}

#[test]
fn a_person_handles_a_waiting_scan_at_the_desk_or_settles_it_and_can_take_that_back() {
    in_town(|town| {
        let maria = town.member("Maria Wowor", "dewasa");
        let (reference, other) = (town.copy("Kamus Besar", "rujukan"), town.copy("Kamus Kecil", "rujukan"));
        let bus = Bus::with(town, &maria.code);
        bus.send_all(&[(Mode::Lend, &reference.barcode), (Mode::Lend, &other.barcode)]);
        let ids: Vec<Id<Kept>> = town
            .read(|tx| offline::waiting(tx, &Places::Everywhere, 9))
            .into_iter()
            .map(|(kept, _)| kept.id)
            .collect();
        let staff = town.staff();
        let first = ids[0];
        town.write(move |tx| offline::handle_now(tx, &now(), &senior(staff), first)).unwrap();
        let asked = town.read(move |tx| {
            let desk = desk::of_staff(tx, staff)?.unwrap();
            desk::last(tx, desk.id)
        });
        assert_eq!(
            asked.map(|entry| (entry.outcome, entry.member)),
            Some((Outcome::Asked, Some(maria.person)))
        );
        let second = ids[1];
        for (settled, left) in [(true, 0), (false, 1)] {
            town.write(move |tx| offline::settle(tx, &now(), &clerk(staff), second, settled)).unwrap();
            assert_eq!(town.read(|tx| offline::count(tx, &Places::Everywhere)), left);
        }
        assert!(town.write(move |tx| offline::settle(tx, &now(), &clerk(staff), second, false)).is_err());
    });
}

#[test]
fn what_was_done_waits_for_nobody_and_leads_back_to_nobody_once_its_loans_are_parted() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Satu", "umum"));
        let bus = Bus::with(town, &maria.code);
        let done = bus.scan(0, Mode::Lend, &book.barcode);
        bus.send(&done).unwrap();
        bus.send_all(&[(Mode::Lend, &maria.code), (Mode::Lend, &maria.code), (Mode::Lend, "%SELESAI")]);
        let (staff, id) = (bus.staff, done.id);
        let again = town.write(move |tx| offline::settle(tx, &now(), &clerk(staff), id, false));
        assert!(again.is_err(), "it waits for nobody");
        town.take_back(&now(), &book);
        let named = || -> i64 {
            let (code, person) = (maria.code.clone(), maria.person);
            let (rows,) = town.read(move |tx| {
                tx.one(
                    store::sql!(
                        "SELECT (SELECT count(*) FROM loan WHERE member = ?2)
                              + (SELECT count(*) FROM desk_transaction WHERE member = ?2)
                              + (SELECT count(*) FROM desk_entry WHERE member = ?2 OR code = ?1)
                              + (SELECT count(*) FROM desk_command WHERE code = ?1)"
                    ),
                    store::vals![code, person],
                )
            });
            rows
        };
        assert_ne!(named(), 0);
        parting::part_old(&town.store, &trial::act("2027-01-05T03:00")).unwrap();
        assert_eq!(named(), 0);
    });
}

#[test]
fn a_batch_cannot_be_put_into_a_transaction_that_is_open() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Satu", "umum"));
        let (staff, text) = (town.staff(), maria.code.clone());
        town.write(move |tx| {
            let scanned =
                Scanned { clerk: &clerk(staff), mode: Mode::Lend, seen: Seen::default(), text: &text };
            desk::process(tx, &now(), &scanned)
        })
        .unwrap();
        let open_now = town.read(move |tx| desk::of_staff(tx, staff)).unwrap().id;
        let bus = Bus { batch: open_now, ..Bus::with(town, "") };
        let sent = bus.send(&bus.scan(1, Mode::Lend, &book.barcode));
        assert_eq!(refused(sent), ["desk-batch-open"]);
        assert_eq!(open(town, &maria), Vec::<String>::new());
    });
}

#[test]
fn a_device_whose_clock_is_wrong_is_believed_only_about_how_long_ago_it_was() {
    let act = now();
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let (then, later) = (at("2019-01-01T00:00:00Z"), at("2019-01-01T02:00:00Z"));
    assert_eq!(Kept::made(&act, then, later), act.at - SignedDuration::from_hours(2));
    assert_eq!(Kept::made(&act, later, then), act.at);
    assert_eq!(Kept::made(&act, at("1970-01-01T00:00:00Z"), later), act.at);
}

fn book(barcode: &'static str) -> impl Fn(Id<platform::library::Branch>) -> fast_add::FastAdd {
    move |branch| fast_add::FastAdd {
        barcode: barcode.into(),
        title: "Cerita Rakyat Tombulu".into(),
        author: "Wenas, Adelina".into(),
        kind: "umum".into(),
        call_number: "398.2 WEN c".into(),
        branch,
    }
}

/// One scan at the desk of `staff`.
fn scan(town: &Town, act: &Act, staff: Id<Person>, text: &str) -> Entry {
    let (act, text) = (act.clone(), text.to_owned());
    town.write(move |tx| {
        let seen = Seen::of(desk::of_staff(tx, staff)?.as_ref());
        desk::process(tx, &act, &Scanned { clerk: &senior(staff), mode: Mode::Lend, seen, text: &text })?;
        let desk = desk::of_staff(tx, staff)?.unwrap();
        Ok(desk::last(tx, desk.id)?.unwrap())
    })
    .unwrap()
}

#[test]
fn a_book_nobody_has_catalogued_is_added_and_lent_in_one_go_and_both_are_undone() {
    in_town(|town| {
        let (maria, staff) = (town.member("Maria Wowor", "dewasa"), town.staff());
        scan(town, &now(), staff, &maria.code);
        let added = town
            .write(move |tx| {
                let seen = Seen::of(desk::of_staff(tx, staff)?.as_ref());
                desk::add(tx, &now(), &clerk(staff), (Mode::Lend, seen), book("TMH-0700001"))
            })
            .unwrap();
        assert_eq!(open(town, &maria), ["TMH-0700001"]);
        let record = added.record;
        let kept = town.read(move |tx| records::by_id(tx, record)).unwrap();
        assert_eq!((kept.hidden, kept.record().unwrap().leader.as_str().chars().nth(17)), (true, Some('5')));
        assert_eq!(town.read(|tx| fast_add::waiting(tx, 9)).len(), 1);
        let undo = move |tx: &mut store::Tx<'_>| desk::undo_last(tx, &now(), &clerk(staff));
        assert!(town.write(undo).unwrap());
        assert_eq!(open(town, &maria), Vec::<String>::new());
        assert!(town.write(undo).unwrap());
        assert_eq!(town.read(|tx| copies::by_barcode(tx, "TMH-0700001")), None);
        assert_eq!(town.read(move |tx| records::by_id(tx, record)), None);
        assert_eq!(town.read(|tx| fast_add::waiting(tx, 9)), []);
        assert_eq!(
            scan(town, &trial::act("2026-08-05T09:40"), staff, "TMH-0700001").outcome,
            Outcome::Unknown
        );
        town.assert_sound();
    });
}

#[test]
fn adding_without_a_member_lends_nothing_and_what_was_catalogued_since_stays() {
    in_town(|town| {
        let staff = town.staff();
        let added = town
            .write(move |tx| {
                desk::add(tx, &now(), &clerk(staff), (Mode::Return, Seen::default()), book("TMH-0700002"))
            })
            .unwrap();
        assert_eq!(town.copy_now(&added).due, None);
        let number = added.number;
        town.write(move |tx| fast_add::finish(tx, &now(), number)).unwrap();
        let kept = town.read(move |tx| records::by_number(tx, number)).unwrap();
        assert_eq!((kept.hidden, kept.record().unwrap().leader.as_str().chars().nth(17)), (false, Some(' ')));
        assert_eq!(
            refused(town.write(move |tx| desk::undo_last(tx, &now(), &clerk(staff)))),
            ["fast-add-undo-too-late"]
        );
    });
}

#[test]
fn a_fast_add_says_everything_that_is_missing_and_leaves_nothing_behind() {
    in_town(|town| {
        let (staff, taken) = (town.staff(), town.copy("Satu", "umum"));
        for (barcode, title, kind, key) in [
            ("", "Judul", "umum", "copy-barcode-missing"),
            (taken.barcode.as_str(), "Judul", "umum", "copy-barcode-taken"),
            ("TMH-0700003", " ", "umum", "record-needs-title"),
            ("TMH-0700003", "Judul", "piringan", "copy-kind-unknown"),
        ] {
            let (barcode, title, kind) = (barcode.to_owned(), title.to_owned(), kind.to_owned());
            let tried = town.write(move |tx| {
                desk::add(tx, &now(), &clerk(staff), (Mode::Lend, Seen::default()), |branch| {
                    fast_add::FastAdd {
                        barcode: barcode.clone(),
                        title: title.clone(),
                        kind: kind.clone(),
                        ..book("")(branch)
                    }
                })
            });
            assert_eq!(refused(tried), [key]);
        }
        assert_eq!(town.read(|tx| fast_add::waiting(tx, 9)), []);
    });
}

#[test]
fn why_somebody_overrode_a_rule_stands_in_the_log_and_in_the_audit_trail() {
    in_town(|town| {
        let (maria, reference) = (town.member("Maria Wowor", "dewasa"), town.copy("Kamus Besar", "rujukan"));
        let staff = town.staff();
        scan(town, &now(), staff, &maria.code);
        assert_eq!(scan(town, &now(), staff, &reference.barcode).outcome, Outcome::Asked);
        let long = format!("  {}  ", "Untuk lomba bercerita. ".repeat(40));
        let entry = town
            .write(move |tx| {
                let given = Given { yes: true, why: &long, ..Given::default() };
                desk::answer(tx, &now(), &senior(staff), &given)?;
                let desk = desk::of_staff(tx, staff)?.unwrap();
                Ok(desk::last(tx, desk.id)?.unwrap())
            })
            .unwrap();
        assert_eq!(entry.outcome, Outcome::Lent);
        assert_eq!(entry.told.0.why.chars().count(), 300);
        let loan = entry.loan.unwrap();
        let past = town.read(move |tx| platform::audit::history(tx, loan, 9));
        let explained = past.iter().find(|past| past.action == "loan.override-explained").unwrap();
        assert!(explained.detail.as_ref().unwrap().contains("lomba bercerita"));
    });
}
