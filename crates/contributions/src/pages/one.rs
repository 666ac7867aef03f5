//! One contribution: what it is, what happened to it, its papers, and what comes next.

use askama::Template;
use assets::Asset;
use axum::extract::Path;
use catalogue::accession::{self, Batch};
use funds::{Account, AccountKind, Fund, FundKind, ledger::accounts};
use kernel::Id;
use platform::files::Files;
use ui::{
    Html, Page, Speech,
    part::{
        Badge, Choice, DateParts, ErrorSummary, Errors, Field, Flash, Table, Timeline, TimelineItem, Tone,
    },
};
use web::{Answer, Visit, document};

use super::{Fields, LIST, badge, day, facts, list::Linked, path_of, served, status_of, value};
use crate::{
    DECIDE, EDIT, giving,
    model::{Contribution, Direction, Kind, Method, Paper, State, Step},
    paper, words,
};

#[derive(Template)]
#[template(path = "contribution.html")]
struct OnePage {
    page: Page,
    errors: Errors,
    base: String,
    badge: Badge,
    facts: Table,
    history: Timeline,
    papers: Vec<(String, String)>,
    /// The handover record, the letter, the box: address and words.
    links: Vec<(String, String)>,
    /// What its box had otherwise than its handover record says, and what can be done about it.
    differs: Option<Flash>,
    step: Next,
    fields: Vec<Field>,
    paper: Vec<Field>,
    turn: Vec<Field>,
    mend: Vec<Field>,
    back: Vec<Field>,
    can_edit: bool,
    can_decide: bool,
    can_record: bool,
}

impl OnePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// What can be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Receive,
    Appraise,
    Decide,
    Record,
    Acknowledge,
    Nothing,
}

impl Next {
    fn of(one: &Contribution) -> Self {
        if one.reverses.is_some() || one.reversed_by.is_some() {
            return Self::Nothing;
        }
        match one.state {
            State::Pledged => Self::Receive,
            State::Received => Self::Appraise,
            State::Appraised => Self::Decide,
            State::Accepted => Self::Record,
            State::Recorded if one.direction == Direction::In => Self::Acknowledge,
            _ => Self::Nothing,
        }
    }
}

/// The page.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, &Fields::new(), Errors::new()).await
}

/// Everything the page shows.
struct Looked {
    one: Contribution,
    steps: Vec<Step>,
    papers: Vec<Paper>,
    batch: Option<Batch>,
    /// The one it takes back, or that takes it back.
    other: Option<Contribution>,
    /// The one of which this is what is still to come.
    rest_of: Option<Contribution>,
    /// What money may go into.
    funds: Vec<Fund>,
    /// Where money may lie.
    chart: Vec<Account>,
    /// The fund money went into.
    fund: Option<Fund>,
    things: Vec<Asset>,
}

pub(super) async fn draw(visit: &Visit, code: String, typed: &Fields, errors: Errors) -> Answer {
    let looked = visit
        .read(move |tx| {
            let one = giving::by_code(tx, &code)?;
            Ok(Looked {
                steps: giving::steps(tx, one.id)?,
                papers: giving::papers(tx, one.id)?,
                batch: one.batch.map(|batch| accession::by_id(tx, batch)).transpose()?,
                other: one.reverses.or(one.reversed_by).map(|id| giving::one(tx, id)).transpose()?,
                rest_of: one.rest_of.map(|id| giving::one(tx, id)).transpose()?,
                funds: if one.kind == Kind::Money { funds::funds::all(tx)? } else { Vec::new() },
                chart: if one.kind == Kind::Money { accounts::all(tx)? } else { Vec::new() },
                fund: giving::fund_of(tx, &one)?,
                things: giving::things_of(tx, &one)?,
                one,
            })
        })
        .await?;
    let t = visit.t;
    let Looked { one, steps, papers, batch, other, rest_of, funds, chart, fund, things } = looked;
    let mut page = visit.below(("nav-contributions", LIST), t.about("contribution-title", one.code.as_str()));
    page.failed = !errors.is_empty();
    let step = Next::of(&one);
    let today = visit.act().today();
    let status = status_of(&errors);
    let view = OnePage {
        base: path_of(&one.code),
        badge: badge(t, &one),
        facts: known(t, &one, other.as_ref(), rest_of.as_ref()),
        history: history(visit, &steps),
        papers: papers
            .iter()
            .map(|paper| (format!("{LIST}/berkas/{}", paper.id), paper.title.clone()))
            .collect(),
        links: links(t, &one, batch.as_ref(), fund.as_ref(), &things),
        differs: batch.as_ref().filter(|_| one.stands()).and_then(|batch| differs(t, batch)),
        fields: match step {
            Next::Receive => receipt(t, &one, typed, &errors, today),
            Next::Appraise | Next::Decide => valuation(t, &one, typed, &errors),
            Next::Record if one.kind == Kind::Money => {
                let mut fields = match one.direction {
                    Direction::In => into(t, &one, &funds, &chart, typed, &errors),
                    Direction::Out => vec![payment(t, typed, &errors)],
                };
                fields.push(their_signer(t, typed));
                fields
            }
            Next::Record => vec![their_signer(t, typed)],
            Next::Acknowledge | Next::Nothing => Vec::new(),
        },
        paper: vec![
            Field::text(t, "title", t.say("contribution-paper-title"), value(typed, "title"))
                .error(errors.of("title"))
                .optional(),
            file(t, "file", &errors).hint(t.say("contribution-paper-hint")),
        ],
        turn: if matches!(step, Next::Receive | Next::Appraise | Next::Decide) {
            turning(t, typed, &errors)
        } else {
            Vec::new()
        },
        mend: if one.state.may_be_mended() && one.reverses.is_none() {
            mending(t, &one, typed, &errors)
        } else {
            Vec::new()
        },
        back: if one.stands() {
            vec![
                Field::area(t, "reason", t.say("contribution-reason"), value(typed, "reason"), 2)
                    .hint(t.say("contribution-reason-hint"))
                    .error(errors.of("reason")),
            ]
        } else {
            Vec::new()
        },
        step,
        can_edit: visit.can(EDIT),
        can_decide: visit.can(DECIDE),
        can_record: visit.can(one.recorded_by()),
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// What a box that was gone through had otherwise than its handover record says.
fn differs(t: Speech, batch: &Batch) -> Option<Flash> {
    let is_other = batch.excess.is_some() || batch.shortage.is_some();
    let facts = [
        ("n", batch.copies.into()),
        ("of", batch.expected.into()),
        ("taken", t.rupiah(batch.taken.0).into()),
        ("worth", t.rupiah(batch.worth.0).into()),
    ];
    (batch.state == accession::State::Closed && is_other)
        .then(|| Flash::new(Tone::Warn, t.with("contribution-box-differs", &facts)))
}

fn file(t: Speech, name: &'static str, errors: &Errors) -> Field {
    Field::text(t, name, t.say("contribution-paper-file"), "")
        .kind("file")
        .attribute("accept", "application/pdf,image/jpeg,image/png,image/webp")
        .error(errors.of(name))
}

fn known(
    t: Speech,
    one: &Contribution,
    other: Option<&Contribution>,
    rest_of: Option<&Contribution>,
) -> Table {
    let amount = |n: Option<i64>| n.map(|n| words::amount(t, one.kind, n)).unwrap_or_default();
    let day = |day: Option<kernel::Date>| day.map(|day| t.date(day)).unwrap_or_default();
    let giver = match one.party {
        Some(party) => Html::of(&Linked { href: format!("{LIST}/pemberi/{party}"), text: &one.name }),
        None => one.name.as_str().into(),
    };
    let value = one.value.map(|value| match one.method {
        Some(method) => {
            let basis = one.basis.as_deref().map(|basis| format!(", {basis}")).unwrap_or_default();
            format!("{} ({}{basis})", t.rupiah(value.0), words::method(t, method))
        }
        None => t.rupiah(value.0),
    });
    let linked = |other: &Contribution| Html::of(&Linked { href: path_of(&other.code), text: &other.code });
    let (other, rest_of) = (other.map(linked), rest_of.map(linked));
    let key = if one.reverses.is_some() { "contribution-takes-back" } else { "contribution-taken-back-by" };
    facts(
        t,
        "kontribusi",
        "contribution-facts",
        vec![
            ("contribution-name", giver),
            (
                "contribution-named-fact",
                t.say(if one.named { "offer-named-yes" } else { "offer-named-no" }).into(),
            ),
            ("contribution-direction", t.say(&format!("contribution-direction-{}", one.direction)).into()),
            ("contribution-kind", words::kind(t, one.kind).into()),
            ("contribution-about", one.about.as_str().into()),
            ("contribution-promised", amount(one.promised).into()),
            ("contribution-rest-of", rest_of.unwrap_or_default()),
            ("contribution-due", day(one.due).into()),
            ("contribution-amount", amount(one.amount).into()),
            ("contribution-received-on", day(one.received_on).into()),
            ("contribution-value", value.unwrap_or_default().into()),
            ("contribution-purpose", one.purpose.as_deref().unwrap_or_default().into()),
            ("contribution-handover", one.handover.as_deref().unwrap_or_default().into()),
            ("contribution-thanks", one.thanks.as_deref().unwrap_or_default().into()),
            (key, other.unwrap_or_default()),
        ],
    )
}

fn history(visit: &Visit, steps: &[Step]) -> Timeline {
    let (t, zone) = (visit.t, visit.act().zone);
    let items = steps.iter().map(|step| TimelineItem {
        when: t.moment(step.at, &zone),
        title: words::state(t, step.state).to_owned(),
        text: [step.author_name.as_deref(), step.note.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(": ")
            .into(),
        done: true,
        now: false,
    });
    Timeline { items: items.collect() }
}

/// The fund that money goes into: what is only for something does not go into one that is free.
fn into(
    t: Speech,
    one: &Contribution,
    funds: &[Fund],
    chart: &[Account],
    typed: &Fields,
    errors: &Errors,
) -> Vec<Field> {
    let fits = |fund: &&Fund| {
        fund.closed_on.is_none() && (one.purpose.is_none() || fund.kind != FundKind::Unrestricted)
    };
    let choice = |fund: &Fund| {
        let id = fund.id.to_string();
        let chosen = value(typed, "fund") == id;
        let purpose = fund.purpose.as_deref().map(|purpose| format!(": {purpose}")).unwrap_or_default();
        Choice::new(id, format!("{} {}{purpose}", fund.code, fund.title)).chosen(chosen)
    };
    let mut choices = vec![Choice::new("", t.say("contribution-fund-choose"))];
    choices.extend(funds.iter().filter(fits).map(choice));
    let lies = Some(value(typed, "into")).filter(|typed| !typed.is_empty()).unwrap_or(accounts::BANK);
    let places = chart.iter().filter(|account| account.kind == AccountKind::Asset).map(|account| {
        let called = account.title.as_deref().or_else(|| t.known(&format!("account-{}", account.code)));
        Choice::new(&*account.code, format!("{} {}", account.code, called.unwrap_or_default()))
            .chosen(account.code == lies)
    });
    vec![
        Field::select(t, "fund", t.say("contribution-fund"), choices)
            .hint(t.say("contribution-fund-hint"))
            .error(errors.of("fund")),
        Field::select(t, "into", t.say("receipt-into"), places.collect())
            .error(errors.of("into").or(errors.of("account"))),
        Field::text(t, "why", t.say("contribution-fund-why"), value(typed, "why"))
            .hint(t.say("contribution-fund-why-hint"))
            .autocomplete("off")
            .error(errors.of("why"))
            .optional(),
    ]
}

/// By which payment the library gave money.
fn payment(t: Speech, typed: &Fields, errors: &Errors) -> Field {
    Field::text(t, "payment", t.say("contribution-payment"), value(typed, "payment"))
        .hint(t.say("contribution-payment-hint"))
        .medium()
        .autocomplete("off")
        .error(errors.of("payment"))
}

/// What is written of it, to be mended; how much came, once it is here.
fn mending(t: Speech, one: &Contribution, typed: &Fields, errors: &Errors) -> Vec<Field> {
    let is_sent = typed.iter().any(|(field, _)| field == "about");
    let or = |name: &str, known: String| if is_sent { value(typed, name).to_owned() } else { known };
    let named = if is_sent { !value(typed, "named").is_empty() } else { one.named };
    let mut fields = vec![
        Field::text(t, "about", t.say("contribution-about"), or("about", one.about.clone()))
            .error(errors.of("about")),
        Field::text(
            t,
            "purpose",
            t.say("contribution-purpose"),
            or("purpose", one.purpose.clone().unwrap_or_default()),
        )
        .error(errors.of("purpose"))
        .optional(),
        Field::check(t, "named", t.say("contribution-named"), "1", named),
    ];
    if one.state != State::Pledged {
        let known = one.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let came_on = one.received_on.map(DateParts::from).unwrap_or_default();
        let came_on = if is_sent { day(typed, "came_on") } else { came_on };
        fields.extend([
            Field::text(t, "came", t.say("contribution-amount"), or("came", known))
                .digits()
                .medium()
                .error(errors.of("came")),
            Field::date(t, "came_on", t.say("contribution-received-on"), came_on).error(errors.of("came_on")),
        ]);
    }
    fields
}

/// Who signs the handover record for the other side.
fn their_signer(t: Speech, typed: &Fields) -> Field {
    Field::area(t, "signer", t.say("contribution-their-signer"), value(typed, "signer"), 2)
        .hint(t.say("contribution-their-signer-hint"))
        .optional()
}

fn links(
    t: Speech,
    one: &Contribution,
    batch: Option<&Batch>,
    fund: Option<&Fund>,
    things: &[Asset],
) -> Vec<(String, String)> {
    let base = path_of(&one.code);
    let mut links = Vec::new();
    if one.handover.is_some() {
        links.push((format!("{base}/berita-acara"), t.say("handover-open").to_owned()));
    }
    if one.thanks.is_some() {
        links.push((format!("{base}/ucapan"), t.say("thanks-open").to_owned()));
    }
    let stands = one.handover.is_some() && one.reverses.is_none() && one.reversed_by.is_none();
    if stands && one.party.is_none() && one.direction == Direction::In {
        links.push((format!("{base}/laporan"), t.say("donor-report-print").to_owned()));
    }
    if let Some(batch) = batch {
        links
            .push((format!("/staf/aksesi/{}", batch.code), t.about("contribution-box", batch.code.as_str())));
    }
    if let Some(fund) = fund {
        let name = t.about("contribution-into-fund", fund.title.as_str());
        links.push((format!("/staf/dana/{}", fund.code), name));
    }
    links.extend(things.iter().map(|thing| (format!("/staf/aset/{}", thing.code), thing.code.clone())));
    links
}

fn receipt(
    t: Speech,
    one: &Contribution,
    typed: &Fields,
    errors: &Errors,
    today: kernel::Date,
) -> Vec<Field> {
    let typed_day = day(typed, "received");
    let day = if typed_day.is_empty() { DateParts::from(today) } else { typed_day };
    let promised = one.promised.map(|n| n.to_string()).unwrap_or_default();
    let amount = Some(value(typed, "amount")).filter(|typed| !typed.is_empty()).unwrap_or(&promised);
    vec![
        Field::text(t, "amount", t.say("contribution-amount"), amount)
            .digits()
            .medium()
            .hint(t.say("contribution-amount-hint"))
            .error(errors.of("amount")),
        Field::date(t, "received", t.say("contribution-received-on"), day).error(errors.of("received")),
        Field::check(t, "more", t.say("contribution-more"), "1", !value(typed, "more").is_empty()),
    ]
}

fn valuation(t: Speech, one: &Contribution, typed: &Fields, errors: &Errors) -> Vec<Field> {
    let is_money = matches!(one.kind, Kind::Money | Kind::Discount);
    let known = one.value.map(|value| value.0).or(one.amount.filter(|_| is_money));
    let known = known.map(|value| value.to_string()).unwrap_or_default();
    let worth = Some(value(typed, "value")).filter(|typed| !typed.is_empty()).unwrap_or(&known);
    let chosen = Some(value(typed, "method")).filter(|typed| !typed.is_empty());
    let chosen = chosen.or(one.method.map(Method::as_str));
    let methods = Method::ALL.iter().filter(|method| method.fits(one.kind)).map(|method| {
        Choice::new(method.as_str(), words::method(t, *method)).chosen(chosen == Some(method.as_str()))
    });
    let basis = one.basis.as_deref().unwrap_or_default();
    let basis = Some(value(typed, "basis")).filter(|typed| !typed.is_empty()).unwrap_or(basis);
    let mut fields = vec![
        Field::text(t, "value", t.say("contribution-value-whole"), worth)
            .digits()
            .medium()
            .error(errors.of("value")),
        Field::select(t, "method", t.say("contribution-method"), methods.collect())
            .medium()
            .error(errors.of("method")),
    ];
    if !is_money {
        fields.push(
            Field::text(t, "basis", t.say("contribution-basis"), basis)
                .hint(t.say("contribution-basis-hint"))
                .error(errors.of("basis"))
                .optional(),
        );
        fields.push(file(t, "proof", errors).hint(t.say("contribution-proof-hint")).optional());
    }
    fields
}

fn turning(t: Speech, typed: &Fields, errors: &Errors) -> Vec<Field> {
    let redirected = value(typed, "to") == "redirected";
    vec![
        Field::radios(
            t,
            "to",
            t.say("contribution-turn-away"),
            vec![
                Choice::new("declined", t.say("contribution-decline")).chosen(!redirected),
                Choice::new("redirected", t.say("contribution-redirect")).chosen(redirected),
            ],
        ),
        Field::area(t, "note", t.say("contribution-note"), value(typed, "note"), 2)
            .hint(t.say("contribution-note-hint"))
            .error(errors.of("note")),
    ]
}

/// The handover record as PDF.
pub(super) async fn handover(visit: Visit, Path(code): Path<String>) -> Answer {
    let sheet = sheet(&visit, code).await?;
    handed_over(&visit, sheet).await
}

pub(super) async fn handed_over(visit: &Visit, sheet: paper::Sheet) -> Answer {
    let (t, file) = (visit.t, sheet.file("berita-acara"));
    document::answer(visit, &file, t.say("handover-title"), move |about, head| sheet.handover(t, about, head))
        .await
}

/// The letter of thanks as PDF.
pub(super) async fn thanks(visit: Visit, Path(code): Path<String>) -> Answer {
    let sheet = sheet(&visit, code).await?;
    thanked(&visit, sheet).await
}

pub(super) async fn thanked(visit: &Visit, sheet: paper::Sheet) -> Answer {
    let (t, file) = (visit.t, sheet.file("ucapan"));
    document::answer(visit, &file, t.say("thanks-title"), move |about, head| sheet.thanks(t, about, head))
        .await
}

async fn sheet(visit: &Visit, code: String) -> store::Result<paper::Sheet> {
    let act = visit.act();
    visit
        .read(move |tx| {
            let one = giving::by_code(tx, &code)?;
            paper::sheet(tx, &act, one.id)
        })
        .await
}

/// A paper of a contribution.
pub(super) async fn file_of(visit: Visit, files: Files, id: Id<Paper>) -> Answer {
    let paper = visit.read(move |tx| giving::paper(tx, id)).await?;
    let media = paper.media.clone();
    served(files, paper.file, &media).await
}
