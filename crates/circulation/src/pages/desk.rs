//! `/staf/meja`: every scan is a POST that leads back here; the page draws what the database holds.

use askama::Template;
use axum::http::{HeaderMap, header};
use catalogue::{copies, records};
use kernel::{Act, Id, Message};
use membership::members;
use platform::library::{self, Branch};
use serde::Deserialize;
use store::{Error, Tx};
use ui::{
    Page,
    page::{Key, Status},
    part::{Button, Tone, Verdict},
};
use web::{Answer, Failure, Form, Post, Query, Visit, see_other};

use super::{
    FAST_ADD, LEND, OVERRIDE,
    entry::{self, Around, Line},
    offline::{REVIEW, told},
    panel::{self, Panel},
};
use crate::{
    desk::{
        self, Clerk, Entry, Given, Mode, Next, Outcome, Scanned, Seen, Transaction,
        offline::{self, Kept},
        scan::Command,
    },
    objections,
};

/// How many lines the log shows.
const SHOWN: i64 = 60;
/// How many copies or members are offered where a code fits several.
const OFFERED: usize = 6;

const KEYS: &[Key] = &[
    Key { keys: "/", label: "desk-key-find" },
    Key { keys: "Alt Z", label: "desk-key-undo" },
    Key { keys: "Alt P", label: "desk-key-finish" },
    Key { keys: "Alt Y", label: "desk-key-yes" },
    Key { keys: "Alt T", label: "desk-key-no" },
    Key { keys: "?", label: "desk-key-all" },
];

#[derive(Deserialize)]
pub(super) struct Asked {
    mode: Option<String>,
    /// How many scans that were kept on the device have just arrived.
    terkirim: Option<i64>,
    /// A scan that came when nobody was signed in any more.
    pindai: Option<String>,
    /// The card of a member who is to be served, from their page: it stands in the scan box, one Enter away.
    anggota: Option<String>,
}

struct ModeLink {
    mode: Mode,
    label: &'static str,
    icon: &'static str,
    key: &'static str,
    /// What its command card says.
    code: &'static str,
    current: bool,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Page,
    mode: Mode,
    modes: Vec<ModeLink>,
    /// What it is drawn for: a form that is sent from it acts on nothing else.
    seen: Seen,
    label: String,
    kept: String,
    verdict: Option<Verdict>,
    log: Vec<Line>,
    done: i64,
    panel: Option<Panel>,
    /// Where the desk may stand.
    branches: Vec<Branch>,
    /// Where it stands, or will with the next scan.
    branch: Option<Id<Branch>>,
    /// Whether the library has branches where it may not.
    elsewhere: bool,
    /// Code of the member at the desk: what a scan that is kept on the device is meant for.
    base: String,
    /// Name of the library's time zone.
    zone: String,
    /// Whether this is the page the device keeps for when there is no connection.
    shell: bool,
    /// How many scans made without a connection wait for a person.
    waiting: i64,
}

/// What the page is drawn from.
#[derive(Default)]
struct Facts {
    desk: Option<Transaction>,
    entries: Vec<Entry>,
    around: Around,
    member: Option<panel::Facts>,
    branches: Vec<Branch>,
    branch: Option<Id<Branch>>,
    elsewhere: bool,
    base: String,
    waiting: i64,
    /// Whether there is no connection to ask more of.
    alone: bool,
}

/// The desk.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let act = visit.act();
    let clerk = clerk(&visit)?;
    let reading = act.clone();
    let facts = visit.read(move |tx| read(tx, &reading, &clerk)).await?;
    if let Some(shown) = &facts.member {
        visit.looks_at(shown.member.person, platform::looks::Sight::Loans);
    }
    let mode = asked.mode.and_then(|mode| mode.parse().ok());
    let mode = mode.or(facts.desk.as_ref().map(|desk| desk.mode)).unwrap_or(Mode::Lend);
    let title = visit.t.say("desk-title");
    let workroom = visit.staff(title);
    let online = || Status { tone: Tone::Ok, icon: "LuWifi", text: visit.t.say("desk-online").to_owned() };
    let page = Page {
        scripts: vec!["js/desk.js"],
        keys: KEYS.to_vec(),
        find: Some("/staf/anggota".into()),
        // Trouble with the disk stands there already.
        status: Some(workroom.status.clone().unwrap_or_else(online)),
        ..workroom
    };
    let kept = asked.pindai.unwrap_or_default();
    // The newest stands first, and wins among equals.
    let last = facts.entries.iter().rev().max_by_key(|entry| entry.undone_at.unwrap_or(entry.at));
    let verdict = match kept.as_str() {
        "" => last.map(|entry| entry::verdict(&visit, &act, entry, &facts.around)),
        kept => Some(kept_verdict(&visit, kept)),
    };
    let verdict = match asked.terkirim {
        Some(sent) if sent > 0 => Some(arrived(&visit, sent, facts.waiting)),
        _ => verdict,
    };
    let filled = if kept.is_empty() { asked.anggota.unwrap_or_default() } else { kept };
    draw(&visit, page, mode, filled, verdict, &facts)
}

/// The page the device keeps for when there is no connection: the same desk with nobody at it.
pub(super) async fn shell(visit: Visit) -> Answer {
    let mut page =
        Page { scripts: vec!["js/desk.js"], keys: KEYS.to_vec(), ..visit.staff(visit.t.say("desk-title")) };
    // It lies on the device after whoever fetched it has signed out.
    (page.person, page.workroom, page.here) = (None, Vec::new(), "/staf/meja".into());
    page.status =
        Some(Status { tone: Tone::Warn, icon: "LuWifiOff", text: visit.t.say("desk-offline").to_owned() });
    draw(&visit, page, Mode::Lend, String::new(), None, &Facts { alone: true, ..Facts::default() })
}

fn draw(
    visit: &Visit,
    page: Page,
    mode: Mode,
    kept: String,
    verdict: Option<Verdict>,
    facts: &Facts,
) -> Answer {
    let act = visit.act();
    let panel = facts.member.as_ref().map(|member| panel::draw(visit.t, &act, member));
    let seen = Seen::of(facts.desk.as_ref());
    visit.html(&DeskPage {
        label: if facts.alone {
            visit.t.say("desk-scan-offline").to_owned()
        } else {
            label(visit, mode, panel.as_ref())
        },
        verdict: verdict.map(|verdict| posted(verdict, mode, seen, facts.entries.first())),
        log: facts.entries.iter().filter_map(|entry| entry::line(visit, &act, entry)).collect(),
        done: facts.entries.iter().map(|entry| i64::from(entry.is_done())).sum(),
        branch: facts.branch,
        elsewhere: facts.elsewhere,
        branches: facts.branches.clone(),
        modes: modes(mode),
        base: facts.base.clone(),
        shell: facts.alone,
        zone: act.zone.iana_name().unwrap_or("UTC").to_owned(),
        waiting: facts.waiting,
        page,
        mode,
        seen,
        kept,
        panel,
    })
}

fn modes(current: Mode) -> Vec<ModeLink> {
    [
        (Mode::Lend, "desk-mode-lend", "LuBookUp", "Alt 1"),
        (Mode::Return, "desk-mode-return", "LuBookDown", "Alt 2"),
        (Mode::Renew, "desk-mode-renew", "LuRefreshCw", "Alt 3"),
        (Mode::Check, "desk-mode-check", "LuInfo", "Alt 4"),
    ]
    .map(|(mode, label, icon, key)| {
        let code = Command::Turn(mode).code();
        ModeLink { mode, label, icon, key, code, current: mode == current }
    })
    .into()
}

fn label(visit: &Visit, mode: Mode, panel: Option<&Panel>) -> String {
    let t = visit.t;
    match (mode, panel) {
        (Mode::Lend, Some(panel)) => t.about("desk-scan-for", panel.name.as_str()),
        (Mode::Lend, None) => t.say("desk-scan-member").to_owned(),
        (Mode::Return, _) => t.say("desk-scan-return").to_owned(),
        (Mode::Renew, _) => t.say("desk-scan-renew").to_owned(),
        (Mode::Check, _) => t.say("desk-scan-check").to_owned(),
    }
}

/// The answers of a verdict go to the desk, with the question they answer.
fn posted(mut verdict: Verdict, mode: Mode, seen: Seen, asked: Option<&Entry>) -> Verdict {
    verdict.action = "/staf/meja".to_owned();
    verdict.hidden.push(("mode".to_owned(), mode.as_str().to_owned()));
    verdict.hidden.push(("transaksi".to_owned(), seen.to_string()));
    if let Some(entry) = asked.filter(|entry| entry.is_question()) {
        verdict.hidden.push(("pertanyaan".to_owned(), entry.id.to_string()));
    }
    verdict
}

/// What was kept on the device is here.
fn arrived(visit: &Visit, sent: i64, waiting: i64) -> Verdict {
    let t = visit.t;
    let (tone, text) = match waiting {
        0 => (Tone::Ok, t.say("desk-arrived-all").to_owned()),
        waiting => (Tone::Warn, t.count("desk-review-count", waiting)),
    };
    let answers = (waiting > 0).then(|| Button::link(t.say("desk-review-open"), REVIEW).ghost());
    Verdict {
        answers: answers.into_iter().collect(),
        ..Verdict::new(tone, t.count("desk-arrived", sent), text.into())
    }
}

/// The session had ended when this was scanned; it waits in the scan box.
fn kept_verdict(visit: &Visit, kept: &str) -> Verdict {
    let t = visit.t;
    Verdict {
        icon: "LuClock",
        ..Verdict::new(Tone::Warn, t.say("desk-kept"), t.about("desk-kept-help", kept).into())
    }
}

fn read(tx: &mut Tx<'_>, act: &Act, clerk: &Clerk) -> store::Result<Facts> {
    let places = clerk.may.places(LEND);
    let all = library::branches(tx)?;
    let count = all.len();
    let branches = places.among(all);
    let facts = Facts {
        elsewhere: branches.len() < count,
        waiting: offline::count(tx, places)?,
        branch: if branches.is_empty() { None } else { Some(desk::usual_branch(tx, clerk)?) },
        branches,
        ..Facts::default()
    };
    // Where they may not lend any more there is nothing to go on with; the next scan says so.
    let open = desk::of_staff(tx, clerk.person)?.filter(|desk| places.contains(desk.branch));
    let Some(desk) = open else { return Ok(facts) };
    let may = Around {
        may_override: clerk.may.at(OVERRIDE, desk.branch),
        may_add: clerk.may.at(FAST_ADD, desk.branch),
        ..Around::default()
    };
    let entries = desk::entries(tx, desk.id, SHOWN)?;
    let around = match entries.first() {
        Some(entry) => around(tx, act, entry, may)?,
        None => may,
    };
    // Taking back and looking up, the desk has to do with whoever has the copy.
    let concerned = entries.first().filter(|_| desk.mode != Mode::Lend).and_then(|entry| entry.member);
    let member = match concerned.or(desk.member) {
        Some(person) => panel::read(tx, act, person, desk.branch)?,
        None => None,
    };
    let at_desk = desk.member.map(|person| members::by_id(tx, person)).transpose()?.flatten();
    let base = at_desk.map(|member| member.code).unwrap_or_default();
    Ok(Facts { desk: Some(desk), entries, around, member, base, ..facts })
}

fn around(tx: &mut Tx<'_>, act: &Act, entry: &Entry, mut around: Around) -> store::Result<Around> {
    match entry.outcome {
        Outcome::Isbn => around.choices = copies_with_isbn(tx, &entry.code)?,
        Outcome::Several => {
            let found = members::find(tx, &entry.code, OFFERED as i64)?;
            around.choices =
                found.into_iter().map(|m| (m.code.clone(), format!("{} · {}", m.name, m.code))).collect();
        }
        Outcome::Checked => {
            around.copy = entry.copy.map(|copy| copies::by_id(tx, copy)).transpose()?.flatten();
        }
        _ => {}
    }
    if let Some(member) = entry.member.map(|person| members::by_id(tx, person)).transpose()?.flatten() {
        around.standing = objections::to_member(&members::standing(&member, act.today()));
        let lending =
            entry.mode == Mode::Lend || (entry.outcome == Outcome::Checked && entry.told.0.holder.is_none());
        around.member = (!lending || entry.is_elsewhere()).then_some(member.name);
    }
    Ok(around)
}

/// The copies of the book with this ISBN that could be meant.
fn copies_with_isbn(tx: &mut Tx<'_>, isbn: &str) -> store::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for number in records::by_isbn(tx, isbn)? {
        if let Some(record) = records::by_number(tx, number)? {
            let usable = copies::of_record(tx, record.id)?
                .into_iter()
                .filter(|copy| copy.status != copies::Status::Withdrawn);
            found.extend(
                usable.map(|copy| (copy.barcode.clone(), format!("{} · {}", copy.barcode, copy.title))),
            );
        }
    }
    found.truncate(OFFERED);
    Ok(found)
}

/// What the scan box, or an answer to a question, sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    #[serde(default)]
    kode: String,
    #[serde(default)]
    mode: String,
    /// What the page was drawn for.
    #[serde(default)]
    transaksi: String,
    jawab: Option<String>,
    #[serde(default)]
    alasan: String,
    pertanyaan: Option<Id<Entry>>,
    /// What the device calls this scan, so that sending it twice is scanning it once.
    perintah: Option<Id<Kept>>,
}

/// A scan, or an answer.
pub(super) async fn scanned(post: Post, headers: HeaderMap, Form(sent): Form<Sent>) -> Answer {
    let accepted = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let wants_json = accepted.is_some_and(|accept| accept.starts_with("application/json"));
    let mode: Mode = sent.mode.parse().unwrap_or(Mode::Lend);
    let Ok(seen) = sent.transaksi.parse::<Seen>();
    let clerk = clerk(&post)?;
    let next = post
        .write(move |tx, act| {
            if let Some(answer) = &sent.jawab {
                let why = sent.alasan.as_str();
                let given = Given { question: sent.pertanyaan, yes: answer == "ya", why };
                desk::answer(tx, act, &clerk, &given)?;
                return Ok(Next::Desk(mode, seen));
            }
            let scanned = Scanned { clerk: &clerk, mode, seen, text: &sent.kode };
            match sent.perintah {
                Some(id) => offline::process_once(tx, act, id, &scanned),
                None => desk::process(tx, act, &scanned),
            }
        })
        .await;
    let (response, seen) = match next {
        Ok(next) => (go_on(next), next.seen()),
        Err(Error::Refused(refusal)) => (refused(&post, mode, &refusal), seen),
        Err(other) => return Err(other.into()),
    };
    Ok(if wants_json { told(response, seen) } else { response })
}

/// Nobody is signed in: the scan waits until somebody is. An answer is not kept, be it a button or a card: it would
/// confirm something nobody sees.
pub(super) fn kept(fields: &[(String, String)]) -> String {
    let field =
        |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.trim());
    let desk = desk_path(field("mode").parse().unwrap_or(Mode::Lend));
    match field("kode") {
        code if code.is_empty() || code.starts_with('%') => desk,
        code => format!("{desk}&pindai={}", ui::page::query_value(code)),
    }
}

pub(super) fn desk_path(mode: Mode) -> String {
    format!("/staf/meja?mode={mode}")
}

fn go_on(next: Next) -> axum::response::Response {
    match next {
        Next::Desk(mode, _) => see_other(&desk_path(mode)),
        Next::Receipt(transaction) => see_other(&format!("/staf/meja/struk/{transaction}")),
    }
}

fn refused(post: &Post, mode: Mode, refusal: &kernel::Refusal) -> axum::response::Response {
    let first = refusal.reasons.first().map(|reason| reason.message.clone());
    post.on_to(&desk_path(mode), Tone::Bad, &first.unwrap_or_else(|| Message::new("loan-undo-too-late")))
}

/// Whoever is at the desk, with what they may do where.
pub(super) fn clerk(visit: &Visit) -> Result<Clerk, Failure> {
    let person = visit.account().ok_or_else(Failure::missing)?.person;
    Ok(Clerk { person, may: visit.grants().clone() })
}

/// What an undo button sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Undo {
    entry: Id<Entry>,
    #[serde(default)]
    mode: String,
}

/// Takes one line of the log back.
pub(super) async fn undo(post: Post, Form(undo): Form<Undo>) -> Answer {
    let mode: Mode = undo.mode.parse().unwrap_or(Mode::Lend);
    let clerk = clerk(&post)?;
    match post.write(move |tx, act| desk::undo(tx, act, &clerk, undo.entry)).await {
        Ok(_) => Ok(see_other(&desk_path(mode))),
        Err(Error::Refused(refusal)) => Ok(refused(&post, mode, &refusal)),
        Err(other) => Err(other.into()),
    }
}

/// What the buttons under the member send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    #[serde(default)]
    mode: String,
    #[serde(default)]
    transaksi: String,
}

/// The end of the transaction, as its command card says it.
pub(super) async fn finish(post: Post, Form(end): Form<End>) -> Answer {
    ended(post, &end, Command::Finish.code(), desk::process).await
}

/// The end of the transaction without a receipt.
pub(super) async fn let_go(post: Post, Form(end): Form<End>) -> Answer {
    ended(post, &end, "", desk::let_go).await
}

async fn ended(
    post: Post,
    end: &End,
    text: &'static str,
    deed: fn(&mut Tx<'_>, &Act, &Scanned<'_>) -> store::Result<Next>,
) -> Answer {
    let mode = end.mode.parse().unwrap_or(Mode::Lend);
    let Ok(seen) = end.transaksi.parse::<Seen>();
    let clerk = clerk(&post)?;
    Ok(go_on(post.write(move |tx, act| deed(tx, act, &Scanned { clerk: &clerk, mode, seen, text })).await?))
}

/// Where the desk stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    tempat: Id<Branch>,
}

/// Moves the desk to another branch.
pub(super) async fn move_to(post: Post, Form(Place { tempat }): Form<Place>) -> Answer {
    let clerk = clerk(&post)?;
    post.write(move |tx, act| desk::at_branch(tx, act, &clerk, tempat)).await?;
    Ok(see_other("/staf/meja"))
}

impl DeskPage {
    /// Whether this is the undo button nearest to the top: the one the key presses.
    fn is_latest_undo(&self, entry: &str) -> bool {
        self.log.iter().find_map(|line| line.undo.as_deref()) == Some(entry)
    }
}
