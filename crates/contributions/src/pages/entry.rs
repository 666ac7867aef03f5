//! A contribution is entered: one that is promised, or one that is here.

use askama::Template;
use kernel::{Id, Message, Person, Refusal};
use partners::commitments;
use people::{
    PartyKind, Profile, parties,
    register::{self, Found},
};
use platform::library::{self, Branch};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Page, Speech,
    part::{Choice, DateParts, ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{Fields, LIST, day, errors_in, path_of, status_of, value};
use crate::{
    giving::{self, Entered},
    model::{Contribution, Direction, Kind},
    rules::whole_number,
    words,
};

/// How many entries of the register a search shows.
const SHOWN: i64 = 12;

/// Whom the giver is looked for by.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Asked {
    cari: String,
    /// An entry of the register, from somebody else's page.
    pemberi: String,
}

#[derive(Template)]
#[template(path = "contribution_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    form: String,
    cari: String,
    fields: Vec<Field>,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// An empty form.
pub(super) async fn blank(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let fields = vec![("cari".to_owned(), asked.cari), ("giver".to_owned(), asked.pemberi)];
    draw(&visit, &fields, Errors::new()).await
}

/// What the form chooses from.
struct Choices {
    found: Vec<(String, String)>,
    branches: Vec<Branch>,
    promises: Vec<(String, String)>,
}

fn choices(tx: &mut Tx<'_>, words: &str, giver: &str, today: kernel::Date) -> Result<Choices> {
    let mut found: Vec<(String, String)> = Vec::new();
    let chosen: Option<Id<Person>> = giver.parse().ok();
    if let Some(party) = chosen {
        let party = parties::living(tx, party)?;
        found.push((party.id.to_string(), party.name));
    }
    if !words.trim().is_empty() {
        let asked = register::Asked { words: words.to_owned(), ..register::Asked::default() };
        let more: Vec<Found> = register::find(tx, &asked, SHOWN)?;
        found.extend(more.into_iter().map(|one| (one.id.to_string(), one.name)));
    }
    found.dedup_by(|a, b| a.0 == b.0);
    let mut promises = Vec::new();
    for (id, _) in &found {
        let Ok(party) = id.parse::<Id<Person>>() else { continue };
        for kept in commitments::of_partner(tx, &[], party, today)? {
            let one = kept.commitment;
            promises.push((one.id.to_string(), format!("{}: {}", one.number, one.about)));
        }
    }
    Ok(Choices { found, branches: library::branches(tx)?, promises })
}

async fn draw(visit: &Visit, typed: &Fields, errors: Errors) -> Answer {
    let (words, giver) = (value(typed, "cari").to_owned(), value(typed, "giver").to_owned());
    let today = visit.act().today();
    let asked = words.clone();
    let choices = visit.read(move |tx| choices(tx, &asked, &giver, today)).await?;
    let t = visit.t;
    let mut page = visit.below(("nav-contributions", LIST), t.say("contribution-new"));
    page.failed = !errors.is_empty();
    let form = Some(value(typed, "form")).filter(|form| !form.is_empty());
    let status = status_of(&errors);
    let view = FormPage {
        form: form.map_or_else(|| Id::<Contribution>::new().to_string(), str::to_owned),
        fields: fields(t, typed, &errors, &choices, today),
        cari: words,
        errors,
        page,
    };
    visit.html_as(status, &view)
}

fn chosen(typed: &Fields, name: &str, choices: &[(String, String)]) -> Vec<Choice> {
    let now = value(typed, name);
    choices.iter().map(|(id, name)| Choice::new(id.as_str(), name.as_str()).chosen(id == now)).collect()
}

fn fields(t: Speech, typed: &Fields, errors: &Errors, choices: &Choices, today: kernel::Date) -> Vec<Field> {
    let text = |name, key: &str| {
        Field::text(t, name, t.say(key), value(typed, name)).autocomplete("off").error(errors.of(name))
    };
    let mut givers = chosen(typed, "giver", &choices.found);
    let is_new = value(typed, "giver").is_empty();
    givers.push(Choice::new("", t.say("contribution-giver-other")).chosen(is_new));
    let ways = Direction::ALL.iter().map(|way| {
        let first = value(typed, "direction").is_empty() && *way == Direction::In;
        Choice::new(way.as_str(), t.say(&format!("contribution-direction-{way}")))
            .chosen(first || value(typed, "direction") == way.as_str())
    });
    let kinds = Kind::ALL.iter().map(|kind| {
        let unit = t.say(&format!("contribution-unit-{}", kind.unit())).to_owned();
        Choice::new(kind.as_str(), format!("{} ({unit})", words::kind(t, *kind)))
            .chosen(value(typed, "kind") == kind.as_str())
    });
    let promised = !value(typed, "here").is_empty() && value(typed, "here") == "no";
    let here = vec![
        Choice::new("yes", t.say("contribution-here")).chosen(!promised),
        Choice::new("no", t.say("contribution-promised-only")).chosen(promised),
    ];
    let typed_day = day(typed, "received");
    let day = if typed_day.is_empty() { DateParts::from(today) } else { typed_day };
    let branches: Vec<(String, String)> =
        choices.branches.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    let mut fields = Vec::new();
    if givers.len() > 1 {
        fields.push(Field::radios(t, "giver", t.say("contribution-name"), givers).error(errors.of("giver")));
    }
    fields.extend([
        text("name", "contribution-giver-name").hint(t.say("contribution-giver-name-hint")).optional(),
        text("phone", "party-phone-whatsapp")
            .kind("tel")
            .hint(t.say("contribution-giver-phone-hint"))
            .medium()
            .optional(),
        Field::check(t, "named", t.say("contribution-named"), "1", !value(typed, "named").is_empty()),
        Field::radios(t, "direction", t.say("contribution-direction"), ways.collect()),
        Field::select(t, "kind", t.say("contribution-kind"), kinds.collect()).error(errors.of("kind")),
        text("about", "contribution-about").hint(t.say("contribution-about-hint")),
        text("amount", "contribution-amount").digits().medium().hint(t.say("contribution-amount-hint")),
        Field::radios(t, "here", t.say("contribution-here-legend"), here),
        Field::date(t, "received", t.say("contribution-day"), day)
            .hint(t.say("contribution-day-hint"))
            .error(errors.of("received")),
        text("purpose", "contribution-purpose").hint(t.say("contribution-purpose-hint")).optional(),
        Field::select(t, "branch", t.say("contribution-branch"), chosen(typed, "branch", &branches)).medium(),
    ]);
    if !choices.promises.is_empty() {
        let mut all = vec![Choice::new("", t.say("contribution-no-promise"))];
        all.extend(chosen(typed, "commitment", &choices.promises));
        fields.push(Field::select(t, "commitment", t.say("contribution-commitment"), all));
    }
    if errors.of("anyway").is_some() {
        fields.push(
            Field::check(t, "anyway", t.say("contribution-anyway"), "1", false).error(errors.of("anyway")),
        );
    }
    fields
}

/// The form came back.
pub(super) async fn submit(post: Post, Form(fields): Form<Fields>) -> Answer {
    let sent = fields.clone();
    let entered = post
        .write(move |tx, act| {
            let new = read(tx, act, &sent)?;
            let day = day(&sent, "received").read();
            let amount = whole_number(value(&sent, "amount")).unwrap_or_default();
            if value(&sent, "here") == "no" {
                return giving::pledge(tx, act, &new, amount, day);
            }
            giving::arrive(tx, act, &new, amount, day, !value(&sent, "anyway").is_empty())
        })
        .await;
    match entered {
        Ok(one) => {
            let message = Message::new("contribution-entered").with("code", one.code.as_str());
            Ok(post.done(&path_of(&one.code), &message))
        }
        Err(error) => {
            let errors = errors_in(&post, error, "about")?;
            draw(&post, &fields, errors).await
        }
    }
}

/// What was typed; a giver who can be reached is entered into the register, so that they can be thanked.
fn read(tx: &mut Tx<'_>, act: &kernel::Act, fields: &Fields) -> Result<Entered> {
    let text = |name| value(fields, name).to_owned();
    let missing = |field, key| Refusal::of_field(field, Message::new(key));
    let kind: Kind =
        value(fields, "kind").parse().map_err(|_| missing("kind", "contribution-kind-missing"))?;
    let branch =
        value(fields, "branch").parse().map_err(|_| missing("branch", "contribution-branch-missing"))?;
    let known: Option<Id<Person>> = value(fields, "giver").parse().ok();
    let party = match known {
        None if !text("phone").trim().is_empty() => Some(reachable(tx, act, fields)?),
        known => known,
    };
    Ok(Entered {
        form: text("form"),
        direction: value(fields, "direction").parse().unwrap_or(Direction::In),
        kind,
        party,
        name: text("name"),
        named: !value(fields, "named").is_empty(),
        about: text("about"),
        purpose: text("purpose"),
        commitment: value(fields, "commitment").parse().ok(),
        branch,
    })
}

fn reachable(tx: &mut Tx<'_>, act: &kernel::Act, fields: &Fields) -> Result<Id<Person>> {
    let profile = Profile {
        name: value(fields, "name").to_owned(),
        phone: value(fields, "phone").to_owned(),
        ..Profile::default()
    };
    match parties::register(tx, act, PartyKind::Person, &profile, false)? {
        parties::Entered::New(party) => Ok(party),
        parties::Entered::Alike(alike) => {
            let names: Vec<&str> = alike.iter().map(|one| one.name.as_str()).collect();
            let message = Message::new("contribution-giver-alike").with("names", names.join(", "));
            Err(Refusal::of_field("name", message).into())
        }
    }
}
