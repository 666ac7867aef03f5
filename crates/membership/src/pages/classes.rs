//! A class made members in three steps: its list pasted or sent, looked at, entered; then the page of the list has
//! their cards.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Message, Person, Refusal};
use people::{
    PartyKind,
    import::{self, Waiting},
    pages::{errors_of, refusal_in},
    register::{self, Asked},
};
use platform::looks::Sight;
use serde::Deserialize;
use store::Result;
use ui::{
    Html, Page,
    part::{Badge, Choice, Column, ErrorSummary, Errors, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Query, Upload, Visit, see_other};

use super::{below_list, path_of, plan_name};
use crate::{
    Ground, Plan,
    classes::{self, Class, Fate, Line},
    families, plans,
    rosters::{Entry, sheet},
};

/// The plan that is proposed for a class.
const USUAL: &str = "pelajar";
/// What the desk can grant a whole class.
const GROUNDS: [Ground; 3] = [Ground::Address, Ground::Need, Ground::Employment];
/// How many schools are proposed.
const SCHOOLS: i64 = 200;
/// What a pasted list is called.
const PASTED: &str = "daftar.csv";

/// What is typed beside the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ClassForm {
    plan: String,
    school: String,
    list: String,
    ground: String,
    evidence: String,
}

impl ClassForm {
    /// What the memberships stand on; living here where nothing is said.
    fn ground(&self) -> Ground {
        GROUNDS.into_iter().find(|ground| ground.as_str() == self.ground).unwrap_or(Ground::Address)
    }
}

#[derive(Template)]
#[template(path = "class.html")]
struct StartPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    schools: Vec<String>,
}

impl StartPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

async fn draw(visit: &Visit, status: StatusCode, form: &ClassForm, errors: Errors) -> Answer {
    let t = visit.t;
    let (plans, schools) = visit
        .read(|tx| {
            let asked = Asked { kind: Some(PartyKind::Organisation), ..Asked::default() };
            Ok((plans::all(tx)?, register::find(tx, &asked, SCHOOLS)?))
        })
        .await?;
    let chosen = if form.plan.is_empty() { USUAL } else { &form.plan };
    let choice =
        |plan: &Plan| Choice::new(plan.code.as_str(), plan_name(t, plan)).chosen(plan.code == chosen);
    let fields = vec![
        Field::area(t, "list", t.say("class-list"), &*form.list, 8)
            .hint(t.say("class-list-hint"))
            .error(errors.of("list"))
            .optional(),
        Field::text(t, "file", t.say("class-file"), "")
            .kind("file")
            .attribute("accept", ".csv,.xlsx,text/csv")
            .hint(t.say("class-file-hint"))
            .error(errors.of("file"))
            .optional(),
        Field::select(
            t,
            "plan",
            t.say("member-plan"),
            plans.iter().filter(|plan| !plan.closed).map(choice).collect(),
        )
        .medium()
        .error(errors.of("plan")),
        Field::radios(
            t,
            "ground",
            t.say("basis"),
            GROUNDS
                .map(|ground| {
                    Choice::new(ground.as_str(), t.say(&format!("class-ground-{ground}")))
                        .chosen(ground == form.ground())
                })
                .to_vec(),
        )
        .error(errors.of("ground")),
        Field::text(t, "evidence", t.say("basis-evidence"), &*form.evidence)
            .hint(t.say("class-evidence-hint"))
            .autocomplete("off")
            .error(errors.of("evidence"))
            .optional(),
        Field::text(t, "school", t.say("class-school"), &*form.school)
            .attribute("list", "daftar-sekolah")
            .autocomplete("off")
            .hint(t.say("class-school-hint"))
            .error(errors.of("school"))
            .optional(),
    ];
    let mut page = below_list(visit, t.say("class-title"));
    page.failed = !errors.is_empty();
    let schools = schools.into_iter().map(|school| school.name).collect();
    visit.html_as(status, &StartPage { page, errors, fields, schools })
}

/// Where a list is pasted or chosen.
pub(super) async fn blank(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &ClassForm::default(), Errors::new()).await
}

/// Keeps a list that can be read, until it is entered.
pub(super) async fn upload(post: Post, upload: Upload<8>) -> Answer {
    let form: ClassForm = upload.form()?;
    let (name, content, field) = match upload.file.is_empty() {
        true => (PASTED.to_owned(), form.list.clone().into_bytes(), "list"),
        false => (upload.name, upload.file, "file"),
    };
    let refused = if content.iter().all(u8::is_ascii_whitespace) {
        Some(Refusal::of_field("list", Message::new("class-no-list")))
    } else {
        let bytes = content.clone();
        let read = move || match sheet::read_as(&bytes, &sheet::OF_A_CLASS) {
            Ok(source) => classes::length_objection(source.mapping.rows(&source.table).len()),
            Err(refusal) => Some(refusal),
        };
        let mut read = tokio::task::spawn_blocking(read).await.map_err(Failure::fault)?;
        for reason in read.iter_mut().flat_map(|refusal| &mut refusal.reasons) {
            reason.field = Some(field);
        }
        read
    };
    let kept = match refused {
        Some(refusal) => Err(refusal.into()),
        None => {
            let (typed, vault) = (form.clone(), post.vault());
            post.write(move |tx, act| {
                let school = classes::school(tx, &typed.school)?;
                let (plan, evidence) = (typed.plan.clone(), typed.evidence.clone());
                classes::plan_of(tx, act, &Class { plan, school, ground: typed.ground(), evidence })?;
                Ok((import::keep(tx, &vault, act.at, &name, &content)?, school))
            })
            .await
        }
    };
    match kept {
        Ok((file, school)) => {
            let ground = form.ground();
            let said = Said { plan: form.plan, school, ground: ground.to_string(), evidence: form.evidence };
            Ok(see_other(&format!("{}?{}", path_of_list(file), said.query())))
        }
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, field);
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
    }
}

fn path_of_list(file: Id<Waiting>) -> String {
    format!("/staf/anggota/kelas/{file}")
}

/// What was said beside the list, in the address of its page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    plan: String,
    #[serde(default)]
    school: Option<Id<Person>>,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    evidence: String,
}

impl Said {
    fn query(&self) -> String {
        let [plan, ground, evidence] =
            [&self.plan, &self.ground, &self.evidence].map(|text| ui::page::query_value(text));
        let school = self.school.map(|school| format!("&school={school}")).unwrap_or_default();
        format!("plan={plan}&ground={ground}&evidence={evidence}{school}")
    }

    fn class(&self) -> Class {
        let ground = self.ground.parse().unwrap_or(Ground::Address);
        Class { plan: self.plan.clone(), school: self.school, ground, evidence: self.evidence.clone() }
    }
}

/// The rows of a list that waits, with what it is called.
async fn waiting(visit: &Visit, file: Id<Waiting>) -> std::result::Result<(String, Vec<Entry>), Failure> {
    let vault = visit.vault();
    let (name, content) = visit.read(move |tx| import::waiting(tx, &vault, file)).await?;
    let today = visit.act().today();
    let read =
        move || sheet::read_as(&content, &sheet::OF_A_CLASS).map(|source| sheet::entries(&source, today));
    Ok((name, tokio::task::spawn_blocking(read).await.map_err(Failure::fault)??))
}

#[derive(Template)]
#[template(path = "class_look.html")]
struct LookPage {
    page: Page,
    name: String,
    base: String,
    said: Said,
    stats: Vec<Stat>,
    /// How many would be made members.
    new: usize,
    /// How many of those need a guardian's consent.
    minors: i64,
    /// Where the school confirms the consent of parents for those who are members, where it is named.
    consents: Option<String>,
    /// The numbers of those who are members.
    cards: Vec<String>,
    tables: Vec<Table>,
}

/// What would become of each row, and the cards of those who are members.
pub(super) async fn look(visit: Visit, Path(file): Path<Id<Waiting>>, Query(said): Query<Said>) -> Answer {
    let (name, entries) = waiting(&visit, file).await?;
    let (act, vault, class) = (visit.act(), visit.vault(), said.class());
    let lines = visit.read(move |tx| classes::look(tx, &act, &vault, &class, entries.clone())).await?;
    visit.looks_at_all(lines.iter().flat_map(Line::people), Sight::List);
    let (t, today) = (visit.t, visit.act().today());
    let count = |of: fn(&Fate) -> bool| lines.iter().filter(|line| of(&line.fate)).count();
    let new = count(|fate| matches!(fate, Fate::New | Fate::Known(_)));
    let left = count(|fate| matches!(fate, Fate::Alike(_) | Fate::Wrong(_)));
    let codes: Vec<String> = lines.iter().filter_map(code_of).collect();
    let stat = |key: &str, n: usize| Stat {
        label: t.say(key).to_owned(),
        value: t.int(n as i64),
        ..Stat::default()
    };
    let minors = lines
        .iter()
        .filter(|line| matches!(line.fate, Fate::New | Fate::Known(_)))
        .filter(|line| families::is_minor(line.entry.profile.born, today))
        .count();
    let view = LookPage {
        page: below_list(&visit, t.say("class-look-title")),
        name,
        base: path_of_list(file),
        stats: vec![stat("class-new", new), stat("class-members", codes.len()), stat("class-left", left)],
        new,
        minors: minors as i64,
        consents: said.school.filter(|_| lines.iter().any(owes_consent)).map(super::consents::path),
        cards: codes,
        tables: tables(&visit, &lines),
        said,
    };
    visit.html(&view)
}

/// Whether somebody is a member to whose membership a guardian has yet to agree.
fn owes_consent(line: &Line) -> bool {
    matches!(&line.fate, Fate::Member(_, missing) if missing.iter().any(|why| why.key == "missing-consent"))
}

fn code_of(line: &Line) -> Option<String> {
    match &line.fate {
        Fate::Member(member, _) => Some(member.code.clone()),
        _ => None,
    }
}

/// A name that leads somewhere.
#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ name }}</a>")]
struct Named<'a> {
    href: String,
    name: &'a str,
}

/// What is still missing of a member, as badges.
#[derive(Template)]
#[template(ext = "html", source = "{{ code }}{% for badge in missing %} {{ badge }}{% endfor %}")]
struct Standing<'a> {
    code: &'a str,
    missing: Vec<Badge>,
}

/// Those that might be the same, as links.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ text }} {% for one in others %}<a href=\"{{ one.href }}\">{{ one.name }}</a>{% if !loop.last %}, {% endif %}{% endfor %}"
)]
struct Others<'a> {
    text: &'a str,
    others: Vec<Named<'a>>,
}

/// The rows, those that people decide first; only kinds that have any.
fn tables(visit: &Visit, lines: &[Line]) -> Vec<Table> {
    let t = visit.t;
    let table = |id: &'static str, key: &str, of: fn(&Fate) -> bool| {
        let columns = vec![
            Column::new(t.say("class-row")).numeric(),
            Column::new(t.say("member-name")).head(),
            Column::new(t.say("member-born")),
            Column::new(t.say("roster-class")),
            Column::new(t.say("roster-what")),
        ];
        let mut table = Table::new(t, id, t.say(key), columns);
        table.rows = lines.iter().filter(|line| of(&line.fate)).map(|line| row(visit, line)).collect();
        table
    };
    [
        table("periksa", "class-left", |fate| matches!(fate, Fate::Alike(_) | Fate::Wrong(_))),
        table("baru", "class-new", |fate| matches!(fate, Fate::New | Fate::Known(_))),
        table("anggota", "class-members", |fate| matches!(fate, Fate::Member(..))),
    ]
    .into_iter()
    .filter(|table| !table.rows.is_empty())
    .collect()
}

fn row(visit: &Visit, line: &Line) -> Row {
    let (t, entry) = (visit.t, &line.entry);
    let name = entry.name();
    let named: Html = match &line.fate {
        Fate::Member(member, _) => Html::of(&Named { href: path_of(&member.code), name: &name }),
        Fate::Known(person) => Html::of(&Named { href: people::pages::path_of(*person), name: &name }),
        _ => name.as_str().into(),
    };
    let what: Html = match &line.fate {
        Fate::New => warnings(visit, entry).into(),
        Fate::Known(_) => t.say("roster-known").into(),
        Fate::Member(member, missing) => Html::of(&Standing {
            code: &member.code,
            missing: missing.iter().map(|why| Badge::new(Tone::Warn, visit.tell(why))).collect(),
        }),
        Fate::Alike(alike) => Html::of(&Others {
            text: t.say("class-alike"),
            others: alike
                .iter()
                .map(|one| Named { href: people::pages::path_of(one.id), name: &one.name })
                .collect(),
        }),
        Fate::Wrong(why) => {
            why.iter().map(|message| visit.tell(message)).collect::<Vec<_>>().join(" ").into()
        }
    };
    Row::new(vec![
        t.int(entry.line).into(),
        named,
        entry.profile.born.map(|born| t.date(born)).unwrap_or_default().into(),
        entry.class.clone().unwrap_or_default().into(),
        what,
    ])
}

/// What is worth a second look.
fn warnings(visit: &Visit, entry: &Entry) -> String {
    entry.warnings.iter().map(|message| visit.tell(message)).collect::<Vec<_>>().join(" ")
}

/// Makes members of those on the list who are none.
pub(super) async fn enrol(post: Post, Path(file): Path<Id<Waiting>>, Form(said): Form<Said>) -> Answer {
    let (_, entries) = waiting(&post, file).await?;
    let (vault, class) = (post.vault(), said.class());
    let made: Result<usize> =
        post.write(move |tx, act| classes::enrol(tx, act, &vault, &class, entries.clone())).await;
    let n = i64::try_from(made?).unwrap_or(i64::MAX);
    let path = format!("{}?{}", path_of_list(file), said.query());
    Ok(post.done(&path, &Message::new("class-done").with("n", n)))
}
