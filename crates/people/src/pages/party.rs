//! An entry of the register with all that belongs to it, and the one place where a sealed number is read.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use jiff::tz::TimeZone;
use kernel::{Id, Person, Refusal};
use platform::audit::{self, Past};
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Choice, Column, ErrorSummary, Errors, Field, Flash, Row, Table, Timeline, TimelineItem, Tone},
};
use web::{Answer, Form, Post, Visit, see_other};

use super::{below_register, errors_of, path_of, photo, refusal_in};
use crate::{
    EDIT, MERGE, Party, PartyKind, REVEAL,
    addresses::{self, Address},
    areas,
    contacts::{self, Contact, Way},
    identifiers::{self, Identifier},
    merging::{self, Merger},
    names::{self, Name, NameKind},
    parties, phone,
    photos::{self, Photo},
    relationships::{self, Relation, Relationship},
    traits::{self, Trait, TraitKind},
    village,
};

/// How far back the page tells what happened.
const HISTORY: i64 = 30;

/// All that a page shows of a party.
struct Record {
    party: Party,
    district: Option<String>,
    names: Vec<Name>,
    contacts: Vec<Contact>,
    addresses: Vec<Address>,
    identifiers: Vec<Identifier>,
    /// Of which kinds another number may be.
    kinds: Vec<String>,
    relationships: Vec<Relationship>,
    traits: Vec<Trait>,
    mergers: Vec<Merger>,
    photo: Option<Id<Photo>>,
    history: Vec<Past>,
}

/// What of the page was sent and came back.
#[derive(Default)]
pub(super) struct Sent {
    pub errors: Errors,
    /// Whom a relationship may mean, to choose from.
    pub others: Vec<Choice>,
    /// What was typed, by field.
    pub typed: Vec<(&'static str, String)>,
}

impl Sent {
    fn typed(&self, name: &str) -> &str {
        self.typed.iter().find(|(field, _)| *field == name).map_or("", |(_, text)| text)
    }
}

#[derive(Template)]
#[template(path = "party.html")]
struct PartyPage {
    page: Page,
    errors: Errors,
    base: String,
    facts: Table,
    names: Vec<Line>,
    contacts: Vec<Line>,
    addresses: Vec<Line>,
    identifiers: Vec<Line>,
    relationships: Vec<Line>,
    traits: Vec<Line>,
    mergers: Vec<Line>,
    forms: Forms,
    /// The photo; a place for one only where people have one.
    portrait: Option<Html>,
    takes_photo: bool,
    photo: Field,
    history: Timeline,
    can_edit: bool,
    can_merge: bool,
    can_reveal: bool,
    /// Where the membership of a person is.
    member: Option<String>,
}

/// The forms that add something.
struct Forms {
    name: Vec<Field>,
    contact: Vec<Field>,
    address: Vec<Field>,
    identifier: Vec<Field>,
    relationship: Vec<Field>,
    traits: Vec<Field>,
}

/// One thing that belongs to a party.
struct Line {
    id: String,
    /// What it is: `WhatsApp`, `wali dari`.
    label: String,
    /// Where the value leads; nowhere where empty.
    href: String,
    value: String,
    note: String,
    /// Whether it is over, or first already: without the button that would make it so.
    settled: bool,
}

impl PartyPage {
    fn villages(&self) -> &'static [village::Village] {
        if self.can_edit { village::all() } else { &[] }
    }

    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A party; one that was merged leads to the other.
pub(crate) async fn page(visit: Visit, Path(id): Path<Id<Person>>) -> Answer {
    draw(&visit, StatusCode::OK, id, Sent::default()).await
}

pub(super) async fn draw(visit: &Visit, status: StatusCode, id: Id<Person>, sent: Sent) -> Answer {
    let record = visit
        .read(move |tx| {
            let party = parties::living(tx, id)?;
            let id = party.id;
            Ok(Record {
                district: match &party.area {
                    Some(code) => areas::village(tx, code)?.map(|area| area.district),
                    None => None,
                },
                names: names::of(tx, id)?,
                contacts: contacts::of(tx, id)?,
                addresses: addresses::of(tx, id)?,
                identifiers: identifiers::of(tx, id)?,
                kinds: identifiers::kinds(tx)?,
                relationships: relationships::of(tx, id)?,
                traits: traits::of(tx, id)?,
                mergers: merging::into(tx, id)?,
                photo: photos::of(tx, id)?,
                history: audit::history(tx, id, HISTORY)?,
                party,
            })
        })
        .await?;
    if record.party.kind == PartyKind::Person {
        visit.looks_at(record.party.id, platform::looks::Sight::Entry);
    }
    if record.party.id != id {
        return Ok(see_other(&path_of(record.party.id)));
    }
    let (t, zone) = (visit.t, visit.act().zone);
    let mut page = below_register(visit, record.party.name.as_str());
    page.failed = !sent.errors.is_empty();
    let view = PartyPage {
        facts: facts(t, &record),
        names: record.names.iter().map(|name| name_line(t, name)).collect(),
        contacts: record
            .contacts
            .iter()
            .enumerate()
            .map(|(at, contact)| contact_line(t, at, contact))
            .collect(),
        addresses: record.addresses.iter().map(|address| address_line(t, address)).collect(),
        identifiers: record.identifiers.iter().map(|number| identifier_line(t, number)).collect(),
        relationships: record.relationships.iter().map(|one| relationship_line(t, one)).collect(),
        traits: record.traits.iter().map(|one| trait_line(t, one)).collect(),
        mergers: record.mergers.iter().map(|one| merger_line(t, &zone, one)).collect(),
        forms: forms(t, &sent, &record.kinds),
        portrait: photo::portrait(t, record.photo, &record.party.name),
        takes_photo: record.party.kind == PartyKind::Person,
        photo: photo::field(t, &sent.errors),
        history: Timeline { items: record.history.iter().map(|past| remembered(t, &zone, past)).collect() },
        // Into what is left of somebody forgotten nothing is written.
        can_edit: visit.can(EDIT) && !record.party.forgotten,
        can_merge: visit.can(MERGE) && !record.party.forgotten,
        can_reveal: visit.can(REVEAL),
        base: path_of(id),
        // By its address: the register knows nothing of memberships.
        member: (record.party.kind == PartyKind::Person && !record.party.forgotten)
            .then(|| format!("/staf/anggota/orang/{id}")),
        errors: sent.errors,
        page,
    };
    visit.html_as(status, &view)
}

fn facts(t: Speech, record: &Record) -> Table {
    let columns =
        vec![Column::new(t.say("party-fact")).hidden().head(), Column::new(t.say("party-value")).hidden()];
    let mut table = Table::new(t, "fakta", t.say("party-facts"), columns);
    let party = &record.party;
    let village = party.village.clone().map(|village| match &record.district {
        Some(district) => format!("{village}, {district}"),
        None => village,
    });
    let rows = [
        ("party-kind", Some(t.say(&format!("party-kind-{}", party.kind)).to_owned())),
        ("party-born", party.born.map(|born| t.date(born))),
        ("party-sex", party.sex.map(|sex| t.say(&format!("sex-{sex}")).to_owned())),
        ("party-phone", party.phone.as_deref().map(phone::shown)),
        ("party-email", party.email.clone()),
        ("party-village", village),
        ("party-address", party.address.clone()),
        ("party-note", party.note.clone()),
    ];
    let row = |(key, value): (&str, Option<String>)| Some(Row::new(vec![t.say(key).into(), value?.into()]));
    table.rows = rows.into_iter().filter_map(row).collect();
    table
}

fn name_line(t: Speech, name: &Name) -> Line {
    Line {
        id: name.id.to_string(),
        label: t.say(&format!("name-kind-{}", name.kind)).to_owned(),
        href: String::new(),
        value: name.name.clone(),
        note: String::new(),
        settled: false,
    }
}

fn address_line(t: Speech, address: &Address) -> Line {
    let parts = [address.address.as_deref(), Some(address.village.as_str())];
    Line {
        id: address.id.to_string(),
        label: address.label.clone().unwrap_or_else(|| t.say("party-address").to_owned()),
        href: String::new(),
        value: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        note: String::new(),
        settled: false,
    }
}

fn contact_line(t: Speech, at: usize, contact: &Contact) -> Line {
    let untold = if contact.told { "" } else { t.say("contact-not-told") };
    let note = [contact.label.as_deref().unwrap_or_default(), untold];
    Line {
        id: contact.id.to_string(),
        label: t.say(&format!("contact-{}", contact.kind)).to_owned(),
        href: match contact.kind {
            // WhatsApp's own address of a number.
            Way::WhatsApp => format!("https://wa.me/{}", contact.value),
            Way::Phone => format!("tel:+{}", contact.value),
            Way::Email => format!("mailto:{}", contact.value),
            Way::Other => String::new(),
        },
        value: contact.shown(),
        note: note.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
        settled: at == 0,
    }
}

fn identifier_line(t: Speech, number: &Identifier) -> Line {
    Line {
        id: number.id.to_string(),
        label: scheme(t, &number.scheme),
        href: String::new(),
        value: number.masked.clone(),
        note: String::new(),
        settled: false,
    }
}

/// What a scheme is called; a partner's own is its word.
fn scheme(t: Speech, scheme: &str) -> String {
    t.known(&format!("scheme-{scheme}")).map_or_else(|| scheme.replace('-', " "), str::to_owned)
}

fn relationship_line(t: Speech, one: &Relationship) -> Line {
    let key = format!("relation-{}{}", one.kind, if one.inverse { "-inverse" } else { "" });
    let span = match (one.since, one.until) {
        (Some(since), Some(until)) => format!("{} – {}", t.date(since), t.date(until)),
        (Some(since), None) => t.about("relation-since", t.date(since)),
        (None, Some(until)) => t.about("relation-until", t.date(until)),
        (None, None) => String::new(),
    };
    let note = [span, one.note.clone().unwrap_or_default()];
    Line {
        id: one.id.to_string(),
        label: t.say(&key).to_owned(),
        href: path_of(one.other),
        value: one.name.clone(),
        note: note.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        settled: one.until.is_some(),
    }
}

fn trait_line(t: Speech, one: &Trait) -> Line {
    Line {
        id: one.id.to_string(),
        label: t.say(&format!("trait-{}", one.kind)).to_owned(),
        href: String::new(),
        value: t.say(&format!("{}-{}", one.kind, one.code)).to_owned(),
        note: one.sentence.clone().unwrap_or_default(),
        settled: false,
    }
}

fn merger_line(t: Speech, zone: &TimeZone, one: &Merger) -> Line {
    Line {
        id: one.gone.to_string(),
        label: String::new(),
        href: String::new(),
        value: one.name.clone(),
        note: t.moment(one.merged_at, zone),
        settled: false,
    }
}

fn forms(t: Speech, sent: &Sent, numbers: &[String]) -> Forms {
    let text = |name, key| Field::text(t, name, t.say(key), sent.typed(name)).error(sent.errors.of(name));
    let chosen = |name: &str, code: &str| sent.typed(name) == code;
    let options = |name: &'static str, prefix: &str, codes: &[&str]| {
        let choice =
            |code: &&str| Choice::new(*code, t.say(&format!("{prefix}{code}"))).chosen(chosen(name, code));
        codes.iter().map(choice).collect::<Vec<_>>()
    };
    let select =
        |name, key, choices| Field::select(t, name, t.say(key), choices).medium().error(sent.errors.of(name));
    let kinds: Vec<&str> = NameKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let ways: Vec<&str> = Way::ALL.iter().map(|way| way.as_str()).collect();
    let relations: Vec<Choice> = Relation::ALL
        .iter()
        .flat_map(|kind| {
            let straight = (kind.as_str().to_owned(), format!("relation-{kind}"));
            let inverse = (format!("{kind}-inverse"), format!("relation-{kind}-inverse"));
            if *kind == Relation::Household { vec![straight] } else { vec![straight, inverse] }
        })
        .map(|(code, key)| Choice::new(code.as_str(), t.say(&key)).chosen(chosen("relation", &code)))
        .collect();
    let needs: Vec<Choice> = [
        (TraitKind::Accommodation, &traits::ACCOMMODATIONS[..]),
        (TraitKind::Language, &traits::LANGUAGES[..]),
    ]
    .into_iter()
    .flat_map(|(kind, codes)| codes.iter().map(move |code| format!("{kind}-{code}")))
    .map(|code| Choice::new(code.as_str(), t.say(&code)).chosen(chosen("code", &code)))
    .collect();
    let schemes = numbers
        .iter()
        .map(|kind| Choice::new(kind.as_str(), scheme(t, kind)).chosen(chosen("scheme", kind)))
        .collect();
    let mut relationship = vec![
        select("relation", "relation", relations),
        text("who", "relation-who").hint(t.say("relation-who-hint")),
    ];
    if !sent.others.is_empty() {
        let which = Field::radios(t, "other", t.say("relation-which"), sent.others.clone());
        relationship.push(which.error(sent.errors.of("other")));
    }
    relationship.extend([
        Field::date(t, "since", t.say("relation-since-field"), ui::part::DateParts::default())
            .optional()
            .error(sent.errors.of("since")),
        text("remark", "relation-note").optional(),
        Field::check(t, "grown_up", t.say("relation-grown-up"), "1", chosen("grown_up", "1"))
            .hint(t.say("relation-grown-up-hint"))
            .error(sent.errors.of("grown_up")),
    ]);
    Forms {
        name: vec![
            select("name_kind", "name-kind", options("name_kind", "name-kind-", &kinds)),
            text("name", "member-name"),
        ],
        contact: vec![
            select("way", "contact-kind", options("way", "contact-", &ways)),
            text("value", "contact-value"),
            text("label", "contact-label").hint(t.say("contact-label-hint")).optional(),
            Field::check(t, "told", t.say("contact-told"), "1", true),
        ],
        address: vec![
            text("place", "party-village")
                .hint(t.say("address-place-hint"))
                .attribute("list", "daftar-kelurahan")
                .autocomplete("off"),
            text("street", "party-address").autocomplete("off").optional(),
            text("called", "address-label").hint(t.say("address-label-hint")).optional(),
        ],
        identifier: vec![
            select("scheme", "identifier-scheme-field", schemes),
            text("number", "identifier-value").hint(t.say("identifier-value-hint")).autocomplete("off"),
        ],
        relationship,
        traits: vec![select("code", "trait-code", needs), text("sentence", "trait-sentence").optional()],
    }
}

fn remembered(t: Speech, zone: &TimeZone, past: &Past) -> TimelineItem {
    let who = past.name.as_deref().unwrap_or_else(|| t.say("party-by-system"));
    let reason =
        past.detail.as_deref().and_then(|detail| serde_json::from_str::<serde_json::Value>(detail).ok());
    let reason = reason.as_ref().and_then(|detail| detail["reason"].as_str());
    let text = reason.map_or_else(|| who.to_owned(), |reason| format!("{who}: {reason}"));
    TimelineItem {
        when: t.moment(past.at, zone),
        title: web::in_words(t, "audit", &past.action),
        text: Html::from(text),
        done: false,
        now: false,
    }
}

#[derive(Template)]
#[template(path = "reveal.html")]
struct RevealPage {
    page: Page,
    errors: Errors,
    label: String,
    value: String,
    reason: Field,
    back: String,
    revealed: bool,
}

impl RevealPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

type Row2 = (Id<Person>, Id<Identifier>);

async fn masked(visit: &Visit, (id, row): Row2) -> Result<(Party, Identifier), web::Failure> {
    let found = visit
        .read(move |tx| {
            let party = parties::living(tx, id)?;
            let all = identifiers::of(tx, party.id)?;
            Ok((party, all.into_iter().find(|one| one.id == row).ok_or(store::Error::Missing)?))
        })
        .await?;
    Ok(found)
}

fn reveal_page(
    visit: &Visit,
    (party, number): (Party, Identifier),
    typed: &str,
    errors: Errors,
) -> RevealPage {
    let t = visit.t;
    let mut page = below_register(visit, t.about("identifier-reveal-title", party.name.as_str()));
    page.failed = !errors.is_empty();
    RevealPage {
        label: scheme(t, &number.scheme),
        value: number.masked,
        reason: Field::text(t, "reason", t.say("identifier-reason"), typed)
            .hint(t.say("identifier-reason-hint"))
            .autocomplete("off")
            .error(errors.of("reason")),
        back: path_of(party.id),
        revealed: false,
        errors,
        page,
    }
}

/// Asks why a number is to be read.
pub(crate) async fn reason(visit: Visit, Path(row): Path<Row2>) -> Answer {
    let found = masked(&visit, row).await?;
    visit.html(&reveal_page(&visit, found, "", Errors::new()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    #[serde(default)]
    reason: String,
}

/// Shows a number once.
pub(crate) async fn reveal(
    post: Post,
    Path(row): Path<Row2>,
    Form(Reason { reason }): Form<Reason>,
) -> Answer {
    let (found, vault, why) = (masked(&post, row).await?, post.vault(), reason.clone());
    let party = found.0.id;
    let read = post.write(move |tx, act| identifiers::reveal(tx, act, &vault, party, row.1, &why)).await;
    match read {
        Ok(value) => {
            post.looks_at(party, platform::looks::Sight::Number);
            let mut view = reveal_page(&post, found, &reason, Errors::new());
            view.page.flash.push(Flash::new(Tone::Info, post.t.say("identifier-revealed")));
            (view.value, view.revealed) = (value, true);
            post.html(&view)
        }
        Err(error) => {
            let refusal: Refusal = refusal_in(error)?;
            let errors = errors_of(&post, &refusal, "reason");
            post.html_as(StatusCode::UNPROCESSABLE_ENTITY, &reveal_page(&post, found, &reason, errors))
        }
    }
}
