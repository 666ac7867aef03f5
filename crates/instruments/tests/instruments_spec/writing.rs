//! Drafts are written and published, and what was published stays.

use instruments::{
    Access, Content, Kind, Purpose, Text,
    building::{self, New},
    draft::Edit,
};
use store::{Error, sql, vals};
use trial::on_both;

use crate::town::{SCHEMAS, content, keys, made, now, published, question, write};

#[test]
fn a_published_version_is_changed_by_nobody_not_even_by_a_statement() {
    on_both(SCHEMAS, |store| {
        let (_, version) = published(store, Purpose::Survey, Access::Link, false);
        let changed = write(store, move |tx| {
            tx.exec(sql!("UPDATE instrument_version SET content = '{}' WHERE id = ?1"), vals![version])
        });
        assert!(matches!(changed, Err(Error::Check(_))), "{changed:?}");
        let gone = write(store, move |tx| {
            tx.exec(sql!("DELETE FROM instrument_version WHERE id = ?1"), vals![version])
        });
        assert!(matches!(gone, Err(Error::Check(_))), "{gone:?}");
        let kept = store.read_blocking(move |tx| building::version(tx, version)).unwrap();
        assert_eq!(kept.content, content());
    });
}

#[test]
fn a_new_version_begins_with_the_old_one_and_leaves_it_as_it_was() {
    on_both(SCHEMAS, |store| {
        let (one, first) = published(store, Purpose::Survey, Access::Link, false);
        let id = one.id;
        let number = write(store, move |tx| {
            building::begin(tx, &now(), id)?;
            let mark = building::draft(tx, id)?.unwrap().mark;
            building::change(tx, &now(), id, mark, Edit::Remove(4))?;
            building::publish(tx, &now(), id, mark + 1)?;
            Ok(building::latest(tx, id)?.number)
        })
        .unwrap();
        assert_eq!(number, 2);
        let (old, new) = store
            .read_blocking(move |tx| Ok((building::version(tx, first)?, building::latest(tx, id)?)))
            .unwrap();
        assert_eq!((old.content.questions().count(), new.content.questions().count()), (5, 4));
    });
}

#[test]
fn a_draft_that_others_changed_meanwhile_is_looked_at_first() {
    on_both(SCHEMAS, |store| {
        let id = made(store, Purpose::Survey, Access::Link, false, content()).id;
        let remove =
            move |key| write(store, move |tx| building::change(tx, &now(), id, 0, Edit::Remove(key)));
        remove(4).unwrap();
        assert_eq!(keys(remove(5)), ["draft-changed-meanwhile"]);
        assert_eq!(
            keys(write(store, move |tx| building::publish(tx, &now(), id, 0))),
            ["draft-changed-meanwhile"]
        );
    });
}

#[test]
fn of_two_who_publish_the_same_draft_at_once_one_does() {
    on_both(SCHEMAS, |store| {
        let id = made(store, Purpose::Survey, Access::Link, false, content()).id;
        let done = std::thread::scope(|scope| {
            let publish = || store.write_blocking(move |tx| building::publish(tx, &now(), id, 0)).is_ok();
            let tries: Vec<_> = (0..8).map(|_| scope.spawn(publish)).collect();
            tries.into_iter().map(|one| one.join().unwrap()).filter(|done| *done).count()
        });
        assert_eq!(done, 1);
        assert_eq!(store.read_blocking(move |tx| building::latest(tx, id)).unwrap().number, 1);
    });
}

#[test]
fn a_draft_says_all_that_keeps_it_from_being_published() {
    on_both(SCHEMAS, |store| {
        let empty = made(store, Purpose::Assessment, Access::Link, false, Content::default()).id;
        let publish = write(store, move |tx| building::publish(tx, &now(), empty, 0));
        assert_eq!(keys(publish), ["draft-empty", "draft-without-points"]);
        let opened = write(store, move |tx| building::open(tx, &now(), empty, true));
        assert_eq!(keys(opened), ["instrument-unpublished"]);
    });
}

#[test]
fn a_question_that_asks_nothing_or_has_no_choices_is_refused_with_both_reasons() {
    on_both(SCHEMAS, |store| {
        let id = made(store, Purpose::Survey, Access::Link, false, content()).id;
        let add = write(store, move |tx| {
            building::change(tx, &now(), id, 0, Edit::Add(0, vec![question(0, " ", Kind::One)]))
        });
        assert_eq!(keys(add), ["draft-ask-missing", "draft-choices-missing"]);
    });
}

#[test]
fn only_a_survey_with_a_way_of_its_own_is_anonymous() {
    on_both(SCHEMAS, |store| {
        for (purpose, access) in [(Purpose::Assessment, Access::Link), (Purpose::Survey, Access::Within)] {
            let new = New {
                title: Text::new("Contoh", ""),
                purpose,
                access,
                anonymous: true,
                content: Content::default(),
            };
            let made = write(store, move |tx| building::create(tx, &now(), &new));
            assert_eq!(keys(made), ["instrument-cannot-be-anonymous"]);
        }
        let (one, _) = published(store, Purpose::Survey, Access::Link, true);
        let id = one.id;
        let named = write(store, move |tx| {
            tx.exec(sql!("UPDATE instrument SET anonymous = FALSE WHERE id = ?1"), vals![id])
        });
        assert!(matches!(named, Err(Error::Check(_))), "{named:?}");
    });
}
