//! What a membership stands on: shown with the reason why it counts today, added to, ended; a voucher exchanged at
//! the desk.

mod adding;
mod ending;
mod redeeming;

pub(crate) use adding::{add, blank};
use askama::Template;
pub(crate) use ending::{again, end, ending, retract};
use kernel::{Act, Date, Id, Message};
use people::EDIT;
use platform::looks::Sight;
pub(crate) use redeeming::{give_back, redeem};
use store::{Result, Tx};
use ui::{
    Html, Page, Speech,
    part::{Badge, Column, Empty, ErrorSummary, Errors, Field, Link, Row, Table, Tone},
};
use web::{Answer, Post, Visit};

use super::{below_list, member, path_of};
use crate::{
    Basis, Ground, Member, Run, Term,
    bases::{self, Kept},
    members, plans, queries, rules,
};

#[derive(Template)]
#[template(path = "member_bases.html")]
struct Part {
    t: Speech,
    base: String,
    why: String,
    table: Table,
    voucher: Field,
    can_edit: bool,
}

/// The part of a member's page.
pub(super) fn part(visit: &Visit, member: &Member, kept: &[Kept]) -> Html {
    let t = visit.t;
    Html::of(&Part {
        t,
        base: path_of(&member.code),
        why: why(t, member, kept, visit.act().today()),
        table: table(visit, member, kept),
        voucher: Field::text(t, "voucher", t.say("voucher-code"), "").medium().autocomplete("off"),
        can_edit: visit.can(EDIT),
    })
}

/// What a basis comes to on a day, with what it hangs on considered.
fn run_of(member: &Member, basis: Id<Basis>, today: Date) -> Run {
    let terms: Vec<Term> = member.terms.iter().filter(|term| term.basis == basis).copied().collect();
    rules::run(&terms, today)
}

/// Whether it was taken back before it ever counted.
fn is_retracted(kept: &Kept) -> bool {
    kept.until.is_some_and(|until| until < kept.since)
}

/// Its name, and whom it comes from.
fn named(t: Speech, kept: &Kept) -> String {
    let ground = t.say(&format!("ground-{}", kept.kind)).to_owned();
    match kept.sponsor.as_ref().or(kept.guardian_name.as_ref()) {
        Some(of) => t.with("basis-of", &[("ground", ground.into()), ("of", of.as_str().into())]),
        None => ground,
    }
}

/// Why the membership counts on `today`, or does not, in a sentence.
fn why(t: Speech, member: &Member, kept: &[Kept], today: Date) -> String {
    let told = |one: &Kept| {
        let own_until = one.until.is_none_or(|until| until >= today);
        let (key, day) = match run_of(member, one.id, today) {
            Run::Until(None) => ("basis-counts", None),
            Run::Until(Some(day)) => ("basis-counts-until", Some(day)),
            Run::From(day) => ("basis-counts-from", Some(day)),
            // It has not ended itself, but what it hangs on has.
            Run::Ended(day) if own_until && one.guardian.is_some() => ("basis-guardian-ended", Some(day)),
            Run::Ended(day) if own_until => ("basis-sponsor-ended", Some(day)),
            Run::Ended(day) => ("basis-ended-on", Some(day)),
            Run::Never if one.guardian.is_some() => ("basis-guardian-without", None),
            Run::Never => ("basis-never", None),
        };
        let day = day.map(|day| t.date(day)).unwrap_or_default();
        t.with(key, &[("basis", named(t, one).into()), ("day", day.into())])
    };
    let shown = kept.iter().filter(|one| !is_retracted(one));
    let (counting, not): (Vec<&Kept>, Vec<&Kept>) =
        shown.partition(|one| matches!(run_of(member, one.id, today), Run::Until(_)));
    let list = |of: &[&Kept]| t.list(&of.iter().map(|one| told(one)).collect::<Vec<_>>());
    match (counting.as_slice(), not.as_slice()) {
        ([], []) => t.say("why-without-basis").to_owned(),
        ([], not) => t.about("why-not-counting", list(not)),
        (counting, _) => t.about("why-counting", list(counting)),
    }
}

/// What was seen, with what was paid.
fn evidence(t: Speech, kept: &Kept) -> String {
    let paid = kept.paid.map(|paid| t.rupiah(paid.0));
    let all = [kept.evidence.clone(), paid, kept.paid_more.clone()];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn table(visit: &Visit, member: &Member, kept: &[Kept]) -> Table {
    let (t, today) = (visit.t, visit.act().today());
    let mut columns = vec![
        Column::new(t.say("basis")).head(),
        Column::new(t.say("basis-since")),
        Column::new(t.say("basis-until")),
        Column::new(t.say("basis-today")),
        Column::new(t.say("basis-evidence")),
    ];
    let may_end = visit.can(EDIT);
    if may_end {
        columns.push(Column::new(t.say("basis-end")).hidden());
    }
    let mut table = Table::new(t, "dasar", t.say("bases-all"), columns);
    let row = |one: &Kept| {
        let badge = match run_of(member, one.id, today) {
            Run::Until(_) => Badge::new(Tone::Ok, t.say("basis-does-count")),
            Run::From(_) => Badge::new(Tone::Info, t.say("basis-counts-later")),
            Run::Ended(_) | Run::Never => Badge::new(Tone::Plain, t.say("basis-counts-not")),
        };
        let mut cells = vec![
            named(t, one).into(),
            t.date(one.since).into(),
            one.until.map_or_else(|| t.say("basis-no-end").to_owned(), |until| t.date(until)).into(),
            Html::of(&badge),
            evidence(t, one).into(),
        ];
        if may_end {
            // Whoever stands on a partner's list leaves by the next list.
            let open = one.kind != Ground::Roster && one.until.is_none_or(|until| until >= today);
            let href = format!("{}/dasar/{}", path_of(&member.code), one.id);
            let name = named(t, one);
            cells.push(if open { Html::of(&End { t, href, name }) } else { Html::default() });
        }
        Row::new(cells)
    };
    table.rows = kept.iter().filter(|one| !is_retracted(one)).map(row).collect();
    table.empty = Some(Empty {
        icon: "LuLayers",
        title: t.say("bases-none").to_owned(),
        text: t.say("bases-none-text").to_owned(),
        action: None,
    });
    table
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ t.say(\"basis-end\") }}<span class=\"vh\"> {{ name }}</span></a>"
)]
struct End {
    t: Speech,
    href: String,
    name: String,
}

#[derive(Template)]
#[template(path = "basis_form.html")]
pub(super) struct FormPage {
    pub(super) page: Page,
    pub(super) errors: Errors,
    pub(super) lead: String,
    pub(super) fields: Vec<Field>,
    pub(super) send: &'static str,
    pub(super) back: String,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A page below that of a member.
fn below_member(visit: &Visit, member: &Member, title: String) -> Page {
    visit.looks_at(member.person, Sight::Membership);
    let mut page = below_list(visit, title);
    page.crumbs.insert(1, Link::new(member.name.as_str(), path_of(&member.code)));
    page
}

/// What is drawn around the form: the member, their bases, what their plan accepts, how many months it runs.
struct Around {
    member: Member,
    kept: Vec<Kept>,
    accepted: Vec<Ground>,
    months: Option<i64>,
}

fn around(tx: &mut Tx<'_>, code: &str) -> Result<Around> {
    let member = member(tx, code)?;
    let plan = plans::all(tx)?.into_iter().find(|plan| plan.code == member.plan);
    Ok(Around {
        kept: bases::of(tx, member.person)?,
        accepted: plans::grounds(tx, &member.plan)?,
        months: plan.and_then(|plan| plan.months),
        member,
    })
}

async fn restored<F>(post: Post, code: String, run: F) -> Answer
where
    F: Fn(&mut Tx<'_>, &Act, &Member) -> Result<Member> + Send + 'static,
{
    let after = post
        .write(move |tx, act| {
            let before = member(tx, &code)?;
            run(tx, act, &before)
        })
        .await?;
    Ok(post.done(&path_of(&after.code), &Message::new("member-restored")))
}

/// Whoever is signed in, as a member.
pub(super) fn own(tx: &mut Tx<'_>, person: Id<kernel::Person>) -> Result<Member> {
    queries::by_id(tx, person)?.ok_or_else(|| members::unknown().into())
}
