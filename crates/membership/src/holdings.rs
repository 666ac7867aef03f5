//! What memberships hold about a person, and how they forget them.

use kernel::{Act, Arg, Date, Id, Message, Person, Timestamp};
use store::{Result, Tx, sql, vals};
use web::Holding;

use crate::families;

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "membership.member",
        tables: &["member", "member_change", "retired_card", "card_print"],
        fields: &["member-code", "member-plan", "member-since", "member-blocked-why", "held-until"],
        tell: member,
        against: children,
        files: Holding::NO_FILES,
        erase: |tx, act, person| {
            tx.exec(
                sql!(
                    "DELETE FROM card_print WHERE code IN (SELECT code FROM member WHERE person = ?1
                         UNION ALL SELECT code FROM retired_card WHERE member = ?1)"
                ),
                vals![person],
            )?;
            tx.exec(sql!("DELETE FROM retired_card WHERE member = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM member_change WHERE member = ?1"), vals![person])?;
            // The number is given up for good; what was counted by plan and branch stays counted.
            tx.exec(
                sql!(
                    "UPDATE member SET code = ?2, blocked = NULL, closed_at = COALESCE(closed_at, ?3)
                     WHERE person = ?1"
                ),
                vals![person, format!("{:X}", person.uuid().simple()), act.at],
            )
            .map(drop)
        },
    },
    Holding {
        name: "membership.bases",
        tables: &[
            "basis",
            "roster_row",
            "roster_picture",
            "roster_submission",
            "voucher",
            "joining",
            "sponsorship",
        ],
        fields: &["held-kind", "held-from", "held-until", "held-by", "held-evidence"],
        tell: bases,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, act, person| {
            tx.exec(sql!("DELETE FROM roster_row WHERE person = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM roster_picture WHERE person = ?1"), vals![person])?;
            tx.exec(sql!("UPDATE roster_submission SET sender = NULL WHERE sender = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM joining WHERE member = ?1"), vals![person])?;
            tx.exec(
                sql!(
                    "UPDATE basis SET evidence = NULL, paid_more = NULL, until = CASE WHEN until < ?2 THEN until ELSE ?2 END
                     WHERE member = ?1"
                ),
                vals![person, act.today().yesterday().unwrap_or(act.today())],
            )
            .map(drop)
        },
    },
    Holding {
        name: "membership.consents",
        tables: &["consent", "consent_text", "consent_list"],
        fields: &["held-kind", "member-name", "held-evidence", "held-from", "held-until"],
        tell: consents,
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("DELETE FROM consent WHERE subject = ?1"), vals![person]).map(drop)
        },
    },
];

fn member(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    type Row = (String, String, Date, Option<String>, Option<Timestamp>);
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT code, plan, since, blocked, closed_at FROM member WHERE person = ?1
             UNION ALL SELECT r.code, m.plan, m.since, r.reason, r.at FROM retired_card r
                 JOIN member m ON m.person = r.member WHERE r.member = ?1"
        ),
        vals![person],
    )?;
    let row = |(code, plan, since, why, until): Row| {
        vec![code.into(), plan.into(), since.into(), why.into(), until.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The memberships of children that hang on this one would end with it.
fn children(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Vec<Message>> {
    let children = families::children(tx, person, act.today())?;
    let against =
        |child: &crate::Member| Message::new("erase-against-child").with("name", child.name.as_str());
    Ok(children.iter().map(against).collect())
}

fn bases(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    type Row = (String, Option<String>, Option<String>, Option<String>, Option<String>);
    let rows: Vec<Row> = tx.all(
        sql!(
            "SELECT b.kind, b.since, b.until, COALESCE(s.name, g.name),
                 COALESCE(b.evidence || ' · ' || b.paid_more, b.evidence) FROM basis b
                 LEFT JOIN sponsorship s ON s.id = b.sponsorship LEFT JOIN party g ON g.id = b.guardian
                 WHERE b.member = ?1
             UNION ALL SELECT 'roster', r.joined, NULL, s.name, r.class FROM roster_row r
                 JOIN sponsorship s ON s.id = r.sponsorship WHERE r.person = ?1
             UNION ALL SELECT 'joining', NULL, NULL, j.guardian_name, j.guardian_phone FROM joining j
                 WHERE j.member = ?1"
        ),
        vals![person],
    )?;
    let row = |(kind, since, until, by, evidence): Row| {
        vec![kind.into(), day(since.as_deref()), day(until.as_deref()), by.into(), evidence.into()]
    };
    Ok(rows.into_iter().map(row).collect())
}

/// A day as it stands in a union of several tables.
fn day(text: Option<&str>) -> Arg {
    text.and_then(|text| text.parse::<Date>().ok()).into()
}

fn consents(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    let row = |consent: families::Consent| {
        vec![
            "membership".into(),
            consent.giver_name.as_str().into(),
            consent.words.as_deref().unwrap_or(consent.proof()).into(),
            consent.given_at.into(),
            consent.withdrawn_at.into(),
        ]
    };
    Ok(families::consents(tx, person)?.into_iter().map(row).collect())
}
