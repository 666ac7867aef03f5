use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Reason, Refusal};
use platform::{
    idempotency,
    library::{self, Branch},
    permissions::Grants,
};
use store::Tx;
use ui::{
    Page, Speech,
    part::{Choice, DateParts, ErrorSummary, Errors, Field},
};
use web::{Answer, Post, Visit};

use super::{Pairs, below, draft::new_key, errors_of, kept, path_of, refusal_in, sent_before, value};
use crate::{
    COPIES,
    copies::{self, Copy, Entered, Status},
};

#[derive(Template)]
#[template(path = "staff_copy.html")]
struct CopyPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    /// The version the edit began with; 0 for a new copy.
    version: i64,
    /// By which a new copy that is sent twice is added once.
    key: String,
    /// What somebody else wrote meanwhile against what is written here: label, theirs, ours.
    meanwhile: Vec<(String, String, String)>,
    back: String,
    /// Whether another copy like this one may follow at once.
    is_new: bool,
}

impl CopyPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A copy as typed, before anybody looks whether it can be.
#[derive(Debug, Clone, Default)]
struct Typed {
    version: i64,
    key: String,
    barcode: String,
    branch: String,
    kind: String,
    call_number: String,
    shelf: String,
    status: String,
    price: String,
    inventory: String,
    source: String,
    received: DateParts,
    note: String,
}

impl Typed {
    fn read(pairs: &Pairs) -> Self {
        let text = |name| value(pairs, name).trim().to_owned();
        Self {
            version: text("version").parse().unwrap_or_default(),
            key: Some(text("kunci")).filter(|key| !key.is_empty()).unwrap_or_else(new_key),
            barcode: text("barcode"),
            branch: text("branch"),
            kind: text("kind"),
            call_number: text("call_number"),
            shelf: text("shelf"),
            status: text("status"),
            price: text("price"),
            inventory: text("inventory"),
            source: text("source"),
            received: DateParts {
                day: text("received_day"),
                month: text("received_month"),
                year: text("received_year"),
            },
            note: text("note"),
        }
    }

    fn of(copy: &Copy) -> Self {
        let entered = copy.entered();
        Self {
            version: copy.version,
            key: new_key(),
            barcode: entered.barcode.clone(),
            branch: entered.branch.to_string(),
            kind: entered.kind.clone(),
            call_number: entered.call_number.clone(),
            shelf: entered.shelf.clone(),
            status: entered.status.as_str().to_owned(),
            price: entered.price.map(|price| price.0.to_string()).unwrap_or_default(),
            inventory: entered.inventory.clone().unwrap_or_default(),
            source: entered.source.clone().unwrap_or_default(),
            received: entered.received_on.map(DateParts::from).unwrap_or_default(),
            note: entered.note.clone().unwrap_or_default(),
        }
    }

    fn entered(&self) -> Result<Entered, Refusal> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let branch = self.branch.parse().ok();
        let status = self.status.parse().ok();
        // `85.000` and `Rp 85.000` are eighty-five thousand: whole rupiah have no decimals.
        let price = web::sent::rupiah(&self.price);
        if branch.is_none() {
            object("branch", "copy-branch-missing");
        }
        if status.is_none() {
            object("status", "copy-status-missing");
        }
        if price.is_none() && !self.price.trim().is_empty() || price.is_some_and(|price| price.0 < 0) {
            object("price", "copy-price-form");
        }
        if self.received.read().is_none() && !self.received.is_empty() {
            object("received", "copy-received-form");
        }
        match (branch, status) {
            (Some(branch), Some(status)) if reasons.is_empty() => Ok(Entered {
                barcode: self.barcode.clone(),
                branch,
                kind: self.kind.clone(),
                call_number: self.call_number.clone(),
                shelf: self.shelf.clone(),
                status,
                price,
                inventory: some(&self.inventory),
                source: some(&self.source),
                received_on: self.received.read(),
                note: some(&self.note),
            }),
            _ => Err(Refusal { kind: Kind::Invalid, reasons }),
        }
    }
}

/// A new copy of a record; what the last one had is offered again.
pub(crate) async fn blank(visit: Visit, Path(number): Path<i64>) -> Answer {
    let (title, last) = visit
        .read(move |tx| {
            let kept = kept(tx, number)?;
            let last = copies::of_record(tx, kept.id)?.pop();
            Ok((kept.drawn.0.full_title(), last))
        })
        .await?;
    let typed = last.map_or_else(
        || Typed {
            key: new_key(),
            kind: "umum".into(),
            status: Status::Available.as_str().into(),
            ..Typed::default()
        },
        |last| Typed {
            barcode: String::new(),
            inventory: String::new(),
            note: String::new(),
            status: Status::Available.as_str().into(),
            ..Typed::of(&last)
        },
    );
    draw(&visit, StatusCode::OK, None, (number, &title), &typed, Errors::new()).await
}

/// Adds the copy, once however often the form is sent.
pub(crate) async fn submit_new(post: Post, number: i64, pairs: Pairs) -> Answer {
    let mut typed = Typed::read(&pairs);
    let title = post.read(move |tx| Ok(kept(tx, number)?.drawn.0.full_title())).await?;
    let added = match typed.entered() {
        Ok(entered) => {
            let (may, key) = (post.grants().clone(), format!("eksemplar {}", typed.key));
            post.write(move |tx, act| {
                may.demand(tx, COPIES, Some(entered.branch))?;
                let record = kept(tx, number)?.id;
                idempotency::once(tx, act, &key, &(number, &entered), |tx| {
                    Ok(copies::add(tx, act, record, &entered)?.barcode)
                })
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match added {
        Ok(barcode) => {
            let again = value(&pairs, "do") == "again";
            let path = if again { format!("{}/eksemplar", path_of(number)) } else { path_of(number) };
            Ok(post.done(&path, &Message::new("copy-added").with("barcode", barcode)))
        }
        Err(error) => {
            let refusal = sent_before(refusal_in(error)?, &mut typed.key);
            refused(&post, None, (number, &title), &typed, &refusal).await
        }
    }
}

/// The copy, if it is of a branch where one may change copies.
fn own(tx: &mut Tx<'_>, may: &Grants, id: Id<Copy>) -> store::Result<Copy> {
    let copy = copies::by_id(tx, id)?.ok_or(store::Error::Missing)?;
    may.demand(tx, COPIES, Some(copy.branch))?;
    Ok(copy)
}

/// A copy to be changed.
pub(crate) async fn open(visit: Visit, Path(id): Path<Id<Copy>>) -> Answer {
    let may = visit.grants().clone();
    let copy = visit.read(move |tx| own(tx, &may, id)).await?;
    let typed = Typed::of(&copy);
    draw(&visit, StatusCode::OK, Some(&copy), (copy.number, &copy.title), &typed, Errors::new()).await
}

/// Changes the copy, unless somebody else has meanwhile.
pub(crate) async fn submit(post: Post, id: Id<Copy>, pairs: Pairs) -> Answer {
    let mut typed = Typed::read(&pairs);
    let version = typed.version;
    let may = post.grants().clone();
    let looking = may.clone();
    let copy = post.read(move |tx| own(tx, &looking, id)).await?;
    let edited = match typed.entered() {
        Ok(entered) => {
            post.write(move |tx, act| {
                own(tx, &may, id)?;
                // Nor is it sent to a branch that is not theirs.
                may.demand(tx, COPIES, Some(entered.branch))?;
                copies::edit(tx, act, id, version, &entered)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match edited {
        Ok(()) => {
            Ok(post.done(&path_of(copy.number), &Message::new("copy-saved").with("barcode", typed.barcode)))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            let place = (copy.number, copy.title.as_str());
            if refusal.reasons.iter().any(|reason| reason.message.key == copies::MEANWHILE) {
                let theirs =
                    post.read(move |tx| copies::by_id(tx, id)).await?.unwrap_or_else(|| copy.clone());
                // Saved once more, what is written here goes over theirs, with open eyes.
                typed.version = theirs.version;
                let errors = errors_of(&post, &refusal, "status");
                return draw(&post, StatusCode::CONFLICT, Some(&theirs), place, &typed, errors).await;
            }
            refused(&post, Some(&copy), place, &typed, &refusal).await
        }
    }
}

async fn refused(
    post: &Post,
    copy: Option<&Copy>,
    place: (i64, &str),
    typed: &Typed,
    refusal: &Refusal,
) -> Answer {
    if refusal.kind == Kind::Missing {
        return Err(refusal.clone().into());
    }
    let errors = errors_of(post, refusal, "status");
    draw(post, StatusCode::UNPROCESSABLE_ENTITY, copy, place, typed, errors).await
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    copy: Option<&Copy>,
    (number, title): (i64, &str),
    typed: &Typed,
    errors: Errors,
) -> Answer {
    let t = visit.t;
    let places = visit.grants().places(COPIES).clone();
    let (branches, kinds) =
        visit.read(move |tx| Ok((places.among(library::branches(tx)?), copies::kinds(tx)?))).await?;
    let heading = copy.map_or_else(|| t.say("copy-new").to_owned(), |copy| copy.barcode.clone());
    let mut page = below(visit, heading, Some((number, title)));
    page.failed = !errors.is_empty();
    let meanwhile = match copy.filter(|_| status == StatusCode::CONFLICT) {
        Some(theirs) => differences(t, &Typed::of(theirs), typed, &branches, &kinds),
        None => Vec::new(),
    };
    let view = CopyPage {
        fields: fields(t, typed, &errors, &branches, &kinds, copy.is_none()),
        version: typed.version,
        key: typed.key.clone(),
        meanwhile,
        back: path_of(number),
        is_new: copy.is_none(),
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Where two states of a copy differ: label, theirs, ours.
fn differences(
    t: Speech,
    theirs: &Typed,
    ours: &Typed,
    branches: &[Branch],
    kinds: &[(String, String)],
) -> Vec<(String, String, String)> {
    let told = |typed: &Typed| -> [(&'static str, String); 11] {
        let branch = branches.iter().find(|branch| branch.id.to_string() == typed.branch);
        let kind = kinds.iter().find(|(code, _)| *code == typed.kind);
        let DateParts { day, month, year } = &typed.received;
        let received =
            if typed.received.is_empty() { String::new() } else { format!("{day}-{month}-{year}") };
        [
            ("copy-barcode", typed.barcode.clone()),
            ("copy-branch", branch.map_or_else(|| typed.branch.clone(), |branch| branch.name.clone())),
            ("copy-shelf", typed.shelf.clone()),
            ("copy-kind", kind.map_or_else(String::new, |(code, name)| copies::kind_name(t, code, name))),
            ("copy-status", t.known(&format!("copy-status-{}", typed.status)).unwrap_or_default().to_owned()),
            ("copy-call-number", typed.call_number.clone()),
            ("copy-price", typed.price.clone()),
            ("copy-inventory", typed.inventory.clone()),
            ("copy-source", typed.source.clone()),
            ("copy-received", received),
            ("copy-note", typed.note.clone()),
        ]
    };
    let dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let pairs = told(theirs).into_iter().zip(told(ours)).filter(|((_, theirs), (_, ours))| theirs != ours);
    pairs.map(|((key, theirs), (_, ours))| (t.say(key).to_owned(), dash(theirs), dash(ours))).collect()
}

fn fields(
    t: Speech,
    typed: &Typed,
    errors: &Errors,
    branches: &[Branch],
    kinds: &[(String, String)],
    is_new: bool,
) -> Vec<Field> {
    let line = |name: &'static str, key: &str, value: &str| {
        Field::text(t, name, t.say(key), value).error(errors.of(name))
    };
    let branch = |branch: &Branch| {
        let id = branch.id.to_string();
        Choice::new(id.clone(), branch.name.as_str()).chosen(id == typed.branch)
    };
    let kind = |(code, name): &(String, String)| {
        Choice::new(code.as_str(), copies::kind_name(t, code, name)).chosen(*code == typed.kind)
    };
    let state = |status: &Status| {
        Choice::new(status.as_str(), t.say(&format!("copy-status-{status}")))
            .chosen(status.as_str() == typed.status)
    };
    let barcode = line("barcode", "copy-barcode", &typed.barcode).medium().attribute("autocomplete", "off");
    vec![
        if is_new { barcode.hint(t.say("copy-barcode-hint")).optional() } else { barcode },
        Field::select(t, "branch", t.say("copy-branch"), branches.iter().map(branch).collect())
            .error(errors.of("branch")),
        line("shelf", "copy-shelf", &typed.shelf).hint(t.say("copy-shelf-hint")).optional(),
        Field::select(t, "kind", t.say("copy-kind"), kinds.iter().map(kind).collect())
            .error(errors.of("kind")),
        Field::select(t, "status", t.say("copy-status"), Status::ALL.iter().map(state).collect())
            .error(errors.of("status")),
        line("call_number", "copy-call-number", &typed.call_number)
            .hint(t.say("copy-call-number-hint"))
            .medium()
            .optional(),
        line("price", "copy-price", &typed.price).digits().short().optional(),
        line("inventory", "copy-inventory", &typed.inventory).medium().optional(),
        line("source", "copy-source", &typed.source).hint(t.say("copy-source-hint")).optional(),
        Field::date(t, "received", t.say("copy-received"), typed.received.clone())
            .error(errors.of("received"))
            .optional(),
        line("note", "copy-note", &typed.note).optional(),
    ]
}
