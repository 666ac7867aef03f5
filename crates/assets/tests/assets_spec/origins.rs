//! What a thing came by stays as the gift or the payment says; what is worth something else later is valued anew.

use assets::{
    NewAsset, Source, Valuation, enter,
    register::{self, Filter},
};
use funds::{
    Transaction,
    ledger::accounts,
    spending::{self, NewSpending},
};
use jiff::civil::date;
use kernel::{Id, Rupiah};
use people::{PartyKind, Profile, parties};
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

use crate::things::{SCHEMAS, by, keys, laptop, owned, place, write};

/// A payment for equipment of so much, asked for and approved.
fn paid(tx: &mut Tx<'_>, amount: i64) -> Result<Id<Transaction>> {
    let fund = funds::funds::general(tx, &by(1), "Dana umum")?;
    let day = date(2026, 8, 1);
    funds::gifts::open_with(tx, &by(1), fund, accounts::BANK, Rupiah(amount), day, "Saldo awal")?;
    spending::RECEIPT_FROM.set(tx, &by(9), "1000000000000")?;
    let wish = NewSpending {
        fund,
        account: accounts::EQUIPMENT.into(),
        budget: None,
        amount: Rupiah(amount),
        what: "Dua laptop".into(),
        payee: "Toko Contoh".into(),
        party: None,
        reference: String::new(),
        promise: None,
    };
    let id = spending::request(tx, &by(1), &wish)?;
    for who in [2, 3] {
        spending::decide(tx, &by(who), id, funds::Verdict::Approved, true, "")?;
    }
    spending::pay(tx, &by(4), id, accounts::BANK, date(2026, 8, 5), "")
}

#[test]
fn equipment_that_was_paid_for_waits_to_be_entered_and_no_more_is_entered_than_was_paid() {
    on_both(SCHEMAS, |store| {
        let (branch, payment) = write(store, |tx| Ok((place(tx, "TMH")?, paid(tx, 15_000_000)?))).unwrap();
        let open = || store.read_blocking(register::open_payments).unwrap();
        assert_eq!(open().iter().map(|one| one.left.0).collect::<Vec<_>>(), [15_000_000]);
        let bought = move |value| NewAsset {
            source: Source::Purchase,
            payment: Some(payment),
            value: Rupiah(value),
            ..laptop(branch)
        };
        let tried = |new: NewAsset| write(store, move |tx| enter(tx, &by(1), &new));
        tried(bought(7_500_000)).unwrap();
        assert_eq!(keys(tried(bought(7_500_001))), ["asset-payment-less"]);
        for more in [7_500_001_i64, i64::MAX / 4] {
            let forged = write(store, move |tx| {
                tx.exec(
                    sql!(
                        "INSERT INTO asset (id, code, name, kind, branch, condition, value, valuation, source, payment,
                             acquired_on, entered_at)
                         SELECT ?1, 'INV-9999', x.name, x.kind, x.branch, x.condition, ?2, x.valuation, x.source, x.payment,
                             x.acquired_on, x.entered_at FROM asset x"
                    ),
                    vals![Id::<()>::new(), more],
                )
            });
            assert!(matches!(forged, Err(Error::Check(_))), "{more}: {forged:?}");
        }
        tried(bought(7_500_000)).unwrap();
        assert!(open().is_empty());
        assert_eq!(keys(tried(bought(1))), ["asset-payment-unknown"]);
        assert_eq!(store.read_blocking(move |tx| register::of_payment(tx, payment)).unwrap().len(), 2);
    });
}

#[test]
fn how_a_given_thing_came_and_what_it_was_worth_is_not_written_anew() {
    on_both(SCHEMAS, |store| {
        let gift = Id::<()>::new();
        let one = write(store, move |tx| {
            let branch = place(tx, "TMH")?;
            enter(tx, &by(1), &NewAsset { gift: Some(gift.cast()), ..laptop(branch) })
        })
        .unwrap();
        let (id, branch) = (one.id, one.branch);
        let refused = write(store, move |tx| {
            let new = NewAsset {
                reference: "002/BAST/2026".into(),
                source: Source::Earlier,
                acquired_on: date(2026, 7, 1),
                ..laptop(branch)
            };
            register::change(tx, &by(1), id, &new)
        });
        assert_eq!(keys(refused), ["asset-witnessed", "asset-witnessed", "asset-witnessed"]);
        write(store, move |tx| {
            register::change(tx, &by(1), id, &NewAsset { room: "Gudang".into(), ..laptop(branch) })
        })
        .unwrap();
        assert_eq!(store.read_blocking(move |tx| register::of_gift(tx, gift)).unwrap()[0].id, id);
        for forged in [
            sql!("UPDATE asset SET value = 1"),
            sql!("UPDATE asset SET gift = NULL"),
            sql!("DELETE FROM asset"),
        ] {
            let forged = write(store, move |tx| tx.exec(forged, vals![]));
            assert!(matches!(forged, Err(Error::Check(_))), "{forged:?}");
        }
    });
}

#[test]
fn whose_gift_a_thing_was_changes_only_when_two_entries_of_the_register_are_one() {
    on_both(SCHEMAS, |store| {
        let (giver, other, id) = write(store, |tx| {
            let branch = place(tx, "TMH")?;
            let [giver, other] = ["Bank Contoh", "Bank Contoh Tbk"].map(|name| {
                let profile = Profile { name: name.into(), ..Profile::default() };
                parties::enter_as(tx, &by(1), PartyKind::Organisation, &profile)
            });
            let (giver, other) = (giver?, other?);
            let new = NewAsset { gift: Some(Id::new()), party: Some(giver), ..laptop(branch) };
            Ok((giver, other, enter(tx, &by(1), &new)?.id))
        })
        .unwrap();
        let forged = sql!("UPDATE asset SET party = ?2 WHERE id = ?1");
        let no = write(store, move |tx| tx.exec(forged, vals![id, other]));
        assert!(matches!(no, Err(Error::Check(_))), "{no:?}");
        let typed = write(store, move |tx| {
            let branch = register::one(tx, id)?.branch;
            register::change(tx, &by(1), id, &NewAsset { party: Some(other), ..laptop(branch) })
        });
        assert_eq!(keys(typed), ["asset-witnessed"]);
        write(store, move |tx| {
            let module = assets::module(&platform::files::Files::at(""));
            people::merging::merge(tx, &by(1), module.followers, other, giver)?;
            assert_eq!(register::one(tx, id)?.party, Some(other));
            people::merging::split(tx, &by(1), module.followers, giver)?;
            assert_eq!(register::one(tx, id)?.party, Some(giver));
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_thing_is_valued_anew_with_a_reason_and_what_was_said_before_stays() {
    on_both(SCHEMAS, |store| {
        let (_, one) = owned(store);
        let id = one.id;
        let value = |value, why: &'static str| {
            write(store, move |tx| register::revalue(tx, &by(1), id, Rupiah(value), Valuation::Market, why))
        };
        assert_eq!(keys(value(0, " ")), ["asset-value-missing", "asset-why-missing"]);
        value(5_000_000, "Dua tahun dipakai").unwrap();
        value(4_000_000, "Tiga tahun dipakai").unwrap();
        let (after, told, sum) = store
            .read_blocking(move |tx| {
                let told = register::valuations(tx, id)?;
                Ok((register::one(tx, id)?, told, register::count(tx, &Filter::default())?.1))
            })
            .unwrap();
        assert_eq!((after.value.0, after.valuation, sum.0), (4_000_000, Valuation::Market, 4_000_000));
        assert_eq!(told.iter().map(|one| one.value.0).collect::<Vec<_>>(), [5_000_000, 4_000_000]);
    });
}
