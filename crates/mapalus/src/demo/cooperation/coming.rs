//! What the program counts for the invented partners: classes in the visitors' book, hours of helpers who belong to one.

use kernel::{Act, Id, Person};
use people::relationships::{self, NewRelationship, Relation};
use platform::library;
use store::{Result, Tx};
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
        };
        relationships::add(tx, &since, &relation)?;
    }
    Ok(())
}
