//! Many people at once, for other programs.

use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, Json},
};

use crate::{
    IMPORT,
    import::{self, Draft, Fate, Line},
    pages::import::reason,
};

/// Their addresses.
pub(super) fn routes() -> Routes {
    Api::of("people")
        .post("/api/v1/parties/import/look", Access::Can(IMPORT), look)
        .post("/api/v1/parties/import", Access::Can(IMPORT), enter)
        .routes()
}

/// Looks at what a table would enter. Nothing is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtImport {
    /// A table as CSV with a heading. A longer one is sent in parts.
    #[schemars(length(min = 1, max = 200_000), example = &"Nama;Tgl Lahir;HP\nMeiske Lumi;31/12/2010;0812-3456-7890\n")]
    csv: String,
}

/// What a table would enter, or has entered.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Import {
    /// How many rows are new.
    new: usize,
    /// How many the register has already.
    known: usize,
    /// The rows that are not entered, to be mended and sent again.
    left: Vec<LeftRow>,
    /// The rows that are entered and contradict themselves.
    warned: Vec<LeftRow>,
}

/// A row to look at.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct LeftRow {
    /// Which, counted as a spreadsheet does.
    row: usize,
    /// The name in it.
    name: String,
    /// Why, in the language of the request.
    why: String,
}

fn drafts(post: &ApiPost, csv: &str) -> Result<Vec<Draft>, Failure> {
    Ok(import::drafts(&import::read(csv.as_bytes())?, post.act().today()))
}

fn told(post: &ApiPost, lines: &[Line]) -> Import {
    let left = lines.iter().filter_map(|line| {
        let why = reason(post, line)?;
        Some(LeftRow { row: line.draft.number, name: line.draft.profile.name.clone(), why })
    });
    let warned = lines.iter().filter(|line| line.fate == Fate::New && !line.draft.warnings.is_empty());
    let warned = warned.map(|line| {
        let why = line.draft.warnings.iter().map(|message| post.tell(message)).collect::<Vec<_>>().join(" ");
        LeftRow { row: line.draft.number, name: line.draft.profile.name.clone(), why }
    });
    let count = |of: fn(&Fate) -> bool| lines.iter().filter(|line| of(&line.fate)).count();
    Import {
        new: count(|fate| *fate == Fate::New),
        known: count(|fate| matches!(fate, Fate::Known(_))),
        left: left.collect(),
        warned: warned.collect(),
    }
}

async fn look(post: ApiPost, asked: LookAtImport) -> Result<Json<Import>, Failure> {
    let (drafts, vault) = (drafts(&post, &asked.csv)?, post.vault());
    let lines = post.read(move |tx| import::look(tx, &vault, drafts)).await?;
    post.looks_at_all(lines.iter().flat_map(Line::people), Sight::List);
    Ok(Json(told(&post, &lines)))
}

/// Enters who is new in a table: all of them or nobody. The same table a second time changes nothing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterImport {
    /// A table as CSV with a heading. A longer one is sent in parts.
    #[schemars(length(min = 1, max = 200_000), example = &"Nama;Tgl Lahir;HP\nMeiske Lumi;31/12/2010;0812-3456-7890\n")]
    csv: String,
}

async fn enter(post: ApiPost, asked: EnterImport) -> Result<Json<Import>, Failure> {
    let (drafts, vault) = (drafts(&post, &asked.csv)?, post.vault());
    let (before, sealed) = (drafts.clone(), post.vault());
    let lines = post.read(move |tx| import::look(tx, &sealed, before)).await?;
    let left = told(&post, &lines);
    let new = post.write(move |tx, act| import::enter(tx, act, &vault, &drafts)).await?;
    Ok(Json(Import { new, ..left }))
}
