//! Who comes is counted once, taken back by reversal, and told apart from what a machine counted.

use jiff::civil::date;
use kernel::{Act, Id};
use membership::{Member, NewMember, members};
use people::{Profile, Sex as Known};
use platform::library::Branch;
use store::{Error, Store};
use trial::{act, on_both};
use visits::{
    Band, Cell, Entry, Kind, New, Part, Purpose, Recorded, Sex, Source, counters, door,
    door::Described,
    figures::{Figures, Step},
    kiosks, lending, privacy, settings,
};
use web::Period;

use crate::house::{SCHEMAS, place};

fn now() -> Act {
    act("2026-08-05T09:30")
}

struct Town<'s> {
    store: &'s Store,
    branch: Id<Branch>,
    member: Member,
}

fn town(test: impl Fn(&Town<'_>)) {
    on_both(SCHEMAS, |store| {
        let branch = place(store, &now(), "TMH");
        let member = store
            .write_blocking(|tx| {
                let profile = Profile {
                    name: "Meiske Lumi".into(),
                    born: Some(date(1994, 3, 17)),
                    sex: Some(Known::Female),
                    village: "Kinilow".into(),
                    ..Profile::default()
                };
                let new = NewMember { profile, plan: "dewasa".into(), ..NewMember::default() };
                members::register(tx, &now(), &new)
            })
            .unwrap();
        test(&Town { store, branch, member });
    });
}

impl Town<'_> {
    fn new_at(&self, local: &str) -> New {
        New {
            id: Id::new(),
            branch: self.branch,
            room: None,
            purpose: None,
            at: trial::at(local),
            hour_known: true,
            source: Source::Kiosk,
            kiosk: None,
        }
    }

    fn scan(&self, new: &New) -> Recorded {
        let (new, member) = (new.clone(), self.member.clone());
        self.store.write_blocking(move |tx| door::member(tx, &now(), &new, &member)).unwrap()
    }

    fn guests(&self, new: &New, cells: &[Cell]) -> store::Result<Recorded> {
        let (new, cells) = (new.clone(), cells.to_vec());
        self.store.write_blocking(move |tx| door::guests(tx, &now(), &new, &cells))
    }

    fn reverse(&self, id: Id<Entry>) {
        self.store.write_blocking(move |tx| door::reverse(tx, &now(), id)).unwrap();
    }

    fn figures(&self) -> Figures {
        let period = Period { from: date(2026, 8, 1), to: date(2026, 8, 31) };
        self.store.read_blocking(move |tx| Figures::of(tx, period, None)).unwrap()
    }

    fn violations(&self) -> Vec<String> {
        let all = visits::module().invariants;
        self.store
            .read_blocking(move |tx| {
                let mut found = Vec::new();
                for invariant in all {
                    found.extend((invariant.violations)(tx)?);
                }
                Ok(found)
            })
            .unwrap()
    }
}

fn keys(error: Error) -> Vec<&'static str> {
    let Error::Refused(refusal) = error else { panic!("not refused: {error}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

const BOY: Cell = Cell { sex: Sex::Male, band: Band::Child, heads: 1 };

#[test]
fn a_card_that_was_replaced_is_known_as_that_with_the_new_number() {
    town(|town| {
        let code = town.member.code.clone();
        let old = code.clone();
        town.store
            .write_blocking(move |tx| {
                membership::cards::reissue(tx, &now(), &old, membership::cards::Reason::Lost)
            })
            .unwrap();
        let refused = town.store.read_blocking(move |tx| door::holder(tx, &code)).unwrap_err();
        let Error::Refused(refusal) = refused else { panic!("not refused") };
        let message = &refusal.reasons[0].message;
        assert_eq!(message.key, "visit-card-replaced");
        let now = format!("{}-2", town.member.code);
        assert!(message.args.contains(&("now", now.as_str().into())), "{message:?}");
        let unknown = town.store.read_blocking(|tx| door::holder(tx, "A-99999")).unwrap_err();
        assert_eq!(keys(unknown), ["visit-card-unknown"]);
    });
}

#[test]
fn a_card_scanned_again_within_half_an_hour_counts_once_and_later_again() {
    town(|town| {
        let first = town.new_at("2026-08-05T09:00");
        assert_eq!(town.scan(&first), Recorded::Counted(first.id));
        assert_eq!(town.scan(&town.new_at("2026-08-05T09:29")), Recorded::Again(first.id));
        // What was kept without a connection comes later and was earlier.
        assert_eq!(town.scan(&town.new_at("2026-08-05T08:40")), Recorded::Again(first.id));
        let later = town.new_at("2026-08-05T14:00");
        assert_eq!(town.scan(&later), Recorded::Counted(later.id));
        assert_eq!((town.figures().book(), town.figures().members), (2, 1));
    });
}

#[test]
fn how_long_a_card_counts_once_is_for_the_library_to_say() {
    town(|town| {
        town.store.write_blocking(|tx| settings::AGAIN_MINUTES.set(tx, &now(), "0")).unwrap();
        town.scan(&town.new_at("2026-08-05T09:00"));
        let second = town.new_at("2026-08-05T09:01");
        assert_eq!(town.scan(&second), Recorded::Counted(second.id));
    });
}

#[test]
fn a_member_is_counted_with_sex_and_age_of_that_day() {
    town(|town| {
        town.scan(&town.new_at("2026-08-05T09:00"));
        let group = town.figures().groups.first().cloned().unwrap();
        assert_eq!(
            (group.kind, group.sex, group.band, group.heads),
            (Kind::Member, Sex::Female, Band::Adult, 1)
        );
    });
}

#[test]
fn the_same_tap_sent_twice_is_one_guest() {
    town(|town| {
        let tap = town.new_at("2026-08-05T10:00");
        assert_eq!(town.guests(&tap, &[BOY]).unwrap(), Recorded::Counted(tap.id));
        assert_eq!(town.guests(&tap, &[BOY]).unwrap(), Recorded::Again(tap.id));
        assert_eq!(town.figures().book(), 1);
    });
}

#[test]
fn what_was_wrong_is_reversed_once_on_its_own_day_and_stays_in_the_book() {
    town(|town| {
        let tap = town.new_at("2026-08-04T10:00");
        let girls = Cell { sex: Sex::Female, heads: 12, ..BOY };
        town.guests(&tap, &[Cell { heads: 9, ..BOY }, girls]).unwrap();
        town.reverse(tap.id);
        town.reverse(tap.id);
        assert_eq!(town.figures().book(), 0);
        let id = tap.id;
        let entry = town.store.read_blocking(move |tx| door::entry(tx, id)).unwrap();
        assert!(entry.reversed && entry.heads == 21);
        let again = town.store.write_blocking(move |tx| {
            let first = door::restore(tx, &now(), id)?;
            assert_eq!(door::restore(tx, &now(), id)?, first);
            Ok(first)
        });
        assert_ne!(again.unwrap(), tap.id);
        let days: Vec<_> = town.figures().hours.iter().map(|hour| (hour.day, hour.heads)).collect();
        assert_eq!(days, [(date(2026, 8, 4), 21)]);
        assert!(town.violations().is_empty());
    });
}

#[test]
fn a_group_of_nobody_or_of_a_stadium_is_refused() {
    town(|town| {
        let new = town.new_at("2026-08-05T10:00");
        let of = |heads| town.guests(&new, &[Cell { heads, ..BOY }]).map_err(keys).unwrap_err();
        assert_eq!(of(0), ["visit-heads-none"]);
        assert_eq!(of(-3), ["visit-heads-wrong"]);
        assert_eq!(of(5_001), ["visit-heads-many"]);
    });
}

#[test]
fn a_guest_may_say_more_of_themselves_and_only_what_was_not_known_is_filled_in() {
    town(|town| {
        let tap = town.new_at("2026-08-05T10:00");
        town.guests(&tap, &[Cell::ONE]).unwrap();
        let id = tap.id;
        let told = Described { who: Some((Sex::Female, Band::Senior)), purpose: Some(Purpose::Read) };
        let other = Described { who: Some((Sex::Male, Band::Child)), purpose: Some(Purpose::Tour) };
        town.store.write_blocking(move |tx| door::describe(tx, id, told)).unwrap();
        town.store.write_blocking(move |tx| door::describe(tx, id, other)).unwrap();
        let entry = town.store.read_blocking(move |tx| door::entry(tx, id)).unwrap();
        assert_eq!((entry.sex, entry.band, entry.purpose), (Sex::Female, Band::Senior, Some(Purpose::Read)));
        town.reverse(id);
        assert_eq!(town.figures().book(), 0);
    });
}

#[test]
fn a_counter_is_never_added_to_the_book_and_a_new_number_corrects_the_old_one() {
    town(|town| {
        town.guests(&town.new_at("2026-08-05T10:00"), &[BOY]).unwrap();
        let branch = town.branch;
        let enter = |part, people| {
            town.store.write_blocking(move |tx| {
                counters::enter(tx, &now(), branch, date(2026, 8, 5), part, people, "")
            })
        };
        enter(Part::Day, 2140).unwrap();
        enter(Part::Day, 214).unwrap();
        let figures = town.figures();
        assert_eq!((figures.book(), figures.counted()), (1, Some(214)));
        assert_eq!(keys(enter(Part::Morning, 90).unwrap_err()), ["visit-count-parts"]);
        assert_eq!(keys(enter(Part::Day, -1).unwrap_err()), ["visit-count-wrong"]);
        let month = figures.by(Step::Month, Period { from: date(2026, 8, 1), to: date(2026, 9, 30) });
        assert_eq!(
            month.iter().map(|one| (one.book, one.counter)).collect::<Vec<_>>(),
            [(1, Some(214)), (0, None)]
        );
        assert!(town.violations().is_empty());
    });
}

#[test]
fn which_count_is_official_the_library_says() {
    town(|town| {
        town.guests(&town.new_at("2026-08-05T10:00"), &[BOY]).unwrap();
        let branch = town.branch;
        let official = |store: &Store| {
            store
                .read_blocking(|tx| {
                    let indicator = visits::module().indicators[0];
                    assert_eq!(indicator.key, "visits.visits");
                    (indicator.compute)(tx, &now(), Period { from: date(2026, 8, 1), to: date(2026, 8, 5) })
                })
                .unwrap()
        };
        town.store
            .write_blocking(move |tx| {
                counters::enter(tx, &now(), branch, date(2026, 8, 5), Part::Day, 7, "").map(drop)
            })
            .unwrap();
        assert_eq!(official(town.store), 1);
        town.store.write_blocking(|tx| settings::OFFICIAL.set(tx, &now(), "counter")).unwrap();
        assert_eq!(official(town.store), 7);
    });
}

#[test]
fn a_loan_counts_as_a_visit_only_of_whoever_was_not_counted_that_day() {
    town(|town| {
        let (person, branch) = (town.member.person, town.branch);
        let lent = |local: &str| {
            let at = trial::at(local);
            town.store
                .write_blocking(move |tx| lending::count(tx, &now(), person, branch, at, Id::new()))
                .unwrap();
        };
        lent("2026-08-04T10:00");
        lent("2026-08-04T15:00");
        assert_eq!(town.figures().book(), 1, "two loans of a day are one visit");
        town.scan(&town.new_at("2026-08-05T09:00"));
        lent("2026-08-05T16:00");
        assert_eq!(town.figures().book(), 2, "whoever came through the door is not counted again");
    });
}

#[test]
fn a_kiosk_that_was_taken_back_opens_nothing() {
    town(|town| {
        let branch = town.branch;
        let open = |name: &'static str| {
            town.store.write_blocking(move |tx| kiosks::open(tx, &now(), branch, name, None))
        };
        assert_eq!(keys(open("  ").err().unwrap()), ["kiosk-needs-name"]);
        let (id, token) = open("Pintu utama").unwrap();
        let holding = |token: platform::accounts::Token| {
            town.store.read_blocking(move |tx| kiosks::holding(tx, &token)).unwrap()
        };
        assert_eq!(holding(token.clone()).unwrap().id, id);
        assert_eq!(holding(platform::accounts::Token::fresh()), None);
        town.store.write_blocking(move |tx| kiosks::revoke(tx, &now(), id)).unwrap();
        assert_eq!(holding(token), None);
    });
}

#[test]
fn names_are_parted_from_visits_in_time_and_the_numbers_stay() {
    town(|town| {
        town.scan(&town.new_at("2026-08-05T09:00"));
        town.store.write_blocking(|tx| settings::NAME_DAYS.set(tx, &now(), "30")).unwrap();
        let part = |local: &str| {
            let act = act(local);
            town.store.write_blocking(move |tx| privacy::part(tx, &act)).unwrap()
        };
        assert_eq!(part("2026-09-04T02:10"), 0);
        assert_eq!(part("2026-09-05T02:10"), 1);
        assert_eq!((town.figures().book(), town.figures().members), (1, 0));
    });
}

#[test]
fn visits_follow_a_person_whose_two_entries_are_made_one_and_go_back() {
    town(|town| {
        town.scan(&town.new_at("2026-08-05T09:00"));
        let from = town.member.person;
        let follower = visits::module().followers[0];
        town.store
            .write_blocking(move |tx| {
                let profile =
                    Profile { name: "Meiske L.".into(), village: "Kinilow".into(), ..Profile::default() };
                let to = people::parties::enter(tx, &now(), &profile)?;
                let rows = (follower.follow)(tx, &now(), from, to)?;
                assert_eq!(rows.len(), 1);
                let entry = door::entry(tx, rows[0].cast())?;
                assert_eq!(entry.party, Some(to));
                (follower.back)(tx, &now(), &rows, from, to)?;
                assert_eq!(door::entry(tx, rows[0].cast())?.party, Some(from));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn whoever_is_forgotten_stays_counted_without_a_name() {
    town(|town| {
        town.scan(&town.new_at("2026-08-05T09:00"));
        let person = town.member.person;
        town.store
            .write_blocking(move |tx| {
                let holding = visits::module().holdings[0];
                assert_eq!((holding.tell)(tx, person)?.len(), 1);
                (holding.erase)(tx, &now(), person)?;
                assert!((holding.tell)(tx, person)?.is_empty());
                Ok(())
            })
            .unwrap();
        assert_eq!((town.figures().book(), town.figures().members), (1, 0));
    });
}

#[test]
fn the_groups_of_a_partner_are_counted_by_heads_and_by_visits_until_they_are_taken_back() {
    town(|town| {
        let (first, second) = (town.new_at("2026-08-03T09:00"), town.new_at("2026-08-04T09:00"));
        let (gone, branchless) = (second.id, first.clone());
        let partner = town
            .store
            .write_blocking(move |tx| {
                let profile = Profile { name: "SD Contoh".into(), ..Profile::default() };
                let partner =
                    people::parties::enter_as(tx, &now(), people::PartyKind::Organisation, &profile)?;
                let cells =
                    [Cell { heads: 20, ..BOY }, Cell { sex: Sex::Female, heads: 2, band: Band::Adult }];
                door::group(tx, &now(), &branchless, &cells, Some(partner), "")?;
                door::group(tx, &now(), &second, &cells, Some(partner), "")?;
                Ok(partner)
            })
            .unwrap();
        let counted = || {
            let promise = web::Promise {
                commitment: Id::new(),
                agreement: Id::new(),
                partner,
                period: Period { from: date(2026, 8, 1), to: date(2026, 8, 31) },
            };
            town.store
                .read_blocking(move |tx| {
                    let all = visits::module().countables;
                    Ok(((all[0].count)(tx, &promise)?, (all[1].count)(tx, &promise)?))
                })
                .unwrap()
        };
        assert_eq!(counted(), (44, 2));
        town.reverse(gone);
        assert_eq!(counted(), (22, 1));
    });
}
