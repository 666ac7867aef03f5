//! Vouchers: made, printed, declared void by staff; exchanged by members for themselves.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use kernel::{Id, Message, Refusal, Timestamp};
use people::pages::{errors_of, path_of as person_path, refusal_in};
use platform::looks::Sight;
use serde::Deserialize;
use ui::{
    Html, Page,
    part::{Badge, Column, DateParts, Empty, ErrorSummary, Errors, Field, Link, Row, Stat, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit, document};

use super::{bases::own, sponsors};
use crate::{
    sponsorships::{self, Sponsorship},
    vouchers::{self, Batch, Voucher},
};

/// What the throttle knows guesses at codes by.
pub(crate) const GUESSES: &str = "voucer";

fn base(sponsorship: Id<Sponsorship>) -> String {
    format!("{}/voucer", sponsors::path_of(sponsorship))
}

#[derive(Template)]
#[template(path = "vouchers.html")]
struct ListPage {
    page: Page,
    errors: Errors,
    stats: Vec<Stat>,
    fields: [Field; 2],
    table: Table,
}

impl ListPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

fn below(visit: &Visit, one: &Sponsorship, title: String) -> Page {
    let mut page = sponsors::below(visit, title);
    page.crumbs.insert(1, Link::new(one.name.as_str(), sponsors::path_of(one.id)));
    page
}

/// What is typed of a batch.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BatchForm {
    count: String,
    until_day: String,
    until_month: String,
    until_year: String,
}

impl BatchForm {
    fn until(&self) -> DateParts {
        let (day, month, year) = (self.until_day.clone(), self.until_month.clone(), self.until_year.clone());
        DateParts { day, month, year }
    }
}

/// The vouchers of a partner, batch by batch.
pub(crate) async fn list(visit: Visit, Path(id): Path<Id<Sponsorship>>) -> Answer {
    draw(&visit, id, BatchForm::default(), Errors::new()).await
}

async fn draw(visit: &Visit, id: Id<Sponsorship>, form: BatchForm, errors: Errors) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let today = act.today();
    let (one, seats, batches) = visit
        .read(move |tx| {
            let one = sponsorships::one(tx, id)?;
            Ok((one, sponsorships::seats(tx, id, today)?, vouchers::batches(tx, id)?))
        })
        .await?;
    let stat = |key: &str, value: String| Stat { label: t.say(key).to_owned(), value, ..Stat::default() };
    let mut stats = vec![
        stat("sponsor-carried", sponsors::carried(t, &one, seats.taken)),
        stat("voucher-open", t.int(seats.promised)),
    ];
    if let Some(all) = one.seats {
        stats.push(stat("voucher-free-seats", t.int((all - seats.taken - seats.promised).max(0))));
    }
    let columns = vec![
        Column::new(t.say("voucher-made-at")).head(),
        Column::new(t.say("voucher-until")),
        Column::new(t.say("voucher-made")).numeric(),
        Column::new(t.say("voucher-used-count")).numeric(),
        Column::new(t.say("voucher-open")).numeric(),
        Column::new(t.say("voucher-void-count")).numeric(),
    ];
    let mut table = Table::new(t, "voucer", t.say("voucher-batches"), columns);
    table.empty = Some(Empty {
        icon: "LuTicket",
        title: t.say("voucher-none").to_owned(),
        text: t.say("voucher-none-text").to_owned(),
        action: None,
    });
    let row = |batch: &Batch| {
        Row::new(vec![
            sponsors::link(&format!("{}/{}", base(id), batch.id), &t.moment(batch.made_at, &act.zone)),
            t.date(batch.until).into(),
            t.int(batch.made).into(),
            t.int(batch.used).into(),
            t.int(batch.open_on(today)).into(),
            t.int(batch.void).into(),
        ])
    };
    table.rows = batches.iter().map(row).collect();
    let mut page = below(visit, &one, t.say("vouchers-title").to_owned());
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let fields = [
        Field::text(t, "count", t.say("voucher-count"), &*form.count)
            .digits()
            .short()
            .error(errors.of("count")),
        Field::date(t, "until", t.say("voucher-until"), form.until())
            .hint(t.say("voucher-until-hint"))
            .error(errors.of("until")),
    ];
    visit.html_as(status, &ListPage { page, errors, stats, fields, table })
}

/// Makes a batch.
pub(crate) async fn make(post: Post, Path(id): Path<Id<Sponsorship>>, Form(form): Form<BatchForm>) -> Answer {
    let count = form.count.trim().replace('.', "").parse().unwrap_or(0);
    let made = match form.until().read() {
        Some(until) => post.write(move |tx, act| vouchers::make(tx, act, id, count, until)).await,
        None => Err(Refusal::of_field("until", Message::new("member-born-unreadable")).into()),
    };
    match made {
        Ok(batch) => {
            let href = format!("{}/{}", base(id), batch.id);
            let undo = format!("{href}/batalkan");
            Ok(post.done(&href, &Message::new("voucher-batch-made").with("n", batch.made).with("undo", undo)))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "count");
            draw(&post, id, form, errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "voucher_batch.html")]
struct BatchPage {
    page: Page,
    base: String,
    stats: Vec<Stat>,
    open: bool,
    table: Table,
}

/// A box that takes a code.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<input type=\"checkbox\" name=\"kode\" value=\"{{ code }}\" aria-label=\"{{ code }}\">"
)]
struct Tick<'a> {
    code: &'a str,
}

/// The codes of a batch.
pub(crate) async fn batch(visit: Visit, Path((id, batch)): Path<(Id<Sponsorship>, Id<Batch>)>) -> Answer {
    let (t, act) = (visit.t, visit.act());
    let today = act.today();
    let (one, of, codes) = visit
        .read(move |tx| {
            let one = sponsorships::one(tx, id)?;
            Ok((one, vouchers::batch(tx, batch)?, vouchers::of(tx, batch)?))
        })
        .await?;
    if of.sponsorship != id {
        return Err(Failure::missing());
    }
    visit.looks_at_all(codes.iter().filter_map(|voucher| voucher.used_by), Sight::List);
    let stat = |key: &str, value: String| Stat { label: t.say(key).to_owned(), value, ..Stat::default() };
    let columns = vec![
        Column::new(t.say("voucher-choose")).hidden(),
        Column::new(t.say("voucher-code")).head(),
        Column::new(t.say("member-standing")),
        Column::new(t.say("voucher-brought-by")),
    ];
    let mut table = Table::new(t, "kode", t.say("voucher-codes"), columns);
    let row = |voucher: &Voucher| {
        let (badge, day) = match (voucher.used_at, voucher.voided_at) {
            (Some(at), _) => (Badge::new(Tone::Ok, t.say("voucher-is-used")), Some(at)),
            (_, Some(at)) => (Badge::new(Tone::Plain, t.say("voucher-is-void")), Some(at)),
            _ if of.until < today => (Badge::new(Tone::Warn, t.say("voucher-is-past")), None),
            _ => (Badge::new(Tone::Info, t.say("voucher-is-open")), None),
        };
        let open = voucher.used_at.is_none() && voucher.voided_at.is_none();
        let tick = if open { Html::of(&Tick { code: &voucher.code }) } else { Html::default() };
        let who = match (voucher.used_by, &voucher.name) {
            (Some(person), Some(name)) => sponsors::link(&person_path(person), name),
            _ => Html::default(),
        };
        let day = day.map(|at| t.date(act.at(at).today())).unwrap_or_default();
        Row::new(vec![tick, Html::of(&Code { code: &voucher.code }), Html::of(&Stated { badge, day }), who])
    };
    table.rows = codes.iter().map(row).collect();
    let title = t.about("voucher-batch-title", t.moment(of.made_at, &act.zone));
    let mut page = below(&visit, &one, title);
    page.crumbs.insert(2, Link::new(t.say("vouchers-title"), base(id)));
    visit.html(&BatchPage {
        page,
        base: format!("{}/{batch}", base(id)),
        stats: vec![
            stat("voucher-open", t.int(of.open_on(today))),
            stat("voucher-used-count", t.int(of.used)),
            stat("voucher-void-count", t.int(of.void)),
            stat("voucher-until", t.date(of.until)),
        ],
        open: of.open_on(today) > 0,
        table,
    })
}

#[derive(Template)]
#[template(ext = "html", source = "<span class=\"num\">{{ code }}</span>")]
struct Code<'a> {
    code: &'a str,
}

#[derive(Template)]
#[template(ext = "html", source = "{{ badge }} {{ day }}")]
struct Stated {
    badge: Badge,
    day: String,
}

/// Declares void what of a batch was not exchanged, or of that only what was ticked (`kode`, `semua=0`).
pub(crate) async fn void(
    post: Post,
    Path((id, batch)): Path<(Id<Sponsorship>, Id<Batch>)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Answer {
    let all = !sent.iter().any(|(name, value)| name == "semua" && value == "0");
    let codes: Vec<String> =
        sent.into_iter().filter(|(name, _)| name == "kode").map(|(_, code)| code).collect();
    let href = format!("{}/{batch}", base(id));
    let done = post
        .write(move |tx, act| {
            let done = vouchers::void(tx, act, batch, (!all).then_some(codes.as_slice()))?;
            Ok((done, act.at))
        })
        .await?;
    let (done, at) = done;
    if done == 0 {
        return Ok(post.on_to(&href, Tone::Info, &Message::new("voucher-none-voided")));
    }
    let undo = format!("{href}/hidupkan?pada={}", at.as_millisecond());
    let n = i64::try_from(done).unwrap_or(i64::MAX);
    Ok(post.done(&href, &Message::new("voucher-voided").with("n", n).with("undo", undo)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct At {
    pada: i64,
}

/// Takes a declaration back.
pub(crate) async fn unvoid(
    post: Post,
    Path((id, batch)): Path<(Id<Sponsorship>, Id<Batch>)>,
    Query(At { pada }): Query<At>,
) -> Answer {
    let at = Timestamp::from_millisecond(pada).map_err(|_| Failure::missing())?;
    post.write(move |tx, act| vouchers::unvoid(tx, act, batch, at)).await?;
    Ok(post.done(&format!("{}/{batch}", base(id)), &Message::new("member-restored")))
}

/// What of a batch can still be exchanged, on paper: ten slips a sheet, each with its QR.
pub(crate) async fn print(
    visit: Visit,
    headers: HeaderMap,
    Path((id, batch)): Path<(Id<Sponsorship>, Id<Batch>)>,
) -> Answer {
    let (one, of, codes) = visit
        .read(move |tx| {
            let one = sponsorships::one(tx, id)?;
            Ok((one, vouchers::batch(tx, batch)?, vouchers::of(tx, batch)?))
        })
        .await?;
    let t = visit.t;
    let origin = visit.origin(&headers);
    let open: Vec<(String, String)> = codes
        .into_iter()
        .filter(|voucher| voucher.used_at.is_none() && voucher.voided_at.is_none())
        .map(|voucher| (format!("{origin}/gabung?kode={}", voucher.code), voucher.code))
        .collect();
    if open.is_empty() || of.sponsorship != id {
        return Err(Failure::missing());
    }
    let words = [
        t.say("voucher-paper-title").to_owned(),
        t.about("voucher-paper-from", one.name.as_str()),
        t.with("voucher-paper-how", &[("origin", origin.as_str().into())]),
        t.about("voucher-paper-until", t.date(of.until)),
    ];
    document::answer(&visit, "voucer.pdf", t.say("vouchers-title"), move |about, head| {
        let [title, from, how, until] = &words;
        let slips: Vec<pdf::Voucher<'_>> =
            open.iter().map(|(link, code)| pdf::Voucher { code, link }).collect();
        let text = pdf::VoucherText { title, from, how, until };
        pdf::vouchers(about, head, &text, &slips)
    })
    .await
}

#[derive(Template)]
#[template(path = "voucher_mine.html")]
struct MinePage {
    page: Page,
    errors: Errors,
    field: Field,
}

impl MinePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    #[serde(default)]
    kode: String,
}

/// What is typed there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brought {
    voucher: String,
}

/// Where a member exchanges a voucher; `?kode=` is one, as its QR code says.
pub(crate) async fn mine(visit: Visit, Query(Asked { kode }): Query<Asked>) -> Answer {
    draw_mine(&visit, &kode, StatusCode::OK, Errors::new())
}

fn draw_mine(visit: &Visit, typed: &str, status: StatusCode, errors: Errors) -> Answer {
    let t = visit.t;
    let mut page = visit.member(t.say("voucher-redeem"));
    page.failed = !errors.is_empty();
    let field = Field::text(t, "voucher", t.say("voucher-code"), typed)
        .hint(t.say("voucher-code-hint"))
        .medium()
        .autocomplete("off")
        .error(errors.of("voucher"));
    visit.html_as(status, &MinePage { page, errors, field })
}

/// Exchanges a voucher for one's own membership. Guesses are slowed down.
pub(crate) async fn redeem_mine(post: Post, Form(Brought { voucher }): Form<Brought>) -> Answer {
    let Some(person) = post.account().map(|account| account.person) else {
        return Err(Failure::status(StatusCode::UNAUTHORIZED));
    };
    let typed = voucher.clone();
    let done = match post.may_try_again(GUESSES) {
        Ok(()) => {
            post.write(move |tx, act| {
                own(tx, person)?;
                vouchers::redeem(tx, act, person, &typed)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            post.tried(GUESSES, true);
            Ok(post.done("/saya", &Message::new("voucher-redeemed")))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            let status = match refusal.kind {
                kernel::Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
                _ => {
                    post.tried(GUESSES, false);
                    StatusCode::UNPROCESSABLE_ENTITY
                }
            };
            let errors = errors_of(&post, &refusal, "voucher");
            draw_mine(&post, &voucher, status, errors)
        }
    }
}
