//! Taking back what was done or decided, on both engines.

use crate::common::{in_town, now, refused};
use circulation::{
    lending, loans, policies,
    policy::{Name, Scope},
    renewing, returns,
};
use trial::{act, at};

#[test]
fn undoing_restores_lending_returning_and_renewing_exactly() {
    in_town(|town| {
        let (maria, book) = (town.member("Maria Wowor", "dewasa"), town.copy("Laskar Pelangi", "umum"));
        let before = town.copy_now(&book);
        let loan = town.lend(&now(), &maria, &book).unwrap();
        let (lent, id) = (town.copy_now(&book), loan.id);

        let renewed = town.renew(&act("2026-08-12T10:00"), id).unwrap();
        let undone = town.write(move |tx| renewing::undo(tx, &now(), id, renewed.renewals)).unwrap();
        assert_eq!((undone, town.copy_now(&book)), (loan.clone(), lent.clone()));

        town.take_back(&act("2026-08-12T11:00"), &book);
        let undone = town.write(move |tx| returns::undo(tx, &now(), id, false)).unwrap();
        assert_eq!((undone, town.copy_now(&book)), (loan, lent));

        town.write(move |tx| lending::undo(tx, &now(), id)).unwrap();
        assert_eq!(town.copy_now(&book), before);
        assert_eq!(town.read(move |tx| loans::by_id(tx, id)), None);
        town.assert_sound();
    });
}

#[test]
fn an_undo_that_comes_too_late_changes_nothing() {
    in_town(|town| {
        let (maria, ferry) = (town.member("Maria Wowor", "dewasa"), town.member("Ferry Mamahit", "dewasa"));
        let book = town.copy("Laskar Pelangi", "umum");
        let id = town.lend(&now(), &maria, &book).unwrap().id;
        town.take_back(&now(), &book);
        assert_eq!(refused(town.write(move |tx| lending::undo(tx, &now(), id))), ["loan-undo-too-late"]);
        town.lend(&now(), &ferry, &book).unwrap();
        let again = town.write(move |tx| returns::undo(tx, &now(), id, false));
        assert_eq!(refused(again), ["loan-undo-lent-again"]);
        town.assert_sound();
    });
}

#[test]
fn a_decision_holds_at_once_keeps_its_history_and_can_be_taken_back() {
    in_town(|town| {
        let scope = Scope { plan: Some("dewasa".into()), ..Scope::default() };
        let (first, again) = (scope.clone(), scope.clone());
        let change = town
            .write(move |tx| policies::decide(tx, &now(), &first, Name::LoanDays, Some("7")))
            .unwrap()
            .unwrap();
        let maria = town.member("Maria Wowor", "dewasa");
        let loan = town.lend(&now(), &maria, &town.copy("Laskar Pelangi", "umum")).unwrap();
        assert_eq!(loan.due_at, at("2026-08-12T23:59:59"));
        let history = town.read(|tx| policies::history(tx, 5));
        assert_eq!((history[0].before.as_deref(), history[0].after.as_deref()), (None, Some("7")));
        town.write(move |tx| policies::undo(tx, &now(), change)).unwrap();
        assert_eq!(town.read(move |tx| policies::value(tx, &scope, Name::LoanDays)), None);
        let late = town.write(move |tx| policies::undo(tx, &now(), change));
        assert_eq!(refused(late), ["policy-undo-too-late"]);
        let wrong =
            town.write(move |tx| policies::decide(tx, &now(), &again, Name::LoanDays, Some("banyak")));
        assert_eq!(refused(wrong), ["policy-wants-number"]);
    });
}
