//! What of activities waits for somebody.

use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{CHECK_IN, DECIDE, EDIT, pages};

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "activities.pending", shell: Shell::Staff, permission: Some(EDIT), ask: pending },
    Matter { name: "activities.submissions", shell: Shell::Staff, permission: Some(EDIT), ask: submissions },
    Matter { name: "activities.drafts", shell: Shell::Staff, permission: Some(DECIDE), ask: drafts },
    Matter { name: "activities.today", shell: Shell::Staff, permission: Some(CHECK_IN), ask: today },
    Matter { name: "activities.offers", shell: Shell::Member, permission: None, ask: offers },
];

/// Registrations that somebody must agree to, one line for each activity.
fn pending(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let rows: Vec<(String, String, i64)> = tx.all(
        sql!(
            "SELECT a.code, a.title, count(*) FROM registration r JOIN activity a ON a.id = r.activity
             WHERE r.state = 'pending' GROUP BY a.code, a.title ORDER BY a.code LIMIT 20"
        ),
        vals![],
    )?;
    let one = |(code, title, n): (String, String, i64)| Waiting {
        tone: Tone::Warn,
        message: kernel::Message::new("matter-registrations").with("n", n).with("title", title),
        href: format!("{}/{code}/peserta?keadaan=pending", pages::LIST),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// What learners handed in and nobody has assessed, one line for each activity.
fn submissions(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let rows: Vec<(String, String, i64)> = tx.all(
        sql!(
            "SELECT a.code, a.title, count(*) FROM submission b JOIN assignment w ON w.id = b.assignment
             JOIN activity a ON a.id = w.activity
             WHERE b.passed IS NULL GROUP BY a.code, a.title ORDER BY a.code LIMIT 20"
        ),
        vals![],
    )?;
    let one = |(code, title, n): (String, String, i64)| Waiting {
        tone: Tone::Info,
        message: kernel::Message::new("matter-submissions").with("n", n).with("title", title),
        href: format!("{}/{code}/tugas", pages::LIST),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Drafts that somebody must agree to.
fn drafts(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM activity WHERE stage = 'draft'"), vals![])?;
    Ok(Waiting::counted(Tone::Info, "matter-activity-drafts", n, "/staf/kegiatan?tahap=draft"))
}

/// What happens today.
fn today(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let day = asking.act.span(asking.act.today(), asking.act.today());
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM activity_session s JOIN activity a ON a.id = s.activity
             WHERE s.starts_at >= ?1 AND s.starts_at < ?2 AND s.cancelled_because IS NULL AND a.stage = 'published'"
        ),
        vals![day.start, day.end],
    )?;
    Ok(Waiting::counted(Tone::Info, "matter-sessions-today", n, pages::TODAY))
}

/// Seats that are theirs if they say so in time.
fn offers(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let rows: Vec<(String, String, kernel::Timestamp)> = tx.all(
        sql!(
            "SELECT r.secret, a.title, r.until FROM registration r JOIN activity a ON a.id = r.activity
             WHERE r.party = ?1 AND r.state = 'offered' AND r.until > ?2 ORDER BY r.until"
        ),
        vals![asking.person, asking.act.at],
    )?;
    let one = |(secret, title, until): (String, String, kernel::Timestamp)| Waiting {
        tone: Tone::Warn,
        message: kernel::Message::new("matter-offer").with("title", title).with("until", until),
        href: format!("/tiket/{secret}"),
    };
    Ok(rows.into_iter().map(one).collect())
}
