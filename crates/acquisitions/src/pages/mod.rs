//! What the public, members and staff see of the books the library buys.

mod desk;
mod letter;
mod ordering;
mod orders;
mod suggest;

use askama::Template;
use kernel::{Id, Message};
use store::{sql, vals};
use ui::{Html, part::Tone};
use web::{Access, Awaited, Routes, Waiting, WayOn};

use crate::{EDIT, Order, VIEW};

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    let place = Access::Can(funds::APPROVE);
    let bill = Access::Can(funds::REQUEST);
    Routes::new()
        .get("/usul-buku", Access::Public, suggest::blank)
        .post("/usul-buku", Access::Public, suggest::submit)
        .get("/saya/usul-buku", Access::SignedIn, suggest::mine)
        .get("/staf/pengadaan", view, desk::list)
        .get("/staf/pengadaan/usul/{id}", view, desk::page)
        .post("/staf/pengadaan/usul/{id}/pilih", edit, desk::select)
        .post("/staf/pengadaan/usul/{id}/tolak", edit, desk::decline)
        .get("/staf/pengadaan/pesanan", view, orders::list)
        .post("/staf/pengadaan/pesanan", edit, orders::draft)
        .get("/staf/pengadaan/pesanan/{id}", view, orders::page)
        .get("/staf/pengadaan/pesanan/{id}/surat", view, letter::paper)
        .post("/staf/pengadaan/pesanan/{id}/judul", edit, ordering::add)
        .post("/staf/pengadaan/pesanan/{id}/judul/{row}/hapus", edit, ordering::remove)
        .post("/staf/pengadaan/pesanan/{id}/pesan", place, ordering::place)
        .post("/staf/pengadaan/pesanan/{id}/batal", edit, ordering::cancel)
        .post("/staf/pengadaan/pesanan/{id}/terima", edit, ordering::receive)
        .post("/staf/pengadaan/pesanan/{id}/kiriman/{row}/batal", edit, ordering::send_back)
        .post("/staf/pengadaan/pesanan/{id}/faktur", bill, ordering::bill)
        .post("/staf/pengadaan/pesanan/{id}/tutup", edit, ordering::close)
}

/// Whoever found no such book may wish for it, in the words they looked for.
pub(crate) const WAYS_ON: &[WayOn] = &[WayOn { label: "suggestion-way-on", href: suggest::about }];

/// Orders the seller has that wait for a book: who has it in their hands notes there that it came, and it is not taken for
/// a gift.
pub(crate) const AWAITED: &[Awaited] = &[|tx, isbn| {
    let found: Vec<(Id<Order>, String, String, i64)> = tx.all(
        sql!(
            "SELECT o.id, o.number, p.name, CAST(SUM(l.copies - l.received) AS BIGINT) FROM order_line l
             JOIN purchase_order o ON o.id = l.purchase_order JOIN party p ON p.id = o.vendor
             WHERE l.isbn = ?1 AND o.state = 'ordered' AND l.received < l.copies
             GROUP BY o.id, o.number, p.name ORDER BY o.number LIMIT 5"
        ),
        vals![isbn],
    )?;
    let waiting = |(id, number, vendor, copies): (Id<Order>, String, String, i64)| Waiting {
        tone: Tone::Warn,
        message: Message::new("order-awaits").with("number", number).with("vendor", vendor).with("n", copies),
        href: format!("{}?isbn={isbn}", order_path(id)),
    };
    Ok(found.into_iter().map(waiting).collect())
}];

/// Suggestions, as the way back from what stands below them.
const DESK: (&str, &str) = ("nav-acquisitions", "/staf/pengadaan");

/// Where an order's page is.
fn order_path(id: Id<Order>) -> String {
    format!("/staf/pengadaan/pesanan/{id}")
}

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
fn link(href: &str, text: &str, small: &str) -> Html {
    Html::of(&Linked { href, text, small })
}
