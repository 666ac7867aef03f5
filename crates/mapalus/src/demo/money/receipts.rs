//! Receipts nobody ever signed, so that every payment of the demo leads to a paper.

use kernel::Rupiah;

use super::Days;
use crate::Failure;

/// A receipt as PDF for each payment: what for, by whom, how much.
pub(super) fn all<'a>(
    paid: impl Iterator<Item = (&'a str, &'a str, i64)>,
    days: &Days,
) -> Result<Vec<Vec<u8>>, Failure> {
    paid.map(|(what, payee, amount)| one(what, payee, Rupiah(amount), days)).collect()
}

fn one(what: &str, payee: &str, amount: Rupiah, days: &Days) -> Result<Vec<u8>, Failure> {
    let about = pdf::About { title: "Kuitansi", lang: "id", date: days.today };
    let head = pdf::Head { kind: "", name: payee, address: &["Tomohon"], emblem: "" };
    let sum = format!("Rp{}", grouped(amount.0));
    let body = [
        pdf::Block::Heading("Kuitansi contoh"),
        pdf::Block::Paragraph(
            "Telah terima dari Perpustakaan Kota Tomohon (kota contoh, bukan bukti sungguhan):",
        ),
        pdf::Block::Table {
            columns: &[
                pdf::Column { name: "Untuk pembayaran", number: false },
                pdf::Column { name: "Jumlah", number: true },
            ],
            rows: &[&[what, &sum]],
        },
    ];
    let signers = [pdf::Signer { role: "Penerima", name: payee, number: "" }];
    let letter = pdf::Letter { body: &body, signers: &signers, ..pdf::Letter::default() };
    pdf::letter(&about, &head, &letter).map_err(|error| store::Error::fault(error).into())
}

/// What a bank gives for money that was paid in.
pub(super) fn deposit(what: &str, amount: Rupiah, days: &Days) -> store::Result<Vec<u8>> {
    let about = pdf::About { title: "Bukti setor", lang: "id", date: days.today };
    let head = pdf::Head { kind: "", name: "Bank Contoh", address: &["Tomohon"], emblem: "" };
    let sum = format!("Rp{}", grouped(amount.0));
    let body = [
        pdf::Block::Heading("Bukti setor contoh"),
        pdf::Block::Paragraph(
            "Masuk ke rekening Perpustakaan Kota Tomohon (kota contoh, bukan bukti sungguhan):",
        ),
        pdf::Block::Table {
            columns: &[
                pdf::Column { name: "Berita", number: false },
                pdf::Column { name: "Jumlah", number: true },
            ],
            rows: &[&[what, &sum]],
        },
    ];
    let letter = pdf::Letter { body: &body, ..pdf::Letter::default() };
    pdf::letter(&about, &head, &letter).map_err(store::Error::fault)
}

/// A handover record as it comes back signed.
pub(super) fn signed(who: &str, about: &str, value: Rupiah, days: &Days) -> store::Result<Vec<u8>> {
    let about_it = pdf::About { title: "Berita acara", lang: "id", date: days.today };
    let head = pdf::Head { kind: "", name: "Perpustakaan Kota Tomohon", address: &["Tomohon"], emblem: "" };
    let sum = format!("Rp{}", grouped(value.0));
    let body = [
        pdf::Block::Heading("Berita acara contoh, bertanda tangan"),
        pdf::Block::Table {
            columns: &[
                pdf::Column { name: "Pemberian", number: false },
                pdf::Column { name: "Nilai", number: true },
            ],
            rows: &[&[about, &sum]],
        },
    ];
    let signers = [
        pdf::Signer { role: "Pihak lain", name: who, number: "" },
        pdf::Signer { role: "Perpustakaan", name: "Deisy Rondonuwu", number: "" },
    ];
    let letter = pdf::Letter { body: &body, signers: &signers, ..pdf::Letter::default() };
    pdf::letter(&about_it, &head, &letter).map_err(store::Error::fault)
}

/// A giver's letter that agrees to something.
pub(super) fn letter(giver: &str, agrees: &str, days: &Days) -> Result<Vec<u8>, Failure> {
    let about = pdf::About { title: "Surat persetujuan", lang: "id", date: days.today };
    let head = pdf::Head { kind: "", name: giver, address: &["Tomohon"], emblem: "" };
    let body = [
        pdf::Block::Heading("Surat persetujuan contoh"),
        pdf::Block::Paragraph("Kepada Perpustakaan Kota Tomohon (kota contoh, bukan surat sungguhan):"),
        pdf::Block::Paragraph(agrees),
    ];
    let signers = [pdf::Signer { role: "Pemberi hibah", name: giver, number: "" }];
    let letter = pdf::Letter { body: &body, signers: &signers, ..pdf::Letter::default() };
    pdf::letter(&about, &head, &letter).map_err(|error| store::Error::fault(error).into())
}

/// Digits in threes, as Indonesians write them.
fn grouped(amount: i64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}
