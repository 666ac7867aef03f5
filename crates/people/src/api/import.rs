//! Many people at once, out of a file, for other programs.

use kernel::{Act, Message, Refusal};
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;
use tokio::task::spawn_blocking;
use web::{
    Access, Failure, Routes, Upload,
    api::{Api, ApiPost, Json},
};

use crate::{
    IMPORT,
    import::{self, Draft, Fate, Line},
    pages::import::reason,
};

/// Their addresses.
pub(super) fn routes() -> Routes {
    let import = Access::Can(IMPORT);
    Api::of("people")
        .post_file("/api/v1/parties/import/look", import, TAKES, look)
        .post_file("/api/v1/parties/import", import, TAKES, enter)
        .routes()
}

/// The files that people are entered from.
const TAKES: &[&str] =
    &["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/vcard"];
/// The most rows of one request: it is one transaction, and a desk never waits for long.
const MOST: usize = 2_000;

/// Looks at what a file would enter. Nothing is done.
///
/// It is a table with a heading, as CSV or XLSX, or cards (vCard); a long one is sent in parts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct LookAtImport {}

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

async fn drafts(post: &ApiPost, upload: Upload) -> Result<Vec<Draft>, Failure> {
    let today = post.act().today();
    let read = move || import::read(&upload.file).map(|source| import::drafts(&source, today));
    let drafts = spawn_blocking(read).await.map_err(Failure::fault)??;
    if drafts.len() > MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(Refusal::of_field("file", Message::new("intake-in-parts").with("n", most)).into());
    }
    Ok(drafts)
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

async fn look(post: ApiPost, _: LookAtImport, upload: Upload) -> Result<Json<Import>, Failure> {
    let (drafts, vault) = (drafts(&post, upload).await?, post.vault());
    let lines = post.read(move |tx| import::look(tx, &vault, drafts)).await?;
    post.looks_at_all(lines.iter().flat_map(Line::people), Sight::List);
    Ok(Json(told(&post, &lines)))
}

/// Enters who is new in a file: all of them or nobody.
///
/// The same file a second time changes nothing. It is a table with a heading, as CSV or XLSX, or cards (vCard); a long one is
/// sent in parts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct EnterImport {}

async fn enter(post: ApiPost, _: EnterImport, upload: Upload) -> Result<Json<Import>, Failure> {
    let (drafts, vault) = (drafts(&post, upload).await?, post.vault());
    let tells = post.clone();
    let enter = move |tx: &mut Tx<'_>, act: &Act| {
        import::enter(tx, act, &vault, &drafts).map(|lines| told(&tells, &lines))
    };
    Ok(Json(post.write(enter).await?))
}
