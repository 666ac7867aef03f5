//! What is paid for memberships, in the books: it is posted in the transaction that lets a membership stand on it, as the
//! library's own money, and taken back in the one that takes the basis back. Neither happens without the other: a basis that
//! was paid for names its posting, and the database lets no posting go while its basis counts.

use funds::{
    Transaction,
    gifts::{self, Receipt},
    ledger::{self, accounts},
};
use kernel::{Act, Id, Rupiah};
use platform::library;
use store::{Result, Tx, sql, vals};

use crate::{Basis, Ground, Member, Received, bases::Kept, plans};

/// Where what was paid for a membership is taken back.
pub(crate) const ORIGIN: web::Origin = web::Origin {
    kind: "membership",
    page: |tx, id| {
        let found: Option<(String,)> = tx.opt(
            sql!("SELECT m.code FROM basis b JOIN member m ON m.person = b.member WHERE b.id = ?1"),
            vals![id],
        )?;
        Ok(found.map(|(code,)| (code.clone(), crate::pages::path_of(&code))))
    },
    paper: web::Origin::NO_PAPER,
};

/// How long the number of a receipt may be, in characters: the ledger has room for it.
pub(crate) const RECEIPT_LENGTH: usize = 100;

fn origin(basis: Id<Basis>) -> funds::Origin {
    funds::Origin::new(ORIGIN.kind, basis)
}

impl Received {
    /// The account it lies in.
    const fn account(self) -> &'static str {
        match self {
            Self::Cash => accounts::CASH,
            Self::Bank => accounts::BANK,
        }
    }
}

/// Before anything of a transaction is written that pays for a membership: money is waited for first.
pub(crate) fn hold_still(tx: &mut Tx<'_>, ground: Ground) -> Result<()> {
    match ground {
        Ground::Payment => ledger::hold_still(tx),
        _ => Ok(()),
    }
}

/// Posts what a member has paid today for `basis`. The books say what for and by which receipt, and name the member by a
/// reference that is cut when they are forgotten: their number stands in no word that stays.
pub(crate) fn receive(
    tx: &mut Tx<'_>,
    act: &Act,
    member: &Member,
    basis: Id<Basis>,
    amount: Rupiah,
    (received, receipt): (Received, &str),
) -> Result<Id<Transaction>> {
    let library = format!("{} {}", library::KIND.text(tx)?, library::NAME.text(tx)?);
    let receipt = Receipt {
        fund: funds::funds::general(tx, act, library.trim())?,
        amount,
        into: received.account().to_owned(),
        income: accounts::FEES.to_owned(),
        day: act.today(),
        from: Some(member.person),
        reference: receipt.to_owned(),
        memo: plans::known(tx, &member.plan)?.name.unwrap_or_else(|| member.plan.clone()),
        origin: Some(origin(basis)),
        proof: None,
    };
    gifts::receive(tx, act, &receipt)
}

/// Takes back in the books what was paid for a basis that never counted, unless that was done already. Its receipt can be entered
/// anew.
pub(crate) fn give_back(tx: &mut Tx<'_>, act: &Act, kept: &Kept) -> Result<()> {
    match kept.posting.filter(|_| !kept.paid_back) {
        Some(posting) => {
            let why = ledger::list::one(tx, posting)?.memo;
            ledger::reverse(tx, act, posting, Some(origin(kept.id)), &why)?;
            let freed = sql!("UPDATE basis SET receipt = NULL, receipt_line = NULL WHERE id = ?1");
            tx.exec(freed, vals![kept.id]).map(drop)
        }
        None => Ok(()),
    }
}
