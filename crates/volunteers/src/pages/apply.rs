//! "Jadi relawan": a form anybody may fill in. Whoever fills it in is slowed down as whoever registers themselves.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use kernel::{Message, Reason, Refusal};
use people::{
    Profile,
    pages::{errors_of, refusal_in},
};
use ui::{
    Page,
    part::{DateParts, ErrorSummary, Errors, Field, Guard},
};
use web::{
    Answer, Form, Post, Visit,
    open_form::{self, OpenForm, Seal},
};

use super::ticks::{self, Ticks};
use crate::applying::{self, Applying};

/// What is counted of those who apply.
pub(crate) const FORM: OpenForm = OpenForm("relawan");
const THANKS: &str = "/relawan/terima-kasih";

#[derive(Template)]
#[template(path = "apply.html")]
struct ApplyPage {
    page: Page,
    errors: Errors,
    guard: Guard,
    fields: Vec<Field>,
    ticks: Ticks,
    more: Vec<Field>,
}

impl ApplyPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(path = "applied.html")]
struct ThanksPage {
    page: Page,
}

type Fields = Vec<(String, String)>;

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

fn born(fields: &Fields) -> DateParts {
    let part = |name| value(fields, name).to_owned();
    DateParts { day: part("born_day"), month: part("born_month"), year: part("born_year") }
}

/// The form.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Vec::new(), Errors::new())
}

fn draw(visit: &Visit, status: StatusCode, fields: &Fields, errors: Errors) -> Answer {
    let t = visit.t;
    let text = |name, key: &str| {
        Field::text(t, name, t.say(key), value(fields, name)).autocomplete("off").error(errors.of(name))
    };
    let questions = vec![
        text("name", "volunteer-name"),
        Field::date(t, "born", t.say("volunteer-born"), born(fields)).error(errors.of("born")),
        text("phone", "volunteer-whatsapp").kind("tel").medium().optional(),
        text("email", "volunteer-email").kind("email").medium().hint(t.say("apply-reach-hint")).optional(),
        text("village", "volunteer-village").medium().optional(),
    ];
    let more = vec![
        Field::check(t, "anak", t.say("apply-children"), "1", !value(fields, "anak").is_empty()),
        Field::area(t, "words", t.say("apply-words"), value(fields, "words"), 4)
            .hint(t.say("apply-words-hint"))
            .optional()
            .error(errors.of("words")),
        Field::check(t, "agree", t.say("apply-agree"), "1", false).error(errors.of("agree")),
    ];
    let mut page = visit.public(t.say("apply-title"));
    page.failed = !errors.is_empty();
    let view = ApplyPage {
        page,
        guard: open_form::guard(visit, value(fields, "cap")),
        fields: questions,
        ticks: Ticks::new(t, &ticks::read(fields)),
        more,
        errors,
    };
    web::unkept(visit.html_as(status, &view))
}

/// The form came back.
pub(super) async fn submit(post: Post, headers: HeaderMap, Form(fields): Form<Fields>) -> Answer {
    let text = |name| value(&fields, name).to_owned();
    let typed = born(&fields);
    let applying = Applying {
        person: post.account().map(|account| account.person),
        profile: Profile {
            name: text("name"),
            born: typed.read(),
            phone: text("phone"),
            email: text("email"),
            village: text("village"),
            ..Profile::default()
        },
        ticked: ticks::read(&fields),
        words: text("words"),
        with_children: !value(&fields, "anak").is_empty(),
    };
    let (asked, act) = (applying.clone(), post.act());
    let mut reasons = post.read(move |tx| applying::objections(tx, &act, &asked)).await?;
    if !typed.is_empty() && applying.profile.born.is_none() {
        reasons.retain(|reason| reason.field != Some("born"));
        reasons.push(Reason { field: Some("born"), message: Message::new("member-born-unreadable") });
    }
    if value(&fields, "agree").is_empty() {
        reasons.push(Reason { field: Some("agree"), message: Message::new("apply-agree-missing") });
    }
    if !reasons.is_empty() {
        let refusal = Refusal { kind: kernel::Kind::Invalid, reasons };
        return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &fields, errors_of(&post, &refusal, "name"));
    }
    let seal = Seal { cap: value(&fields, "cap"), situs: value(&fields, "situs") };
    match FORM.take(&post, &headers, seal, move |tx, act, key| applying::apply(tx, act, key, &applying)).await
    {
        Ok(_) => Ok(web::see_other(THANKS)),
        Err(error) => {
            let refusal = refusal_in(error)?;
            draw(&post, open_form::status_of(&refusal), &fields, errors_of(&post, &refusal, "agree"))
        }
    }
}

/// Thanks, and what happens next.
pub(super) async fn thanks(visit: Visit) -> Answer {
    visit.html(&ThanksPage { page: visit.public(visit.t.say("apply-thanks-title")) })
}
