//! "Hadiahkan buku": a form anybody may fill in, without an e-mail address.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use kernel::{Message, Reason, Refusal};
use platform::files::Files;
use ui::{
    Page,
    part::{Choice, ErrorSummary, Errors, Field},
};
use web::{Answer, Post, Upload, Visit, stamp};

use super::{Fields, OFFER, errors_of, refusal_in, value};
use crate::{
    offers::{self, Offering, Way},
    rules,
    settings::{self, POLICY},
};

/// What the throttle knows offers by.
const THROTTLE: &str = "hadiah";

#[derive(Template)]
#[template(path = "offer.html")]
struct OfferPage {
    page: Page,
    errors: Errors,
    action: &'static str,
    cap: String,
    policy: Vec<String>,
    fields: Vec<Field>,
    /// The code of what was sent; empty for a program that filled in what nobody sees.
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
    let now = visit.act().at;
    let cap = Some(value(fields, "cap")).filter(|cap| stamp::age(cap, now).is_some());
    let t = visit.t;
    let title = if sent.is_some() { "offer-sent-title" } else { "offer-title" };
    let mut page = visit.public(t.say(title));
    page.failed = !errors.is_empty();
    let view = OfferPage {
        page,
        action: OFFER,
        cap: cap.map_or_else(|| stamp::given(now), str::to_owned),
        policy,
        fields: questions(visit, fields, &errors),
        errors,
        sent,
        is_open,
    };
    let mut answer = visit.html_as(status, &view)?;
    // A borrowed telephone keeps nothing of this.
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
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
pub(super) async fn submit(post: Post, files: Files, upload: Upload) -> Answer {
    let fields = upload.fields.clone();
    let had_photo = !upload.file.is_empty();
    let photo = upload.picture(offers::prepare).await?;
    let offering = read(&post, &fields);
    let mut reasons = offers::objections(&offering);
    let photo = photo.unwrap_or_else(|refusal| {
        reasons.extend(refusal.reasons);
        None
    });
    // Nobody sees this box; only programs fill it in.
    if !value(&fields, "situs").is_empty() {
        return draw(&post, StatusCode::OK, &fields, Errors::new(), Some(String::new())).await;
    }
    let now = post.act().at;
    let cap = value(&fields, "cap").to_owned();
    if stamp::age(&cap, now).is_none_or(|age| age < stamp::LEAST) {
        reasons.push(Reason { field: Some("titles"), message: Message::new("offer-once-more") });
    }
    if !reasons.is_empty() {
        // A browser does not send a file twice by itself.
        if had_photo && photo.is_some() {
            reasons.push(Reason { field: Some("photo"), message: Message::new("offer-photo-again") });
        }
        return again(&post, &fields, &Refusal { kind: kernel::Kind::Invalid, reasons }).await;
    }
    if let Err(error) = post.may_try_again(THROTTLE) {
        let errors = errors_of(&post, &refusal_in(error)?, "titles");
        return draw(&post, StatusCode::TOO_MANY_REQUESTS, &fields, errors, None).await;
    }
    post.tried(THROTTLE, false);
    let form = format!("hadiah {cap}");
    let sent =
        post.write(move |tx, act| offers::offer(tx, act, &files, &form, &offering, photo.as_ref())).await;
    match sent {
        Ok(code) => draw(&post, StatusCode::OK, &fields, Errors::new(), Some(code)).await,
        Err(error) => again(&post, &fields, &refusal_in(error)?).await,
    }
}

async fn again(post: &Post, fields: &Fields, refusal: &Refusal) -> Answer {
    let errors = errors_of(post, refusal, "titles");
    draw(post, StatusCode::UNPROCESSABLE_ENTITY, fields, errors, None).await
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
