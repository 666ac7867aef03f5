//! Into the books, with everything that follows from it, in one transaction; and out again, in one transaction.

use assets::{Asset, Condition, NewAsset, lots, register};
use catalogue::accession::{self, Batch, NewBatch, Source};
use funds::{
    Fund, FundKind, Transaction, TransactionKind,
    documents::{self, Shows},
    gifts::{self, Receipt},
    ledger::{self, accounts},
};
use kernel::{Act, Id, Kind as No, Message, Person, Refusal};
use platform::{audit, library, sequence};
use serde_json::json;
use store::{Result, Tx, sql, vals};

use super::{contributions, moved, moving, one, some, step};
use crate::{
    VIEW,
    model::{Contribution, Direction, Kind, Method, State},
    rules::each,
    settings, telling,
};

/// Where what a gift brought belongs.
pub(crate) const ORIGIN: web::Origin = web::Origin {
    kind: "contribution",
    page: |tx, id| {
        let found: Option<(String,)> =
            tx.opt(sql!("SELECT code FROM contribution WHERE id = ?1"), vals![id])?;
        Ok(found.map(|(code,)| (code.clone(), format!("/staf/kontribusi/{code}"))))
    },
    // A gift and what takes it back each have a handover record of their own.
    paper: |tx, transaction| {
        let found: Option<(String, String, Option<Id<Person>>)> = tx.opt(
            sql!(
                "SELECT code, handover, party FROM contribution WHERE posting = ?1 AND handover IS NOT NULL"
            ),
            vals![transaction],
        )?;
        Ok(found.map(|(code, number, party)| web::Showing {
            called: "handover-numbered",
            number,
            staff: (format!("/staf/kontribusi/{code}/berita-acara"), VIEW),
            own: party.map(|party| (party, format!("/saya/hadiah/{code}/berita-acara"))),
        }))
    },
};

fn origin(id: Id<Contribution>) -> funds::Origin {
    funds::Origin::new(ORIGIN.kind, id)
}

/// How something is recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// Into which fund money goes.
    pub fund: Option<Id<Fund>>,
    /// Where it lies: an account of the ledger; in the bank where it is empty.
    pub into: String,
    /// The number of the payment by which the library gave money.
    pub payment: String,
    /// Why into that one, where it is for something else than the giver said; empty where it is not.
    pub why: String,
    /// Who signs for the other side: office and name, a line each; empty where its name alone stands there.
    pub signer: String,
}

/// Records what was taken, under the next number of the handover records, and puts it where it belongs: books into a box, out
/// of which they go to the shelf; money into `fund`; things into the register of assets. Money that the library gives was
/// paid, and names that payment.
///
/// # Errors
/// A refusal when it was not accepted, or somebody else has recorded it meanwhile; of money without a fund, of restricted
/// money into a fund that is free, and into a fund for something else where nobody says why; of money that was not paid;
/// those of the other registers; those of the database.
pub fn record(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>, how: &Recording) -> Result<Contribution> {
    let taken = moving(tx, id, State::Recorded)?;
    let handover = sequence::paper(tx, act.today(), "BAST")?;
    let (mut batch, mut posting, mut lot) = (None, None, None);
    match (taken.direction, taken.kind) {
        (Direction::In, Kind::Books) => batch = Some(open_box(tx, act, &taken, &handover)?),
        (Direction::In, Kind::Money) => posting = Some(post(tx, act, &taken, &handover, how)?),
        (Direction::In, Kind::Equipment) => lot = Some(enter_things(tx, act, &taken, &handover)?),
        (Direction::Out, Kind::Money) => posting = Some(paid(tx, &taken, &how.payment)?),
        _ => {}
    }
    tx.exec(
        sql!(
            "UPDATE contribution SET state = 'recorded', steps = steps + 1, handover = ?2, recorded_on = ?3, batch = ?4,
                 batch_state = ?5, posting = ?6, lot = ?7, lot_open = ?8 WHERE id = ?1 AND state = 'accepted'"
        ),
        vals![
            id,
            handover,
            act.today(),
            batch,
            batch.map(|_| accession::State::Open),
            posting,
            lot,
            lot.map(|_| true)
        ],
    )?;
    fix(tx, id, &how.signer)?;
    if let Some(posting) = posting {
        show_papers(tx, act, id, posting)?;
    }
    moved(tx, act, id, &how.why, "contribution.recorded")
}

/// What shows a gift of money shows its transaction in the ledger.
fn show_papers(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>, posting: Id<Transaction>) -> Result<()> {
    for paper in super::papers(tx, id)? {
        documents::show(tx, act, Shows::Transaction(posting), &paper.title, &paper.file)?;
    }
    Ok(())
}

/// From now on amount, value and number stay what they are, and so does in whose name it is signed.
fn fix(tx: &mut Tx<'_>, id: Id<Contribution>, theirs: &str) -> Result<()> {
    let town = library::NAME.text(tx)?;
    let (kind, signer) = (library::KIND.text(tx)?, settings::SIGNER.text(tx)?);
    tx.exec(
        sql!(
            "INSERT INTO contribution_record (contribution, amount, value, handover, library, town, signer, their_signer)
             SELECT c.id, c.amount, c.value, c.handover, ?2, ?3, ?4, ?5 FROM contribution c WHERE c.id = ?1"
        ),
        vals![id, format!("{kind} {town}"), town, signer, theirs.trim()],
    )
    .map(drop)
}

fn open_box(tx: &mut Tx<'_>, act: &Act, taken: &Contribution, handover: &str) -> Result<Id<Batch>> {
    let new = NewBatch {
        source: Source::Gift,
        party: taken.party,
        name: taken.name.clone(),
        named: taken.named,
        reference: handover.to_owned(),
        received_on: taken.received_on.unwrap_or_else(|| act.today()),
        branch: taken.branch,
        expected: taken.amount.unwrap_or(1),
        worth: taken.value.unwrap_or_default(),
        titles: Vec::new(),
    };
    Ok(accession::open(tx, act, &new)?.id)
}

/// Money goes into a fund; what is only for something, into one that is for the same, or somebody says why it is.
fn post(
    tx: &mut Tx<'_>,
    act: &Act,
    taken: &Contribution,
    handover: &str,
    how: &Recording,
) -> Result<Id<Transaction>> {
    let no = |key| Refusal::of_field("fund", Message::new(key));
    let fund = how.fund.ok_or_else(|| no("contribution-fund-missing"))?;
    let into = funds::funds::one(tx, fund)?;
    match (taken.purpose.as_deref(), into.purpose.as_deref()) {
        (Some(_), _) if into.kind == FundKind::Unrestricted => {
            return Err(no("contribution-fund-free").into());
        }
        (given, Some(bound))
            if into.kind != FundKind::Unrestricted
                && some(&how.why).is_none()
                && given.is_none_or(|given| !funds::rules::is_called_alike(given, bound)) =>
        {
            let message = Message::new("contribution-fund-for-another").with("purpose", bound);
            return Err(Refusal { kind: No::Conflict, ..Refusal::of_field("why", message) }.into());
        }
        _ => {}
    }
    let receipt = Receipt {
        fund,
        amount: taken.value.unwrap_or_default(),
        into: some(&how.into).unwrap_or(accounts::BANK).to_owned(),
        income: if into.kind == FundKind::Grant { accounts::GRANTS } else { accounts::DONATIONS }.to_owned(),
        day: taken.received_on.unwrap_or_else(|| act.today()),
        from: taken.party,
        reference: handover.to_owned(),
        memo: taken.about.clone(),
        origin: Some(origin(taken.id)),
        proof: None,
    };
    gifts::receive(tx, act, &receipt)
}

/// The payment by which the library gave money: one that stands, of as much, and of no other gift.
fn paid(tx: &mut Tx<'_>, given: &Contribution, number: &str) -> Result<Id<Transaction>> {
    let no = |key| Refusal { kind: No::Conflict, ..Refusal::of_field("payment", Message::new(key)) };
    let found = ledger::list::by_number(tx, number)?.filter(|one| {
        one.kind == TransactionKind::Payment && one.reversed_by.is_none() && Some(one.amount) == given.value
    });
    let payment = found.ok_or_else(|| no("contribution-payment-unknown"))?;
    let named: Option<(String,)> =
        tx.opt(sql!("SELECT code FROM contribution WHERE posting = ?1"), vals![payment.id])?;
    if named.is_some() {
        return Err(no("contribution-payment-named").into());
    }
    Ok(payment.id)
}

/// Each piece is a thing of its own in the register, with an equal share of the value.
fn enter_things(tx: &mut Tx<'_>, act: &Act, taken: &Contribution, handover: &str) -> Result<Id<web::Origin>> {
    let (amount, value) = (taken.amount.unwrap_or(1), taken.value.unwrap_or_default());
    let (each, rest) = each(value, amount);
    let thing = NewAsset {
        name: taken.about.clone(),
        kind: assets::Kind::Other,
        serial: String::new(),
        branch: taken.branch,
        room: String::new(),
        custodian: None,
        condition: Condition::Good,
        value: each,
        valuation: match taken.method {
            Some(Method::Invoice) => assets::Valuation::Price,
            Some(Method::Market) => assets::Valuation::Market,
            _ => assets::Valuation::Estimate,
        },
        source: assets::Source::Gift,
        origin: taken.name.clone(),
        party: taken.party,
        reference: handover.to_owned(),
        gift: Some(taken.id.cast()),
        payment: None,
        acquired_on: taken.received_on.unwrap_or_else(|| act.today()),
        warranty_until: None,
    };
    lots::enter(tx, act, &thing, amount, rest)?;
    Ok(taken.id.cast())
}

/// Thanks for what is recorded: the letter gets its number, and whoever the register knows is told.
///
/// # Errors
/// A refusal when it is not recorded, was taken back, or somebody else has thanked; those of the database.
pub fn acknowledge(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>) -> Result<Contribution> {
    let recorded = moving(tx, id, State::Acknowledged)?;
    if recorded.reversed_by.is_some() {
        return Err(Refusal::new(No::Conflict, Message::new("contribution-reversed-already")).into());
    }
    let (thanks, signer) = (sequence::paper(tx, act.today(), "UT")?, settings::SIGNER.text(tx)?);
    tx.exec(
        sql!(
            "UPDATE contribution SET state = 'acknowledged', steps = steps + 1, thanks = ?2, thanks_signer = ?3
             WHERE id = ?1 AND state = 'recorded'"
        ),
        vals![id, thanks, signer],
    )?;
    let after = moved(tx, act, id, "", "contribution.acknowledged")?;
    telling::thanked(tx, act, &after)?;
    Ok(after)
}

/// Takes back what was recorded by a row that mirrors it, under a number of its own; its box is cancelled, its money leaves
/// the fund and its things leave the register with it. Either all of this happens, or nothing, and the database takes no
/// such row while box or things still stand.
///
/// # Errors
/// A refusal without a reason, of what is not recorded or was taken back before, while a book of it is on loan, of money
/// that was spent, and while somebody asks to write one of its things off; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>, reason: &str) -> Result<Contribution> {
    tx.lock("contribution", &id)?;
    let wrong = one(tx, id)?;
    let Some(reason) = some(reason) else {
        return Err(Refusal::of_field("reason", Message::new("contribution-reason-missing")).into());
    };
    if !wrong.stands() {
        let key = match wrong.reversed_by {
            Some(_) => "contribution-reversed-already",
            None => "contribution-not-recorded",
        };
        return Err(Refusal::new(No::Conflict, Message::new(key)).into());
    }
    let posting = take_out(tx, act, &wrong, reason)?;
    let reversal = mirror(tx, act, &wrong, posting, reason)?;
    let facts = json!({ "code": wrong.code, "by": reversal.code, "reason": reason });
    audit::record(tx, act, "contribution.reversed", "contribution", id, &facts)?;
    Ok(reversal)
}

/// Undoes what followed from recording, or says why it cannot be undone; the transaction by which money went back.
fn take_out(
    tx: &mut Tx<'_>,
    act: &Act,
    wrong: &Contribution,
    reason: &str,
) -> Result<Option<Id<Transaction>>> {
    if let Some(batch) = wrong.batch {
        accession::cancel(tx, act, batch, reason)?;
    }
    if let Some(lot) = wrong.lot {
        lots::take_back(tx, act, lot, reason)?;
    }
    let Some(posting) = wrong.posting else { return Ok(None) };
    match wrong.direction {
        Direction::In => ledger::reverse(tx, act, posting, Some(origin(wrong.id)), reason).map(Some),
        // What was paid is taken back where it was asked for.
        Direction::Out => match ledger::list::one(tx, posting)?.reversed_by {
            Some(back) => Ok(Some(back)),
            None => Err(Refusal::new(No::Conflict, Message::new("contribution-payment-stands")).into()),
        },
    }
}

/// The row that takes another back: the same with the signs turned.
fn mirror(
    tx: &mut Tx<'_>,
    act: &Act,
    wrong: &Contribution,
    posting: Option<Id<Transaction>>,
    reason: &str,
) -> Result<Contribution> {
    let year = act.today().year();
    let code = format!("H-{year}-{:03}", sequence::next(tx, &format!("contribution-{year}"))?);
    let handover = sequence::paper(tx, act.today(), "BAST")?;
    let (id, about) = (Id::<Contribution>::new(), format!("{} – {}", wrong.code, wrong.about));
    tx.exec(
        sql!(
            "INSERT INTO contribution (id, code, form, direction, kind, party, name, named, about, purpose, commitment,
                 branch, state, steps, amount, received_on, value, method, basis, proof, handover, recorded_on, batch,
                 batch_state, posting, lot, lot_open, reverses, undone_amount, undone_value, entered_at)
             SELECT ?1, ?2, ?3, c.direction, c.kind, c.party, c.name, c.named, ?4, c.purpose, c.commitment, c.branch,
                 'recorded', 1, -c.amount, ?5, -c.value, c.method, c.basis, c.proof, ?6, ?5, c.batch, c.batch_state, ?7,
                 c.lot, c.lot_open, c.id, c.amount, c.value, ?8
             FROM contribution c WHERE c.id = ?9"
        ),
        vals![
            id,
            code,
            format!("reversal {}", wrong.id),
            about,
            act.today(),
            handover,
            posting,
            act.at,
            wrong.id
        ],
    )?;
    let (theirs,): (String,) = tx
        .one(sql!("SELECT their_signer FROM contribution_record WHERE contribution = ?1"), vals![wrong.id])?;
    fix(tx, id, &theirs)?;
    let reversal = tx.one(contributions!("WHERE c.id = ?1"), vals![id])?;
    step(tx, act, &reversal, Some(reason))?;
    Ok(reversal)
}

/// The fund into which recorded money went.
///
/// # Errors
/// Those of the database.
pub fn fund_of(tx: &mut Tx<'_>, one: &Contribution) -> Result<Option<Fund>> {
    let Some(posting) = one.posting else { return Ok(None) };
    let line = ledger::list::lines(tx, posting)?.into_iter().next();
    line.map(|line| funds::funds::one(tx, line.fund)).transpose()
}

/// The things of the register of assets that came by a contribution.
///
/// # Errors
/// Those of the database.
pub fn things_of(tx: &mut Tx<'_>, one: &Contribution) -> Result<Vec<Asset>> {
    one.lot.map_or_else(|| Ok(Vec::new()), |gift| register::of_gift(tx, gift))
}
