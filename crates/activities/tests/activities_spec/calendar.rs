//! One calendar, for everybody and for other programs.

use activities::{
    calendar::{self, Asked},
    model::{Audience, Draft, Entry, Kind, Place, Venue},
    planning, seats, sessions,
};
use jiff::ToSpan;
use people::{PartyKind, Profile, parties};
use trial::on_both;

use crate::town::{SCHEMAS, branch, now, plan, published, read, registers, workshop, write};

fn august(store: &store::Store, asked: Asked) -> Vec<String> {
    let span = now().span(jiff::civil::date(2026, 8, 1), jiff::civil::date(2026, 8, 31));
    read(store, move |tx| calendar::between(tx, &asked, span.start, span.end))
        .iter()
        .map(calendar::Shown::name)
        .collect()
}

#[test]
fn everybody_sees_what_is_published_and_finds_it_by_place_audience_partner_and_kind() {
    on_both(SCHEMAS, |store| {
        let (partner, branch) = write(store, |tx| {
            let profile = Profile { name: "Sanggar Contoh".into(), ..Profile::default() };
            let partner = parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)?;
            let children = Draft {
                audience: Audience::Children,
                title: "Dongeng".into(),
                kind: Kind::StoryTime,
                ..workshop()
            };
            published(tx, &children, &["2026-08-10T10:00"], 5)?;
            let with = Draft { title: "Melukis".into(), ..workshop() };
            let with = published(tx, &with, &["2026-08-11T10:00"], 5)?;
            planning::set_partners(tx, with.id, &[partner])?;
            published(
                tx,
                &Draft { listed: false, title: "Rapat".into(), ..workshop() },
                &["2026-08-12T10:00"],
                5,
            )?;
            crate::town::drafted(
                tx,
                &Draft { title: "Rancangan".into(), ..workshop() },
                &["2026-08-13T10:00"],
                5,
            )?;
            let online =
                published(tx, &Draft { title: "Daring".into(), ..workshop() }, &["2026-09-01T10:00"], 5)?;
            let plan = sessions::Plan {
                place: Place::Online("https://temu.example".into()),
                title: "Kedua".into(),
                ..plan(tx, "2026-08-14T10:00", 60)?
            };
            sessions::add(tx, &now(), online.id, &plan)?;
            Ok((partner, branch(tx)?))
        })
        .unwrap();
        assert_eq!(august(store, Asked::default()), ["Dongeng", "Melukis", "Daring: Kedua"]);
        for (asked, found) in [
            (
                Asked { audience: Some(Audience::Children), ..Asked::default() },
                vec!["Dongeng", "Melukis", "Daring: Kedua"],
            ),
            (
                Asked { audience: Some(Audience::Adults), ..Asked::default() },
                vec!["Melukis", "Daring: Kedua"],
            ),
            (Asked { kind: Some(Kind::StoryTime), ..Asked::default() }, vec!["Dongeng"]),
            (Asked { partner: Some(partner), ..Asked::default() }, vec!["Melukis"]),
            (Asked { venue: Some(Venue::Online), ..Asked::default() }, vec!["Daring: Kedua"]),
            (Asked { branch: Some(branch), ..Asked::default() }, vec!["Dongeng", "Melukis"]),
        ] {
            assert_eq!(august(store, asked.clone()), found, "{asked:?}");
        }
    });
}

#[test]
fn what_is_called_off_stays_in_the_calendar_and_what_nobody_knew_of_does_not_come() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let known =
                published(tx, &Draft { title: "Batal".into(), ..workshop() }, &["2026-08-10T10:00"], 5)?;
            planning::cancel(tx, &now(), known.id, "Hujan")?;
            let unknown = crate::town::drafted(tx, &workshop(), &["2026-08-10T10:00"], 5)?;
            planning::cancel(tx, &now(), unknown.id, "Tidak jadi")
        })
        .unwrap();
        assert_eq!(august(store, Asked::default()), ["Batal"]);
    });
}

#[test]
fn a_busy_month_is_one_query_and_every_session_says_how_many_seats_it_has() {
    on_both(SCHEMAS, |store| {
        let one = write(store, |tx| {
            let one = planning::draft(tx, &now(), &Draft { entry: Entry::Each, ..workshop() })?;
            for n in 0..500 {
                let start = trial::at("2026-08-06T00:00").saturating_add((n * 60).minutes()).unwrap();
                let plan = sessions::Plan {
                    starts_at: start,
                    ends_at: start + 30.minutes(),
                    ..plan(tx, "2026-08-06T00:00", 60)?
                };
                let session = sessions::add(tx, &now(), one.id, &plan)?;
                seats::set(tx, &now(), one.id, Some(session), "", 3)?;
            }
            planning::approve(tx, &now(), one.id)?;
            planning::publish(tx, &now(), one.id)?;
            Ok(one)
        })
        .unwrap();
        let pool = read(store, move |tx| seats::pools(tx, one.id))[0].id;
        registers(store, "Meiske", pool, 2);
        let span = now().span(jiff::civil::date(2026, 8, 1), jiff::civil::date(2026, 8, 31));
        let found = read(store, move |tx| calendar::between(tx, &Asked::default(), span.start, span.end));
        assert_eq!(found.len(), 500);
        assert_eq!((found[0].seats, found[0].taken, found[1].taken), (3, 2, 0));
    });
}
