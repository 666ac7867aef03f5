//! What is left of somebody forgotten: an id that leads to nobody, and into which nothing is written.

use axum::http::StatusCode;
use kernel::{Id, Person};
use people::{
    PartyKind, addresses,
    contacts::{self, Way},
    handles, identifiers, merging,
    names::{self, NameKind},
    parties, photos,
    register::{self, Asked},
    relationships::{self, Grown, NewRelationship, Relation},
    traits::{self, TraitKind},
};
use platform::vault::Vault;
use serde_json::json;
use store::{Error, Result, Tx, sql, vals};
use trial::on_both;

use crate::{PNG, SCHEMAS, house::House, now, person, profile, refused, write};

/// Forgets somebody in the register, as `privacy` does.
fn forget(tx: &mut Tx<'_>, id: Id<Person>) {
    for holding in people::module().holdings {
        (holding.erase)(tx, &now(), id).unwrap();
    }
}

#[test]
fn nothing_is_written_down_any_more_of_somebody_forgotten() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (gone, here) = (person(tx, &profile("Meiske Lumi")), person(tx, &profile("Nova Lumi")));
            forget(tx, gone);
            let tied = |party, other| NewRelationship {
                kind: Relation::Guardian,
                party,
                other,
                since: None,
                until: None,
                note: String::new(),
                grown: Grown::Born,
            };
            let (act, vault, photo) = (now(), Vault::fresh(), photos::prepare(PNG).unwrap());
            let no = [
                refused(parties::change(tx, &act, gone, &profile("Meiske Lumi"))),
                refused(contacts::add(tx, &act, gone, Way::Phone, "081234567890", "", true)),
                refused(names::add(tx, &act, gone, NameKind::Legal, "Meiske L.")),
                refused(addresses::add(tx, &act, gone, "Kinilow", "", "")),
                refused(identifiers::keep(tx, &act, &vault, gone, "nik", "7173015703940004")),
                refused(traits::add(tx, &act, gone, TraitKind::Language, "id", "")),
                refused(photos::keep(tx, &act, gone, &photo)),
                refused(relationships::add(tx, &act, &tied(gone, here))),
                refused(relationships::add(tx, &act, &tied(here, gone))),
                refused(merging::merge(tx, &act, &[], gone, here)),
                refused(merging::merge(tx, &act, &[], here, gone)),
            ];
            assert_eq!(no, ["party-forgotten"; 11]);
            assert_eq!(register::find(tx, &Asked { words: "lumi".into(), ..Asked::default() }, 9)?.len(), 1);
            assert_eq!(register::all(tx, Some(PartyKind::Person), None, 9)?.len(), 1, "nor is it listed");
            Ok(())
        });
    });
}

#[test]
fn the_database_itself_writes_nothing_into_what_is_left_of_somebody_forgotten() {
    type Both = [Id<Person>; 2];
    const BY_HAND: [fn(&mut Tx<'_>, Both) -> Result<u64>; 9] = [
        |tx, [gone, _]| {
            tx.exec(sql!("UPDATE party SET name = 'Meiske', folded = 'meiske' WHERE id = ?1"), vals![gone])
        },
        |tx, [gone, _]| tx.exec(sql!("UPDATE party SET phone = '6281234567890' WHERE id = ?1"), vals![gone]),
        |tx, [gone, here]| {
            tx.exec(sql!("UPDATE party SET merged_into = ?2 WHERE id = ?1"), vals![gone, here])
        },
        |tx, [gone, here]| {
            tx.exec(sql!("UPDATE party SET merged_into = ?2 WHERE id = ?1"), vals![here, gone])
        },
        |tx, [gone, _]| {
            tx.exec(
                sql!(
                    "INSERT INTO contact (id, party, kind, value, sort, told)
                     VALUES (?1, ?2, 'phone', '6281234567890', 1, TRUE)"
                ),
                vals![Id::<()>::new(), gone],
            )
        },
        |tx, [gone, _]| {
            tx.exec(
                sql!("INSERT INTO party_name (id, party, kind, name) VALUES (?1, ?2, 'legal', 'Meiske')"),
                vals![Id::<()>::new(), gone],
            )
        },
        |tx, [gone, _]| {
            tx.exec(
                sql!("INSERT INTO party_address (id, party, village) VALUES (?1, ?2, 'Kinilow')"),
                vals![Id::<()>::new(), gone],
            )
        },
        |tx, [gone, _]| {
            tx.exec(
                sql!("INSERT INTO party_trait (id, party, kind, code) VALUES (?1, ?2, 'language', 'id')"),
                vals![Id::<()>::new(), gone],
            )
        },
        |tx, [gone, here]| {
            tx.exec(
                sql!("INSERT INTO relationship (id, kind, party, other) VALUES (?1, 'household', ?2, ?3)"),
                vals![Id::<()>::new(), here, gone],
            )
        },
    ];
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (gone, here) = (person(tx, &profile("Meiske Lumi")), person(tx, &profile("Nova Lumi")));
            forget(tx, gone);
            for (n, write) in BY_HAND.into_iter().enumerate() {
                let written = tx.nested(|tx| write(tx, [gone, here]));
                assert!(matches!(written, Err(Error::Check(_))), "{n}: {written:?}");
            }
            let carded = tx.nested(|tx| handles::give(tx, gone, "A-00007"));
            assert!(matches!(carded, Err(Error::Check(_))), "{carded:?}");
            let again = tx.nested(|tx| -> Result<()> {
                forget(tx, gone);
                Ok(())
            });
            assert!(again.is_ok(), "to forget once more is no harm");
            Ok(())
        });
    });
}

#[test]
fn an_entry_that_was_merged_and_forgotten_is_not_split_off_again() {
    on_both(SCHEMAS, |store| {
        write(store, |tx| {
            let (stays, goes) = (person(tx, &profile("Meiske Lumi")), person(tx, &profile("Meyske Lumi")));
            merging::merge(tx, &now(), &[], stays, goes)?;
            let ids = parties::ids(tx, goes)?;
            assert_eq!((ids.clone(), parties::ids(tx, stays)?), (vec![stays, goes], ids.clone()));
            for id in ids {
                forget(tx, id);
            }
            assert_eq!(refused(merging::split(tx, &now(), &[], goes)), "party-forgotten");
            let (left,): (i64,) =
                tx.one(sql!("SELECT count(*) FROM party WHERE name LIKE '%Lumi%' OR folded <> ''"), vals![])?;
            assert_eq!(left, 0);
            Ok(())
        });
    });
}

#[test]
fn a_program_and_a_page_are_told_that_somebody_was_forgotten() {
    let house = House::new();
    let gone = house.person(profile("Meiske Lumi"));
    house
        .store
        .write_blocking(move |tx| {
            forget(tx, gone);
            Ok(())
        })
        .unwrap();
    let path = format!("/api/v1/parties/{gone}");
    let (_, entry) = house.ask_api("GET", &path, None);
    assert_eq!(entry["name"], "—", "{entry}");
    let reach = json!({ "kind": "phone", "value": "0813-3333-4444" });
    let (status, no) = house.ask_api("POST", &format!("{path}/contacts"), reach);
    assert_eq!((status, &no["reasons"][0]["key"]), (StatusCode::CONFLICT, &json!("party-forgotten")));
    let page = house.see(&format!("/staf/orang/{gone}"));
    assert!(page.status == StatusCode::OK && !page.text.contains("/ubah\""), "no form is offered");
    assert_eq!(house.see(&format!("/staf/orang/{gone}/ubah")).status, StatusCode::CONFLICT);
}
