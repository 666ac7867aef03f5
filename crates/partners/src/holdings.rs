//! What partnerships hold about a person, and how they forget them. Agreements are records of the library and stay, with
//! the names that stand on the paper.

use kernel::{Act, Date, Id, Message, Person, Timestamp};
use platform::files::{self, FileHash};
use store::{Result, Tx, sql, vals};
use web::Holding;

use crate::agreements;

pub(crate) const HOLDINGS: &[Holding] = &[
    Holding {
        name: "partners.partner",
        tables: &[
            "partner",
            "partner_note",
            "portfolio",
            "partner_document",
            "partner_review",
            "partner_opinion",
            "closing_reply",
            "agreement_party",
            "circle_member",
            "circle_stay",
        ],
        fields: &[
            "partner-code",
            "partner-kind",
            "partner-about",
            "partner-website",
            "partner-consent",
            "partner-since",
        ],
        tell: |tx, person| {
            type Row = (String, String, Option<String>, Option<String>, Option<String>, Date);
            let rows: Vec<Row> = tx.all(
                sql!("SELECT code, kind, about, website, consent, since FROM partner WHERE party = ?1"),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(code, kind, about, website, consent, since)| {
                    vec![code.into(), kind.into(), about.into(), website.into(), consent.into(), since.into()]
                })
                .collect())
        },
        against: in_force,
        files: Holding::NO_FILES,
        erase: |tx, act, person| {
            tx.exec(sql!("UPDATE partner SET owner = NULL WHERE owner = ?1"), vals![person])?;
            // What was written about them stays for ever, unless they are forgotten.
            tx.exec(
                sql!(
                    "UPDATE partner SET about = NULL, website = NULL, consent = NULL, public = FALSE, next_step = NULL,
                         next_on = NULL, stage = 'ended', forgotten_at = COALESCE(forgotten_at, ?2) WHERE party = ?1"
                ),
                vals![person, act.at],
            )?;
            tx.exec(sql!("DELETE FROM partner_note WHERE partner = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM portfolio WHERE partner = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM partner_review WHERE partner = ?1"), vals![person])?;
            tx.exec(sql!("DELETE FROM partner_opinion WHERE partner = ?1"), vals![person])?;
            let gone: Vec<(FileHash,)> = tx.all(
                sql!(
                    "DELETE FROM partner_document WHERE partner = ?1 AND agreement IS NULL
                         AND NOT EXISTS (SELECT 1 FROM fulfilment f WHERE f.document = partner_document.id)
                         AND NOT EXISTS (SELECT 1 FROM signatory n WHERE n.file = partner_document.id)
                     RETURNING file"
                ),
                vals![person],
            )?;
            // The files go with them, where nothing else refers to them.
            gone.iter().try_for_each(|(hash,)| files::forget(tx, hash))
        },
    },
    Holding {
        name: "partners.opinions",
        tables: &["partner_opinion"],
        fields: &["opinion-about", "review-satisfaction", "opinion-words", "opinion-day"],
        tell: |tx, person| {
            let rows: Vec<(String, i64, Option<String>, Date)> = tx.all(
                sql!(
                    "SELECT p.name, o.satisfaction, o.words, o.day FROM partner_opinion o JOIN party p ON p.id = o.partner
                     WHERE o.author = ?1 ORDER BY o.at"
                ),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(name, satisfaction, words, day)| {
                    vec![name.into(), satisfaction.into(), words.into(), day.into()]
                })
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        // How content the partner was stays; who said so, and in which words, goes.
        erase: |tx, _, person| {
            tx.exec(
                sql!("UPDATE partner_opinion SET author = NULL, words = NULL WHERE author = ?1"),
                vals![person],
            )
            .map(drop)
        },
    },
    Holding {
        name: "partners.replies",
        tables: &["closing_reply"],
        fields: &["opinion-about", "reply-promise", "reply-words", "opinion-day"],
        tell: |tx, person| {
            let rows: Vec<(String, String, Option<String>, Date)> = tx.all(
                sql!(
                    "SELECT p.name, c.about, r.words, r.day FROM closing_reply r JOIN party p ON p.id = r.partner
                     JOIN commitment c ON c.id = r.commitment WHERE r.author = ?1 ORDER BY r.at"
                ),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(name, about, words, day)| vec![name.into(), about.into(), words.into(), day.into()])
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        // Whether the partner agreed stays; who said so, and in which words, goes.
        erase: |tx, _, person| {
            tx.exec(
                sql!("UPDATE closing_reply SET author = NULL, words = NULL WHERE author = ?1"),
                vals![person],
            )
            .map(drop)
        },
    },
    Holding {
        name: "partners.cases",
        tables: &["case_file"],
        fields: &["case-code", "case-title", "proposal-body", "case-who", "case-opened"],
        tell: |tx, person| {
            let rows: Vec<(String, String, String, String, Timestamp)> = tx.all(
                sql!(
                    "SELECT code, title, body, name, opened_at FROM case_file WHERE party = ?1 ORDER BY opened_at"
                ),
                vals![person],
            )?;
            Ok(rows
                .into_iter()
                .map(|(code, title, body, name, at)| {
                    vec![code.into(), title.into(), body.into(), name.into(), at.into()]
                })
                .collect())
        },
        against: Holding::NOTHING_AGAINST,
        files: Holding::NO_FILES,
        erase: |tx, _, person| {
            tx.exec(sql!("UPDATE case_file SET handler = NULL WHERE handler = ?1"), vals![person])?;
            tx.exec(
                sql!(
                    "UPDATE case_file SET name = '—', phone = NULL, email = NULL, body = '', party = NULL
                     WHERE party = ?1"
                ),
                vals![person],
            )
            .map(drop)
        },
    },
];

/// An agreement that binds is ended first.
fn in_force(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Vec<Message>> {
    let today = act.today();
    Ok(agreements::of_partner(tx, person)?
        .iter()
        .filter(|whole| whole.status(today).in_force())
        .map(|whole| Message::new("erase-against-agreement").with("number", whole.agreement.number.as_str()))
        .collect())
}
