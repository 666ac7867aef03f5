//! The member at the desk: who, how they stand, what they have.

use jiff::{SignedDuration, civil::Date};
use kernel::{Act, Id, Person};
use membership::members::{self, Member, Standing};
use people::photos::{self, Photo};
use platform::library::Branch;
use store::{Result, Tx};
use ui::{
    Speech,
    cover::Shelf,
    part::{Badge, Tone},
};

use super::{due, lasts_all_day};
use crate::{
    lending,
    loans::{self, Held},
    objections::Out,
    policies,
    policy::{Case, Policy, Terms},
    rules,
};

/// How many loans the panel lists; the member's own page has them all.
const LISTED: i64 = 40;
/// What was lent or renewed this short a while ago is "just now".
const JUST_NOW: SignedDuration = SignedDuration::from_mins(10);

/// What the library knows of the member at the desk.
pub(super) struct Facts {
    pub(super) member: Member,
    out: Out,
    held: Vec<Held>,
    policies: Vec<Policy>,
    limit: Option<i64>,
    photo: Option<Id<Photo>>,
}

pub(super) fn read(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    branch: Id<Branch>,
) -> Result<Option<Facts>> {
    let Some(member) = members::by_id(tx, person)? else { return Ok(None) };
    let policies = policies::all(tx)?;
    let limit = Terms::of(&policies, &Case { branch, plan: &member.plan, kind: "" }).limit;
    let limit = match lending::trusted_with(tx, act, &member)? {
        Some(trusted) => Some(limit.map_or(trusted, |limit| limit.min(trusted))),
        None => limit,
    };
    let out = loans::out(tx, act, person, "")?;
    let held = loans::open_of_member(tx, person, LISTED)?;
    let photo = photos::of(tx, person)?;
    Ok(Some(Facts { member, out, held, policies, limit, photo }))
}

/// The panel as it is drawn.
pub(super) struct Panel {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) loans_href: String,
    /// Where their photo is; their initials stand there without one.
    pub(super) photo: Option<String>,
    pub(super) initials: String,
    pub(super) shelf: u8,
    pub(super) line: String,
    pub(super) badges: Vec<Badge>,
    pub(super) open: i64,
    pub(super) limit: Option<i64>,
    pub(super) overdue: i64,
    pub(super) left: String,
    pub(super) note: Option<String>,
    pub(super) loans: Vec<LoanLine>,
    pub(super) more: bool,
}

/// A loan in the panel.
pub(super) struct LoanLine {
    pub(super) title: String,
    pub(super) when: String,
    pub(super) late: bool,
    pub(super) small: String,
    pub(super) small_when: String,
}

pub(super) fn draw(t: Speech, act: &Act, facts: &Facts) -> Panel {
    let Facts { member, out, held, policies, limit, photo, .. } = facts;
    let href = format!("/staf/anggota/{}", ui::page::query_value(&member.code));
    Panel {
        name: member.name.clone(),
        loans_href: format!("{href}/pinjaman"),
        href,
        photo: photo.map(people::pages::photo_path),
        initials: people::name::initials(&member.name),
        shelf: shelf(&member.code),
        line: line(t, act, member),
        badges: badges(t, act, facts),
        open: out.open,
        limit: *limit,
        overdue: out.overdue,
        left: limit.map_or_else(|| "–".to_owned(), |limit| t.int((limit - out.open).max(0))),
        note: member.note.clone(),
        loans: held.iter().map(|loan| loan_line(t, act, member, policies, loan)).collect(),
        more: out.open > LISTED,
    }
}

/// The colour of a member, by the last digit of their number, as on the card.
fn shelf(code: &str) -> u8 {
    let digit = code.bytes().rev().find(u8::is_ascii_digit).unwrap_or(b'0');
    Shelf::new(digit - b'0').map_or(0, Shelf::class)
}

/// `A-00418 · 34 th · Rurukan`
fn line(t: Speech, act: &Act, member: &Member) -> String {
    let age = member.born.map(|born| t.count("desk-age", people::rules::age(born, act.today())));
    [Some(member.code.clone()), age, member.village.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn badges(t: Speech, act: &Act, facts: &Facts) -> Vec<Badge> {
    let Facts { member, out, .. } = facts;
    let until = |key, day: Date| t.about(key, format!("{} {}", t.month_short(day.month()), day.year()));
    let standing = match members::standing(member, act.today()) {
        Standing::Active => Badge::new(
            Tone::Ok,
            members::until(member, act.today())
                .map_or_else(|| t.say("desk-active").to_owned(), |day| until("desk-active-until", day)),
        ),
        Standing::Expired(day) | Standing::Unagreed(day) => Badge::new(Tone::Bad, until("desk-expired", day)),
        Standing::Blocked(_) => Badge::new(Tone::Bad, t.say("desk-blocked")).icon("LuBan"),
        Standing::Upcoming => Badge::new(Tone::Warn, t.say("desk-upcoming")),
    };
    let provisional = member.provisional.then(|| Badge::new(Tone::Warn, t.say("desk-provisional")));
    let consent =
        members::lacks_consent(member, act.today()).then(|| Badge::new(Tone::Warn, t.say("desk-no-consent")));
    let late = (out.overdue > 0).then(|| Badge::new(Tone::Warn, t.count("desk-overdue", out.overdue)));
    [Some(standing), provisional, consent, late].into_iter().flatten().collect()
}

fn loan_line(t: Speech, act: &Act, member: &Member, policies: &[Policy], loan: &Held) -> LoanLine {
    let late = rules::days_late(act, loan.due_at, act.at);
    let overdue = act.at > loan.due_at;
    let day = rules::day_of(act, loan.due_at);
    let case = Case { branch: loan.branch, plan: &member.plan, kind: &loan.kind };
    let small = match Terms::of(policies, &case).renewals {
        _ if overdue => loan.barcode.clone(),
        Some(limit) if loan.renewals > 0 => {
            t.with("desk-renewed-of", &[("n", loan.renewals.into()), ("of", limit.into())])
        }
        None if loan.renewals > 0 => t.count("desk-renewed-times", loan.renewals),
        _ if act.at.duration_since(loan.out_at) < JUST_NOW => t.say("desk-just-now").to_owned(),
        _ => loan.barcode.clone(),
    };
    LoanLine {
        title: loan.title.clone(),
        when: match late {
            _ if !overdue && lasts_all_day(act, loan.due_at) => t.day_month(day),
            _ if !overdue => due(t, act, loan.due_at),
            0 => t.say("desk-late-hours").to_owned(),
            days => t.count("desk-late-days", days),
        },
        late: overdue,
        small,
        small_when: if overdue { t.day_month(day) } else { String::new() },
    }
}
