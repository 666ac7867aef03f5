//! What the program counts for the invented partners: classes in the visitors' book, what was held with them, hours of helpers
//! who belong to one.

use activities::{
    attendance::{self, Note},
    model::{self, Draft, Entry, Kind, Place, Provision},
    planning, sessions,
};
use jiff::SignedDuration;
use kernel::{Act, Id, Person};
use people::relationships::{self, Grown, NewRelationship, Relation};
use platform::library;
use store::{Json, Result, Tx};
use visits::{Band, Cell, New, Purpose, Sex, Source, door};
use volunteers::roll::{self, Asked};

/// A school's classes came on these days, counted back from today.
pub(super) fn classes(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    school: Id<Person>,
    days: &[i32],
) -> Result<()> {
    let Some(main) = library::branches(tx)?.into_iter().next() else { return Ok(()) };
    for (n, days) in (0i64..).zip(days) {
        let act = ago(*days);
        let new = New {
            id: Id::new(),
            branch: main.id,
            room: None,
            purpose: Some(Purpose::Tour),
            at: act.at,
            hour_known: true,
            source: Source::Desk,
            kiosk: None,
        };
        let pupils = |sex, heads| Cell { sex, band: Band::Child, heads };
        let teacher = Cell { sex: Sex::Female, band: Band::Adult, heads: 1 };
        let cells = [pupils(Sex::Female, 13 + n % 4), pupils(Sex::Male, 12 + n % 5), teacher];
        door::group(tx, &act, &new, &cells, Some(school), "")?;
    }
    Ok(())
}

/// Something that is held with a partner: what it is, what it is called, in a sentence.
pub(super) type Held = (Kind, &'static str, &'static str);

/// What was held with a partner on these days, counted back from today, and how many came; at the partner's where `there`.
pub(super) fn held(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    partner: Id<Person>,
    (kind, title, summary): Held,
    there: bool,
    days: &[i32],
) -> Result<()> {
    let Some(main) = library::branches(tx)?.into_iter().next() else { return Ok(()) };
    let begun = ago(days.iter().max().copied().unwrap_or_default() + 20);
    let draft = Draft {
        entry: Entry::Free,
        access: Json(vec![Provision::StepFree]),
        ..Draft::new(kind, title, summary)
    };
    let one = planning::draft(tx, &begun, &draft)?.id;
    planning::set_partners(tx, one, &[partner])?;
    let place = match there {
        true => Place::Partner(Some(partner), "Ruang kelas".to_owned()),
        false => Place::Branch(main.id, "Ruang belajar".to_owned()),
    };
    for days in days {
        let starts_at = ago(*days).at;
        let plan = sessions::Plan {
            title: String::new(),
            starts_at,
            ends_at: starts_at + SignedDuration::from_mins(90),
            place: place.clone(),
            track: String::new(),
        };
        sessions::add(tx, &begun, one, &plan)?;
    }
    planning::approve(tx, &begun, one)?;
    planning::publish(tx, &begun, one)?;
    for (n, session) in (0i64..).zip(sessions::of(tx, one)?) {
        let cells = [(Sex::Female, 11 + n % 5), (Sex::Male, 9 + n % 4)]
            .map(|(sex, heads)| attendance::Cell { sex, band: Band::Child, heads });
        let note =
            Note { id: Id::new(), session: session.id, at: session.starts_at, source: model::Source::Desk };
        attendance::headcount(tx, &begun.at(session.ends_at), &note, &cells)?;
    }
    Ok(())
}

/// Three of those on the roll of helpers belong to a partner.
pub(super) fn helpers(tx: &mut Tx<'_>, ago: &impl Fn(i32) -> Act, partner: Id<Person>) -> Result<()> {
    let since = ago(200);
    for one in roll::list(tx, &Asked::default(), ago(0).today())?.into_iter().take(3) {
        let relation = NewRelationship {
            kind: Relation::Member,
            party: one.person,
            other: partner,
            since: Some(since.today()),
            until: None,
            note: "Penulis".into(),
            grown: Grown::Born,
        };
        relationships::add(tx, &since, &relation)?;
    }
    Ok(())
}
