//! The forms on a partner's page.

use kernel::Date;
use ui::{
    Speech,
    part::{Choice, Field},
};

use crate::{
    agreements::Whole,
    model::{DocumentKind, Means},
    pages::Sent,
};

pub(super) fn note_fields(t: Speech, sent: &Sent, today: Date) -> Vec<Field> {
    let way = |way: &Means| {
        Choice::new(way.as_str(), t.say(&format!("means-{way}"))).chosen(way.as_str() == sent.typed("way"))
    };
    vec![
        Field::area(t, "text", t.say("note-text"), sent.typed("text"), 3).error(sent.errors.of("text")),
        Field::select(t, "way", t.say("note-way"), Means::ALL.iter().map(way).collect()).medium(),
        Field::date(t, "day", t.say("note-day"), sent.date("day", today.into())).error(sent.errors.of("day")),
    ]
}

pub(super) fn contact_fields(t: Speech, sent: &Sent, today: Date) -> Vec<Field> {
    let text = |name, key| {
        Field::text(t, name, t.say(key), sent.typed(name)).autocomplete("off").error(sent.errors.of(name))
    };
    vec![
        text("contact_name", "contact-name"),
        text("role", "contact-role").hint(t.say("contact-role-hint")).medium(),
        text("phone", "party-phone-whatsapp").kind("tel").medium().optional(),
        text("email", "party-email").kind("email").medium().optional(),
        Field::date(t, "since", t.say("contact-from"), sent.date("since", today.into()))
            .error(sent.errors.of("since")),
    ]
}

pub(super) fn work_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    let text = |name, key| {
        Field::text(t, name, t.say(key), sent.typed(name)).autocomplete("off").error(sent.errors.of(name))
    };
    vec![
        text("title", "work-title"),
        text("year", "work-year").digits().short().optional(),
        text("work_about", "work-about").optional(),
        text("link", "work-link").kind("url").optional(),
    ]
}

/// The fields beside a file.
pub(in crate::pages) fn document_fields(t: Speech, sent: &Sent, agreements: &[Whole]) -> Vec<Field> {
    let kind = |kind: &DocumentKind| {
        Choice::new(kind.as_str(), t.say(&format!("document-kind-{kind}")))
            .chosen(kind.as_str() == sent.typed("document_kind"))
    };
    let mut of = vec![Choice::new("", t.say("document-of-none"))];
    of.extend(agreements.iter().map(|whole| {
        let id = whole.agreement.id.to_string();
        let chosen = id == sent.typed("agreement");
        Choice::new(id, format!("{} {}", whole.agreement.number, whole.agreement.title)).chosen(chosen)
    }));
    vec![
        Field::select(
            t,
            "document_kind",
            t.say("document-kind"),
            DocumentKind::ALL.iter().map(kind).collect(),
        )
        .medium(),
        Field::text(t, "document_title", t.say("document-title"), sent.typed("document_title"))
            .error(sent.errors.of("document_title"))
            .optional(),
        Field::select(t, "agreement", t.say("document-of"), of).error(sent.errors.of("agreement")),
        Field::check(t, "shared", t.say("document-share"), "1", !sent.typed("shared").is_empty()),
    ]
}
