//! Whose money it was and to whom it went stays written, whoever writes past the program.

use crate::books::{SCHEMAS, by, filled, free, grant, now, spend, violations, wish, write};
use funds::{
    Fund,
    funds::one,
    spending::{self, NewSpending},
};
use kernel::{Id, Person};
use people::{PartyKind, Profile, parties};
use platform::files::Files;
use store::{Error, Result, Tx, sql, vals};
use trial::{Database, on_both};

fn organisation(tx: &mut Tx<'_>, name: &str) -> Result<Id<Person>> {
    let profile = Profile { name: name.into(), ..Profile::default() };
    parties::enter_as(tx, &now(), PartyKind::Organisation, &profile)
}

#[test]
fn who_gives_a_fund_and_who_is_paid_changes_only_when_two_entries_of_the_register_are_one() {
    on_both(SCHEMAS, |store| {
        let (fund, own, other, wished) = write(store, |tx| {
            let (fund, own) = (filled(tx, 700)?, free(tx, 90_000)?);
            let payee = organisation(tx, "Toko Buku Contoh")?;
            let new = NewSpending { party: Some(payee), ..wish(own, 40_000) };
            let wished = spending::request(tx, &by(1), &new)?;
            Ok((fund, own, organisation(tx, "Yayasan Contoh Lama")?, wished))
        })
        .unwrap();
        let refused = |statement, id: Id<()>| {
            let no = write(store, move |tx| tx.exec(statement, vals![id, other]));
            assert!(matches!(no, Err(Error::Check(_))), "{}: {no:?}", statement.text());
        };
        refused(sql!("UPDATE fund SET giver = ?2 WHERE id = ?1"), fund.cast());
        refused(sql!("UPDATE fund SET giver = ?2 WHERE id = ?1"), own.cast());
        refused(sql!("UPDATE spending SET party = ?2 WHERE id = ?1"), wished.cast());
        let whose = move |tx: &mut Tx<'_>, fund: Id<Fund>| -> Result<_> {
            Ok((one(tx, fund)?.giver, spending::one(tx, wished)?.party))
        };
        write(store, move |tx| {
            let module = ::funds::module(&Files::at(""));
            let (giver, payee) = whose(tx, fund)?;
            let (giver, payee) = (giver.unwrap(), payee.unwrap());
            people::merging::merge(tx, &now(), module.followers, other, giver)?;
            people::merging::merge(tx, &now(), module.followers, other, payee)?;
            assert_eq!(whose(tx, fund)?, (Some(other), Some(other)));
            people::merging::split(tx, &now(), module.followers, payee)?;
            assert_eq!(whose(tx, fund)?, (Some(other), Some(payee)));
            people::merging::split(tx, &now(), module.followers, giver)?;
            assert_eq!(whose(tx, fund)?, (Some(giver), Some(payee)));
            Ok(())
        })
        .unwrap();
        assert_eq!(violations(store), [""; 0]);
        let unused = write(store, grant).unwrap();
        let change = sql!("UPDATE fund SET giver = ?2 WHERE id = ?1");
        write(store, move |tx| tx.exec(change, vals![unused, other])).expect("nothing was in it yet");
    });
}

#[test]
fn what_stands_in_the_books_is_not_replaced_by_another_program() {
    let database = Database::sqlite();
    let store = database.open();
    store.migrate(SCHEMAS.to_vec()).unwrap();
    write(&store, |tx| {
        let fund = filled(tx, 900_000)?;
        let wished = spending::request(tx, &by(1), &wish(fund, 10_000))?;
        spending::decide(tx, &by(2), wished, ::funds::Verdict::Approved, true, "")?;
        spend(tx, fund, 20_000)
    })
    .unwrap();
    for forged in [
        sql!(
            "INSERT OR REPLACE INTO posting SELECT ledger_transaction, rest, fund, account, deed, nature, budget, amount * 2,
                 previous, previous_fund, prior * 2, running * 2 FROM posting"
        ),
        sql!("INSERT OR REPLACE INTO ledger_transaction SELECT * FROM ledger_transaction"),
        sql!(
            "INSERT OR REPLACE INTO spending_step (id, spending, requester, decision, large, note, decider, at)
             SELECT randomblob(16), spending, requester, 'refused', large, 'tidak', decider, at FROM spending_step"
        ),
        sql!("INSERT OR REPLACE INTO encumbrance_entry SELECT encumbrance, number, amount * 2, author, at FROM encumbrance_entry"),
        sql!(
            "INSERT OR REPLACE INTO ledger_document SELECT id, ledger_transaction, spending, 'Lain', file, author, at
             FROM ledger_document"
        ),
        sql!("INSERT OR REPLACE INTO ledger_month (month, open) SELECT month, FALSE FROM ledger_month"),
    ] {
        let no = write(&store, move |tx| tx.exec(forged, vals![]));
        assert!(matches!(no, Err(Error::Unique { .. } | Error::Check(_))), "{}: {no:?}", forged.text());
    }
    assert_eq!(violations(&store), [""; 0]);
}
