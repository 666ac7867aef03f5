//! What of partnerships waits for somebody: the staff, and whoever speaks for a partner.

use kernel::Message;
use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{
    DECIDE, EDIT, REVIEW, VIEW,
    agreements::{
        self,
        list::{self, Filter},
    },
    commitments, health, opinions,
    pages::ends_soon,
    partners,
    rules::Status,
};

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "partners.cases", shell: Shell::Staff, permission: Some(EDIT), ask: new_cases },
    Matter { name: "partners.reviews", shell: Shell::Staff, permission: Some(REVIEW), ask: to_review },
    Matter { name: "partners.signing", shell: Shell::Staff, permission: Some(DECIDE), ask: to_sign },
    Matter { name: "partners.ending", shell: Shell::Staff, permission: Some(VIEW), ask: ending },
    Matter { name: "partners.overdue", shell: Shell::Staff, permission: Some(VIEW), ask: overdue },
    Matter { name: "partners.yearly", shell: Shell::Staff, permission: Some(DECIDE), ask: unreviewed },
    Matter { name: "partners.steps", shell: Shell::Staff, permission: Some(VIEW), ask: own_steps },
    Matter { name: "partners.portal", shell: Shell::Member, permission: None, ask: spoken_for },
];

fn new_cases(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM case_file WHERE state = 'new'"), vals![])?;
    Ok(Waiting::counted(Tone::Warn, "matter-cases", n, "/staf/kasus"))
}

/// Drafts whose next step this colleague may take.
fn to_review(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let waits = agreements::waiting_for(tx, asking.person)?;
    let href = match waits.as_slice() {
        [only] => format!("/staf/kesepakatan/{}", only.agreement),
        _ => "/staf/kesepakatan?keadaan=proses".to_owned(),
    };
    Ok(Waiting::counted(Tone::Warn, "matter-reviews", waits.len() as i64, &href))
}

fn to_sign(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM agreement WHERE state = 'signing'"), vals![])?;
    Ok(Waiting::counted(Tone::Warn, "matter-signing", n, "/staf/kesepakatan?keadaan=proses"))
}

fn ending(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = list::counts(tx, &Filter::default(), asking.act.today())?.ending;
    Ok(Waiting::counted(Tone::Warn, "matter-ending", n, "/staf/kesepakatan?keadaan=segera"))
}

fn overdue(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let late = commitments::overdue(tx, &asking.facts.countables, asking.act.today())?;
    let n = late.len() as i64;
    Ok(Waiting::counted(Tone::Bad, "matter-commitments-overdue", n, "/staf/kesepakatan?keadaan=telat"))
}

/// Partnerships that nobody has looked at as a whole for a year.
fn unreviewed(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = health::unreviewed_count(tx, asking.act)?;
    Ok(Waiting::counted(Tone::Info, "matter-yearly", n, "/staf/mitra/tinjauan"))
}

fn own_steps(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM partner t JOIN party p ON p.id = t.party
             WHERE t.owner = ?1 AND t.next_on <= ?2 AND p.merged_into IS NULL"
        ),
        vals![asking.person, asking.act.today()],
    )?;
    Ok(Waiting::counted(Tone::Warn, "matter-steps", n, "/staf/mitra?milik=saya"))
}

/// What needs whoever speaks for a partner: its own promises that are late, a word about those that were closed and how content
/// it is, agreements that run out.
fn spoken_for(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let today = asking.act.today();
    let mut found = Vec::new();
    for one in partners::spoken_for(tx, asking.person, today)? {
        let href = format!("/saya/mitra/{}", one.code);
        let promises = commitments::of_partner(tx, &asking.facts.countables, one.party, today)?;
        let late =
            promises.iter().filter(|kept| kept.is_waited_for(today) && kept.commitment.giver.is_some());
        let n = late.count() as i64;
        if n > 0 {
            let message = Message::new("matter-portal-late").with("n", n).with("name", one.name.as_str());
            found.push(Waiting { tone: Tone::Warn, message, href: href.clone() });
        }
        let n = commitments::unanswered(tx, asking.act, one.party)?;
        if n > 0 {
            let message = Message::new("matter-portal-closed").with("n", n).with("name", one.name.as_str());
            found.push(Waiting { tone: Tone::Info, message, href: format!("{href}#penutupan") });
        }
        if opinions::is_asked(tx, one.party, today)? {
            let message = Message::new("matter-portal-opinion").with("name", one.name.as_str());
            found.push(Waiting { tone: Tone::Info, message, href: format!("{href}#kepuasan") });
        }
        for whole in agreements::of_partner(tx, one.party)? {
            if let Status::Ending { until, .. } = whole.status(today) {
                let message = Message::new(ends_soon(&whole))
                    .with("title", whole.agreement.title.as_str())
                    .with("day", until);
                found.push(Waiting { tone: Tone::Info, message, href: href.clone() });
            }
        }
    }
    Ok(found)
}
