//! Signed copies, so that nothing looks for one in vain: set by the program itself, and marked as what they are.

use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id};
use partners::{
    Agreement, DocumentKind, agreements, deed,
    documents::{self, NewDocument},
};
use platform::{files::Files, library};
use store::{Error, sql, vals};
use ui::{Lang, Speech};

use super::super::moment;
use crate::{Failure, Library};

/// Across every page: nobody takes an invented paper for a real one.
const MARK: &str = "CONTOH";

/// Papers that come from elsewhere.
pub(super) struct Papers {
    pub(super) files: Files,
    /// What the legal office writes of a draft.
    pub(super) opinion: Vec<u8>,
    /// A power of attorney.
    pub(super) power: Vec<u8>,
}

impl Papers {
    /// Sets them.
    pub(super) fn set(library: &Library, today: Date) -> Result<Self, Failure> {
        let (name, kind) =
            library.store.read_blocking(|tx| Ok((library::NAME.text(tx)?, library::KIND.text(tx)?)))?;
        let letter = |title: &str, text: &str| {
            let about = pdf::About { title, lang: "id", date: today };
            let head = pdf::Head { kind: &kind, name: &name, address: &[], emblem: ui::EMBLEM };
            let body = [pdf::Block::Heading(title), pdf::Block::Paragraph(text)];
            let letter = pdf::Letter { body: &body, ..pdf::Letter::default() };
            pdf::letter(&about, &head, &letter).map_err(Error::fault)
        };
        Ok(Self {
            files: library.files.clone(),
            opinion: letter(
                "HASIL TELAAH HUKUM (CONTOH)",
                "Rancangan telah ditelaah dan dapat ditandatangani.",
            )?,
            power: letter(
                "SURAT KUASA (CONTOH)",
                "Kepala Dinas diberi kuasa menandatangani perjanjian kerja sama.",
            )?,
        })
    }
}

/// Keeps a copy of every paper that was signed.
pub(super) fn keep(library: &Library) -> Result<(), Failure> {
    let (found, name, kind) = library.store.read_blocking(|tx| {
        let signed: Vec<(Id<Agreement>, String, Date)> = tx.all(
            sql!("SELECT id, number, signed_on FROM agreement WHERE signed_on IS NOT NULL ORDER BY signed_on, number"),
            vals![],
        )?;
        let mut found = Vec::new();
        for (id, number, day) in signed {
            let side = agreements::sides(tx, id)?.into_iter().next().ok_or(Error::Missing)?;
            found.push((id, number, day, side.partner, deed::sheet(tx, id)?));
        }
        Ok((found, library::NAME.text(tx)?, library::KIND.text(tx)?))
    })?;
    let t = Speech::new(crate::lexicon().map_err(Error::fault)?, Lang::Id);
    for (id, number, day, partner, sheet) in found {
        let about = pdf::About { title: &number, lang: "id", date: day };
        let head = pdf::Head { kind: &kind, name: &name, address: &[], emblem: ui::EMBLEM };
        let content = sheet.print(t, MARK, &about, &head).map_err(Error::fault)?;
        // The copy was filed on the day after the signatures.
        let filed = moment(&library.zone, day.saturating_add(1.days()), 11, 0).min(library.act().at);
        let act = Act { by: Actor::System, at: filed, zone: library.zone.clone() };
        let files = library.files.clone();
        let new = NewDocument {
            agreement: Some(id),
            kind: DocumentKind::Signed,
            title: format!("{number} (contoh, bertanda tangan)"),
            shared: true,
            name: format!("{}.pdf", number.replace('/', "-")),
            content,
        };
        library.store.write_blocking(move |tx| documents::keep(tx, &act, &files, partner, &new))?;
    }
    Ok(())
}
