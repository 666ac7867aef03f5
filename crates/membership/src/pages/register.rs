use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Person, Refusal};
use platform::{library, looks::Sight};
use serde::Deserialize;
use store::{Error, Tx};
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Visit, see_other};

use super::{
    below_list,
    fields::{MemberForm, Typed},
    member, path_of,
};
use crate::{
    Member,
    members::{self, move_home, register, update},
    plans, queries,
};
use people::{
    EDIT, PartyKind, Profile, alike,
    pages::{errors_of, refusal_in},
    parties, phone, village,
};

#[derive(Template)]
#[template(path = "member_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    first: Vec<Field>,
    more: Vec<Field>,
    more_open: bool,
    /// Whether somebody is typed whom the register may know.
    is_new: bool,
    /// Whom the register knows already.
    person: String,
    version: String,
    save: &'static str,
    /// Where one goes without saving.
    back: String,
    /// Who of the register might be the same person, for a new one.
    alike: Vec<Alike>,
}

/// Somebody of the register who might be the same person.
struct Alike {
    href: String,
    name: String,
    code: String,
    born: String,
    phone: String,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn villages(&self) -> &'static [village::Village] {
        village::all()
    }
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    form: &Typed,
    errors: Errors,
    of: Option<&str>,
    alike: &[(alike::Alike, Option<String>)],
) -> Answer {
    let t = visit.t;
    let (plans, branches) = visit.read(|tx| Ok((plans::all(tx)?, library::branches(tx)?))).await?;
    let title =
        of.map_or_else(|| t.say("member-new-title").to_owned(), |code| t.about("member-change-title", code));
    let mut page = below_list(visit, title);
    page.failed = !errors.is_empty();
    let is_new = of.is_none() && form.person.is_empty();
    if is_new {
        page.scripts.push("js/alike.js");
    }
    let alike = alike.iter().map(|(one, code)| Alike {
        href: code.as_deref().map_or_else(|| format!("/staf/anggota/orang/{}", one.id), path_of),
        name: one.name.clone(),
        code: code.clone().unwrap_or_else(|| t.say("roster-known").to_owned()),
        born: one.born.map(|born| t.date(born)).unwrap_or_default(),
        phone: one.phone.as_deref().map(phone::shown).unwrap_or_default(),
    });
    let view = FormPage {
        first: form.first_fields(t, &plans, of.is_none(), &errors),
        more: form.more_fields(t, &branches, of.is_none(), &errors),
        more_open: of.is_some() || Typed::more_is_wrong(&errors),
        is_new,
        person: form.person.clone(),
        version: form.version.clone(),
        save: if of.is_some() { "member-save" } else { "member-register" },
        back: of.map_or_else(|| "/staf/anggota".to_owned(), path_of),
        alike: alike.collect(),
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Whom of the register a new member is to be.
#[derive(Deserialize)]
pub(crate) struct Whom {
    orang: Option<Id<Person>>,
}

/// The form of a new member; of somebody whom the register knows, filled in.
pub(crate) async fn blank(visit: Visit, Query(Whom { orang }): Query<Whom>) -> Answer {
    let form = match orang {
        Some(person) => {
            let party = visit.read(move |tx| parties::living(tx, person)).await?;
            visit.looks_at(party.id, Sight::Entry);
            Typed::of_party(&party)
        }
        None => Typed::default(),
    };
    draw(&visit, StatusCode::OK, &form, Errors::new(), None, &[]).await
}

/// The membership of somebody of the register: its page, or the form that begins it.
pub(crate) async fn of_person(visit: Visit, Path(person): Path<Id<Person>>) -> Answer {
    let (party, member) = visit
        .read(move |tx| {
            let party = parties::living(tx, person)?;
            let member = queries::by_id(tx, party.id)?;
            Ok((party, member))
        })
        .await?;
    Ok(see_other(&match member {
        Some(member) => path_of(&member.code),
        None if visit.can(EDIT) => format!("/staf/anggota/baru?orang={}", party.id),
        None => format!("/staf/anggota?q={}", ui::page::query_value(&party.name)),
    }))
}

/// What came of a registration.
enum Outcome {
    Done(Box<Member>),
    /// Nothing yet: these might be the same person; members with their number.
    Alike(Vec<(alike::Alike, Option<String>)>),
}

/// Registers, unless somebody alike is in the register already and nobody has said to go on.
pub(super) async fn submit(post: Post, Form(form): Form<MemberForm>) -> Answer {
    let form = Typed::sent(&form);
    let (profile, unreadable) = form.profile.read(post.act().today());
    let new = form.new_member(profile);
    let anyway = form.anyway || new.person.is_some();
    let done = if unreadable.is_empty() {
        post.write(move |tx, act| {
            // Of two clerks who register the same person at once, the second is told of the first.
            tx.lock("people.register", &"")?;
            let alike = if anyway { Vec::new() } else { alike_of(tx, &new.profile)? };
            if alike.is_empty() {
                if let Some(person) = new.person {
                    parties::change(tx, act, person, &new.profile)?;
                }
                return Ok(Outcome::Done(Box::new(register(tx, act, &new)?)));
            }
            Ok(Outcome::Alike(alike))
        })
        .await
    } else {
        Err(Error::Refused(Refusal { kind: Kind::Invalid, reasons: unreadable }))
    };
    match done {
        Ok(Outcome::Done(member)) => {
            let told = match members::lacks_consent(&member, post.act().today()) {
                true => "member-registered-child",
                false => "member-registered",
            };
            let message =
                Message::new(told).with("name", member.name.as_str()).with("code", member.code.as_str());
            Ok(post.done(&path_of(&member.code), &message))
        }
        Ok(Outcome::Alike(alike)) => {
            post.looks_at_all(alike.iter().map(|(one, _)| one.id), Sight::List);
            draw(&post, StatusCode::CONFLICT, &form, Errors::new(), None, &alike).await
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "name");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None, &[]).await
        }
    }
}

/// Who of the register might be this person, as every door asks; members with their number.
fn alike_of(tx: &mut Tx<'_>, profile: &Profile) -> store::Result<Vec<(alike::Alike, Option<String>)>> {
    let found = alike::alike(tx, PartyKind::Person, profile)?;
    let ids: Vec<_> = found.iter().map(|one| one.id).collect();
    let members = queries::by_ids(tx, &ids)?;
    let code = |one: &alike::Alike| {
        members.iter().find(|member| member.person == one.id).map(|member| member.code.clone())
    };
    Ok(found.into_iter().map(|one| (code(&one), one)).map(|(code, one)| (one, code)).collect())
}

/// The form of a member as they are.
pub(crate) async fn change(visit: Visit, Path(code): Path<String>) -> Answer {
    let (member, party) = visit
        .read(move |tx| {
            let member = member(tx, &code)?;
            let party = parties::one(tx, member.person)?;
            Ok((member, party))
        })
        .await?;
    visit.looks_at(member.person, Sight::Membership);
    let code = member.code.clone();
    let form = Typed::of(member, &party);
    draw(&visit, StatusCode::OK, &form, Errors::new(), Some(&code), &[]).await
}

/// Keeps what has changed about a member.
pub(super) async fn submit_change(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<MemberForm>,
) -> Answer {
    let form = Typed::sent(&form);
    let (profile, unreadable) = form.profile.read(post.act().today());
    let (wanted, moving, home, seen) = (code.clone(), form.moving(), form.home(), form.version.clone());
    let done = if unreadable.is_empty() {
        post.write(move |tx, act| {
            let person = member(tx, &wanted)?.person;
            parties::unchanged_since(tx, person, &seen)?;
            update(tx, act, person, &profile, &moving)?;
            let member = move_home(tx, act, person, home)?;
            Ok((member, parties::shut_out(tx, act, person)?))
        })
        .await
    } else {
        Err(Error::Refused(Refusal { kind: Kind::Invalid, reasons: unreadable }))
    };
    match done {
        Ok((member, None)) => {
            let message = Message::new("member-saved").with("name", member.name.as_str());
            Ok(post.done(&path_of(&member.code), &message))
        }
        Ok((member, Some(login))) => {
            let message = Message::new("party-shut-out").with("name", member.name).with("login", login);
            Ok(post.on_to(&path_of(&member.code), Tone::Warn, &message))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            if refusal.kind == Kind::Missing {
                return Err(Failure::from(refusal));
            }
            let errors = errors_of(&post, &refusal, "name");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, Some(&code), &[]).await
        }
    }
}
