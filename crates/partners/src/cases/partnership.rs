//! A proposed partnership comes to its end: whoever proposed it becomes a partner, or was one already.

use kernel::{Act, Id, Kind as No, Message, Refusal};
use people::{
    PartyKind, Profile,
    parties::{self, Entered},
};
use store::{Error, Result, Tx};

use super::{Case, CaseState, Outcome, PARTNER, advance, by_code};
use crate::{
    model::{Kind, Partner, Stage},
    partners::{self, Who},
};

/// The kind of a case that proposes a partnership.
pub const PARTNERSHIP: &str = "partnership";

/// Makes a partner of whoever proposed a partnership, with the one who wrote as its contact; the case ends with it. Where
/// the register has exactly one of that name, it is that one; whether it was a partner before.
///
/// # Errors
/// A refusal of a case of another kind, or one that is over; those of the database.
pub fn make_partner(tx: &mut Tx<'_>, act: &Act, code: &str, kind: Kind) -> Result<(Partner, bool)> {
    let case = by_code(tx, code)?;
    if case.kind != PARTNERSHIP || !case.state.leads_to(CaseState::Resolved) {
        return Err(Refusal::new(No::Conflict, Message::new("case-cannot-go-there")).into());
    }
    let (partner, was_there) = match &case.organisation {
        Some(organisation) => of_organisation(tx, act, &case, organisation, kind)?,
        // Whoever speaks for nobody else is the partner.
        None => (of_person(tx, act, &case, kind)?, false),
    };
    if !was_there {
        partners::move_to(tx, act, partner.party, Stage::Talk)?;
    }
    let outcome = Outcome { kind: PARTNER, id: partner.party.cast() };
    advance(tx, act, case.id, CaseState::Resolved, "", Some(&outcome))?;
    Ok((partner, was_there))
}

/// Who wrote, as an entry of the register would know them.
fn writer(case: &Case) -> Profile {
    Profile {
        name: case.name.clone(),
        phone: case.phone.as_ref().map(|number| format!("+{number}")).unwrap_or_default(),
        email: case.email.clone().unwrap_or_default(),
        ..Profile::default()
    }
}

fn of_organisation(
    tx: &mut Tx<'_>,
    act: &Act,
    case: &Case,
    organisation: &str,
    kind: Kind,
) -> Result<(Partner, bool)> {
    let profile = Profile { name: organisation.to_owned(), ..Profile::default() };
    let is_called = |name: &str| people::name::folded(name) == people::name::folded(organisation);
    let party = match parties::register(tx, act, PartyKind::Organisation, &profile, false)? {
        Entered::New(party) => party,
        // Only who is called the same is taken for the same; who is called alike may be another.
        Entered::Alike(alike) => {
            match alike.iter().filter(|one| is_called(&one.name)).collect::<Vec<_>>()[..] {
                [same] => match partners::one(tx, same.id, act.today()) {
                    // Who says that they speak for a partner of ours does so once a colleague has seen to it.
                    Ok(there) => return Ok((there, true)),
                    Err(Error::Refused(_)) => same.id,
                    Err(other) => return Err(other),
                },
                _ => parties::enter_as(tx, act, PartyKind::Organisation, &profile)?,
            }
        }
    };
    let made = partners::enter(tx, act, party, kind, Stage::Idea)?;
    let who = match case.party {
        Some(person) => Who::Known(person),
        None => Who::New { profile: writer(case), anyway: true },
    };
    partners::add_contact(tx, act, made.party, &who, "", act.today())?;
    Ok((made, false))
}

fn of_person(tx: &mut Tx<'_>, act: &Act, case: &Case, kind: Kind) -> Result<Partner> {
    let person: Id<kernel::Person> = match case.party {
        Some(person) => person,
        None => parties::enter(tx, act, &writer(case))?,
    };
    partners::enter(tx, act, person, kind, Stage::Idea)
}
