//! What is lacking, and where it is mended.

use activities::{
    Activity,
    aims::{self, Level, Said},
    costs,
    guests::{self, Invited},
    model::{Draft, Entry, Kind, Place, Provision, Role},
    planning,
    programmes::{self, Outline},
    readiness::{self, Gap, Spot},
    seats, sessions, settings,
};
use kernel::{Id, Rupiah};
use store::{Json, Store};
use trial::{act, on_both};

use crate::town::{SCHEMAS, branch, drafted, now, plan, published, read, workshop, write};

fn gaps(store: &Store, one: &Activity) -> Vec<Gap> {
    let id = one.id;
    read(store, move |tx| {
        let one = planning::one(tx, id)?;
        readiness::of(tx, &now(), &one)
    })
}

fn said(gaps: &[Gap]) -> Vec<&'static str> {
    gaps.iter().map(|gap| gap.message.key).collect()
}

/// Somebody who teaches, and agreed to being told of.
fn teacher(session: Option<Id<activities::Session>>) -> Invited {
    Invited {
        session,
        party: None,
        name: "Ani Contoh".into(),
        role: Role::Instructor,
        biography: String::new(),
        agreed: true,
    }
}

/// Everything that is asked of a plan.
fn full() -> Draft {
    Draft { about: "Semua tentang krisan.".into(), access: Json(vec![Provision::StepFree]), ..workshop() }
}

#[test]
fn a_bare_idea_lacks_what_nothing_is_published_without_and_what_it_should_have() {
    on_both(SCHEMAS, |store| {
        let bare = Draft { summary: String::new(), ..Draft::new(Kind::Course, "Krisan", "") };
        let one = write(store, move |tx| planning::draft(tx, &now(), &bare)).unwrap();
        let found = gaps(store, &one);
        assert_eq!(
            said(&found),
            ["ready-summary", "ready-session", "ready-seats", "gap-access", "gap-about", "gap-syllabus"]
        );
        let places: Vec<&Spot> = found.iter().map(|gap| &gap.at).collect();
        assert_eq!(
            places[..4],
            [
                &Spot::Plan("summary"),
                &Spot::Beside("starts"),
                &Spot::Beside("capacity"),
                &Spot::Plan("access")
            ]
        );
        assert_eq!(found.iter().filter(|gap| gap.must).count(), 3);
    });
}

#[test]
fn sessions_without_a_room_seats_or_anybody_who_leads_them_are_named_and_what_is_whole_lacks_nothing() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| {
            let draft = Draft { entry: Entry::Each, ..full() };
            let one = drafted(tx, &draft, &["2026-08-08T10:00", "2026-08-15T10:00"], 5)?;
            let place = Place::Branch(branch(tx)?, String::new());
            let bare = sessions::Plan { place, ..plan(tx, "2026-08-22T10:00", 60)? };
            sessions::add(tx, &now(), one.id, &bare)?;
            let first = sessions::of(tx, one.id)?.remove(0);
            guests::invite(tx, &now(), one.id, &Invited { agreed: false, ..teacher(Some(first.id)) })?;
            Ok(one)
        })
        .unwrap();
        let found = gaps(store, &one);
        assert_eq!(said(&found), ["gap-place", "gap-session-seats", "gap-host", "gap-consent"]);
        let id = one.id;
        let (all, guest) = read(store, move |tx| Ok((sessions::of(tx, id)?, guests::of(tx, id)?.remove(0))));
        assert_eq!(found[0].at, Spot::Session(all[2].id), "where its room is written");
        assert_eq!(found[3].at, Spot::Guest(guest.id));
        let bare = all[2].clone();
        write(store, move |tx| {
            let mended = sessions::Plan {
                place: Place::Branch(branch(tx)?, "Aula".into()),
                ..sessions::Plan::of(&bare)
            };
            sessions::change(tx, &now(), bare.id, &mended)?;
            seats::set(tx, &now(), id, Some(bare.id), "", 5)?;
            guests::change(tx, &now(), id, guest.id, &teacher(None))
        })
        .unwrap();
        assert_eq!(said(&gaps(store, &one)), [""; 0]);
    });
}

#[test]
fn a_room_that_two_want_at_once_is_said_and_free_again_when_one_is_called_off() {
    on_both(SCHEMAS, |store| {
        let (one, other) = write(store, |tx| {
            let one = drafted(tx, &full(), &["2026-08-08T10:00"], 5)?;
            guests::invite(tx, &now(), one.id, &teacher(None))?;
            let other = Draft { title: "Dongeng".into(), ..full() };
            let other = published(tx, &other, &["2026-08-08T11:30", "2026-08-09T10:00"], 5)?;
            // Right after each other is no clash.
            published(tx, &Draft { title: "Sesudahnya".into(), ..full() }, &["2026-08-08T13:30"], 5)?;
            Ok((one, other))
        })
        .unwrap();
        let found = gaps(store, &one);
        assert_eq!(said(&found), ["gap-clash"]);
        assert!(found[0].message.args.iter().any(|(_, arg)| format!("{arg:?}").contains("Dongeng")));
        let id = other.id;
        write(store, move |tx| {
            let session = sessions::of(tx, id)?.remove(0);
            sessions::cancel(tx, &now(), session.id, "Hujan abu")
        })
        .unwrap();
        assert_eq!(said(&gaps(store, &one)), [""; 0]);
    });
}

#[test]
fn a_course_whose_certificates_nobody_signs_or_whose_registration_is_over_before_it_opens_says_so() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| {
            let draft = Draft { certified: true, closes_on: Some(jiff::civil::date(2026, 8, 4)), ..full() };
            let one = drafted(tx, &draft, &["2026-08-08T10:00"], 5)?;
            guests::invite(tx, &now(), one.id, &teacher(None))?;
            Ok(one)
        })
        .unwrap();
        let found = gaps(store, &one);
        assert_eq!(said(&found), ["gap-closed", "gap-signer"]);
        assert_eq!(found[1].at, Spot::Settings);
        let id = one.id;
        write(store, move |tx| {
            settings::SIGNER.set(tx, &now(), "Kepala\nOlivia")?;
            let late = Draft {
                closes_on: None,
                opens_on: Some(jiff::civil::date(2026, 8, 9)),
                ..crate::town::draft_of(tx, id)?
            };
            planning::change(tx, &now(), id, &late)
        })
        .unwrap();
        assert_eq!(said(&gaps(store, &one)), ["gap-opens-late"]);
    });
}

#[test]
fn what_is_over_lacks_nothing_any_more() {
    on_both(SCHEMAS, |store| {
        let id = write(store, |tx| published(tx, &workshop(), &["2026-08-08T10:00"], 5)).unwrap().id;
        let found = |time: &'static str| {
            read(store, move |tx| {
                let one = planning::one(tx, id)?;
                readiness::of(tx, &act(time), &one)
            })
        };
        assert!(!found("2026-08-08T11:59").is_empty());
        assert_eq!(found("2026-08-08T12:00"), []);
    });
}

fn programme_gaps(store: &Store, code: &str) -> Vec<Gap> {
    let code = code.to_owned();
    read(store, move |tx| {
        let one = programmes::by_code(tx, &code)?;
        let partners = programmes::partners(tx, one.id)?.len();
        let (costs, aims) = (costs::of(tx, one.id)?, aims::of(tx, one.id)?);
        let activities = readiness::of_programme(tx, &now(), one.id)?;
        Ok(readiness::programme_gaps(&one, partners, &costs, &aims, &activities))
    })
}

#[test]
fn a_programme_says_what_it_lacks_itself_and_which_of_its_activities_lack_something() {
    on_both(SCHEMAS, |store| {
        let outline = Outline {
            title: "Tomohon membaca".into(),
            purpose: String::new(),
            themes: Vec::new(),
            owner: None,
            since: jiff::civil::date(2026, 1, 1),
            until: jiff::civil::date(2026, 12, 31),
            partners: Vec::new(),
        };
        let empty = outline.clone();
        let one = write(store, move |tx| programmes::open(tx, &now(), &empty)).unwrap();
        let id = one.id;
        let found = programme_gaps(store, &one.code);
        assert_eq!(
            said(&found),
            [
                "gap-purpose",
                "gap-owner",
                "gap-partner",
                "gap-themes",
                "gap-budget",
                "gap-goal",
                "gap-outcome",
                "gap-output",
                "gap-activity"
            ]
        );
        assert_eq!(found[8].at, Spot::First(id));
        let hidden = write(store, {
            let one = one.clone();
            move |tx| programmes::publish(tx, &now(), &one, true)
        });
        assert_eq!(crate::town::keys(hidden), ["gap-purpose"]);
        let (ready, lacking) = write(store, move |tx| {
            let profile = people::Profile { name: "Sanggar Contoh".into(), ..people::Profile::default() };
            let partner = people::parties::enter_as(tx, &now(), people::PartyKind::Organisation, &profile)?;
            let owner = people::parties::enter(
                tx,
                &now(),
                &people::Profile { name: "Olivia".into(), ..people::Profile::default() },
            )?;
            let whole = Outline {
                purpose: "Keluarga membaca.".into(),
                themes: vec!["literasi".into()],
                owner: Some(owner),
                partners: vec![partner],
                ..outline.clone()
            };
            programmes::change(tx, &now(), id, &whole)?;
            costs::add(tx, &now(), id, ("Honor", None, Rupiah(9_000_000)))?;
            for (level, target) in [(Level::Goal, "45"), (Level::Outcome, "40"), (Level::Output, "")] {
                let aim = Said {
                    level,
                    aim: format!("Membaca {level}"),
                    measure: "Survei".into(),
                    source: String::new(),
                    assumption: String::new(),
                    baseline: String::new(),
                    target: target.into(),
                };
                aims::add(tx, &now(), id, &aim)?;
            }
            let draft = |title: &str| Draft { programme: Some(id), title: title.into(), ..full() };
            let ready = drafted(tx, &draft("Siap"), &["2026-08-08T10:00"], 5)?;
            guests::invite(tx, &now(), ready.id, &teacher(None))?;
            let lacking = planning::draft(tx, &now(), &draft("Belum"))?;
            Ok((ready, lacking))
        })
        .unwrap();
        let found = programme_gaps(store, &one.code);
        assert_eq!(said(&found), ["gap-fund", "gap-measure", "gap-unapproved", "gap-activity-lacks"]);
        assert_eq!(found[3].at, Spot::Activity(lacking.code.clone()));
        let costs = read(store, move |tx| costs::of(tx, id));
        assert_eq!(found[0].at, Spot::Cost(costs[0].id));
        // What is whole is published at once, and nothing else.
        let published = write(store, move |tx| programmes::publish_ready(tx, &now(), id)).unwrap();
        assert_eq!(published, 1);
        let stage = |id| read(store, move |tx| planning::one(tx, id)).stage.as_str();
        assert_eq!((stage(ready.id), stage(lacking.id)), ("published", "draft"));
        assert_eq!(
            said(&programme_gaps(store, &one.code)),
            ["gap-fund", "gap-measure", "gap-activity-lacks"]
        );
    });
}
