use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Person, Refusal};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Page,
    part::{Badge, ErrorSummary, Errors, Field, Tone},
};
use web::{Answer, Failure, Form, Post, Visit};

use super::{ADDRESS, WISHES, signed_in, stop::unseen};
use crate::{
    Reason,
    addresses::{self, Ask, Asked, OWN, Outcome, Proof},
    office, readers,
};

/// What guesses at codes and questions for letters are counted under, by address of the network.
const THROTTLE: &str = "surel";

#[derive(Template)]
#[template(path = "own_address.html")]
struct AddressPage {
    page: Page,
    errors: Errors,
    known: Option<(String, Badge)>,
    /// That no letter can go out now, where it is so.
    trouble: Option<&'static str>,
    field: Field,
}

impl AddressPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// One's own e-mail address, and whether it was shown to be.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, None, Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, typed: Option<String>, errors: Errors) -> Answer {
    let (person, t) = (signed_in(visit)?, visit.t);
    let known = visit
        .read(move |tx| {
            // Staff need not stand in the register.
            let Some(address) = readers::of(tx, &[person])?.remove(&person).and_then(|one| one.email) else {
                return Ok(None);
            };
            let shown = addresses::is_shown(tx, person, &address)?;
            Ok(Some((address, shown)))
        })
        .await?;
    let mut page = visit.member(t.say("own-address-title"));
    page.failed = !errors.is_empty();
    let value = typed.or_else(|| known.as_ref().map(|(address, _)| address.clone())).unwrap_or_default();
    let field = Field::text(t, "email", t.say("own-address"), value)
        .kind("email")
        .medium()
        .autocomplete("email")
        .error(errors.of("email"));
    let badge = |shown| match shown {
        true => Badge::new(Tone::Ok, t.say("own-address-shown")),
        false => Badge::new(Tone::Warn, t.say("own-address-open")),
    };
    let known = known.map(|(address, shown)| (address, badge(shown)));
    let trouble = office::has_no_server().then(|| t.say("proof-no-server"));
    visit.html_as(status, &AddressPage { page, errors, known, trouble, field })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    email: String,
}

/// Sends a code to the address somebody says is theirs.
pub(crate) async fn ask(post: Post, Form(Typed { email }): Form<Typed>) -> Answer {
    let person = signed_in(&post)?;
    let address = email.clone();
    let sent = match post.may_try_again(THROTTLE) {
        Ok(()) if office::has_no_server() => {
            Err(Refusal::of_field("email", Message::new("proof-no-server")).into())
        }
        Ok(()) => {
            let purpose = OWN;
            post.write(move |tx, act| {
                readers::one(tx, person)?;
                addresses::ask(tx, act, &Ask { address: &address, purpose, party: Some(person) })
            })
            .await
        }
        Err(wait) => Err(wait),
    };
    match sent {
        Ok(proof) => Ok(post.done(&format!("{ADDRESS}/{proof}"), &Message::new("proof-asked"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "email");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, Some(email), errors).await
        }
    }
}

#[derive(Template)]
#[template(path = "own_code.html")]
struct CodePage {
    page: Page,
    errors: Errors,
    text: String,
    trouble: Option<String>,
    field: Field,
    back: &'static str,
}

impl CodePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The proof somebody asked for themselves.
async fn own(visit: &Visit, person: Id<Person>, proof: Id<Proof>) -> Result<Asked, Failure> {
    let asked = visit.read(move |tx| addresses::asked(tx, proof)).await?;
    asked.filter(|asked| asked.party == Some(person) && asked.purpose == OWN).ok_or_else(Failure::missing)
}

/// Where the code is typed.
pub(crate) async fn code(visit: Visit, Path(proof): Path<Id<Proof>>) -> Answer {
    draw_code(&visit, proof, StatusCode::OK, Errors::new()).await
}

async fn draw_code(visit: &Visit, proof: Id<Proof>, status: StatusCode, errors: Errors) -> Answer {
    let (person, t) = (signed_in(visit)?, visit.t);
    let asked = own(visit, person, proof).await?;
    let mut page = visit.member(t.say("proof-title"));
    page.failed = !errors.is_empty();
    let trouble = match (&asked.failed, asked.proven_at) {
        (Some(why), _) if *why == Reason::NoServer.as_str() => Some(t.say("proof-no-server").to_owned()),
        (Some(_), _) => Some(t.say("proof-not-sent").to_owned()),
        (None, Some(_)) => Some(t.say("proof-shown-already").to_owned()),
        _ if !asked.is_open(visit.act().at) => Some(t.say("proof-void").to_owned()),
        _ => None,
    };
    let field = Field::text(t, "code", t.say("proof-code"), "")
        .short()
        .digits()
        .autocomplete("one-time-code")
        .error(errors.of("code"));
    let text = t.about("proof-lead", asked.address.as_str());
    visit.html_as(status, &CodePage { page, errors, text, trouble, field, back: ADDRESS })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    code: String,
}

/// Takes the code.
pub(crate) async fn show_code(
    post: Post,
    Path(proof): Path<Id<Proof>>,
    Form(Code { code }): Form<Code>,
) -> Answer {
    let person = signed_in(&post)?;
    own(&post, person, proof).await?;
    let outcome = post.write(move |tx, act| addresses::show_code(tx, act, proof, &code)).await?;
    let message = match outcome {
        Outcome::Shown(asked) => {
            return Ok(post.done(ADDRESS, &Message::new("proof-shown").with("address", asked.address)));
        }
        Outcome::Wrong(left) => Message::new("proof-wrong").with("n", left),
        Outcome::Void => Message::new("proof-void"),
    };
    let mut errors = Errors::new();
    errors.add("code", post.tell(&message));
    draw_code(&post, proof, StatusCode::UNPROCESSABLE_ENTITY, errors).await
}

#[derive(Template)]
#[template(path = "proof_link.html")]
struct LinkPage {
    page: Page,
    text: String,
    open: bool,
    wishes: &'static str,
}

/// Where the link of a letter leads: to a button. Looking shows nothing, since guards look at every link.
pub(crate) async fn link(visit: Visit, Path(token): Path<String>) -> Answer {
    let now = visit.act().at;
    let asked = visit.read(move |tx| addresses::by_link(tx, &token, now)).await?;
    let asked = asked.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("proof-void")))?;
    let page = visit.public(visit.t.say("proof-title"));
    let text = visit.t.about("proof-ask", asked.address.as_str());
    Ok(unseen(visit.html(&LinkPage { page, text, open: true, wishes: WISHES })?))
}

/// Whoever reads the address says that it is theirs.
pub(crate) async fn show_link(post: Post, Path(token): Path<String>) -> Answer {
    let asked = post.write(move |tx, act| addresses::show_link(tx, act, &token)).await?;
    let page = post.public(post.t.say("proof-title"));
    let text = post.t.with("proof-shown", &[("address", asked.address.into())]);
    Ok(unseen(post.html(&LinkPage { page, text, open: false, wishes: WISHES })?))
}
