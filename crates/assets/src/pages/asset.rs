//! One thing: where it is, its care, its papers, its end.

use axum::extract::Path;
use kernel::{Id, Message, Refusal};
use platform::files::Files;
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Choice, Column, DateParts, Deed, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Upload, Visit, sent, sent::Sent};

use super::{LIST, look, path_of};
use crate::{
    DECIDE, EDIT, care, documents,
    model::{Asset, Care, Document, Removal, Valuation, Verdict, Worth},
    register, removals,
};

struct Seen {
    one: Asset,
    care: Vec<Care>,
    removals: Vec<Removal>,
    documents: Vec<Document>,
    valuations: Vec<Worth>,
    /// What it came by: its name and its page.
    came_by: Option<(String, String)>,
}

/// The page of a thing.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let app = visit.app().clone();
    let seen = visit
        .read(move |tx| {
            let one = register::by_code(tx, &code)?;
            let came_by = match (one.gift, one.payment, app.origin_of("contribution")) {
                (Some(gift), _, Some(origin)) => (origin.page)(tx, gift)?,
                (_, Some(payment), _) => {
                    let number = funds::ledger::list::one(tx, payment)?.number;
                    Some((number, format!("/staf/kas/{payment}")))
                }
                _ => None,
            };
            Ok(Seen {
                came_by,
                valuations: register::valuations(tx, one.id)?,
                care: care::of(tx, one.id)?,
                removals: removals::of(tx, one.id)?,
                documents: documents::of(tx, one.id)?,
                one,
            })
        })
        .await?;
    let (t, one) = (visit.t, &seen.one);
    let mut board = Board::new(t);
    board.head = vec![Html::of(&look::condition(t, one)), one.place().into()];
    if visit.can(EDIT) && one.written_off_on.is_none() {
        board
            .acts
            .push(Button::link(t.say("asset-edit"), format!("{}/ubah", path_of(&one.code))).icon("LuPencil"));
    }
    board.acts.push(
        Button::link(t.say("asset-label"), format!("/staf/aset/label?kode={}", one.code))
            .ghost()
            .icon("LuQrCode"),
    );
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats = vec![stat(one.code.clone(), "asset-code"), stat(t.rupiah(one.value.0), "asset-value")];
    if let Some((name, href)) = &seen.came_by {
        let label = t.about("asset-came-by", name.as_str());
        board.acts.push(Button::link(label, href.as_str()).ghost().icon("LuArrowRight"));
    }
    board.main.push(Html::of(&facts(visit, one)));
    if !seen.valuations.is_empty() {
        board.main.push(Html::of(&valuation_table(visit, &seen.valuations)));
    }
    board.main.push(Html::of(&care_table(t, &seen.care, visit.act().today())));
    if !seen.documents.is_empty() {
        let columns = vec![Column::new(t.say("asset-document-title")).head()];
        let mut table = Table::new(t, "dokumen", t.say("asset-documents"), columns);
        table.rows = seen
            .documents
            .iter()
            .map(|one| Row::new(vec![look::link(&format!("/staf/aset/dokumen/{}", one.id), &one.title, "")]))
            .collect();
        board.main.push(Html::of(&table));
    }
    if !seen.removals.is_empty() {
        board.main.push(Html::of(&removal_table(t, &path_of(&one.code), &seen.removals)));
    }
    board.side = deeds(visit, &seen, &sent);
    visit.board(visit.below(LIST, one.name.as_str()), board, &sent)
}

fn facts(visit: &Visit, one: &Asset) -> Table {
    let t = visit.t;
    let seen = one.seen_at.map(|at| t.moment(at, &visit.act().zone));
    let rows = [
        ("asset-kind", t.say(&format!("asset-kind-{}", one.kind)).to_owned()),
        ("asset-custodian", one.custodian_name.clone().unwrap_or_default()),
        ("asset-serial", one.serial.clone().unwrap_or_default()),
        ("asset-valuation", t.say(&format!("valuation-{}", one.valuation)).to_owned()),
        ("asset-source", t.say(&format!("asset-source-{}", one.source)).to_owned()),
        ("asset-origin", one.origin.clone().unwrap_or_default()),
        ("asset-reference", one.reference.clone().unwrap_or_default()),
        ("asset-acquired", t.date(one.acquired_on)),
        ("asset-warranty", one.warranty_until.map(|day| t.date(day)).unwrap_or_default()),
        ("asset-seen", seen.unwrap_or_default()),
        ("asset-taken-back", one.taken_back.clone().unwrap_or_default()),
    ];
    let columns = vec![
        Column::new(t.say("asset-fact")).hidden().head(),
        Column::new(t.say("asset-fact-value")).hidden(),
    ];
    let mut table = Table::new(t, "fakta", t.say("asset-facts"), columns);
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    table.rows = rows.map(|(key, value)| Row::new(vec![t.say(key).into(), value.into()])).collect();
    table
}

fn valuation_table(visit: &Visit, all: &[Worth]) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("asset-revalued-why")).head(),
        Column::new(t.say("asset-value")).numeric(),
        Column::new(t.say("asset-valuation")),
        Column::new(t.say("asset-revalued-by")),
    ];
    let mut table = Table::new(t, "nilai", t.say("asset-valuations"), columns);
    let row = |one: &Worth| {
        let moment = t.moment(one.at, &visit.act().zone);
        Row::new(vec![
            one.reason.clone().into(),
            t.rupiah(one.value.0).into(),
            t.say(&format!("valuation-{}", one.valuation)).into(),
            look::link("", one.author_name.as_deref().unwrap_or_default(), &moment),
        ])
    };
    table.rows = all.iter().map(row).collect();
    table
}

fn care_table(t: Speech, all: &[Care], today: kernel::Date) -> Table {
    let columns = vec![
        Column::new(t.say("care-what")).head(),
        Column::new(t.say("care-due")),
        Column::new(t.say("care-state")),
    ];
    let mut table = Table::new(t, "perawatan", t.say("care-title"), columns);
    table.empty = Some(look::none(t, "LuWrench", "care-none-planned"));
    table.rows = all
        .iter()
        .map(|one| {
            let state = match one.done_on {
                Some(day) => Badge::new(Tone::Ok, t.about("care-given-on", t.date(day))),
                None if one.due <= today => Badge::new(Tone::Warn, t.say("care-is-due")),
                None => Badge::new(Tone::Plain, t.say("care-planned")).icon("LuCalendarClock"),
            };
            Row::new(vec![
                look::link("", &one.what, one.note.as_deref().unwrap_or_default()),
                t.date(one.due).into(),
                Html::of(&state),
            ])
        })
        .collect();
    table
}

fn removal_table(t: Speech, base: &str, all: &[Removal]) -> Table {
    let columns = vec![
        Column::new(t.say("removal-reason")).head(),
        Column::new(t.say("removal-asked-by")),
        Column::new(t.say("removal-decision")),
        Column::new(t.say("removal-record")),
    ];
    let mut table = Table::new(t, "penghapusan", t.say("removals-title"), columns);
    table.rows = all
        .iter()
        .map(|one| {
            let badge = match one.decision {
                None => Badge::new(Tone::Warn, t.say("removal-waits")),
                Some(Verdict::Approved) => Badge::new(Tone::Plain, t.say("removal-approved")).icon("LuCheck"),
                Some(Verdict::Refused) => Badge::new(Tone::Bad, t.say("removal-refused")),
            };
            let record = match &one.number {
                Some(number) => look::link(&format!("{base}/hapus/{}/berita-acara", one.id), number, ""),
                None => Html::default(),
            };
            Row::new(vec![
                look::link("", &one.reason, one.note.as_deref().unwrap_or_default()),
                one.requester_name.clone().unwrap_or_default().into(),
                Html::of(&badge),
                record,
            ])
        })
        .collect();
    table
}

fn deeds(visit: &Visit, seen: &Seen, sent: &Sent) -> Vec<Html> {
    let (t, one) = (visit.t, &seen.one);
    let (base, today) = (path_of(&one.code), visit.act().today());
    let mut deeds = Vec::new();
    let me = visit.account().map(|account| account.person);
    if let Some(open) = seen.removals.iter().find(|removal| removal.decision.is_none())
        && visit.can(DECIDE)
        && Some(open.requester) != me
    {
        let note = Field::text(t, "note", t.say("removal-note"), sent.text("note"))
            .optional()
            .error(sent.errors.of("note"));
        let buttons = vec![
            Button::new(t.say("removal-approve")).sends("verdict", Verdict::Approved.as_str()),
            Button::new(t.say("removal-refuse")).ghost().sends("verdict", Verdict::Refused.as_str()),
        ];
        let deed = Deed::new(t.say("removal-decide"), format!("{base}/hapus/{}", open.id), vec![note]);
        deeds.push(deed.lead(open.reason.as_str()).buttons(buttons).open(true));
    }
    if !visit.can(EDIT) {
        return deeds.iter().map(Html::of).collect();
    }
    let file = vec![
        Field::text(t, "file", t.say("asset-document-file"), "")
            .kind("file")
            .attribute("accept", ".pdf,.jpg,.jpeg,.png,.webp")
            .error(sent.errors.of("file")),
        Field::text(t, "document_title", t.say("asset-document-title"), sent.text("document_title"))
            .optional()
            .error(sent.errors.of("document_title")),
    ];
    let file = Deed::new(t.say("asset-document-add"), format!("{base}/dokumen"), file).files();
    // The signed record of what is gone is kept with it.
    if one.written_off_on.is_some() {
        deeds.push(file);
        return deeds.iter().map(Html::of).collect();
    }
    if let Some(next) = seen.care.iter().filter(|care| care.done_on.is_none()).min_by_key(|care| care.due) {
        let fields = vec![
            Field::date(t, "done", t.say("care-done"), sent.day("done", today.into()))
                .error(sent.errors.of("done")),
            Field::text(t, "care_note", t.say("care-note"), sent.text("care_note")).optional(),
            Field::date(t, "again", t.say("care-again"), sent.day("again", DateParts::default()))
                .optional()
                .error(sent.errors.of("again")),
        ];
        let title = t.about("care-give", next.what.as_str());
        deeds.push(Deed::new(title, format!("{base}/perawatan/{}", next.id), fields).open(next.due <= today));
    }
    let plan = vec![
        Field::text(t, "what", t.say("care-what"), sent.text("what")).error(sent.errors.of("what")),
        Field::date(t, "due", t.say("care-due"), sent.day("due", DateParts::default()))
            .error(sent.errors.of("due")),
    ];
    deeds.push(Deed::new(t.say("care-plan"), format!("{base}/perawatan"), plan));
    deeds.push(file);
    let valuations = Valuation::ALL.iter().map(|one| {
        Choice::new(one.as_str(), t.say(&format!("valuation-{one}")))
            .chosen(one.as_str() == sent.text("valuation"))
    });
    let value = vec![
        Field::text(t, "value", t.say("asset-value"), sent.text("value"))
            .medium()
            .attribute("inputmode", "numeric")
            .error(sent.errors.of("value")),
        Field::select(t, "valuation", t.say("asset-valuation"), valuations.collect()),
        Field::text(t, "why", t.say("asset-revalued-why"), sent.text("why")).error(sent.errors.of("why")),
    ];
    deeds.push(
        Deed::new(t.say("asset-revalue"), format!("{base}/nilai"), value).lead(t.say("asset-revalue-text")),
    );
    if seen.removals.iter().all(|removal| removal.decision.is_some()) {
        let reason = Field::text(t, "reason", t.say("removal-reason"), sent.text("reason"))
            .hint(t.say("removal-reason-hint"))
            .error(sent.errors.of("reason"));
        deeds.push(Deed::new(t.say("removal-ask"), format!("{base}/hapus"), vec![reason]));
    }
    deeds.iter().map(Html::of).collect()
}

web::form! { ValueForm { value, valuation, why } }

/// Values it anew.
pub(super) async fn revalue(post: Post, Path(code): Path<String>, Form(typed): Form<ValueForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    let valuation: Valuation = sent.text("valuation").parse()?;
    sent::done(
        &post,
        Message::new("asset-saved"),
        "value",
        move |tx, act| {
            let id = register::by_code(tx, &named)?.id;
            register::revalue(tx, act, id, read.rupiah("value"), valuation, read.text("why"))
        },
        |()| path_of(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { PlanForm { what, due_day, due_month, due_year } }

/// Plans care.
pub(super) async fn plan(post: Post, Path(code): Path<String>, Form(typed): Form<PlanForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("asset-saved"),
        "what",
        move |tx, act| {
            let unreadable = || Refusal::of_field("due", Message::new("asset-day-unreadable"));
            let due = read.date("due").ok_or_else(unreadable)?;
            let id = register::by_code(tx, &named)?.id;
            care::plan(tx, act, id, read.text("what"), due)
        },
        |_| path_of(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { CareForm { done_day, done_month, done_year, care_note, again_day, again_month, again_year } }

/// Care was given.
pub(super) async fn give(
    post: Post,
    Path((code, row)): Path<(String, Id<Care>)>,
    Form(typed): Form<CareForm>,
) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("care-noted"),
        "done",
        move |tx, act| {
            let unreadable = |field| Refusal::of_field(field, Message::new("asset-day-unreadable"));
            if read.is_odd_day("again") {
                return Err(unreadable("again").into());
            }
            let day = read.date("done").ok_or_else(|| unreadable("done"))?;
            care::give(tx, act, row, day, read.text("care_note"), read.date("again"))
        },
        |()| path_of(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { RemovalForm { reason } }

/// Asks to write it off.
pub(super) async fn ask(post: Post, Path(code): Path<String>, Form(typed): Form<RemovalForm>) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let reason = sent.text("reason").to_owned();
    sent::done(
        &post,
        Message::new("removal-asked"),
        "reason",
        move |tx, act| {
            let id = register::by_code(tx, &named)?.id;
            removals::ask(tx, act, id, &reason)
        },
        |_| path_of(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { VerdictForm { note, verdict } }

/// Decides whether it is written off.
pub(super) async fn decide(
    post: Post,
    Path((code, row)): Path<(String, Id<Removal>)>,
    Form(typed): Form<VerdictForm>,
) -> Answer {
    let sent = typed.sent();
    let verdict: Verdict = sent.text("verdict").parse()?;
    let note = sent.text("note").to_owned();
    sent::done(
        &post,
        Message::new("removal-decided"),
        "note",
        move |tx, act| removals::decide(tx, act, row, verdict, &note),
        |_| path_of(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

web::form! { DocumentForm { document_title } }

/// Keeps a document.
pub(super) async fn keep_document(post: Post, files: Files, code: String, upload: Upload) -> Answer {
    let (sent, named) = (upload.form::<DocumentForm>()?.sent(), code.clone());
    let title = sent.text("document_title").to_owned();
    sent::done(
        &post,
        Message::new("asset-saved"),
        "file",
        move |tx, act| {
            let id = register::by_code(tx, &named)?.id;
            documents::keep(tx, act, &files, id, &title, &upload.name, &upload.file)
        },
        |_| path_of(&code),
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}
