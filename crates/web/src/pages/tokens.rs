use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Refusal};
use platform::{
    permissions::Permission,
    tokens::{self, ApiToken, Wanted},
};
use store::Error;
use ui::{
    Html, Page, Speech,
    part::{Badge, Button, Choice, Column, Empty, ErrorSummary, Errors, Field, Row, Table, Tone},
};

use super::{ALL_TOKENS, naming::in_words};
use crate::{Answer, Failure, Form, Post, Visit, unkept};

const HERE: &str = "/staf/token";
/// How many tokens the page lists.
const SHOWN: i64 = 200;
/// For how many days one can be made.
const LIVES: [i64; 4] = [30, 90, 180, 365];

#[derive(Template)]
#[template(path = "tokens.html")]
struct TokensPage {
    page: Page,
    errors: Errors,
    /// The secret of the token just made; it is never seen again.
    secret: String,
    fields: Vec<Field>,
    table: Table,
}

impl TokensPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The button that takes one token back.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"/staf/token/{{ id }}/cabut\">{{ button }}</form>"
)]
struct Revoke {
    id: Id<ApiToken>,
    button: Button,
}

/// A token as it was typed.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    permissions: BTreeSet<String>,
    days: Option<i64>,
}

impl Typed {
    fn read(pairs: &[(String, String)]) -> Result<Self, Failure> {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "name" => typed.name.clone_from(value),
                "permission" => typed.permissions.extend([value.clone()]),
                "until" => typed.days = value.parse().ok().filter(|days| LIVES.contains(days)),
                _ => return Err(Failure::status(StatusCode::BAD_REQUEST)),
            }
        }
        Ok(typed)
    }
}

/// One's own tokens; for whoever looks after all of them, everybody's.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, &Typed::default(), None, "").await
}

async fn draw(visit: &Visit, typed: &Typed, refusal: Option<&Refusal>, secret: &str) -> Answer {
    let Some(me) = visit.account().map(|account| account.person) else { return Err(Failure::missing()) };
    let whose = if visit.can(ALL_TOKENS) { None } else { Some(me) };
    let found = visit
        .read(move |tx| {
            let mut found = Vec::new();
            for token in tokens::list(tx, whose, SHOWN)? {
                let permissions = tokens::permissions_of(tx, token.id)?;
                found.push((token, permissions));
            }
            Ok(found)
        })
        .await?;
    let t = visit.t;
    let mut errors = Errors::new();
    for (field, text) in refusal.iter().flat_map(|refusal| visit.reasons(refusal)) {
        errors.add(field.unwrap_or("name"), text);
    }
    let mut page = visit.staff(t.say("tokens-title"));
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let fields = fields(visit, typed, &errors);
    let table = table(visit, &found);
    let answer =
        visit.html_as(status, &TokensPage { page, errors, secret: secret.to_owned(), fields, table });
    if secret.is_empty() { answer } else { unkept(answer) }
}

fn fields(visit: &Visit, typed: &Typed, errors: &Errors) -> Vec<Field> {
    let t = visit.t;
    let may = visit.app().permissions.iter().filter(|one| visit.can(**one));
    let may = may.map(|Permission(name, _)| {
        let chosen = typed.permissions.contains(*name);
        Choice::new(*name, in_words(t, "permission", name)).chosen(chosen)
    });
    let days = typed.days.unwrap_or(LIVES[1]);
    let lives =
        LIVES.map(|life| Choice::new(life.to_string(), t.count("tokens-days", life)).chosen(life == days));
    vec![
        Field::text(t, "name", t.say("tokens-name"), typed.name.as_str())
            .hint(t.say("tokens-name-hint"))
            .error(errors.of("name"))
            .medium()
            .attribute("maxlength", "60"),
        Field::checks(t, "permission", t.say("tokens-may"), may.collect())
            .hint(t.say("tokens-may-hint"))
            .error(errors.of("permission")),
        Field::select(t, "until", t.say("tokens-until"), lives.to_vec()).error(errors.of("until")).medium(),
    ]
}

fn table(visit: &Visit, found: &[(ApiToken, Vec<String>)]) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("tokens-name").head(),
        column("tokens-owner"),
        column("tokens-may"),
        column("tokens-state"),
        column("tokens-used"),
        column("table-actions").hidden(),
    ];
    let mut table = Table::new(t, "token", t.say("tokens-list"), columns);
    table.empty = Some(Empty::told(t, "LuKeyRound", "tokens-none"));
    table.rows = found.iter().map(|(token, permissions)| row(visit, token, permissions)).collect();
    table
}

fn row(visit: &Visit, token: &ApiToken, permissions: &[String]) -> Row {
    let (t, act) = (visit.t, visit.act());
    let may: Vec<String> = permissions.iter().map(|name| in_words(t, "permission", name)).collect();
    let good = token.is_good(act.at);
    let button = match good {
        true => {
            let button =
                Button::new(t.say("tokens-revoke")).small().ghost().about(format!(": {}", token.name));
            Html::of(&Revoke { id: token.id, button })
        }
        false => Html::default(),
    };
    let used =
        token.used_at.map_or_else(|| t.say("tokens-never").to_owned(), |used| t.moment(used, &act.zone));
    Row::new(vec![
        token.name.clone().into(),
        token.owner.clone().into(),
        may.join(", ").into(),
        Html::of(&state(t, token, &act)),
        used.into(),
        button,
    ])
}

fn state(t: Speech, token: &ApiToken, act: &kernel::Act) -> Badge {
    let day = |at: kernel::Timestamp| t.date(at.to_zoned_datetime(act.zone.clone()).date());
    match token.revoked_at {
        Some(at) => Badge::new(Tone::Plain, t.about("tokens-revoked", day(at))),
        None if token.is_good(act.at) => Badge::new(Tone::Ok, t.about("tokens-good", day(token.expires_at))),
        None => Badge::new(Tone::Plain, t.about("tokens-expired", day(token.expires_at))),
    }
}

/// Makes a token and shows its secret, this once.
pub(crate) async fn issue(post: Post, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let typed = Typed::read(&pairs)?;
    let Some(me) = post.account().map(|account| account.person) else { return Err(Failure::missing()) };
    let days = typed.days.unwrap_or(LIVES[1]);
    let until = post.act().today().checked_add(jiff::Span::new().days(days)).map_err(Failure::fault)?;
    let wanted = Wanted { name: typed.name.clone(), permissions: typed.permissions.clone(), until };
    match post.write(move |tx, act| tokens::issue(tx, act, me, &wanted)).await {
        Ok((_, secret)) => draw(&post, &Typed::default(), None, &secret.reveal()).await,
        Err(Error::Refused(refusal)) => draw(&post, &typed, Some(&refusal), "").await,
        Err(other) => Err(other.into()),
    }
}

/// Takes a token back, for good.
pub(crate) async fn revoke(post: Post, Path(id): Path<Id<ApiToken>>) -> Answer {
    let whose = if post.can(ALL_TOKENS) { None } else { post.account().map(|account| account.person) };
    if whose.is_none() && !post.can(ALL_TOKENS) {
        return Err(Failure::missing());
    }
    let token = post.write(move |tx, act| tokens::revoke(tx, act, id, whose)).await?;
    Ok(post.done(HERE, &Message::new("tokens-revoked-now").with("name", token.name)))
}
