//! The forms on an agreement's page.

use ui::{
    Speech,
    part::{Choice, DateParts, Field},
};
use web::Countable;

use super::lines::countable_name;
use crate::{
    agreements::Whole,
    model::{Authority, Document, DocumentKind, Period, Unit},
    pages::Sent,
    rules,
};

/// The fields beside a file of the agreement.
pub(super) fn document_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    let kinds = [DocumentKind::Signed, DocumentKind::Authority, DocumentKind::Report, DocumentKind::Other];
    let kind = |kind: &DocumentKind| {
        Choice::new(kind.as_str(), t.say(&format!("document-kind-{kind}")))
            .chosen(kind.as_str() == sent.typed("document_kind"))
    };
    vec![
        Field::select(t, "document_kind", t.say("document-kind"), kinds.iter().map(kind).collect()).medium(),
        Field::text(t, "document_title", t.say("document-title"), sent.typed("document_title"))
            .error(sent.errors.of("document_title"))
            .optional(),
        Field::check(t, "shared", t.say("document-share"), "1", true),
    ]
}

/// Who of the sides: the library first.
fn sides(t: Speech, whole: &Whole, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.say("commitment-library"))];
    choices.extend(whole.sides.iter().map(|side| {
        let id = side.partner.to_string();
        let is_chosen = id == chosen;
        Choice::new(id, side.name.as_str()).chosen(is_chosen)
    }));
    choices
}

/// What the form says where nobody has chosen what is counted: no key of a module is called so.
const UNCHOSEN: &str = "-";

pub(super) fn promise_fields(t: Speech, sent: &Sent, whole: &Whole, countables: &[Countable]) -> Vec<Field> {
    let text = |name, key| Field::text(t, name, t.say(key), sent.typed(name)).error(sent.errors.of(name));
    // What is counted says in what.
    let counted = |key: &'static str, name: String, unit: &str| {
        let unit = t.say(&format!("unit-name-{unit}")).to_owned();
        let chosen = sent.has("counts") && key == sent.typed("counts");
        Choice::new(key, format!("{name} ({unit})")).chosen(chosen)
    };
    let mut counts = vec![Choice::new(UNCHOSEN, t.say("commitment-counts-choose"))];
    counts.extend(countables.iter().map(|one| counted(one.key, countable_name(t, one.key), one.unit)));
    counts.push(counted("", t.say("commitment-by-notes").to_owned(), Unit::Times.as_str()));
    vec![
        Field::select(t, "giver", t.say("commitment-giver"), sides(t, whole, sent.typed("giver")))
            .error(sent.errors.of("giver")),
        text("about", "commitment-about").hint(t.say("commitment-about-hint")),
        Field::select(t, "counts", t.say("commitment-counts"), counts)
            .hint(t.say("commitment-counts-hint"))
            .error(sent.errors.of("counts")),
        text("amount", "commitment-amount").digits().short(),
        Field::date(t, "due", t.say("commitment-due"), sent.date("due", DateParts::default()))
            .optional()
            .error(sent.errors.of("due")),
        text("purpose", "commitment-purpose").optional(),
    ]
}

pub(super) fn signatory_fields(t: Speech, sent: &Sent, whole: &Whole, powers: &[Document]) -> Vec<Field> {
    let text = |name, key| {
        Field::text(t, name, t.say(key), sent.typed(name)).autocomplete("off").error(sent.errors.of(name))
    };
    let authority = |authority: &Authority| {
        Choice::new(authority.as_str(), t.say(&format!("authority-{authority}")))
            .hint(t.say(&format!("authority-{authority}-hint")))
            .chosen(authority.as_str() == sent.or("authority", "power"))
    };
    let mut fields = vec![
        Field::select(t, "side", t.say("signatory-side"), sides(t, whole, sent.typed("side")))
            .error(sent.errors.of("partner")),
        text("name", "signatory-name"),
        text("title", "signatory-title"),
        Field::radios(
            t,
            "authority",
            t.say("signatory-authority"),
            Authority::ALL.iter().map(authority).collect(),
        )
        .error(sent.errors.of("authority")),
        text("document", "signatory-document").hint(t.say("signatory-document-hint")),
        Field::date(
            t,
            "document_on",
            t.say("signatory-document-on"),
            sent.date("document_on", DateParts::default()),
        )
        .error(sent.errors.of("document_on")),
        Field::date(
            t,
            "document_until",
            t.say("signatory-document-until"),
            sent.date("document_until", DateParts::default()),
        )
        .optional()
        .error(sent.errors.of("document_until")),
    ];
    if !powers.is_empty() {
        let mut there = vec![Choice::new("", t.say("signatory-known-none"))];
        there.extend(powers.iter().map(|one| {
            let id = one.id.to_string();
            let chosen = id == sent.typed("known");
            Choice::new(id, one.title.as_str()).chosen(chosen)
        }));
        fields.push(Field::select(t, "known", t.say("signatory-known"), there).optional());
    }
    fields
}

/// The period that a renewal would add to an agreement with these periods.
pub(super) fn renew_fields(t: Speech, sent: &Sent, periods: &[Period]) -> Vec<Field> {
    let next = periods.last().copied().map(rules::renewal);
    let (since, until) = match next {
        Some(next) => (DateParts::from(next.since), DateParts::from(next.until)),
        None => Default::default(),
    };
    vec![
        Field::date(t, "since", t.say("agreement-since"), sent.date("since", since))
            .error(sent.errors.of("since")),
        Field::date(t, "until", t.say("agreement-until"), sent.date("until", until))
            .error(sent.errors.of("until")),
    ]
}

/// Another last day.
pub(super) fn extend_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    vec![
        Field::date(t, "new_until", t.say("addendum-until"), sent.date("new_until", DateParts::default()))
            .error(sent.errors.of("new_until")),
    ]
}

/// Another wording of an article.
pub(super) fn clause_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    vec![
        Field::area(t, "clause", t.say("addendum-clause"), sent.typed("clause"), 3)
            .hint(t.say("addendum-clause-hint"))
            .error(sent.errors.of("clause")),
    ]
}
