//! "Hadiahkan buku": a form anybody may fill in, without an e-mail address.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use kernel::{Message, Reason, Refusal};
use platform::files::Files;
use ui::{
    Page,
    part::{Choice, ErrorSummary, Errors, Field, Guard},
};
use web::{
    Answer, Post, Upload, Visit,
    open_form::{self, OpenForm, Seal},
};

use super::{Fields, OFFER, errors_of, refusal_in, value};
use crate::{
    offers::{self, Offering, Way},
    rules,
    settings::{self, POLICY},
};

const FORM: OpenForm = OpenForm("hadiah");

#[derive(Template)]
#[template(path = "offer.html")]
struct OfferPage {
    page: Page,
    errors: Errors,
    action: &'static str,
    guard: Guard,
    policy: Vec<String>,
    fields: Vec<Field>,
    /// The code of what was sent.
    sent: Option<String>,
    is_open: bool,
}

impl OfferPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The form.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Fields::new(), Errors::new(), None).await
}

/// The collection policy, a paragraph each: the library's own, or what most libraries say.
pub(super) async fn policy(visit: &Visit) -> Result<Vec<String>, web::Failure> {
    let own = visit.read(|tx| POLICY.text(tx)).await?;
    let text = if own.trim().is_empty() { visit.t.say("policy-usual") } else { own.as_str() };
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    fields: &Fields,
    errors: Errors,
    sent: Option<String>,
) -> Answer {
    let policy = policy(visit).await?;
    let is_open = visit.read(|tx| settings::OFFERS_PER_DAY.number(tx)).await? > 0;
    let t = visit.t;
    let title = if sent.is_some() { "offer-sent-title" } else { "offer-title" };
    let mut page = visit.public(t.say(title));
    page.failed = !errors.is_empty();
    let view = OfferPage {
        page,
        action: OFFER,
        guard: open_form::guard(visit, value(fields, "cap")),
        policy,
        fields: questions(visit, fields, &errors),
        errors,
        sent,
        is_open,
    };
    web::unkept(visit.html_as(status, &view))
}

fn questions(visit: &Visit, fields: &Fields, errors: &Errors) -> Vec<Field> {
    let t = visit.t;
    let text = |name, key: &str| Field::text(t, name, t.say(key), value(fields, name)).error(errors.of(name));
    let way = |way: &Way| {
        let chosen =
            value(fields, "way") == way.as_str() || (value(fields, "way").is_empty() && *way == Way::Bring);
        Choice::new(way.as_str(), t.say(&format!("offer-way-{way}"))).chosen(chosen)
    };
    vec![
        Field::area(t, "titles", t.say("offer-titles"), value(fields, "titles"), 6)
            .hint(t.say("offer-titles-hint"))
            .error(errors.of("titles")),
        text("pieces", "offer-pieces").digits().short(),
        Field::text(t, "photo", t.say("offer-photo"), "")
            .kind("file")
            .attribute("accept", "image/jpeg,image/png,image/webp")
            .hint(t.say("offer-photo-hint"))
            .error(errors.of("photo"))
            .optional(),
        Field::radios(t, "way", t.say("offer-way"), Way::ALL.iter().map(way).collect()),
        Field::area(t, "note", t.say("offer-note"), value(fields, "note"), 2)
            .hint(t.say("offer-note-hint"))
            .error(errors.of("note"))
            .optional(),
        text("name", "offer-name").autocomplete("name"),
        text("phone", "party-phone-whatsapp")
            .kind("tel")
            .autocomplete("tel")
            .hint(t.say("offer-phone-hint"))
            .medium()
            .optional(),
        text("email", "party-email").kind("email").autocomplete("email").medium().optional(),
        text("organisation", "offer-organisation").hint(t.say("offer-organisation-hint")).optional(),
        Field::check(t, "named", t.say("offer-named"), "1", !value(fields, "named").is_empty()),
    ]
}

/// The form came back.
pub(super) async fn submit(post: Post, headers: HeaderMap, files: Files, upload: Upload) -> Answer {
    let fields = upload.fields.clone();
    let had_photo = !upload.file.is_empty();
    let photo = upload.picture(offers::prepare).await?;
    let offering = read(&post, &fields);
    let mut reasons = offers::objections(&offering);
    let photo = photo.unwrap_or_else(|refusal| {
        reasons.extend(refusal.reasons);
        None
    });
    let had_photo = had_photo && photo.is_some();
    if !reasons.is_empty() {
        return again(&post, &fields, Refusal { kind: kernel::Kind::Invalid, reasons }, had_photo).await;
    }
    let seal = Seal { cap: value(&fields, "cap"), situs: value(&fields, "situs") };
    let sent = FORM
        .take(&post, &headers, seal, move |tx, act, key| {
            offers::offer(tx, act, &files, key, &offering, photo.as_ref())
        })
        .await;
    match sent {
        Ok(code) => draw(&post, StatusCode::OK, &fields, Errors::new(), Some(code)).await,
        Err(error) => again(&post, &fields, refusal_in(error)?, had_photo).await,
    }
}

/// The form once more. A browser does not send a file twice by itself.
async fn again(post: &Post, fields: &Fields, mut refusal: Refusal, had_photo: bool) -> Answer {
    if had_photo {
        let message = Message::new("offer-photo-again");
        refusal.reasons.push(Reason { field: Some("photo"), message });
    }
    let errors = errors_of(post, &refusal, "titles");
    draw(post, open_form::status_of(&refusal), fields, errors, None).await
}

fn read(post: &Post, fields: &Fields) -> Offering {
    let text = |name| value(fields, name).to_owned();
    Offering {
        person: post.account().map(|account| account.person),
        name: text("name"),
        phone: text("phone"),
        email: text("email"),
        organisation: text("organisation"),
        titles: text("titles"),
        pieces: rules::whole_number(value(fields, "pieces")).unwrap_or_default(),
        way: value(fields, "way").parse().unwrap_or(Way::Bring),
        note: text("note"),
        named: !value(fields, "named").is_empty(),
    }
}
