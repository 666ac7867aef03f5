//! The order as the seller gets it, on paper.

use axum::extract::Path;
use kernel::{Id, Kind, Message, Refusal};
use platform::library;
use ui::Speech;
use web::{Answer, Visit, document};

use crate::{
    model::{Line, Order},
    orders,
    settings::SIGNER,
};

/// What stands on it.
struct Told {
    one: Order,
    lines: Vec<Line>,
    /// Where the books are brought to.
    place: Vec<String>,
    signer: String,
}

/// The letter as PDF; none while an order is a draft, which nobody has approved.
pub(super) async fn paper(visit: Visit, Path(id): Path<Id<Order>>) -> Answer {
    let told = visit
        .read(move |tx| {
            let one = orders::one(tx, id)?;
            if one.placed_on.is_none() {
                return Err(Refusal::new(Kind::Missing, Message::new("order-not-so")).into());
            }
            let place = library::branch(tx, one.branch)?;
            let place = place.map(|branch| vec![branch.name, branch.address]).unwrap_or_default();
            Ok(Told { lines: orders::lines(tx, id)?, place, signer: SIGNER.text(tx)?, one })
        })
        .await?;
    let (t, town) = (visit.t, visit.app().house().library.short.clone());
    let file = format!("{}.pdf", told.one.number);
    document::answer(&visit, &file, t.say("order-letter"), move |about, head| {
        print(t, &told, &town, about, head)
    })
    .await
}

fn print(
    t: Speech,
    told: &Told,
    town: &str,
    about: &pdf::About<'_>,
    head: &pdf::Head<'_>,
) -> Result<Vec<u8>, pdf::Error> {
    let one = &told.one;
    let cells: Vec<[String; 5]> = told.lines.iter().zip(1..).map(|(line, n)| row(t, line, n)).collect();
    let cells: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let column = |key: &str, number| pdf::Column { name: t.known(key).unwrap_or_default(), number };
    let columns = [
        column("order-letter-row", true),
        column("suggestion-title", false),
        column("order-copies", true),
        column("order-price", true),
        column("order-letter-sum", true),
    ];
    let total = t.with(
        "order-letter-total",
        &[("n", t.int(one.copies).into()), ("total", t.rupiah(one.total.0).into())],
    );
    let place: Vec<&str> = told.place.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    let place = t.about("order-letter-place", place.join(", "));
    let invoice = t.about("order-letter-invoice", one.number.as_str());
    let body = [
        pdf::Block::Paragraph(t.say("order-letter-opening")),
        pdf::Block::Table { columns: &columns, rows: &rows },
        pdf::Block::Paragraph(&total),
        pdf::Block::Paragraph(&place),
        pdf::Block::Paragraph(&invoice),
    ];
    let day = one.placed_on.unwrap_or(about.date);
    let letter = pdf::Letter {
        place_and_date: &format!("{town}, {}", t.date(day)),
        facts: &[
            (t.say("order-letter-number"), one.number.as_str()),
            (t.say("order-letter-about"), t.say("order-letter")),
        ],
        to: &[one.vendor_name.as_str()],
        body: &body,
        closing: t.say("order-letter-closing"),
        signers: &[document::signer(&told.signer, t.say("role-head"))],
        copies: ("", &[]),
    };
    pdf::letter(about, head, &letter)
}

/// A title: what it is, how many, what they cost.
fn row(t: Speech, line: &Line, n: i64) -> [String; 5] {
    let isbn = line.isbn.as_deref().map(|isbn| format!("ISBN {isbn}"));
    let known = [Some(line.title.clone()), line.author.clone(), isbn].into_iter().flatten();
    [
        t.int(n),
        known.collect::<Vec<_>>().join(", "),
        t.int(line.copies),
        t.rupiah(line.price.0),
        t.rupiah(line.price.times(line.copies).0),
    ]
}
