//! E-mail addresses of a partner: whoever proves that one is theirs belongs to the partner.

use kernel::{Act, Id, Message, Person, Refusal};
use people::contacts::AddressProven;
use platform::{
    audit,
    events::{Event, Subscriber},
};
use store::{Error, Result, Tx};

use crate::{
    Ground, Member, members, queries,
    sponsorships::{self, Sponsorship},
};

/// The sponsorship that an address would let `person` stand on, if nothing speaks against it: before a message is
/// sent to the address.
///
/// # Errors
/// A refusal where no partner has such addresses; those of the database.
pub fn sponsor_of(tx: &mut Tx<'_>, act: &Act, email: &str) -> Result<Sponsorship> {
    let found = sponsorships::by_address(tx, email, act.today())?;
    found.ok_or_else(|| Refusal::of_field("email", Message::new("address-of-no-partner")).into())
}

/// `person` has proven that `email` is theirs: their membership stands on the partner whose domain it is. Proving it
/// again prolongs nothing while it counts.
///
/// # Errors
/// A refusal with every reason: no such partner, no seat, it carries them already; those of the database.
pub fn proven(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, email: &str) -> Result<Member> {
    let carried = sponsor_of(tx, act, email)?;
    let email = email.trim().to_lowercase();
    sponsorships::seat(tx, act, &carried, person, Ground::Domain, email, false)?;
    queries::by_id(tx, person)?.ok_or_else(|| members::unknown().into())
}

/// Hears that somebody has shown an address to be theirs. Where it is no partner's, or they are no member, nothing
/// happens; where there is no seat or their plan takes no such basis, that stands in their history.
pub(crate) const LISTENER: Subscriber = Subscriber {
    name: "membership.proven-addresses",
    kinds: &[AddressProven::KIND],
    handle: |tx, act, posted| {
        let Some(AddressProven { address }) = posted.read()? else { return Ok(()) };
        let person = Id::from_bytes(*posted.subject.as_bytes());
        match proven(tx, act, person, &address) {
            Ok(_) => Ok(()),
            Err(Error::Refused(refusal)) => {
                let why: Vec<_> = refusal.reasons.iter().map(|reason| reason.message.key).collect();
                if why.iter().all(|key| matches!(*key, "seat-none-free" | "basis-not-of-plan")) {
                    let detail = serde_json::json!({ "why": why });
                    audit::record(tx, act, "member.address-not-counted", "person", person, &detail)?;
                }
                Ok(())
            }
            Err(other) => Err(other),
        }
    },
};
