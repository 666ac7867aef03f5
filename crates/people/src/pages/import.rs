//! People from a file, in three steps: choose it, look at what would happen, enter it. What is not entered comes
//! back as a table with the reasons.

use std::collections::HashSet;

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
};
use kernel::{Act, Id, Message, Refusal};
use platform::looks::Sight;
use store::Tx;
use ui::{
    Html, Page,
    part::{Column, ErrorSummary, Errors, Field, Row, Stat, Table},
};
use web::{Answer, Failure, Form, Post, Query, Upload, Visit, see_other};

use super::{
    below_register,
    columns::{self, Columns},
    errors_of,
};
use crate::import::{self, Draft, FIELDS, Fate, Line, Progress, Source, Waiting};

/// How many rows are entered in one transaction, so that a desk never waits for long.
const BATCH: usize = 200;
/// How many rows are entered before the page answers; more are entered while it shows how far they have come.
const AT_ONCE: usize = 1_000;
/// How many rows the page shows of those that are not entered.
const SHOWN: usize = 30;

#[derive(Template)]
#[template(path = "import.html")]
struct StartPage {
    page: Page,
    errors: Errors,
}

impl StartPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

fn start_page(visit: &Visit, errors: Errors) -> StartPage {
    let mut page = below_register(visit, visit.t.say("intake-title"));
    page.failed = !errors.is_empty();
    StartPage { page, errors }
}

/// Where a file is chosen.
pub(crate) async fn start(visit: Visit) -> Answer {
    visit.html(&start_page(&visit, Errors::new()))
}

/// Keeps a file that can be read, until it is entered.
pub(crate) async fn upload(post: Post, upload: Upload<8>) -> Answer {
    let (name, content) = (upload.name, upload.file);
    let refused = if content.is_empty() {
        Some(Refusal::of_field("file", Message::new("intake-no-file")))
    } else {
        let bytes = content.clone();
        tokio::task::spawn_blocking(move || import::read(&bytes).err()).await.map_err(Failure::fault)?
    };
    if let Some(refusal) = refused {
        let errors = errors_of(&post, &refusal, "file");
        return post.html_as(StatusCode::UNPROCESSABLE_ENTITY, &start_page(&post, errors));
    }
    let vault = post.vault();
    let id = post.write(move |tx, act| import::keep(tx, &vault, act.at, &name, &content)).await?;
    Ok(see_other(&format!("/staf/orang/impor/{id}")))
}

/// The file with the columns as people say they are.
async fn source(visit: &Visit, id: Id<Waiting>, said: Columns) -> Result<(String, Source), Failure> {
    let vault = visit.vault();
    let (name, content) = visit.read(move |tx| import::waiting(tx, &vault, id)).await?;
    let mut source =
        tokio::task::spawn_blocking(move || import::read(&content)).await.map_err(Failure::fault)??;
    columns::take(&mut source, &said);
    Ok((name, source))
}

#[derive(Template)]
#[template(path = "import_look.html")]
struct LookPage {
    page: Page,
    name: String,
    /// What was entered of it already.
    entered: Option<String>,
    base: String,
    mapping: Vec<Field>,
    stats: Vec<Stat>,
    /// The columns again, for the button that enters.
    said: Columns,
    new: usize,
    left: usize,
    query: String,
    table: Table,
    /// What is entered, and worth a second look.
    warned: Table,
}

#[derive(Template)]
#[template(path = "import_progress.html")]
struct ProgressPage {
    page: Page,
    progress: Progress,
    text: String,
    here: String,
}

/// How far entering has come. The page asks again by itself, also without JavaScript.
fn progress_page(visit: &Visit, progress: Progress, here: String) -> Answer {
    let counts = [
        ("done", progress.done.into()),
        ("total", progress.total.into()),
        ("entered", progress.entered.into()),
    ];
    let text = visit.t.with("intake-progress", &counts);
    let page = below_register(visit, visit.t.say("intake-title"));
    let mut answer = visit.html(&ProgressPage { page, progress, text, here })?;
    answer.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    Ok(answer)
}

/// What would happen.
pub(crate) async fn look(visit: Visit, Path(id): Path<Id<Waiting>>, Query(said): Query<Columns>) -> Answer {
    let progress = visit.read(move |tx| import::progress(tx, id)).await?;
    if progress.is_busy(visit.act().at) {
        let here = format!("/staf/orang/impor/{id}?{}", columns::query(&said));
        return progress_page(&visit, progress, here);
    }
    let (name, source) = source(&visit, id, said).await?;
    let lines = looked(&visit, &source).await?;
    visit.looks_at_all(lines.iter().flat_map(Line::people), Sight::List);
    let t = visit.t;
    let count = |of: fn(&Fate) -> bool| lines.iter().filter(|line| of(&line.fate)).count();
    let new = count(|fate| *fate == Fate::New);
    let known = count(|fate| matches!(fate, Fate::Known(_)));
    let left = lines.len() - new - known;
    let stat = |key: &str, n: usize| Stat {
        label: t.say(key).to_owned(),
        value: t.int(n as i64),
        ..Stat::default()
    };
    let said = columns::said(&source);
    let query = columns::query(&said);
    let entered = (progress.entered > 0).then(|| {
        let key = if progress.done < progress.total { "intake-stopped" } else { "intake-entered" };
        t.count(key, progress.entered)
    });
    let view = LookPage {
        entered,
        mapping: columns::selects(t, &source, FIELDS),
        stats: vec![stat("intake-new", new), stat("intake-known", known), stat("intake-left", left)],
        table: table(&visit, &lines),
        warned: warned(&visit, &lines),
        said,
        base: format!("/staf/orang/impor/{id}"),
        page: below_register(&visit, t.say("intake-title")),
        name,
        new,
        left,
        query,
    };
    visit.html(&view)
}

async fn looked(visit: &Visit, source: &Source) -> Result<Vec<Line>, Failure> {
    let (drafts, vault) = (import::drafts(source, visit.act().today()), visit.vault());
    Ok(visit.read(move |tx| import::look(tx, &vault, drafts)).await?)
}

/// The rows that would not be entered, with the reasons.
fn table(visit: &Visit, lines: &[Line]) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![column("intake-row").numeric(), column("member-name").head(), column("intake-why")];
    let mut table = Table::new(t, "sisa", t.say("intake-left-title"), columns);
    let rows = lines.iter().filter_map(|line| {
        let why = reason(visit, line)?;
        let number = t.int(line.draft.number as i64);
        Some(Row::new(vec![number.into(), line.draft.profile.name.clone().into(), Html::from(why)]))
    });
    table.rows = rows.take(SHOWN).collect();
    table
}

/// The rows that would be entered and contradict themselves, with what does.
fn warned(visit: &Visit, lines: &[Line]) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![column("intake-row").numeric(), column("member-name").head(), column("intake-why")];
    let mut table = Table::new(t, "peringatan", t.say("intake-warned-title"), columns);
    let rows =
        lines.iter().filter(|line| line.fate == Fate::New && !line.draft.warnings.is_empty()).map(|line| {
            let why =
                line.draft.warnings.iter().map(|message| visit.tell(message)).collect::<Vec<_>>().join(" ");
            let number = t.int(line.draft.number as i64);
            Row::new(vec![number.into(), line.draft.profile.name.clone().into(), Html::from(why)])
        });
    table.rows = rows.take(SHOWN).collect();
    table
}

/// Why a row is not entered, in words; none for one that is, or that the register has.
pub(crate) fn reason(visit: &Visit, line: &Line) -> Option<String> {
    let t = visit.t;
    match &line.fate {
        Fate::New | Fate::Known(_) => None,
        Fate::Twice => Some(t.say("intake-twice").to_owned()),
        Fate::Rejected(why) => {
            Some(why.iter().map(|message| visit.tell(message)).collect::<Vec<_>>().join(" "))
        }
        Fate::Alike(alike) => {
            let names: Vec<&str> = alike.iter().map(|one| one.name.as_str()).collect();
            Some(t.about("intake-alike", t.list(&names)))
        }
        Fate::AlikeRow(rows) => {
            let rows: Vec<String> = rows.iter().map(|(row, name)| format!("{row} ({name})")).collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            Some(t.about("intake-alike-row", t.list(&rows)))
        }
    }
}

/// Enters what is new, and the same page again, which then has nothing new. A long file is entered while its page shows how
/// far it has come; what was entered stays entered, whatever becomes of the rest.
pub(crate) async fn enter(post: Post, Path(id): Path<Id<Waiting>>, Form(said): Form<Columns>) -> Answer {
    let path = format!("/staf/orang/impor/{id}?{}", columns::query(&said));
    let (_, source) = source(&post, id, said).await?;
    let drafts = import::drafts(&source, post.act().today());
    let rows = drafts.len();
    if !post.write(move |tx, act| import::begin(tx, act, id, rows)).await? {
        return Ok(see_other(&path));
    }
    if rows > AT_ONCE {
        let later = post.clone();
        tokio::spawn(async move {
            if let Err(error) = enter_all(&later, id, drafts).await {
                tracing::error!(%error, "a file of people was entered in part");
            }
        });
        return Ok(see_other(&path));
    }
    let entered = enter_all(&post, id, drafts).await?;
    let message = Message::new("intake-done").with("n", i64::try_from(entered).unwrap_or(i64::MAX));
    Ok(post.done(&path, &message))
}

/// What becomes of each row is said for the whole file, so that entering does what looking told; each batch asks again for
/// whom others have entered meanwhile.
async fn enter_all(post: &Post, id: Id<Waiting>, drafts: Vec<Draft>) -> store::Result<usize> {
    let vault = post.vault();
    let lines = post.read(move |tx| import::look(tx, &vault, drafts)).await?;
    let parts = lines.len().div_ceil(BATCH);
    let mut own = HashSet::new();
    for (n, batch) in lines.chunks(BATCH).enumerate() {
        let (batch, vault, last, before) = (batch.to_vec(), post.vault(), n + 1 == parts, own.clone());
        let enter =
            move |tx: &mut Tx<'_>, act: &Act| import::enter_part(tx, act, &vault, id, &batch, &before, last);
        own.extend(post.write(enter).await?);
    }
    Ok(own.len())
}

/// The rows that are not entered, to be mended and sent again.
pub(crate) async fn rejects(
    visit: Visit,
    Path(id): Path<Id<Waiting>>,
    Query(said): Query<Columns>,
) -> Answer {
    let (_, source) = source(&visit, id, said).await?;
    let lines = looked(&visit, &source).await?;
    let csv = import::rejects(&source, &lines, |line| reason(&visit, line), visit.t.say("intake-why"));
    web::document::download(csv.into(), web::document::CSV, "belum-masuk.csv")
}
