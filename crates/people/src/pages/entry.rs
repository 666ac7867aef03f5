//! The form of an entry, new or as it is; and who might be the same, asked while it is filled in.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Person, Refusal};
use platform::looks::Sight;
use store::Error;
use ui::{
    Page, Speech,
    part::{Choice, ErrorSummary, Errors, Field, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::{below_register, errors_of, path_of, profile::ProfileForm, refusal_in};
use crate::{
    Party, PartyKind, alike,
    areas::{self, Area},
    parties::{self, Entered},
    phone,
};

web::form! {
    /// What is typed; `anyway` says to enter in spite of somebody alike.
    EntryForm {
        kind, name, born_day, born_month, born_year, sex, phone, email, village, address, note, anyway, version
    }
}

/// An entry's form as it is drawn.
struct Typed {
    kind: PartyKind,
    profile: ProfileForm,
    /// When what was shown had last been changed.
    version: String,
}

impl Typed {
    fn sent(form: &EntryForm) -> Self {
        let sent = form.sent();
        Self {
            kind: sent.text("kind").parse().unwrap_or(PartyKind::Person),
            profile: ProfileForm::sent(&sent),
            version: sent.text("version").to_owned(),
        }
    }

    fn of(party: &Party) -> Self {
        Self { kind: party.kind, profile: ProfileForm::of(party), version: parties::version(party) }
    }

    fn fields(&self, t: Speech, is_new: bool, errors: &Errors) -> Vec<Field> {
        let (kind, profile) = (self.kind, &self.profile);
        let text = |name, key, value: &str| {
            Field::text(t, name, t.say(key), value).autocomplete("off").error(errors.of(name))
        };
        let area = |name, key, value: &str| {
            Field::area(t, name, t.say(key), value, 2).error(errors.of(name)).optional()
        };
        let mut fields = Vec::new();
        if is_new {
            fields.push(Field::radios(t, "kind", t.say("party-kind"), kinds(t, Some(kind))));
        }
        fields.push(text("name", "member-name", &profile.name));
        if is_new || kind == PartyKind::Person {
            let born = Field::date(t, "born", t.say("party-born"), profile.born.clone()).optional();
            fields.push(born.error(errors.of("born")));
            fields.push(Field::radios(t, "sex", t.say("party-sex"), profile.sexes(t)));
        }
        fields.extend([
            text("phone", "party-phone-whatsapp", &profile.phone).kind("tel").medium().optional(),
            text("email", "party-email", &profile.email).kind("email").medium().optional(),
            text("village", "party-village", &profile.village)
                .attribute("list", "daftar-kelurahan")
                .medium()
                .optional(),
            area("address", "party-address", &profile.address),
            area("note", "party-note", &profile.note),
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
    version: String,
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
    form: &Typed,
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
        version: form.version.clone(),
        alike: AlikeList::new(t, alike),
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// The form of a new entry.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Typed::sent(&EntryForm::default()), Errors::new(), None, Vec::new()).await
}

/// Who might be the same as what is typed so far, as a piece of a page.
pub(super) async fn alike(visit: Visit, Query(form): Query<EntryForm>) -> Answer {
    let typed = Typed::sent(&form);
    let (kind, (profile, _)) = (typed.kind, typed.profile.read(visit.act().today()));
    let found = visit.read(move |tx| alike::alike(tx, kind, &profile)).await?;
    if kind == PartyKind::Person {
        visit.looks_at_all(found.iter().map(|one| one.id), Sight::List);
    }
    visit.html(&AlikeList::new(visit.t, found))
}

/// Enters, unless somebody alike is there already and nobody has said to go on.
pub(super) async fn submit(post: Post, Form(form): Form<EntryForm>) -> Answer {
    let typed = Typed::sent(&form);
    let (profile, unreadable) = typed.profile.read(post.act().today());
    let (kind, anyway) = (typed.kind, !form.anyway.is_empty());
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
            draw(&post, StatusCode::CONFLICT, &typed, Errors::new(), None, alike).await
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors, None, Vec::new()).await
        }
    }
}

/// The form of an entry as it is.
pub(super) async fn change(visit: Visit, Path(id): Path<Id<Person>>) -> Answer {
    let party = visit
        .read(move |tx| {
            let party = parties::living(tx, id)?.id;
            parties::remembered(tx, party)
        })
        .await?;
    visit.looks_at(party.id, Sight::Entry);
    draw(&visit, StatusCode::OK, &Typed::of(&party), Errors::new(), Some(&party), Vec::new()).await
}

/// Keeps what has changed.
pub(super) async fn submit_change(
    post: Post,
    Path(id): Path<Id<Person>>,
    Form(form): Form<EntryForm>,
) -> Answer {
    let typed = Typed::sent(&form);
    let (profile, unreadable) = typed.profile.read(post.act().today());
    let seen = typed.version.clone();
    let done = if unreadable.is_empty() {
        post.write(move |tx, act| {
            let party = parties::living(tx, id)?.id;
            parties::unchanged_since(tx, party, &seen)?;
            parties::change(tx, act, party, &profile)?;
            parties::shut_out(tx, act, party)
        })
        .await
    } else {
        Err(Error::Refused(Refusal { kind: Kind::Invalid, reasons: unreadable }))
    };
    let error = match done {
        Ok(None) => {
            return Ok(post.done(&path_of(id), &Message::new("party-saved").with("name", form.name.trim())));
        }
        Ok(Some(login)) => {
            let message = Message::new("party-shut-out").with("name", form.name.trim()).with("login", login);
            return Ok(post.on_to(&path_of(id), Tone::Warn, &message));
        }
        Err(error) => error,
    };
    let refusal = refusal_in(error)?;
    if refusal.kind == Kind::Missing {
        return Err(Failure::from(refusal));
    }
    let errors = errors_of(&post, &refusal, "name");
    let party = post.read(move |tx| parties::living(tx, id)).await?;
    draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors, Some(&party), Vec::new()).await
}
