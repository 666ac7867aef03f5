//! How the same things look on every page: amounts, accounts, funds, documents.

use askama::Template;
use kernel::Rupiah;
use ui::{
    Html, Speech,
    part::{Badge, Choice, Column, Empty, Field, Row, Table, Tone},
};
use web::sent::Sent;

use crate::{
    model::{Account, AccountKind, Document, Fund, TransactionKind},
    rules,
};

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% if href.is_empty() %}{{ text }}{% else %}<a href=\"{{ href }}\">{{ text }}</a>{% endif %}{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Linked<'a> {
    href: &'a str,
    text: &'a str,
    small: &'a str,
}

/// A link with smaller words beneath; words alone where it leads nowhere.
pub(super) fn link(href: &str, text: &str, small: &str) -> Html {
    Html::of(&Linked { href, text, small })
}

/// `Rp1.000.000`, `−Rp50.000`.
pub(crate) fn money(t: Speech, amount: Rupiah) -> String {
    if amount < Rupiah::ZERO { format!("−{}", t.rupiah(-amount.0)) } else { t.rupiah(amount.0) }
}

/// An account in words: those of the beginning are in the language files.
pub(super) fn account(t: Speech, code: &str, title: Option<&str>) -> String {
    let called = title.or_else(|| t.known(&format!("account-{code}")));
    format!("{code} {}", called.unwrap_or_default())
}

/// How a fund stands.
pub(super) fn standing(t: Speech, fund: &Fund, today: kernel::Date) -> Badge {
    match (fund.closed_on, fund.until) {
        (Some(day), _) => Badge::new(Tone::Plain, t.about("fund-closed-on", t.date(day))),
        (None, Some(until)) if until < today => Badge::new(Tone::Bad, t.about("fund-over-on", t.date(until))),
        (None, Some(until)) => {
            Badge::new(Tone::Info, t.about("fund-until", t.date(until))).icon("LuCalendarClock")
        }
        (None, None) if rules::is_restricted(fund.kind) => Badge::new(Tone::Info, t.say("fund-restricted")),
        (None, None) => Badge::new(Tone::Ok, t.say("fund-free")),
    }
}

/// What a transaction is.
pub(super) fn kind(t: Speech, kind: TransactionKind) -> String {
    t.say(&format!("transaction-{kind}")).to_owned()
}

/// Accounts of a kind to choose from.
pub(super) fn accounts(
    t: Speech,
    name: &'static str,
    label: &str,
    all: &[Account],
    kind: AccountKind,
    sent: &Sent,
    usual: &str,
) -> Field {
    let chosen = sent.or(name, usual);
    let choices = all
        .iter()
        .filter(|one| one.kind == kind)
        .map(|one| {
            let text = account(t, &one.code, one.title.as_deref());
            Choice::new(&*one.code, text).chosen(one.code == chosen)
        })
        .collect();
    Field::select(t, name, t.say(label), choices).error(sent.errors.of(name).or(sent.errors.of("account")))
}

/// An amount of money to be typed.
pub(super) fn amount(t: Speech, name: &'static str, label: &str, sent: &Sent) -> Field {
    Field::text(t, name, t.say(label), sent.text(name))
        .medium()
        .attribute("inputmode", "numeric")
        .autocomplete("off")
        .error(sent.errors.of(name))
}

/// A day to be typed, today at first.
pub(super) fn day(t: Speech, name: &'static str, label: &str, sent: &Sent, today: kernel::Date) -> Field {
    Field::date(t, name, t.say(label), sent.day(name, today.into())).error(sent.errors.of(name))
}

/// The fields of a document that is to be kept.
pub(super) fn document_fields(t: Speech, sent: &Sent) -> Vec<Field> {
    file_fields(t, sent, ("file", "document_title"), t.say("funds-document-hint")).into()
}

/// The fields of a document under these names, the file's and its title's.
pub(super) fn file_fields(
    t: Speech,
    sent: &Sent,
    (file, title): (&'static str, &'static str),
    hint: &str,
) -> [Field; 2] {
    [
        Field::text(t, file, t.say("funds-document-file"), "")
            .kind("file")
            .attribute("accept", ".pdf,.jpg,.jpeg,.png,.webp,.xlsx")
            .hint(hint)
            .error(sent.errors.of(file)),
        Field::text(t, title, t.say("funds-document-title"), sent.text(title))
            .optional()
            .error(sent.errors.of(title)),
    ]
}

/// Documents, each to be opened.
pub(super) fn documents(t: Speech, all: &[Document]) -> Table {
    let columns = vec![
        Column::new(t.say("funds-document-title")).head(),
        Column::new(t.say("funds-document-size")).numeric(),
    ];
    let mut table = Table::new(t, "bukti", t.say("funds-documents"), columns);
    table.empty = Some(Empty {
        icon: "LuFileText",
        title: t.say("funds-documents-none").to_owned(),
        text: t.say("funds-documents-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Document| {
        let size = format!("{} KB", t.int((one.size + 1023) / 1024));
        Row::new(vec![link(&format!("/staf/bukti/{}", one.id), &one.title, ""), size.into()])
    };
    table.rows = all.iter().map(row).collect();
    table
}
