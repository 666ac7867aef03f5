//! Entering a partner, and what is written about one.

use askama::Template;
use axum::extract::Path;
use kernel::{Date, Id, Kind as No, Message, Person, Reason, Refusal};
use people::{PartyKind, Profile, parties::Entered};
use ui::{
    Page,
    part::{Choice, DateParts, ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Visit};

use super::{Sent, chosen, errors_in, form, is_stale, list, moved, named, parts, path_of, status_of};
use crate::{
    model::{Kind, Partner, Stage},
    partners::{self, Details},
};

form! { NewForm { party, party_kind, name, phone, email, village, address, kind, anyway } }

#[derive(Template)]
#[template(path = "partner_form.html")]
struct FormPage {
    page: Page,
    errors: Errors,
    /// Entries of the register that look the same.
    alike: Vec<Choice>,
    fields: Vec<Field>,
    /// How the partner was when the form was given out; empty of a new one.
    seen: String,
    back: String,
}

impl FormPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// An empty form.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, &NewForm::default(), Errors::new(), Vec::new()).await
}

async fn draw(visit: &Visit, form: &NewForm, errors: Errors, alike: Vec<Choice>) -> Answer {
    let candidates = visit.read(partners::candidates).await?;
    let t = visit.t;
    let mut known = vec![Choice::new("", t.say("partner-not-registered"))];
    known.extend(candidates.iter().map(|one| {
        let id = one.id.to_string();
        let chosen = id == form.party;
        Choice::new(id, one.name.as_str()).chosen(chosen)
    }));
    let party_kinds = [PartyKind::Organisation, PartyKind::Group, PartyKind::Person].map(|kind| {
        let chosen = kind.as_str() == form.party_kind
            || (form.party_kind.is_empty() && kind == PartyKind::Organisation);
        Choice::new(kind.as_str(), t.say(&format!("party-kind-{kind}"))).chosen(chosen)
    });
    let text = |name, key, value: &str| {
        Field::text(t, name, t.say(key), value).autocomplete("off").error(errors.of(name))
    };
    let fields = vec![
        Field::select(t, "kind", t.say("partner-kind"), list::kinds(t, &form.kind, None))
            .error(errors.of("kind")),
        Field::select(t, "party", t.say("partner-registered"), known)
            .hint(t.say("partner-registered-hint"))
            .error(errors.of("party")),
        Field::radios(t, "party_kind", t.say("partner-party-kind"), party_kinds.to_vec()),
        text("name", "partner-name", &form.name).hint(t.say("partner-name-hint")).optional(),
        text("phone", "party-phone-whatsapp", &form.phone).kind("tel").medium().optional(),
        text("email", "party-email", &form.email).kind("email").medium().optional(),
        text("village", "party-village", &form.village).medium().optional(),
        Field::area(t, "address", t.say("party-address"), form.address.as_str(), 2)
            .error(errors.of("address"))
            .optional(),
    ];
    let mut page = visit.below(("nav-partners", "/staf/mitra"), t.say("partner-new"));
    page.failed = !errors.is_empty();
    let status = status_of(&errors);
    let (seen, back) = (String::new(), "/staf/mitra".to_owned());
    visit.html_as(status, &FormPage { page, errors, alike, fields, seen, back })
}

/// Enters a partner: one of the register, or a new entry.
pub(super) async fn submit(post: Post, Form(form): Form<NewForm>) -> Answer {
    let typed = form.clone();
    let entered = post
        .write(move |tx, act| {
            let kind: Kind = chosen(&typed.kind, "kind", "partner-kind-unknown")?;
            if let Ok(party) = typed.party.parse::<Id<Person>>() {
                return Ok((None, Some(partners::enter(tx, act, party, kind, Stage::Idea)?)));
            }
            let profile = Profile {
                name: typed.name.clone(),
                phone: typed.phone.clone(),
                email: typed.email.clone(),
                village: typed.village.clone(),
                address: typed.address.clone(),
                ..Profile::default()
            };
            let party_kind = typed.party_kind.parse().unwrap_or(PartyKind::Organisation);
            let anyway = !typed.anyway.is_empty();
            let (entered, partner) = partners::enter_new(tx, act, party_kind, &profile, kind, anyway)?;
            Ok((Some(entered), partner))
        })
        .await;
    match entered {
        Ok((_, Some(partner))) => {
            let message = Message::new("partner-entered").with("name", partner.name.as_str());
            Ok(post.done(&path_of(&partner.code), &message))
        }
        Ok((Some(Entered::Alike(alike)), None)) => {
            let mut errors = Errors::new();
            errors.add("name", post.t.say("partner-alike"));
            let alike = alike.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
            draw(&post, &form, errors, alike).await
        }
        Ok(_) => Err(web::Failure::missing()),
        Err(error) => {
            let errors = errors_in(&post, error, "name")?;
            draw(&post, &form, errors, Vec::new()).await
        }
    }
}

form! { EditForm {
    dilihat, kind, owner, next_step, next_day, next_month, next_year, about, website, public, consent,
} }

impl EditForm {
    /// The first field in which a partner is otherwise than it was typed.
    fn first_other(&self, one: &Partner) -> &'static str {
        let is = |kept: &Option<String>, typed: &str| kept.as_deref().unwrap_or_default() == typed.trim();
        let owner = one.owner.map(|owner| owner.to_string());
        if one.kind.as_str() != self.kind {
            "kind"
        } else if !is(&owner, &self.owner) {
            "owner"
        } else if !is(&one.next_step, &self.next_step) {
            "next_step"
        } else if one.next_on != parts(&self.next_day, &self.next_month, &self.next_year).read() {
            "next"
        } else if !is(&one.website, &self.website) {
            "website"
        } else {
            "about"
        }
    }

    fn details(&self) -> Result<(Kind, Details), Refusal> {
        let next_on = parts(&self.next_day, &self.next_month, &self.next_year);
        if !next_on.is_empty() && next_on.read().is_none() {
            let message = Message::new("partner-day-unreadable");
            return Err(Refusal {
                kind: No::Invalid,
                reasons: vec![Reason { field: Some("next"), message }],
            });
        }
        let kind = chosen(&self.kind, "kind", "partner-kind-unknown")?;
        let details = Details {
            owner: self.owner.parse().ok(),
            next_step: self.next_step.clone(),
            next_on: next_on.read(),
            about: self.about.clone(),
            website: self.website.clone(),
            public: !self.public.is_empty(),
            consent: self.consent.clone(),
        };
        Ok((kind, details))
    }
}

/// What is written about a partner, to be changed.
pub(super) async fn edit(visit: Visit, Path(code): Path<String>) -> Answer {
    let partner = named(&visit, code.clone()).await?;
    if let Some(there) = moved(&code, &partner, |code| format!("{}/ubah", path_of(code))) {
        return Ok(there);
    }
    draw_edit(&visit, &partner, Sent::default(), false).await
}

/// The form; where somebody else changed the partner meanwhile, with what is kept now beside what was typed.
async fn draw_edit(visit: &Visit, one: &Partner, sent: Sent, stale: bool) -> Answer {
    let staff = visit.read(partners::staff).await?;
    let (t, errors) = (visit.t, &sent.errors);
    let beside = |field: Field, kept: &str, typed: &str| match stale && kept != typed.trim() {
        true if kept.is_empty() => field.hint(t.say("partner-kept-now-nothing")),
        true => field.hint(t.about("partner-kept-now", kept)),
        false => field,
    };
    let owner_now = one.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let owner = sent.or("owner", &owner_now);
    let mut owners = vec![Choice::new("", t.say("partner-owner-none"))];
    owners.extend(staff.iter().map(|(id, name)| {
        let id = id.to_string();
        let chosen = id == owner;
        Choice::new(id, name.as_str()).chosen(chosen)
    }));
    let kept = |text: &Option<String>| text.clone().unwrap_or_default();
    let called = |kind: &str| t.known(&format!("partner-kind-{kind}")).unwrap_or_default().to_owned();
    let day = |day: Option<Date>| day.map(|day| t.date(day)).unwrap_or_default();
    let next = sent.date("next", one.next_on.map(DateParts::from).unwrap_or_default());
    let public = if sent.typed.is_empty() { one.public } else { !sent.typed("public").is_empty() };
    let mut fields = vec![
        beside(
            Field::select(
                t,
                "kind",
                t.say("partner-kind"),
                list::kinds(t, sent.or("kind", one.kind.as_str()), None),
            )
            .error(errors.of("kind")),
            &called(one.kind.as_str()),
            &called(sent.typed("kind")),
        ),
        beside(
            Field::select(t, "owner", t.say("partner-owner"), owners).error(errors.of("owner")),
            one.owner_name.as_deref().unwrap_or_default(),
            staff
                .iter()
                .find(|(id, _)| id.to_string() == sent.typed("owner"))
                .map_or("", |(_, name)| name.as_str()),
        ),
        beside(
            Field::text(t, "next_step", t.say("partner-next"), sent.or("next_step", &kept(&one.next_step)))
                .hint(t.say("partner-next-hint"))
                .error(errors.of("next_step"))
                .optional(),
            &kept(&one.next_step),
            sent.typed("next_step"),
        ),
        beside(
            Field::date(t, "next", t.say("partner-next-on"), next.clone())
                .error(errors.of("next"))
                .optional(),
            &day(one.next_on),
            &day(next.read()),
        ),
        beside(
            Field::area(t, "about", t.say("partner-about"), sent.or("about", &kept(&one.about)), 5)
                .hint(t.say("partner-about-hint"))
                .error(errors.of("about"))
                .optional(),
            &kept(&one.about),
            &sent.typed("about").replace("\r\n", "\n"),
        ),
        beside(
            Field::text(t, "website", t.say("partner-website"), sent.or("website", &kept(&one.website)))
                .kind("url")
                .error(errors.of("website"))
                .optional(),
            &kept(&one.website),
            sent.typed("website"),
        ),
        Field::check(t, "public", t.say("partner-public"), "1", public)
            .hint(t.say("partner-public-hint"))
            .error(errors.of("public")),
    ];
    if one.party_kind == PartyKind::Person {
        fields.push(
            Field::text(t, "consent", t.say("partner-consent"), sent.or("consent", &kept(&one.consent)))
                .hint(t.say("partner-consent-hint"))
                .error(errors.of("consent"))
                .optional(),
        );
    }
    let mut page = visit.below(("nav-partners", "/staf/mitra"), t.about("partner-edit", one.name.as_str()));
    page.failed = !errors.is_empty();
    let status = status_of(errors);
    let back = path_of(&one.code);
    // Whoever has been told of the other's change may save theirs over it.
    let seen =
        if stale { partners::version(one) } else { sent.or("dilihat", &partners::version(one)).to_owned() };
    visit.html_as(status, &FormPage { page, errors: sent.errors, alike: Vec::new(), fields, seen, back })
}

/// Keeps what was changed.
pub(super) async fn change(post: Post, Path(code): Path<String>, Form(form): Form<EditForm>) -> Answer {
    let partner = named(&post, code.clone()).await?;
    let changed = match form.details() {
        Ok((kind, details)) => {
            let (party, seen) = (partner.party, form.dilihat.clone());
            post.write(move |tx, act| {
                partners::unchanged_since(tx, act, party, &seen)?;
                partners::change(tx, act, party, kind, &details)
            })
            .await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match changed {
        Ok(_) => Ok(post.done(&path_of(&partner.code), &Message::new("partner-kept"))),
        Err(error) => {
            let stale = is_stale(&error);
            let partner = named(&post, code).await?;
            let at = if stale { form.first_other(&partner) } else { "about" };
            let errors = errors_in(&post, error, at)?;
            draw_edit(&post, &partner, Sent { errors, ..form.sent() }, stale).await
        }
    }
}
