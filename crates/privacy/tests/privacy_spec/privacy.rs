//! Requests with their clock, what is held, forgetting: on both engines.

use catalogue::{
    copies::{self, Copy, Entered},
    records,
};
use circulation::{
    lending::{self, CheckOut},
    parting,
    returns::{self, CheckIn},
};
use jiff::civil::date;
use kernel::{Act, Arg, Id, Person};
use marc::{Field, Record};
use membership::{Member, NewMember, families, members};
use people::{
    Profile,
    contacts::{self, Way},
    import::{self, Waiting},
    merging, parties,
};
use platform::{
    audit,
    library::{self, Branch},
    vault::Vault,
};
use privacy::{
    CLOCK,
    erasure::{self, Scope},
    held,
    requests::{self, Kind, State},
};
use serde_json::json;
use store::{Error, Result, Store, Tx};
use trial::{act, on_both};
use web::Holding;

const SCHEMAS: &[trial::Schema] = &[
    ("platform", platform::MIGRATIONS),
    ("people", people::MIGRATIONS),
    ("notices", notices::MIGRATIONS),
    ("identity", identity::MIGRATIONS),
    ("funds", funds::MIGRATIONS),
    ("membership", membership::MIGRATIONS),
    ("catalogue", catalogue::MIGRATIONS),
    ("circulation", circulation::MIGRATIONS),
    ("privacy", privacy::MIGRATIONS),
];

fn now() -> Act {
    act("2026-08-05T09:30")
}

fn modules() -> [web::Module; 7] {
    [
        web::pages::module(),
        people::module(),
        notices::module(),
        identity::module(),
        membership::module(),
        circulation::module(),
        privacy::module(),
    ]
}

/// Everything these modules know of somebody, with these keys.
fn scope(vault: &Vault) -> Scope {
    Scope::of(&modules(), vault.clone())
}

fn holdings() -> Vec<Holding> {
    scope(&Vault::default()).holdings
}

/// A library with one member, whom it knows well.
struct Town<'s> {
    store: &'s Store,
    branch: Id<Branch>,
    maria: Member,
}

impl<'s> Town<'s> {
    fn build(store: &'s Store) -> Self {
        let branch = Id::new();
        let place = Branch {
            id: branch,
            code: "TOM".into(),
            name: "Pusat".into(),
            address: String::new(),
            phone: None,
        };
        store.write_blocking(move |tx| library::save_branch(tx, &now(), &place)).unwrap();
        let profile = Profile {
            name: "Maria Kumendong".into(),
            born: Some(date(1990, 4, 1)),
            phone: "0812-3456-7890".into(),
            address: "Jalan Anggrek 4".into(),
            note: "Suka cerita rakyat".into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let maria = store
            .write_blocking(move |tx| {
                let since = Some(date(2025, 8, 1));
                let new = NewMember {
                    profile: profile.clone(),
                    plan: "dewasa".into(),
                    since,
                    ..NewMember::default()
                };
                let member = members::register(tx, &now(), &new)?;
                contacts::add(tx, &now(), member.person, Way::Email, "maria@contoh.id", "", true)?;
                Ok(member)
            })
            .unwrap();
        Self { store, branch, maria }
    }

    fn write<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.store.write_blocking(f)
    }

    fn copy(&self, title: &str) -> Copy {
        let (branch, title) = (self.branch, title.to_owned());
        self.write(move |tx| {
            let record = Record::default().with(Field::data("245", '1', '0').with('a', title.as_str()));
            let kept = records::create(tx, &now(), &record)?;
            copies::add(tx, &now(), kept.id, &Entered { kind: "umum".into(), ..Entered::at(branch) })
        })
        .unwrap()
    }

    fn lend(&self, at: &str, copy: &Copy) {
        let (act, member, copy, desk) = (act(at), self.maria.person, copy.id, self.branch);
        self.write(move |tx| lending::check_out(tx, &act, &CheckOut { member, copy, desk, despite: false }))
            .unwrap();
    }

    fn take_back(&self, at: &str, copy: &Copy) {
        let (act, command) = (act(at), CheckIn::now(copy.id, self.branch));
        self.write(move |tx| returns::check_in(tx, &act, &command)).unwrap();
    }

    fn ask(&self, kind: Kind, said: &'static str) -> Result<requests::Request> {
        let person = self.maria.person;
        self.write(move |tx| requests::ask(tx, &now(), person, kind, said))
    }

    fn erase(&self) -> Result<erasure::Erasure> {
        self.erase_with(&Vault::default())
    }

    fn erase_with(&self, vault: &Vault) -> Result<erasure::Erasure> {
        let (person, scope) = (self.maria.person, scope(vault));
        self.write(move |tx| erasure::erase(tx, &now(), &scope, person))
    }

    fn held(&self) -> Vec<held::Section> {
        let person = self.maria.person;
        self.store.read_blocking(move |tx| held::of(tx, &holdings(), person)).unwrap()
    }

    fn count(&self, sql: &'static store::Sql) -> i64 {
        let (count,): (i64,) = self.store.read_blocking(move |tx| tx.one(sql, store::vals![])).unwrap();
        count
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    let Err(Error::Refused(refusal)) = result else { panic!("not refused: {result:?}") };
    refusal.reasons.iter().map(|reason| reason.message.key).collect()
}

fn in_town(test: impl Fn(&Town<'_>)) {
    on_both(SCHEMAS, |store| test(&Town::build(store)));
}

#[test]
fn a_request_is_answered_within_three_days_once_and_with_a_reason_where_it_is_not_granted() {
    in_town(|town| {
        let request = town.ask(Kind::Correction, "Nama saya Maria Kumendong-Lumi").unwrap();
        assert_eq!((request.number, request.due_at), (1, now().at + CLOCK));
        assert_eq!(refused(town.ask(Kind::Correction, "Lagi")), ["privacy-asked-already"]);
        assert_eq!(refused(town.ask(Kind::Correction, " ")), ["privacy-says-nothing"]);
        let late = act("2026-08-08T09:31");
        let open = town.store.read_blocking(move |tx| requests::count(tx, &late)).unwrap();
        assert_eq!((open.late, open.in_time), (1, 0));
        let close =
            |state, answer: &'static str| town.write(move |tx| requests::close(tx, &now(), 1, state, answer));
        assert_eq!(refused(close(State::Declined, "")), ["privacy-decline-needs-reason"]);
        assert_eq!(close(State::Done, "Sudah diperbaiki").unwrap().state, State::Done);
        assert_eq!(refused(close(State::Declined, "Tidak")), ["privacy-answered-already"]);
        town.ask(Kind::Correction, "Alamat saya pindah").unwrap();
    });
}

#[test]
fn whoever_asks_to_be_forgotten_is_not_answered_so_before_they_are() {
    in_town(|town| {
        town.ask(Kind::Erasure, "Saya pindah").unwrap();
        let done = || town.write(|tx| requests::close(tx, &now(), 1, State::Done, ""));
        assert_eq!(refused(done()), ["privacy-erase-first"]);
        let by_hand = town.store.write_blocking(|tx| {
            tx.exec(
                store::sql!(
                    "UPDATE privacy_request SET state = 'done', closed_at = asked_at WHERE number = 1"
                ),
                store::vals![],
            )
        });
        assert!(by_hand.is_err(), "the database refuses it too");
        town.erase().unwrap();
        assert_eq!(done().unwrap().state, State::Done);
    });
}

#[test]
fn whoever_asks_to_be_forgotten_is_answered_by_what_was_done_since() {
    in_town(|town| {
        let early = act("2026-08-05T08:00");
        let (person, scope) = (town.maria.person, scope(&Vault::default()));
        town.ask(Kind::Erasure, "Saya pindah").unwrap();
        town.write(move |tx| erasure::erase(tx, &early, &scope, person)).unwrap();
        let done = town.write(|tx| requests::close(tx, &now(), 1, State::Done, ""));
        assert_eq!(refused(done), ["privacy-erase-first"], "that was before they asked");
        let by_hand = town.store.write_blocking(|tx| {
            tx.exec(
                store::sql!(
                    "UPDATE privacy_request SET state = 'done', closed_at = asked_at WHERE number = 1"
                ),
                store::vals![],
            )
        });
        assert!(by_hand.is_err(), "the database refuses it too");
        assert_eq!(refused(town.ask(Kind::Access, "")), ["party-forgotten"], "nothing is held any more");
        let by_hand = town.store.write_blocking(move |tx| {
            tx.exec(
                store::sql!(
                    "INSERT INTO privacy_request (id, number, kind, person, said, asked_at, due_at, state)
                     VALUES (?1, 99, 'access', ?2, '', 1, 2, 'open')"
                ),
                store::vals![Id::<()>::new(), person],
            )
        });
        assert!(by_hand.is_err(), "nor does the database take it");
    });
}

#[test]
fn whoever_takes_their_consent_back_is_told_what_was_stopped() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        town.lend("2026-08-01T10:00", &book);
        town.ask(Kind::Withdrawal, "Jangan lagi").unwrap();
        let done = town.write(|tx| requests::close(tx, &now(), 1, State::Done, " "));
        assert_eq!(refused(done), ["privacy-withdrawal-needs-answer"]);
        let by_hand = town.store.write_blocking(|tx| {
            tx.exec(
                store::sql!(
                    "UPDATE privacy_request SET state = 'done', closed_at = asked_at WHERE number = 1"
                ),
                store::vals![],
            )
        });
        assert!(by_hand.is_err(), "the database refuses it too");
        let unsaid = town.write(|tx| requests::withdraw(tx, &now(), 1, ""));
        assert_eq!(refused(unsaid), ["privacy-withdrawal-needs-answer"]);
        let (person, open) =
            (town.maria.person, |tx: &mut Tx<'_>, person| requests::membership_of(tx, person));
        assert!(town.store.read_blocking(move |tx| open(tx, person)).unwrap().is_some(), "nothing was done");
        let closed =
            town.write(|tx| requests::withdraw(tx, &now(), 1, "Keanggotaan berakhir hari ini")).unwrap();
        assert_eq!(
            (closed.state, closed.answer.as_deref()),
            (State::Done, Some("Keanggotaan berakhir hari ini"))
        );
        assert!(town.store.read_blocking(move |tx| open(tx, person)).unwrap().is_none());
        assert_eq!(
            town.count(store::sql!("SELECT count(*) FROM loan WHERE returned_at IS NULL")),
            1,
            "what is lent comes back"
        );
        town.ask(Kind::Withdrawal, "Dan pesannya").unwrap();
        let nothing = town.write(|tx| requests::withdraw(tx, &now(), 2, "Selesai"));
        assert_eq!(refused(nothing), ["withdrawal-nothing-ends"]);
        town.write(|tx| requests::close(tx, &now(), 2, State::Done, "Pesan dihentikan")).unwrap();
    });
}

/// How often `words` stand in what is kept of people, in whatever module.
fn kept(town: &Town<'_>, words: &str) -> i64 {
    let like = format!("%{words}%");
    let (count,): (i64,) = town
        .store
        .read_blocking(move |tx| {
            tx.one(
                store::sql!(
                    "SELECT count(*) FROM (
                         SELECT name || folded || COALESCE(phone, '') || COALESCE(note, '') AS said FROM party
                         UNION ALL SELECT name FROM party_name UNION ALL SELECT word FROM party_word
                         UNION ALL SELECT value FROM contact UNION ALL SELECT code FROM handle
                         UNION ALL SELECT CAST(moved AS TEXT) FROM merger
                         UNION ALL SELECT login || name FROM account
                         UNION ALL SELECT code || COALESCE(blocked, '') FROM member
                         UNION ALL SELECT code FROM retired_card
                         UNION ALL SELECT guardian_name || guardian_phone FROM joining
                         UNION ALL SELECT COALESCE(evidence, '') FROM consent
                         UNION ALL SELECT COALESCE(evidence, '') FROM basis
                         UNION ALL SELECT said FROM privacy_request
                         UNION ALL SELECT detail FROM audit_detail UNION ALL SELECT payload FROM event) t
                     WHERE t.said LIKE ?1"
                ),
                store::vals![like],
            )
        })
        .unwrap();
    count
}

/// A child of 14 who registered twice, each time with somebody else to ask, with a consent and a block of each entry; and the
/// two made one.
fn twice_registered(town: &Town<'_>) -> [Id<Person>; 2] {
    let mother = town.maria.person;
    let register = move |tx: &mut Tx<'_>, n: usize| -> Result<Id<Person>> {
        let profile = Profile {
            name: ["Gracia Rarung", "Gratia Rarung-Lasut"][n].into(),
            born: Some(date(2012, 1, 1)),
            phone: ["0813-1111-0001", "0813-1111-0002"][n].into(),
            village: "Kinilow".into(),
            ..Profile::default()
        };
        let child = members::register(
            tx,
            &now(),
            &NewMember { profile, plan: "remaja".into(), ..NewMember::default() },
        )?;
        tx.exec(
            store::sql!(
                "INSERT INTO joining (member, guardian_name, guardian_phone, guardian_code, at, known)
                 VALUES (?1, ?2, ?3, '', 1, FALSE)"
            ),
            store::vals![child.person, format!("Bibi Selvie {n}"), format!("62812777700{n}")],
        )?;
        families::link(tx, &now(), child.person, mother)?;
        families::give(tx, &now(), child.person, mother, ["formulir, map 3", "formulir, map 4"][n])?;
        members::block(tx, &now(), child.person, ["kartu dipinjamkan", "buku rusak"][n])?;
        requests::ask(tx, &now(), child.person, Kind::Erasure, ["Saya pindah", "Hapus saya"][n])?;
        Ok(child.person)
    };
    town.write(move |tx| {
        let both = [register(tx, 0)?, register(tx, 1)?];
        let followers: Vec<_> = modules().iter().flat_map(|module| module.followers).copied().collect();
        merging::merge(tx, &now(), &followers, both[0], both[1])?;
        Ok(both)
    })
    .unwrap()
}

const THEIRS: [&str; 13] = [
    "Gracia",
    "Gratia",
    "gratia",
    "81311110001",
    "81311110002",
    "Bibi Selvie",
    "62812777700",
    "map 3",
    "map 4",
    "kartu dipinjamkan",
    "buku rusak",
    "A-00002",
    "A-00003",
];

#[test]
fn whatever_belongs_to_an_entry_that_was_merged_goes_with_whoever_it_turned_out_to_be() {
    in_town(|town| {
        let [stays, goes] = twice_registered(town);
        for words in THEIRS {
            assert!(kept(town, words) > 0, "{words} is there before");
        }
        let told = town.store.read_blocking(move |tx| held::of(tx, &holdings(), goes)).unwrap();
        let said = |text: &str| {
            told.iter().flat_map(|one| one.rows.iter().flatten()).any(|arg| *arg == Arg::from(text))
        };
        assert!(
            said("Gracia Rarung") && said("Gratia Rarung-Lasut") && said("Bibi Selvie 1") && said("A-00003")
        );
        let scope = scope(&Vault::default());
        let erased = town.write(move |tx| erasure::grant(tx, &now(), &scope, 2)).unwrap();
        assert_eq!(erased.person, stays);
        for words in THEIRS {
            assert_eq!(kept(town, words), 0, "{words}");
        }
        assert!(kept(town, "Maria Kumendong") > 0, "the mother stays");
        let gone = store::sql!("SELECT count(*) FROM event WHERE kind = 'privacy.erased'");
        assert_eq!(town.count(gone), 2, "both ids are remembered beside the keys");
        let of = move |tx: &mut Tx<'_>| Ok((erasure::of(tx, stays)?, erasure::of(tx, goes)?));
        let (one, other) = town.store.read_blocking(of).unwrap();
        assert!(one.is_some() && one == other, "either id leads to the certificate");
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM retired_card WHERE code NOT LIKE 'A-%'")), 0);
    });
}

#[test]
fn an_older_backup_that_knows_two_entries_of_somebody_forgotten_brings_neither_back() {
    in_town(|town| {
        let (one, other) = town
            .write(|tx| {
                let enter = |tx: &mut Tx<'_>, name: &str| {
                    parties::enter(tx, &now(), &Profile { name: name.into(), ..Profile::default() })
                };
                Ok((enter(tx, "Gracia Rarung")?, enter(tx, "Gratia Rarung")?))
            })
            .unwrap();
        let replay = || {
            let scope = scope(&Vault::default());
            town.write(move |tx| erasure::replay(tx, &now(), &scope, &[one, other]))
        };
        assert_eq!(replay().unwrap(), 2, "before they were made one");
        assert_eq!(replay().unwrap(), 0);
        assert_eq!(kept(town, "Rarung"), 0);
    });
}

#[test]
fn whoever_was_parted_from_somebody_forgotten_stays_when_an_older_backup_knows_them_as_one() {
    in_town(|town| {
        let [stays, goes] = twice_registered(town);
        let scope_of = || scope(&Vault::default());
        let (apart, together) = (scope_of(), scope_of());
        assert_eq!(town.write(move |tx| erasure::replay(tx, &now(), &apart, &[goes])).unwrap(), 1);
        assert_eq!(kept(town, "Gratia"), 0);
        assert!(kept(town, "Gracia") > 0, "whose id is not on the list is somebody else");
        assert_eq!(town.write(move |tx| erasure::replay(tx, &now(), &together, &[stays, goes])).unwrap(), 1);
        assert_eq!(kept(town, "Gracia"), 0);
    });
}

#[test]
fn what_is_held_is_told_by_every_module_and_can_be_taken_along() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        town.lend("2026-07-01T10:00", &book);
        let sections = town.held();
        let names: Vec<_> = sections.iter().map(|section| section.name).collect();
        for name in
            ["people.entry", "people.contacts", "membership.member", "membership.bases", "circulation.loans"]
        {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        let said = |text: &str| {
            sections.iter().any(|section| section.rows.iter().flatten().any(|arg| *arg == Arg::from(text)))
        };
        assert!(
            said("Maria Kumendong") && said("maria@contoh.id") && said("A-00001") && said("Laskar Pelangi")
        );
        for section in &sections {
            assert!(section.rows.iter().all(|row| row.len() == section.fields.len()), "{}", section.name);
        }
    });
}

#[test]
fn whoever_has_a_book_is_not_forgotten_before_it_is_back() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        town.lend("2026-08-01T10:00", &book);
        assert_eq!(refused(town.erase()), ["erase-against-loans"]);
        assert!(town.held().iter().any(|section| section.name == "people.entry"));
        town.take_back("2026-08-04T10:00", &book);
        town.erase().unwrap();
    });
}

#[test]
fn a_guardian_is_not_forgotten_while_a_childs_membership_hangs_on_them() {
    in_town(|town| {
        let guardian = town.maria.person;
        town.write(move |tx| {
            let profile = Profile {
                name: "Gracia Kumendong".into(),
                born: Some(date(2017, 1, 1)),
                village: "Kinilow".into(),
                ..Profile::default()
            };
            let new = NewMember { profile, plan: "anak".into(), ..NewMember::default() };
            let child = members::register(tx, &now(), &new)?.person;
            families::link(tx, &now(), child, guardian)
        })
        .unwrap();
        assert_eq!(refused(town.erase()), ["erase-against-child"]);
    });
}

#[test]
fn of_a_forgotten_person_nothing_is_found_and_what_was_counted_stays_counted() {
    in_town(|town| {
        let book = town.copy("Laskar Pelangi");
        for (out, back) in
            [("2026-06-01T10:00", "2026-06-09T10:00"), ("2026-07-01T10:00", "2026-07-03T10:00")]
        {
            town.lend(out, &book);
            town.take_back(back, &book);
        }
        town.ask(Kind::Erasure, "Saya Maria Kumendong dan pindah").unwrap();
        let erased = town.erase().unwrap();
        assert_eq!(erased.number, 1);
        assert!(erased.went.contains_key("people.contacts"));
        assert_eq!(refused(town.erase()), ["erase-done-already"]);

        let person = town.maria.person;
        let (entry, history, chain) = town
            .store
            .read_blocking(move |tx| {
                Ok((parties::one(tx, person)?, audit::history(tx, person, 50)?, audit::verify(tx)?))
            })
            .unwrap();
        assert_eq!((entry.name.as_str(), entry.born, entry.phone, entry.note), ("—", None, None, None));
        assert!(
            history.iter().all(|past| past.detail.as_deref().is_none_or(|said| !said.contains("Kumendong")))
        );
        assert_eq!(chain.broken, None, "the chain holds without the values");
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan")), 2);
        assert_eq!(town.count(store::sql!("SELECT count(DISTINCT COALESCE(member, reader)) FROM loan")), 1);
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NOT NULL")), 0);
        let broken: Vec<_> = [people::module(), membership::module(), circulation::module()]
            .iter()
            .flat_map(|module| module.invariants)
            .flat_map(|invariant| town.store.read_blocking(|tx| (invariant.violations)(tx)).unwrap())
            .collect();
        assert_eq!(broken, [""; 0]);
        let found = town.store.read_blocking(|tx| members::find(tx, "kumendong", 5)).unwrap();
        assert_eq!(found, []);
        assert_eq!(town.store.read_blocking(|tx| members::by_code(tx, "A-00001")).unwrap(), None);
        assert_eq!(
            town.count(store::sql!("SELECT count(*) FROM audit_detail WHERE detail LIKE '%Kumendong%'")),
            0
        );
    });
}

/// The rows of a file that waits, each as its cells.
fn rows(town: &Town<'_>, vault: &Vault, file: Id<Waiting>) -> Vec<(usize, String)> {
    let vault = vault.clone();
    let (_, content) = town.store.read_blocking(move |tx| import::waiting(tx, &vault, file)).unwrap();
    let drafts = import::drafts(&import::read(&content).unwrap(), now().today());
    drafts.into_iter().map(|draft| (draft.number, draft.profile.name)).collect()
}

fn keep(town: &Town<'_>, vault: &Vault, name: &'static str, content: &'static str) -> Id<Waiting> {
    let vault = vault.clone();
    town.write(move |tx| import::keep(tx, &vault, now().at, name, content.as_bytes())).unwrap()
}

const CLASS: &str = "Kelas 7A\n\nNama;Tgl Lahir;HP\nKumendong, Maria;01/04/1990;\nMaria Kumendong;1971-01-02;\n\
                     Martha Kumendong;01/04/1990;0812-3456-7890\n";

#[test]
fn whoever_is_forgotten_is_struck_off_the_files_that_wait_and_nobody_else_is() {
    for vault in [Vault::default(), Vault::fresh()] {
        in_town(|town| {
            let named = keep(town, &vault, "7a.csv", CLASS);
            let other = keep(town, &vault, "7b.csv", "Nama;Tgl Lahir\nRuth Lumi;2010-12-31\n");
            town.erase_with(&vault).unwrap();
            let left = [(5, "Maria Kumendong".to_owned()), (6, "Martha Kumendong".to_owned())];
            assert_eq!(rows(town, &vault, named), left, "a namesake and a twin stay, each in their row");
            assert_eq!(rows(town, &vault, other), [(2, "Ruth Lumi".to_owned())]);
        });
    }
}

#[test]
fn a_file_that_nobody_can_open_any_more_goes_with_whoever_is_forgotten() {
    in_town(|town| {
        let (lost, file) = (Vault::fresh(), Vault::fresh());
        keep(town, &lost, "7a.csv", CLASS);
        let open = keep(town, &file, "7b.csv", CLASS);
        town.erase_with(&file).unwrap();
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM import_file")), 1);
        assert_eq!(rows(town, &file, open).len(), 2);
    });
}

#[test]
fn what_the_journal_says_of_others_whose_names_are_alike_stays() {
    in_town(|town| {
        let (named, whole) = (town.maria.name.clone(), format!("{} Rarung", town.maria.name));
        town.write(move |tx| {
            let told = |tx: &mut Tx<'_>, detail| {
                audit::record(tx, &now(), "test.told", "record", Id::<()>::new(), &detail)
            };
            told(tx, json!({ "guardian": named }))?;
            told(tx, json!({ "guardian": whole }))?;
            told(tx, json!({ "guardian": named.to_lowercase() }))?;
            told(tx, json!({ (named.as_str()): "a key" }))?;
            // Somebody else who is called the same.
            let profile = Profile { name: named.clone(), ..Profile::default() };
            let namesake = parties::enter(tx, &now(), &profile)?;
            audit::record(tx, &now(), "test.told", "person", namesake, &json!({ "name": named }))
        })
        .unwrap();
        let name = town.maria.name.clone();
        town.erase().unwrap();
        let kept = town
            .store
            .read_blocking(move |tx| {
                tx.all::<(String,)>(
                    store::sql!("SELECT detail FROM audit_detail WHERE LOWER(detail) LIKE ?1 ORDER BY seq"),
                    store::vals![format!("%{}%", name.to_lowercase())],
                )
            })
            .unwrap();
        assert_eq!(kept.len(), 4, "{kept:?}");
    });
}

#[test]
fn whom_an_older_backup_brings_back_is_forgotten_again_and_nobody_else() {
    in_town(|town| {
        let (person, nobody) = (town.maria.person, Id::<Person>::new());
        let replay = || {
            let scope = scope(&Vault::default());
            town.write(move |tx| erasure::replay(tx, &now(), &scope, &[person, nobody]))
        };
        assert_eq!(replay().unwrap(), 1);
        assert_eq!(replay().unwrap(), 0);
        let entry = town.store.read_blocking(move |tx| parties::one(tx, person)).unwrap();
        assert_eq!(entry.name, "—");
    });
}

#[test]
fn the_list_of_the_forgotten_survives_an_unfinished_line_and_takes_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(privacy::list::NAME);
    assert_eq!(privacy::list::read(&path).unwrap(), []);
    let (first, second) = (Id::new(), Id::new());
    privacy::list::add(&path, first).unwrap();
    privacy::list::add(&path, first).unwrap();
    std::fs::write(&path, format!("{}0198", std::fs::read_to_string(&path).unwrap())).unwrap();
    privacy::list::add(&path, second).unwrap();
    assert_eq!(privacy::list::read(&path).unwrap(), [first, second]);
}

#[test]
fn returned_loans_are_parted_from_their_readers_and_open_ones_are_not() {
    in_town(|town| {
        let (first, second) = (town.copy("Laskar Pelangi"), town.copy("Sang Pemimpi"));
        town.lend("2026-01-05T10:00", &first);
        town.take_back("2026-01-12T10:00", &first);
        town.lend("2026-02-05T10:00", &first);
        town.take_back("2026-02-12T10:00", &first);
        town.lend("2026-01-06T10:00", &second);
        parting::part_old(town.store, &now()).unwrap();
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NULL")), 2);
        assert_eq!(town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NOT NULL")), 1);
        assert_eq!(
            town.count(store::sql!("SELECT count(DISTINCT reader) FROM loan WHERE reader IS NOT NULL")),
            1,
            "within a year one knows that it was one reader"
        );
        town.take_back("2026-08-05T09:00", &second);
        parting::part_old(town.store, &now()).unwrap();
        assert_eq!(
            town.count(store::sql!("SELECT count(*) FROM loan WHERE member IS NOT NULL")),
            1,
            "what came back lately keeps its name"
        );
    });
}
