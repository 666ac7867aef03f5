//! What the database refuses from whoever writes past the program.

use activities::{
    attendance::{self, Note},
    certificates,
    guests::{self, Invited},
    model::{Draft, Kind, Pool, Role, Source, Standing},
    planning, seats,
    seats::New,
    sessions,
};
use kernel::{Act, Id};
use store::{Error, Result, Sql, Store, sql, vals};
use trial::{act, on_both};

use crate::town::{
    SCHEMAS, broken, draft_of, first_session, now, published, read, registers, saturday, somebody, stands,
    workshop, write,
};

/// Writes to the row with this identity past the program.
fn forge<T>(store: &Store, sql: &'static Sql, id: Id<T>) -> Result<u64> {
    let id = *id.uuid().as_bytes();
    write(store, move |tx| tx.exec(sql, vals![Id::<()>::from_bytes(id)]))
}

fn refused<T: std::fmt::Debug>(result: Result<T>) {
    match result {
        Err(Error::Check(_) | Error::Unique { .. }) => {}
        other => panic!("not refused: {other:?}"),
    }
}

fn taken(store: &Store, pool: Id<Pool>) -> i64 {
    read(store, move |tx| seats::pool(tx, pool)).taken
}

/// A registration as it would be if its state were another, written beside the one there is.
const COPIED: &Sql = sql!(
    "INSERT INTO registration (id, code, secret, form, activity, pool, state, size, until, party, kind, name, folded,
         organisation, phone, email, born, guardian, guardian_phone, guardian_agreed_at, needs, photos, response,
         approved_at, queued_at, created_at, result, passed, seated)
     SELECT ?2, 'PALSU', 'palsu', 'palsu', activity, pool, CAST(?3 AS TEXT), CAST(?4 AS BIGINT), NULL, NULL, kind, 'Palsu', 'palsu', '', '', '', NULL, '',
         '', NULL, '', NULL, NULL, NULL, NULL, created_at, NULL, NULL, FALSE FROM registration WHERE id = ?1"
);

fn copied(
    store: &Store,
    of: Id<activities::Registration>,
    state: &'static str,
    size: i64,
) -> Result<Id<activities::Registration>> {
    let id = Id::new();
    write(store, move |tx| tx.exec(COPIED, vals![of, id, state, size])).map(|_| id)
}

#[test]
fn whoever_takes_a_seat_is_counted_by_the_database_and_none_is_one_too_many() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 3);
        let has = registers(store, "Meiske", pool, 1);
        refused(copied(store, has.id, "confirmed", 3));
        let forged = copied(store, has.id, "confirmed", 2).unwrap();
        assert_eq!(
            taken(store, pool),
            3,
            "nobody has said how many are taken but the registrations themselves"
        );
        let waits = registers(store, "Olivia", pool, 1);
        refused(forge(
            store,
            sql!("UPDATE registration SET state = 'offered', until = 1 WHERE id = ?1"),
            waits.id,
        ));
        refused(forge(store, sql!("UPDATE registration SET seated = TRUE WHERE id = ?1"), waits.id));
        refused(forge(store, sql!("UPDATE registration SET seated = FALSE WHERE id = ?1"), has.id));
        refused(forge(
            store,
            sql!("UPDATE registration SET state = 'cancelled', seated = FALSE WHERE id = ?1"),
            has.id,
        ));
        refused(forge(store, sql!("UPDATE registration SET size = 3 WHERE id = ?1"), has.id));
        refused(forge(store, sql!("DELETE FROM registration WHERE id = ?1"), has.id));
        refused(forge(store, sql!("UPDATE seat_pool SET taken = taken - 1 WHERE id = ?1"), pool));
        refused(forge(store, sql!("UPDATE seat_pool SET capacity = 2 WHERE id = ?1"), pool));
        assert_eq!(stands(store, waits.id).state, Standing::Waitlisted);
        assert_eq!(
            forge(store, sql!("UPDATE registration SET state = 'cancelled' WHERE id = ?1"), forged).unwrap(),
            1
        );
        assert_eq!(taken(store, pool), 1);
        assert_eq!(broken(store), [""; 0]);
    });
}

#[test]
fn seats_that_are_held_are_counted_by_the_database_and_free_when_they_are_let_go() {
    on_both(SCHEMAS, |store| {
        let (_, pool) = saturday(store, workshop(), 4);
        let hold = write(store, move |tx| {
            seats::hold(tx, &now(), pool, (3, activities::model::Party::Group), &[7; 32])
        });
        let hold = hold.unwrap().unwrap();
        assert_eq!(taken(store, pool), 3);
        refused(forge(store, sql!("DELETE FROM seat_hold WHERE id = ?1"), hold.id));
        refused(forge(store, sql!("UPDATE seat_hold SET size = 1 WHERE id = ?1"), hold.id));
        refused(forge(store, sql!("UPDATE seat_hold SET seated = FALSE WHERE id = ?1"), hold.id));
        assert_eq!(
            forge(store, sql!("UPDATE seat_hold SET held = FALSE WHERE id = ?1"), hold.id).unwrap(),
            1
        );
        assert_eq!(taken(store, pool), 0);
        let gone = forge(store, sql!("UPDATE seat_hold SET held = TRUE WHERE id = ?1"), hold.id);
        assert_eq!(gone.unwrap(), 0, "nothing is left of it");
    });
}

#[test]
fn nobody_is_offered_a_seat_before_whoever_has_waited_longer_and_would_fit() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 2);
        registers(store, "Meiske", pool, 2);
        let (family, second) = (registers(store, "Keluarga", pool, 2), registers(store, "Olivia", pool, 1));
        let raise = |capacity: i64| {
            write(store, move |tx| {
                tx.exec(sql!("UPDATE seat_pool SET capacity = ?2 WHERE id = ?1"), vals![pool, capacity])
            })
            .unwrap()
        };
        const OFFER: &Sql = sql!("UPDATE registration SET state = 'offered', until = 1 WHERE id = ?1");
        raise(4);
        refused(forge(store, OFFER, second.id));
        refused(forge(
            store,
            sql!("UPDATE registration SET queued_at = 0, state = 'offered', until = 1 WHERE id = ?1"),
            second.id,
        ));
        refused(forge(store, sql!("UPDATE registration SET state = 'confirmed' WHERE id = ?1"), family.id));
        raise(3);
        assert_eq!(forge(store, OFFER, second.id).unwrap(), 1, "the family would not fit: it is passed over");
        assert_eq!(read(store, move |tx| planning::one(tx, one.id)).code, one.code);
    });
}

#[test]
fn where_somebody_decides_about_each_nobody_has_a_seat_before() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, Draft { approval: true, ..workshop() }, 5);
        let asks = registers(store, "Meiske", pool, 1);
        const CONFIRM: &Sql = sql!("UPDATE registration SET state = 'confirmed' WHERE id = ?1");
        refused(forge(store, CONFIRM, asks.id));
        refused(copied(store, asks.id, "confirmed", 1));
        refused(copied(store, asks.id, "offered", 1));
        // Whoever began to wait before somebody had to agree is not let past it either.
        let (other, pool) = saturday(store, workshop(), 1);
        registers(store, "Jorry", pool, 1);
        let waits = registers(store, "Olivia", pool, 1);
        write(store, move |tx| {
            let draft = Draft { approval: true, ..draft_of(tx, other.id)? };
            planning::change(tx, &now(), other.id, &draft)?;
            seats::set(tx, &now(), other.id, None, "", 3)
        })
        .unwrap();
        assert_eq!(stands(store, waits.id).state, Standing::Waitlisted);
        refused(forge(
            store,
            sql!("UPDATE registration SET state = 'offered', until = 1 WHERE id = ?1"),
            waits.id,
        ));
        write(store, move |tx| seats::approve(tx, &now(), asks.id)).unwrap();
        assert_eq!(read(store, move |tx| seats::pools(tx, one.id))[0].taken, 1);
        refused(forge(store, sql!("UPDATE registration SET state = 'pending' WHERE id = ?1"), asks.id));
    });
}

fn after() -> Act {
    act("2026-09-01T09:00")
}

/// A course of one Saturday that somebody attended.
fn attended(store: &Store, name: &'static str) -> (activities::Activity, activities::Registration) {
    let draft = Draft { kind: Kind::Course, certified: true, ..workshop() };
    let (one, pool) = saturday(store, draft, 9);
    let learner = registers(store, name, pool, 1);
    let (session, id) = (first_session(store, one.id), learner.id);
    write(store, move |tx| {
        let note = Note { id: Id::new(), session: session.id, at: session.starts_at, source: Source::Desk };
        attendance::check_in(tx, &after(), &note, id)
    })
    .unwrap();
    (one, learner)
}

/// A certificate for a registration in this name, of this title; `?4` says which it replaces.
const CERTIFIED: &Sql = sql!(
    "INSERT INTO certificate (id, code, registration, party, holder, title, issuer, signer, since, until, minutes, result,
         issued_on, issued_by, expires_on, replaces, revoked_on, revoked_because)
     SELECT ?2, 'PALS-UPAL', r.id, NULL, CAST(?3 AS TEXT), a.title, 'Palsu', '', '2026-08-08', '2026-08-08', 120, NULL, '2026-09-01', NULL,
         NULL, ?4, NULL, NULL FROM registration r JOIN activity a ON a.id = r.activity WHERE r.id = ?1"
);

fn certified(
    store: &Store,
    of: Id<activities::Registration>,
    holder: &'static str,
    replaces: Option<Id<activities::Certificate>>,
) -> Result<u64> {
    write(store, move |tx| tx.exec(CERTIFIED, vals![of, Id::<()>::new(), holder, replaces]))
}

#[test]
fn there_is_no_certificate_for_whoever_teaches_did_not_come_or_is_another() {
    on_both(SCHEMAS, |store| {
        let (one, learner) = attended(store, "Meiske");
        refused(certified(store, learner.id, "Orang lain", None));
        let pool = learner.pool;
        let absent = registers(store, "Tidak datang", pool, 1);
        refused(certified(store, absent.id, "Tidak datang", None));
        let gone = registers(store, "Batal", pool, 1);
        write(store, move |tx| seats::cancel(tx, &now(), gone.id)).unwrap();
        refused(certified(store, gone.id, "Batal", None));
        let guest = write(store, move |tx| {
            let who = Invited {
                session: None,
                party: None,
                name: "Meiske".into(),
                role: Role::Instructor,
                biography: String::new(),
                agreed: false,
            };
            guests::invite(tx, &now(), one.id, &who)
        })
        .unwrap();
        refused(certified(store, learner.id, "Meiske", None));
        write(store, move |tx| guests::disinvite(tx, &now(), one.id, guest)).unwrap();
        let given = write(store, move |tx| certificates::issue(tx, &after(), learner.id)).unwrap();
        refused(certified(store, learner.id, "Meiske", None));
        refused(certified(store, learner.id, "Orang lain", Some(given.id)));
        refused(forge(store, sql!("UPDATE certificate SET holder = 'Orang lain' WHERE id = ?1"), given.id));
        refused(forge(store, sql!("DELETE FROM certificate WHERE id = ?1"), given.id));
        let code = given.code.clone();
        write(store, move |tx| certificates::revoke(tx, &after(), &code, "Keliru")).unwrap();
        refused(forge(
            store,
            sql!("UPDATE certificate SET revoked_on = NULL, revoked_because = NULL WHERE id = ?1"),
            given.id,
        ));
        refused(certified(store, learner.id, "Orang lain", Some(given.id)));
        refused(certified(store, learner.id, "Meiske", None));
    });
}

#[test]
fn nobody_is_counted_twice_at_one_session_or_without_a_seat_there() {
    on_both(SCHEMAS, |store| {
        const AGAIN: &Sql = sql!(
            "INSERT INTO attendance (id, session, kind, registration, party, name, sex, band, heads, at, recorded_at,
                 recorded_by, source, counted, undone_at)
             SELECT ?2, t.session, t.kind, COALESCE(?3, t.registration), t.party, t.name, t.sex, t.band, CAST(?4 AS BIGINT), t.at, t.recorded_at,
                 NULL, t.source, TRUE, NULL FROM attendance t WHERE t.id = ?1"
        );
        let (one, learner) = attended(store, "Meiske");
        let session = first_session(store, one.id);
        let at = session.id;
        let noted = read(store, move |tx| attendance::of(tx, at, 9)).remove(0);
        let again = |of: Id<activities::model::Attended>,
                     registration: Option<Id<activities::Registration>>,
                     heads: i64| {
            write(store, move |tx| tx.exec(AGAIN, vals![of, Id::<()>::new(), registration, heads]))
        };
        refused(again(noted.id, None, 1));
        let second = Note { id: Id::new(), session: at, at: session.starts_at, source: Source::Offline };
        write(store, move |tx| attendance::check_in(tx, &after(), &second, learner.id)).unwrap();
        refused(forge(store, sql!("UPDATE attendance SET counted = TRUE WHERE id = ?1"), second.id));
        refused(forge(store, sql!("UPDATE attendance SET heads = 40 WHERE id = ?1"), noted.id));
        refused(forge(store, sql!("DELETE FROM attendance WHERE id = ?1"), noted.id));
        let other = registers(store, "Olivia", learner.pool, 1);
        refused(again(noted.id, Some(other.id), 2));
        let (_, elsewhere) = saturday(store, workshop(), 3);
        let stranger = registers(store, "Jorry", elsewhere, 1);
        refused(again(noted.id, Some(stranger.id), 1));
        let walk = Note { id: Id::new(), session: at, at: session.starts_at, source: Source::Desk };
        write(store, move |tx| {
            attendance::walk_in(tx, &after(), &walk, "Rike", "081234567890", activities::model::Band::Unknown)
        })
        .unwrap();
        refused(again(walk.id, None, 1));
    });
}

#[test]
fn seats_of_300_that_are_called_off_with_holds_and_waiters_come_back_whole() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 300);
        write(store, move |tx| {
            for n in 0..100 {
                let new = New { wait: true, ..somebody(&format!("Orang {n}"), pool, 3) };
                seats::register(tx, &now(), &new)?;
            }
            seats::register(tx, &now(), &New { wait: true, ..somebody("Menunggu", pool, 2) }).map(drop)
        })
        .unwrap();
        assert_eq!(taken(store, pool), 300);
        let session = first_session(store, one.id).id;
        write(store, move |tx| planning::cancel(tx, &now(), one.id, "Hujan abu")).unwrap();
        assert_eq!(taken(store, pool), 0);
        assert!(!read(store, move |tx| sessions::one(tx, session)).stands());
        assert_eq!(broken(store), [""; 0]);
        let over = write(store, |tx| {
            let one = published(tx, &workshop(), &["2026-08-08T10:00"], 3)?;
            planning::cancel(tx, &act("2026-08-09T10:00"), one.id, "Terlambat")
        });
        assert_eq!(crate::town::keys(over), ["activity-is-over"]);
    });
}

#[test]
fn nobody_has_a_seat_at_what_is_off_and_where_ages_are_asked_none_comes_unasked() {
    on_both(SCHEMAS, |store| {
        let (one, pool) = saturday(store, workshop(), 3);
        let has = registers(store, "Meiske", pool, 1);
        write(store, move |tx| planning::cancel(tx, &now(), one.id, "Hujan abu")).unwrap();
        refused(copied(store, has.id, "confirmed", 1));
        let (other, pool) = saturday(store, workshop(), 9);
        let has = registers(store, "Meiske", pool, 1);
        write(store, move |tx| {
            let draft = Draft { least_age: Some(8), ..draft_of(tx, other.id)? };
            planning::change(tx, &now(), other.id, &draft)
        })
        .unwrap();
        refused(copied(store, has.id, "confirmed", 2));
        copied(store, has.id, "confirmed", 1).unwrap();
    });
}

#[test]
fn attendance_is_kept_of_nothing_that_is_off_unknown_or_days_ahead() {
    on_both(SCHEMAS, |store| {
        const COUNTED: &Sql = sql!(
            "INSERT INTO attendance (id, session, kind, registration, party, name, sex, band, heads, at, recorded_at,
                 recorded_by, source, counted, undone_at)
             SELECT ?2, s.id, 'headcount', NULL, NULL, '', 'unknown', 'unknown', 33, CAST(?3 AS BIGINT), CAST(?3 AS BIGINT),
                 NULL, 'desk', TRUE, NULL FROM activity_session s WHERE s.id = ?1"
        );
        let counts = |session: Id<activities::Session>, at: kernel::Timestamp| {
            write(store, move |tx| tx.exec(COUNTED, vals![session, Id::<()>::new(), at]))
        };
        let (one, _) = saturday(store, workshop(), 3);
        let session = first_session(store, one.id);
        let (id, at) = (session.id, session.starts_at);
        refused(counts(id, now().at));
        counts(id, at).unwrap();
        write(store, move |tx| sessions::cancel(tx, &now(), id, "Hujan abu")).unwrap();
        refused(counts(id, at));
        let draft =
            write(store, |tx| crate::town::drafted(tx, &workshop(), &["2026-08-08T10:00"], 3)).unwrap();
        refused(counts(first_session(store, draft.id).id, at));
    });
}

/// The certificate that takes the place of another, in the right name, signed so, with this result, until this day.
const REPLACED: &Sql = sql!(
    "INSERT INTO certificate (id, code, registration, party, holder, title, issuer, signer, since, until, minutes, result,
         issued_on, issued_by, expires_on, replaces, revoked_on, revoked_because)
     SELECT ?2, 'PALS-UPAL', registration, party, 'Meiske Lumi', title, issuer, COALESCE(CAST(?3 AS TEXT), signer), since, until,
         minutes, COALESCE(CAST(?4 AS TEXT), result), issued_on, NULL, COALESCE(CAST(?5 AS TEXT), expires_on), id, NULL, NULL
     FROM certificate WHERE id = ?1"
);

#[test]
fn a_certificate_that_takes_the_place_of_another_is_signed_by_no_other_says_no_more_and_holds_no_longer() {
    on_both(SCHEMAS, |store| {
        let (_, learner) = attended(store, "Meike");
        let given = write(store, move |tx| certificates::issue(tx, &after(), learner.id)).unwrap();
        const REVOKED: &Sql = sql!(
            "UPDATE certificate SET revoked_on = issued_on, revoked_because = 'PALS-UPAL' WHERE id = ?1"
        );
        forge(store, REVOKED, given.id).unwrap();
        let replaced =
            |signer: Option<&'static str>, result: Option<&'static str>, until: Option<&'static str>| {
                let id = given.id;
                write(store, move |tx| tx.exec(REPLACED, vals![id, Id::<()>::new(), signer, result, until]))
            };
        refused(replaced(Some("Palsu"), None, None));
        refused(replaced(None, Some("Cum laude"), None));
        refused(replaced(None, None, Some("2999-12-31")));
        assert_eq!(replaced(None, None, None).unwrap(), 1, "the name was written wrongly, and nothing else");
    });
}

#[test]
fn what_a_certificate_rests_on_is_not_taken_from_under_it() {
    on_both(SCHEMAS, |store| {
        let (_, learner) = attended(store, "Meiske");
        let given = write(store, move |tx| certificates::issue(tx, &after(), learner.id)).unwrap();
        let forgeries: [&'static Sql; 4] = [
            sql!("UPDATE registration SET passed = FALSE WHERE id = ?1"),
            sql!("UPDATE registration SET result = 'Gagal' WHERE id = ?1"),
            sql!("UPDATE registration SET state = 'cancelled' WHERE id = ?1"),
            sql!("UPDATE attendance SET counted = FALSE WHERE registration = ?1"),
        ];
        for forgery in forgeries {
            refused(forge(store, forgery, learner.id));
        }
        write(store, move |tx| certificates::revoke(tx, &after(), &given.code, "Keliru")).unwrap();
        for forgery in forgeries {
            assert_eq!(forge(store, forgery, learner.id).unwrap(), 1);
        }
    });
}

#[test]
fn what_is_called_off_stays_so_and_what_everybody_knows_of_is_no_draft_again() {
    on_both(SCHEMAS, |store| {
        let (one, _) = saturday(store, workshop(), 3);
        let session = first_session(store, one.id).id;
        refused(forge(store, sql!("UPDATE activity SET stage = 'draft' WHERE id = ?1"), one.id));
        refused(forge(store, sql!("UPDATE activity SET stage = 'approved' WHERE id = ?1"), one.id));
        write(store, move |tx| planning::cancel(tx, &now(), one.id, "Hujan abu")).unwrap();
        refused(forge(
            store,
            sql!("UPDATE activity SET stage = 'published', cancelled_because = NULL WHERE id = ?1"),
            one.id,
        ));
        refused(forge(
            store,
            sql!("UPDATE activity_session SET cancelled_because = NULL WHERE id = ?1"),
            session,
        ));
        refused(forge(
            store,
            sql!("UPDATE activity_session SET cancelled_because = 'Lain' WHERE id = ?1"),
            session,
        ));
    });
}

#[test]
fn a_session_that_people_have_seats_at_does_not_lie_before_the_day_it_was_moved() {
    on_both(SCHEMAS, |store| {
        const MOVED: &Sql = sql!(
            "UPDATE activity_session SET starts_at = CAST(?2 AS BIGINT), changed_at = CAST(?3 AS BIGINT) WHERE id = ?1"
        );
        let (one, pool) = saturday(store, workshop(), 3);
        let session = first_session(store, one.id).id;
        let moves = |to: &str, on: &str| {
            let (to, on) = (trial::at(to), trial::at(on));
            write(store, move |tx| tx.exec(MOVED, vals![session, to, on]))
        };
        moves("2026-08-05T09:00", "2026-08-05T09:30").unwrap();
        moves("2026-08-08T10:00", "2026-08-05T09:30").unwrap();
        registers(store, "Meiske", pool, 1);
        refused(moves("2026-08-05T09:30", "2026-08-05T09:30"));
        refused(moves("2016-08-05T09:00", "2026-08-05T09:30"));
        refused(moves("2016-08-05T09:00", "2016-01-01T09:00"));
        moves("2026-08-07T10:00", "2026-08-05T09:30").unwrap();
    });
}
