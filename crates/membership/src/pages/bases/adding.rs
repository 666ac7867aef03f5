//! One more basis.

use axum::{extract::Path, http::StatusCode};
use kernel::{Date, Id, Message, Reason, Refusal};
use people::{
    pages::{errors_of, refusal_in},
    relationships::Grown,
};
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Speech,
    part::{Choice, DateParts, Errors, Field},
};
use web::{Answer, Form, Post, Visit};

use super::{FormPage, around, below_member, path_of, why};
use crate::pages::{amount, grown_field, more_field, paid_field, received, received_field};
use crate::{
    Basis, Ground,
    bases::{self, NewBasis},
    queries, rules,
};

/// What somebody at the desk can see for themselves; partners' lists, domains and vouchers bring their own.
const GRANTED: [Ground; 5] =
    [Ground::Address, Ground::Employment, Ground::Need, Ground::Payment, Ground::Guardian];

/// What is typed of a basis.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BasisForm {
    ground: String,
    since_day: String,
    since_month: String,
    since_year: String,
    until_day: String,
    until_month: String,
    until_year: String,
    guardian: String,
    /// That the guardian is 18 or older, where no birth date says so.
    grown_up: String,
    evidence: String,
    paid: String,
    paid_more: String,
    received: String,
}

impl BasisForm {
    fn blank(first: Option<Ground>, since: Date, until: Option<Date>) -> Self {
        let (since, until) = (DateParts::from(since), until.map(DateParts::from).unwrap_or_default());
        Self {
            ground: first.map_or("", Ground::as_str).to_owned(),
            since_day: since.day,
            since_month: since.month,
            since_year: since.year,
            until_day: until.day,
            until_month: until.month,
            until_year: until.year,
            ..Self::default()
        }
    }

    fn since(&self) -> DateParts {
        let (day, month, year) = (self.since_day.clone(), self.since_month.clone(), self.since_year.clone());
        DateParts { day, month, year }
    }

    fn until(&self) -> DateParts {
        let (day, month, year) = (self.until_day.clone(), self.until_month.clone(), self.until_year.clone());
        DateParts { day, month, year }
    }

    /// What was typed, where all of it can be read; a guardian by the number on their card.
    fn read(&self, tx: &mut Tx<'_>, accepted: &[Ground]) -> Result<NewBasis> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        let ground = GRANTED.into_iter().find(|ground| ground.as_str() == self.ground);
        let ground = ground.filter(|ground| accepted.contains(ground));
        if ground.is_none() {
            object("ground", "basis-not-of-plan");
        }
        let (since, until) = (self.since().read(), self.until().read());
        if since.is_none() {
            object("since", "member-born-unreadable");
        }
        if until.is_none() && !self.until().is_empty() {
            object("until", "member-born-unreadable");
        }
        let guardian = match ground {
            Some(Ground::Guardian) => match queries::by_code(tx, &self.guardian)? {
                Some(guardian) => Some(guardian.person),
                None => {
                    object("guardian", "basis-guardian-unknown");
                    None
                }
            },
            _ => None,
        };
        match (ground, since) {
            (Some(ground), Some(since)) if reasons.is_empty() => Ok(NewBasis {
                ground,
                since,
                until,
                sponsorship: None,
                guardian,
                grown: Grown::said(!self.grown_up.is_empty()),
                evidence: Some(self.evidence.clone()),
                paid: amount(&self.paid),
                paid_more: Some(self.paid_more.clone()),
                received: received(&self.received),
                receipt_line: 1,
            }),
            _ => Err(Refusal { kind: kernel::Kind::Invalid, reasons }.into()),
        }
    }

    fn fields(&self, t: Speech, accepted: &[Ground], errors: &Errors) -> Vec<Field> {
        let pays = accepted.contains(&Ground::Payment);
        let ground = |ground: &Ground| {
            Choice::new(ground.as_str(), t.say(&format!("ground-{ground}")))
                .chosen(ground.as_str() == self.ground)
        };
        [
            Field::radios(
                t,
                "ground",
                t.say("basis"),
                GRANTED.iter().filter(|one| accepted.contains(one)).map(ground).collect(),
            )
            .error(errors.of("ground")),
            Field::date(t, "since", t.say("basis-since"), self.since()).error(errors.of("since")),
            Field::date(t, "until", t.say("basis-until"), self.until())
                .hint(t.say("basis-until-hint"))
                .optional()
                .error(errors.of("until")),
            Field::text(t, "guardian", t.say("basis-guardian"), &*self.guardian)
                .hint(t.say("basis-guardian-hint"))
                .medium()
                .autocomplete("off")
                .optional()
                .error(errors.of("guardian")),
            grown_field(t, !self.grown_up.is_empty()).error(errors.of("grown_up")),
            Field::text(t, "evidence", t.say("basis-evidence"), &*self.evidence)
                .hint(t.say("basis-evidence-hint"))
                .autocomplete("off")
                .optional()
                .error(errors.of("evidence")),
        ]
        .into_iter()
        .chain(pays.then(|| paid_field(t, &self.paid, errors)))
        .chain(more_field(t, &self.paid_more, errors))
        .chain(pays.then(|| received_field(t, &self.received)))
        .collect()
    }
}

async fn draw(visit: &Visit, code: &str, form: Option<BasisForm>, errors: Errors) -> Answer {
    let (t, today, wanted) = (visit.t, visit.act().today(), code.to_owned());
    let around = visit.read(move |tx| around(tx, &wanted)).await?;
    let first = GRANTED.into_iter().find(|ground| around.accepted.contains(ground));
    let form = form.unwrap_or_else(|| BasisForm::blank(first, today, rules::last_day(today, around.months)));
    let mut page = below_member(visit, &around.member, t.say("basis-add").to_owned());
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = FormPage {
        lead: why(t, &around.member, &around.kept, today),
        fields: form.fields(t, &around.accepted, &errors),
        send: "basis-add",
        back: path_of(&around.member.code),
        page,
        errors,
    };
    visit.html_as(status, &view)
}

/// The form for one more basis.
pub(crate) async fn blank(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, &code, None, Errors::new()).await
}

/// Adds a basis.
pub(crate) async fn add(post: Post, Path(code): Path<String>, Form(form): Form<BasisForm>) -> Answer {
    let (wanted, typed) = (code.clone(), form.clone());
    let added = post
        .write(move |tx, act| {
            let before = around(tx, &wanted)?;
            let new = typed.read(tx, &before.accepted)?;
            let after = bases::grant(tx, act, before.member.person, &new)?;
            let known: Vec<Id<Basis>> = before.kept.iter().map(|kept| kept.id).collect();
            let added = bases::of(tx, after.person)?.into_iter().find(|kept| !known.contains(&kept.id));
            Ok((after, added.map(|kept| kept.id)))
        })
        .await;
    match added {
        Ok((after, basis)) => {
            let told = Message::new("basis-added");
            let told = match basis {
                Some(basis) => told.with("undo", format!("{}/dasar/{basis}/tarik", path_of(&after.code))),
                None => told,
            };
            Ok(post.done(&path_of(&after.code), &told))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            if refusal.kind == kernel::Kind::Missing {
                return Err(refusal.into());
            }
            // Where somebody lives stands on another form; what the basis is stands on this one.
            let reasons = refusal.reasons.into_iter().map(|reason| match reason.field {
                Some("village") => Reason { field: Some("ground"), ..reason },
                _ => reason,
            });
            let refusal = Refusal { reasons: reasons.collect(), ..refusal };
            let errors = errors_of(&post, &refusal, "ground");
            draw(&post, &code, Some(form), errors).await
        }
    }
}
