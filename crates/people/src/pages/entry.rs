//! The form of an entry, new or as it is; and who might be the same, asked while it is filled in.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Person, Reason, Refusal};
use serde::Deserialize;
use store::Error;
use ui::{
    Page, Speech,
    part::{Choice, DateParts, ErrorSummary, Errors, Field},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{below_register, errors_of, path_of, refusal_in};
use crate::{
    Party, PartyKind, Profile, Sex, alike,
    areas::{self, Area},
    parties::{self, Entered},
    phone,
};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EntryForm {
    kind: String,
    name: String,
    born_day: String,
    born_month: String,
    born_year: String,
    sex: String,
    phone: String,
    email: String,
    village: String,
    address: String,
    note: String,
    /// Whether to enter in spite of somebody alike.
    anyway: Option<String>,
}

impl EntryForm {
    fn of(party: Party) -> Self {
        let born = party.born.map(DateParts::from).unwrap_or_default();
        Self {
            kind: party.kind.to_string(),
            name: party.name,
            born_day: born.day,
            born_month: born.month,
            born_year: born.year,
            sex: party.sex.map(|sex| sex.to_string()).unwrap_or_default(),
            phone: party.phone.as_deref().map(phone::shown).unwrap_or_default(),
            email: party.email.unwrap_or_default(),
            village: party.village.unwrap_or_default(),
            address: party.address.unwrap_or_default(),
            note: party.note.unwrap_or_default(),
            anyway: None,
        }
    }

    fn kind(&self) -> PartyKind {
        self.kind.parse().unwrap_or(PartyKind::Person)
    }

    /// What it says, and what of it cannot be read.
    fn profile(&self) -> (Profile, Vec<Reason>) {
        let born = self.born();
        let mut unreadable = Vec::new();
        if !born.is_empty() && born.read().is_none() {
            unreadable.push(Reason { field: Some("born"), message: Message::new("member-born-unreadable") });
        }
        let profile = Profile {
            name: self.name.clone(),
            born: born.read(),
            sex: self.sex.parse::<Sex>().ok(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            village: self.village.clone(),
            address: self.address.clone(),
            note: self.note.clone(),
        };
        (profile, unreadable)
    }

    fn born(&self) -> DateParts {
        DateParts { day: self.born_day.clone(), month: self.born_month.clone(), year: self.born_year.clone() }
    }

    fn fields(&self, t: Speech, is_new: bool, errors: &Errors) -> Vec<Field> {
        let kind = self.kind();
        let text = |name, key, value: &str| {
            Field::text(t, name, t.say(key), value).autocomplete("off").error(errors.of(name))
        };
        let mut fields = Vec::new();
        if is_new {
            fields.push(Field::radios(t, "kind", t.say("party-kind"), kinds(t, Some(kind))));
        }
        fields.push(text("name", "member-name", &self.name));
        if is_new || kind == PartyKind::Person {
            let sexes = [("", "sex-unknown"), ("female", "sex-female"), ("male", "sex-male")];
            let sexes = sexes.map(|(value, key)| Choice::new(value, t.say(key)).chosen(value == self.sex));
            let born = Field::date(t, "born", t.say("party-born"), self.born()).optional();
            fields.push(born.error(errors.of("born")));
            fields.push(Field::radios(t, "sex", t.say("party-sex"), sexes.to_vec()));
        }
        fields.extend([
            text("phone", "party-phone-whatsapp", &self.phone).kind("tel").medium().optional(),
            text("email", "party-email", &self.email).kind("email").medium().optional(),
            text("village", "party-village", &self.village)
                .attribute("list", "daftar-kelurahan")
                .medium()
                .optional(),
            Field::area(t, "address", t.say("party-address"), &*self.address, 2)
                .error(errors.of("address"))
                .optional(),
            Field::area(t, "note", t.say("party-note"), &*self.note, 2).error(errors.of("note")).optional(),
        ]);
        fields
    }
}

/// The kinds of parties to choose from.
pub(super) fn kinds(t: Speech, chosen: Option<PartyKind>) -> Vec<Choice> {
    let choice = |kind: &PartyKind| {
        Choice::new(kind.as_str(), t.say(&format!("party-kind-{kind}"))).chosen(chosen == Some(*kind))
    };
    PartyKind::ALL.iter().map(choice).collect()
}

#[derive(Template)]
#[template(path = "party_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    villages: Vec<Area>,
    back: String,
    is_new: bool,
    alike: AlikeList,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Entries that might be the same, as a list: in the form, and alone for a form that is being filled in.
#[derive(Template)]
#[template(path = "alike.html")]
struct AlikeList {
    t: Speech,
    items: Vec<AlikeItem>,
}

ui::html_safe!(AlikeList);

struct AlikeItem {
    href: String,
    name: String,
    facts: String,
    why: String,
}

impl AlikeList {
    fn new(t: Speech, alike: Vec<alike::Alike>) -> Self {
        let item = |one: alike::Alike| {
            let born = one.born.map(|born| t.date(born));
            let facts = [born, one.village, one.phone.as_deref().map(phone::shown)];
            let why: Vec<&str> = one.why.iter().map(|why| t.say(why_key(*why))).collect();
            AlikeItem {
                href: path_of(one.id),
                name: one.name,
                facts: facts.into_iter().flatten().collect::<Vec<_>>().join(", "),
                why: t.list(&why),
            }
        };
        Self { t, items: alike.into_iter().map(item).collect() }
    }
}

/// The key of the words for a reason.
pub(super) const fn why_key(why: alike::Why) -> &'static str {
    match why {
        alike::Why::Phone => "alike-phone",
        alike::Why::Born => "alike-born",
        alike::Why::Name => "alike-name",
        alike::Why::Sound => "alike-sound",
    }
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    form: &EntryForm,
    errors: Errors,
    of: Option<&Party>,
    alike: Vec<alike::Alike>,
) -> Answer {
    let t = visit.t;
    let villages = visit.read(areas::villages).await?;
    let title = of.map_or_else(
        || t.say("party-new-title").to_owned(),
        |party| t.about("party-change-title", party.name.as_str()),
    );
    let mut page = below_register(visit, title);
    page.failed = !errors.is_empty();
    if of.is_none() {
        page.scripts.push("js/alike.js");
    }
    let view = FormPage {
        fields: form.fields(t, of.is_none(), &errors),
        villages,
        back: of.map_or_else(|| "/staf/orang".to_owned(), |party| path_of(party.id)),
        is_new: of.is_none(),
        alike: AlikeList::new(t, alike),
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// The form of a new entry.
pub(crate) async fn blank(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &EntryForm::default(), Errors::new(), None, Vec::new()).await
}

/// Who might be the same as what is typed so far, as a piece of a page.
pub(crate) async fn alike(visit: Visit, Query(form): Query<EntryForm>) -> Answer {
    let (kind, (profile, _)) = (form.kind(), form.profile());
    let found = visit.read(move |tx| alike::alike(tx, kind, &profile)).await?;
    visit.html(&AlikeList::new(visit.t, found))
}

/// Enters, unless somebody alike is there already and nobody has said to go on.
pub(crate) async fn submit(post: Post, Form(form): Form<EntryForm>) -> Answer {
    let (profile, unreadable) = form.profile();
    let (kind, anyway) = (form.kind(), form.anyway.is_some());
    let done = if unreadable.is_empty() {
        post.write(move |tx, act| parties::register(tx, act, kind, &profile, anyway)).await
    } else {
        Err(Error::Refused(Refusal { kind: Kind::Invalid, reasons: unreadable }))
    };
    match done {
        Ok(Entered::New(party)) => {
            let message = Message::new("party-entered").with("name", form.name.trim());
            Ok(post.done(&path_of(party), &message))
        }
        Ok(Entered::Alike(alike)) => {
            draw(&post, StatusCode::CONFLICT, &form, Errors::new(), None, alike).await
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None, Vec::new()).await
        }
    }
}

/// The form of an entry as it is.
pub(crate) async fn change(visit: Visit, Path(id): Path<Id<Person>>) -> Answer {
    let party = visit.read(move |tx| parties::living(tx, id)).await?;
    draw(&visit, StatusCode::OK, &EntryForm::of(party.clone()), Errors::new(), Some(&party), Vec::new()).await
}

/// Keeps what has changed.
pub(crate) async fn submit_change(
    post: Post,
    Path(id): Path<Id<Person>>,
    Form(form): Form<EntryForm>,
) -> Answer {
    let (profile, unreadable) = form.profile();
    let done = if unreadable.is_empty() {
        post.write(move |tx, act| {
            let party = parties::living(tx, id)?.id;
            parties::change(tx, act, party, &profile)
        })
        .await
    } else {
        Err(Error::Refused(Refusal { kind: Kind::Invalid, reasons: unreadable }))
    };
    let Err(error) = done else {
        return Ok(post.done(&path_of(id), &Message::new("party-saved").with("name", form.name.trim())));
    };
    let refusal = refusal_in(error)?;
    if refusal.kind == Kind::Missing {
        return Err(Failure::from(refusal));
    }
    let errors = errors_of(&post, &refusal, "name");
    let party = post.read(move |tx| parties::living(tx, id)).await?;
    draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, Some(&party), Vec::new()).await
}
