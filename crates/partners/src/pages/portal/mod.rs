//! The partner's own pages: whoever speaks for a partner today sees what was agreed, promised and done, what the other
//! modules show of it, sends documents, and proposes activities.

mod closings;

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use closings::ClosingLine;
pub(super) use closings::reply;
use kernel::{Date, Id, Message, Person, Refusal};
use platform::files::Files;
use ui::{
    Html, Page, Speech,
    part::{Button, Choice, Empty, ErrorSummary, Errors, Field, Pager},
};
use web::{Answer, Failure, Form, Post, Query, Upload, Visit, stamp};

use super::{
    Sent, agreement, circles as circle_pages, done, errors_in, form, form_key, look, moved, pager, partner,
    place, public, public::Turned, served, status_of,
};
use crate::{
    PORTAL_PER_DAY,
    agreements::{self, Whole},
    cases::{self, Asked},
    circles,
    commitments::{self, Kept},
    documents::{self, NewDocument},
    model::{Agreement, Closed, Document, DocumentKind, Opinion, Partner, Reply, State},
    opinions, partners,
};

fn path_of(code: &str) -> String {
    format!("/saya/mitra/{code}")
}

#[derive(Template)]
#[template(path = "portal_list.html")]
struct ListPage {
    page: Page,
    all: Vec<(String, String, String)>,
    empty: Empty,
}

/// The partners one speaks for.
pub(super) async fn list(visit: Visit) -> Answer {
    let mine = spoken_for(&visit).await?;
    let t = visit.t;
    let line = |one: &Partner| {
        let kind = t.say(&format!("partner-kind-{}", one.kind)).to_owned();
        (path_of(&one.code), one.name.clone(), kind)
    };
    let view = ListPage {
        all: mine.iter().map(line).collect(),
        empty: Empty {
            icon: "LuHandshake",
            title: t.say("portal-none").to_owned(),
            text: t.say("portal-none-text").to_owned(),
            action: Some(Button::link(t.say("proposal-title"), "/mitra/usul")),
        },
        page: visit.member(t.say("nav-portal")),
    };
    visit.html(&view)
}

async fn spoken_for(visit: &Visit) -> Result<Vec<Partner>, Failure> {
    let Some(account) = visit.account() else { return Err(Failure::status(StatusCode::UNAUTHORIZED)) };
    let (person, today) = (account.person, visit.act().today());
    Ok(visit.read(move |tx| partners::spoken_for(tx, person, today)).await?)
}

/// The partner a path names, for whoever speaks for it today; for anybody else there is no such page.
async fn mine(visit: &Visit, code: &str) -> Result<Partner, Failure> {
    let (asked, today) = (code.to_owned(), visit.act().today());
    let found = visit.read(move |tx| partners::by_code(tx, &asked, today)).await?;
    let mine = spoken_for(visit).await?.into_iter().find(|one| one.party == found.party);
    mine.ok_or_else(Failure::missing)
}

#[derive(Template)]
#[template(path = "portal.html")]
struct PortalPage {
    page: Page,
    errors: Errors,
    base: String,
    name: String,
    waiting: Vec<String>,
    agreements: Vec<AgreementLine>,
    promises: Vec<look::PromiseLine>,
    /// How promises were closed, to which it says whether it agrees.
    closings: Vec<ClosingLine>,
    /// What the other modules show of it: lists of names, memberships, events.
    panels: Vec<Html>,
    circles: Vec<CircleLine>,
    documents: Vec<partner::DocumentLine>,
    cases: Vec<(String, String, String)>,
    pager: Pager,
    cap: String,
    once: String,
    proposal: Vec<Field>,
    document: Vec<Field>,
    /// How content its contacts said to be: what, and who said so when.
    opinions: Vec<(String, String)>,
    opinion: Vec<Field>,
    /// Whether a year has passed since anybody said so.
    is_asked: bool,
    owner: Option<String>,
}

struct CircleLine {
    name: String,
    next: Option<String>,
    turns: Vec<String>,
    /// What this partner gave and received in it.
    balance: String,
    pledges: Vec<String>,
}

struct AgreementLine {
    title: String,
    number: String,
    badge: ui::part::Badge,
    until: String,
    href: String,
    /// The papers that changed it: where each is, and its number.
    addenda: Vec<(String, String)>,
}

impl PortalPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// What a partner sees of itself.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Turned>) -> Answer {
    let one = mine(&visit, &code).await?;
    if let Some(there) = moved(&code, &one, path_of) {
        return Ok(there);
    }
    draw_at(&visit, one, Sent::default(), asked.hal.max(1)).await
}

/// How many of what it sent a page shows.
const CASES: i64 = 10;

/// Whether a partner may see an agreement: not while the library still writes it, and not what never came to be.
fn is_shown(whole: &Whole) -> bool {
    matches!(whole.agreement.state, State::Review | State::Signing | State::Signed | State::Terminated)
}

async fn draw(visit: &Visit, one: Partner, sent: Sent) -> Answer {
    draw_at(visit, one, sent, 1).await
}

async fn draw_at(visit: &Visit, one: Partner, sent: Sent, sent_page: u32) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let today = act.today();
    let (party, zone) = (one.party, act.zone.clone());
    let countables = visit.app().countables().to_vec();
    let panels = visit.partner_panels(party).await?;
    type Agreed = Vec<(Whole, Vec<Agreement>)>;
    type Said = (Vec<Opinion>, bool);
    type Shut = (Vec<Closed>, Vec<Reply>);
    let (agreed, promises, (closings, replies), documents, cases, count, in_circles, (opinions, is_asked)): (
        Agreed,
        Vec<Kept>,
        Shut,
        _,
        _,
        i64,
        Vec<_>,
        Said,
    ) = visit
        .read(move |tx| {
            let in_circles = circles::of_partner(tx, party)?;
            let in_circles = circles::wholes(tx, in_circles)?;
            let mut addenda = agreements::list::addenda_of(tx, party)?;
            let agreed = agreements::of_partner(tx, party)?
                .into_iter()
                .filter(is_shown)
                .map(|whole| {
                    let of = addenda.remove(&whole.agreement.id).unwrap_or_default();
                    (whole, of)
                })
                .collect();
            Ok((
                agreed,
                commitments::of_partner(tx, &countables, party, today)?,
                (commitments::closed(tx, party)?, commitments::replies_of(tx, party)?),
                documents::of(tx, party)?,
                cases::of_partner(tx, party, place(sent_page, CASES))?,
                cases::count_of_partner(tx, party)?,
                in_circles,
                (opinions::of(tx, party)?, opinions::is_asked(tx, party, today)?),
            ))
        })
        .await?;
    let base = path_of(&one.code);
    let standing: Vec<&Whole> = agreed.iter().map(|(whole, _)| whole).collect();
    let mut page = visit.member(one.name.as_str());
    page.failed = !sent.errors.is_empty();
    let status = status_of(&sent.errors);
    let view = PortalPage {
        waiting: waiting(t, &standing, &promises, today),
        agreements: agreed
            .iter()
            .map(|(whole, addenda): &(Whole, Vec<Agreement>)| {
                let standing = whole.status(today);
                AgreementLine {
                    title: whole.agreement.title.clone(),
                    number: whole.agreement.number.clone(),
                    badge: look::status(t, standing),
                    until: look::until(t, standing, today),
                    href: format!("{base}/naskah/{}", whole.agreement.id),
                    addenda: addenda
                        .iter()
                        .filter(|one| one.state == State::Signed)
                        .map(|one| (format!("{base}/naskah/{}", one.id), one.number.clone()))
                        .collect(),
                }
            })
            .collect(),
        promises: look::promises(t, &promises, |_| None),
        closings: closings.iter().map(|one| closings::line(t, one, &replies, &sent, &zone)).collect(),
        panels,
        circles: in_circles.iter().map(|whole| circle_line(t, whole, party, today)).collect(),
        documents: documents
            .iter()
            .filter(|one| one.shared)
            .map(|one| partner::document_line(t, one, format!("{base}/dokumen/{}", one.id), false))
            .collect(),
        cases: cases
            .iter()
            .map(|case| {
                let key = format!("case-state-{}", case.state);
                let state = t.say(&key);
                let when = t.moment(case.opened_at, &zone);
                (case.title.clone(), format!("{state} · {when}"), case.answer.clone().unwrap_or_default())
            })
            .collect(),
        pager: pager(t, sent_page, count, CASES, |n| format!("{base}?hal={n}#kiriman")),
        cap: stamp::given(act.at),
        once: form_key(),
        proposal: vec![
            Field::text(t, "title", t.say("proposal-title-field"), sent.typed("title"))
                .error(sent.errors.of("title")),
            Field::area(t, "body", t.say("proposal-body"), sent.typed("body"), 4)
                .error(sent.errors.of("body")),
        ],
        document: document_fields(t, &sent),
        opinions: opinions.iter().take(OPINIONS).map(|one| opinion_line(t, one)).collect(),
        opinion: opinion_fields(t, &sent),
        is_asked,
        owner: one.owner_name.clone(),
        name: one.name,
        errors: sent.summary(),
        base,
        page,
    };
    visit.html_as(status, &view)
}

/// What a partner sees of a circle it is in.
fn circle_line(t: Speech, whole: &circles::Whole, party: Id<Person>, today: Date) -> CircleLine {
    let balance = circles::balances(&[party], &whole.help).pop().unwrap_or_default();
    let side = |key: &str, side: fn(&(i64, i64)) -> i64| {
        format!("{}: {}", t.say(key), circle_pages::told(t, &balance, side))
    };
    CircleLine {
        name: whole.circle.name.clone(),
        next: whole.next().map(|one| t.about("circle-next", one.name.as_str())),
        turns: whole
            .turns
            .iter()
            .filter(|turn| turn.day >= today && turn.cancelled.is_none())
            .map(|turn| format!("{}, {}: {}", turn.host_name, t.date(turn.day), turn.what))
            .collect(),
        pledges: whole.pledged().map(|one| circle_pages::promised(t, one)).collect(),
        balance: format!(
            "{} · {}",
            side("circle-gave", |pair| pair.0),
            side("circle-received", |pair| pair.1)
        ),
    }
}

/// How a partner is told that an agreement ends soon: what was ended is not renewed.
pub(crate) const fn ends_soon(whole: &Whole) -> &'static str {
    match whole.agreement.ended_on {
        Some(_) => "portal-ended",
        None => "portal-ending",
    }
}

/// What needs the partner now: its own promises that are late, and agreements that run out.
fn waiting(t: Speech, agreed: &[&Whole], promises: &[Kept], today: Date) -> Vec<String> {
    let late = promises.iter().filter(|kept| kept.is_waited_for(today) && kept.commitment.giver.is_some());
    let late = late.map(|kept| {
        let one = &kept.commitment;
        let left = look::amount(t, one.unit, kept.progress.missing());
        let due = one.deadline().map(|due| t.date(due)).unwrap_or_default();
        t.with(
            "portal-late",
            &[("about", one.about.as_str().into()), ("left", left.into()), ("due", due.into())],
        )
    });
    let ending = agreed.iter().filter_map(|whole| match whole.status(today) {
        crate::rules::Status::Ending { until, .. } => Some(t.with(
            ends_soon(whole),
            &[("title", whole.agreement.title.as_str().into()), ("day", t.date(until).into())],
        )),
        _ => None,
    });
    late.chain(ending).collect()
}

/// How many words of its own a partner sees again.
const OPINIONS: usize = 3;

/// What somebody said of the partnership, and who that was when.
pub(super) fn opinion_line(t: Speech, one: &Opinion) -> (String, String) {
    let content = t.say(&format!("satisfaction-{}", one.satisfaction)).to_owned();
    let what = one.words.as_ref().map_or_else(|| content.clone(), |words| format!("{content}. {words}"));
    let who = one.author_name.iter().cloned().chain([t.date(one.day)]);
    (what, who.collect::<Vec<_>>().join(" · "))
}

fn opinion_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    let choice =
        |n: &str| Choice::new(n, t.say(&format!("satisfaction-{n}"))).chosen(n == sent.typed("satisfaction"));
    let content = ["4", "3", "2", "1"].iter().map(|n| choice(n)).collect();
    vec![
        Field::radios(t, "satisfaction", t.say("opinion-question"), content)
            .error(sent.errors.of("satisfaction")),
        Field::area(t, "words", t.say("opinion-words"), sent.typed("words"), 3)
            .error(sent.errors.of("words"))
            .optional(),
    ]
}

/// What a partner sends of itself: signed copies and opinions are kept by the staff, lists of names have a page of their own.
const SENT: [DocumentKind; 3] = [DocumentKind::Report, DocumentKind::Authority, DocumentKind::Other];

fn document_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    let kind = |kind: &DocumentKind| {
        Choice::new(kind.as_str(), t.say(&format!("document-kind-{kind}")))
            .chosen(kind.as_str() == sent.typed("document_kind"))
    };
    vec![
        Field::select(t, "document_kind", t.say("document-kind"), SENT.iter().map(kind).collect())
            .medium()
            .error(sent.errors.of("document_kind")),
        Field::text(t, "document_title", t.say("document-title"), sent.typed("document_title"))
            .error(sent.errors.of("document_title"))
            .optional(),
    ]
}

form! { ProposeForm { cap, title, body } }

/// A partner proposes an activity: a case.
pub(super) async fn propose(post: Post, Path(code): Path<String>, Form(form): Form<ProposeForm>) -> Answer {
    let one = mine(&post, &code).await?;
    let account = post.account().cloned();
    let asked = Asked {
        title: form.title.clone(),
        body: form.body.clone(),
        name: account.as_ref().map(|account| account.name.clone()).unwrap_or_default(),
        organisation: one.name.clone(),
        party: account.map(|account| account.person),
        partner: Some(one.party),
        ..Asked::default()
    };
    let key = public::key_of(&form.cap, one.party);
    let opened = post.write(move |tx, act| {
        let most = PORTAL_PER_DAY.number(tx)?;
        cases::open(tx, act, cases::ACTIVITY, &key, &asked, most)
    });
    match opened.await {
        Ok(case) => {
            let message = Message::new("portal-proposed").with("code", case.as_str());
            Ok(post.done(&path_of(&one.code), &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "title")?;
            draw(&post, one, Sent { errors, ..form.sent() }).await
        }
    }
}

form! { OpinionForm { satisfaction, words } }

/// Whoever speaks for a partner says how content it is.
pub(super) async fn say(post: Post, Path(code): Path<String>, Form(form): Form<OpinionForm>) -> Answer {
    let one = mine(&post, &code).await?;
    let (party, path) = (one.party, path_of(&one.code));
    done(
        &post,
        &path,
        ("opinion-kept", "satisfaction"),
        form.sent(),
        move |tx, act| opinions::say(tx, act, party, form.satisfaction.parse().ok(), &form.words),
        |sent| draw(&post, one, sent),
    )
    .await
}

form! { SendForm { document_kind, document_title } }

/// A partner sends a document. A list of names has a page of its own, in the module whose members it makes.
pub(super) async fn keep_document(post: Post, files: Files, code: String, upload: Upload) -> Answer {
    let one = mine(&post, &code).await?;
    let form: SendForm = upload.form()?;
    let asked = form.document_kind.parse().ok();
    let kind = asked.filter(|kind| SENT.contains(kind));
    let new = NewDocument {
        agreement: None,
        kind: kind.unwrap_or(DocumentKind::Other),
        title: form.document_title.clone(),
        shared: true,
        name: upload.name,
        content: upload.file,
    };
    let party = one.party;
    let path = path_of(&one.code);
    done(
        &post,
        &path,
        ("document-kept", "file"),
        form.sent().with_file(&new),
        move |tx, act| {
            if kind.is_none() {
                let message = Message::new("portal-document-kind-unknown");
                return Err(Refusal::of_field("document_kind", message).into());
            }
            let most = PORTAL_PER_DAY.number(tx)?;
            documents::within(tx, act, party, most)?;
            documents::keep(tx, act, &files, party, &new)
        },
        |sent| draw(&post, one, sent),
    )
    .await
}

/// A document that is shared with the partner.
pub(super) async fn document(visit: Visit, files: Files, code: String, id: Id<Document>) -> Answer {
    let one = mine(&visit, &code).await?;
    let (document, sides) = visit
        .read(move |tx| {
            let document = documents::one(tx, id)?;
            let sides = match document.agreement {
                Some(agreement) => agreements::sides(tx, agreement)?,
                None => Vec::new(),
            };
            Ok((document, sides))
        })
        .await?;
    let is_theirs = document.partner == one.party || sides.iter().any(|side| side.partner == one.party);
    if !is_theirs || !document.shared {
        return Err(Failure::missing());
    }
    served(files, document).await
}

/// The paper of an agreement with the partner.
pub(super) async fn paper(visit: Visit, Path((code, id)): Path<(String, Id<Agreement>)>) -> Answer {
    let one = mine(&visit, &code).await?;
    let whole = visit.read(move |tx| agreements::whole(tx, id)).await?;
    if !is_shown(&whole) || !whole.sides.iter().any(|side| side.partner == one.party) {
        return Err(Failure::missing());
    }
    agreement::printed(&visit, id).await
}
