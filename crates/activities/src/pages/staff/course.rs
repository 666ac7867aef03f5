//! A course: who attended how much, what they achieved, and what they have to show for it.

use axum::extract::Path;
use kernel::{Act, Id, Message};
use store::{Result, Tx};
use ui::{
    Html,
    part::{Badge, Board, Button, Choice, Column, Deed, Empty, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{super::look, BACK, path_of};
use crate::{
    Activity, DECIDE, EDIT, Registration,
    certificates::{self, Learner},
    planning, seats,
};

/// The page.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let (asked, act) = (code.clone(), visit.act());
    let (activity, learners, counts) = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &asked)?;
            let learners = certificates::learners(tx, activity.id)?;
            let counts = certificates::held(tx, &act, activity.id)?;
            Ok((activity, learners, counts))
        })
        .await?;
    let t = visit.t;
    let mut board = Board::new(t);
    let stat = |value: String, key: &str| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let given = learners.iter().filter(|one| one.code.is_some()).count();
    board.stats = vec![
        stat(format!("{} / {}", t.int(counts.0), t.int(counts.0 + counts.1)), "course-held"),
        stat(t.int(learners.len()), "course-learners"),
        stat(t.int(given), "course-certificates"),
    ];
    if given > 0 {
        let href = format!("{}/sertifikat.pdf", path_of(&code));
        board.acts = vec![Button::link(t.say("certificates-print"), href).ghost().icon("LuPrinter")];
    }
    board.main.push(Html::of(&table(visit, &activity, &learners, counts)));
    for one in &learners {
        let deeds = deeds(visit, &activity, one, counts, &sent);
        board.side.extend(deeds.iter().map(Html::of));
    }
    let mut page = visit.below(BACK, t.say("course-title"));
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), path_of(&code)));
    visit.board(page, board, &sent)
}

fn table(visit: &Visit, activity: &Activity, learners: &[Learner], counts: (i64, i64)) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("ticket-name")).head(),
        Column::new(t.say("course-attended")).numeric(),
        Column::new(t.say("certificate-result")),
        Column::new(t.say("activity-certificate")),
    ];
    let mut table = Table::new(t, "hasil", t.say("course-title"), columns);
    table.empty = Some(Empty {
        icon: "LuAward",
        title: t.say("course-none").to_owned(),
        text: t.say("course-none.text").to_owned(),
        action: None,
    });
    table.rows = learners
        .iter()
        .map(|one| {
            let result = match (one.result.as_deref(), one.passed) {
                (result, Some(true)) => {
                    Html::of(&Badge::new(Tone::Ok, result.unwrap_or(t.say("course-passed"))))
                }
                (result, Some(false)) => {
                    Html::of(&Badge::new(Tone::Bad, result.unwrap_or(t.say("course-failed"))))
                }
                (result, None) => result.unwrap_or_default().into(),
            };
            let state = match &one.code {
                Some(code) => {
                    Html::of(&look::Linked { href: format!("/sertifikat/{code}"), text: code, small: "" })
                }
                None => {
                    let lacks = certificates::lacks(activity, one, counts);
                    let said: Vec<String> = lacks.iter().map(|message| visit.tell(message)).collect();
                    match said.is_empty() {
                        true => Html::of(&Badge::new(Tone::Ok, t.say("certificate-ready"))),
                        false => said.join(" ").into(),
                    }
                }
            };
            Row::new(vec![
                one.name.as_str().into(),
                format!("{} / {}", t.int(one.attended), t.int(counts.0)).into(),
                result,
                state,
            ])
        })
        .collect();
    table
}

/// What can be done for one learner, folded under their name.
fn deeds(visit: &Visit, activity: &Activity, one: &Learner, counts: (i64, i64), sent: &Sent) -> Vec<Deed> {
    let t = visit.t;
    let base = path_of(&activity.code);
    let mut deeds = Vec::new();
    if let (Some(code), true) = (&one.code, visit.can(DECIDE)) {
        let base = format!("{base}/sertifikat/{code}");
        let holder = Field::text(t, "holder", t.say("certificate-holder"), one.name.as_str())
            .error(sent.errors.of("holder"));
        let hint = t.say("reason-hint");
        let reason =
            Field::area(t, "reason", t.say("reason-field"), "", 2).hint(hint).error(sent.errors.of("reason"));
        let title = t.about("certificate-reissue-of", one.name.as_str());
        deeds.push(
            Deed::new(title, format!("{base}/ganti"), vec![holder]).lead(t.say("certificate-reissue.lead")),
        );
        let title = t.about("certificate-revoke-of", one.name.as_str());
        deeds.push(
            Deed::new(title, format!("{base}/cabut"), vec![reason]).lead(t.say("certificate-revoke.lead")),
        );
        return deeds;
    }
    if one.code.is_none() && visit.can(EDIT) && activity.assessed {
        let choices = [("", "course-not-yet"), ("yes", "course-passed"), ("no", "course-failed")].map(
            |(value, key)| {
                let now = match one.passed {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "",
                };
                Choice::new(value, t.say(key)).chosen(value == now)
            },
        );
        let fields = vec![
            Field::text(t, "result", t.say("certificate-result"), one.result.as_deref().unwrap_or_default())
                .optional()
                .error(sent.errors.of("result")),
            Field::radios(t, "passed", t.say("course-judged"), choices.to_vec()),
        ];
        let title = t.about("course-assess", one.name.as_str());
        deeds.push(
            Deed::new(title, format!("{base}/hasil/{}", one.id), fields)
                .buttons(vec![Button::new(t.say("activity-save")).small()]),
        );
    }
    if one.code.is_none() && visit.can(DECIDE) && certificates::lacks(activity, one, counts).is_empty() {
        let title = t.about("certificate-give", one.name.as_str());
        deeds.push(Deed::new(title, format!("{base}/hasil/{}/sertifikat", one.id), Vec::new()));
    }
    deeds
}

async fn done<T: Send + 'static>(
    post: Post,
    code: String,
    key: &'static str,
    sent: Sent,
    f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
) -> Answer {
    let back = format!("{}/hasil", path_of(&code));
    sent::done(
        &post,
        Message::new(key),
        "result",
        f,
        |_| back,
        |errors| draw(&post, code, sent.wrong(errors)),
    )
    .await
}

web::form! { ResultForm { result, passed } }

/// What an assessment came to.
pub(super) async fn assess(
    post: Post,
    Path((code, id)): Path<(String, Id<Registration>)>,
    Form(form): Form<ResultForm>,
) -> Answer {
    let sent = form.sent();
    let result = sent.text("result").to_owned();
    let passed = match sent.text("passed") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    done(post, code, "course-assessed", sent, move |tx, act| seats::assess(tx, act, id, &result, passed))
        .await
}

/// A certificate is given.
pub(super) async fn issue(post: Post, Path((code, id)): Path<(String, Id<Registration>)>) -> Answer {
    done(post, code, "certificate-now-given", Sent::default(), move |tx, act| {
        certificates::issue(tx, act, id)
    })
    .await
}

web::form! { RevokeForm { reason } }

/// A certificate is taken back.
pub(super) async fn revoke(
    post: Post,
    Path((code, certificate)): Path<(String, String)>,
    Form(form): Form<RevokeForm>,
) -> Answer {
    let sent = form.sent();
    let why = sent.text("reason").to_owned();
    done(post, code, "certificate-now-revoked", sent, move |tx, act| {
        certificates::revoke(tx, act, &certificate, &why)
    })
    .await
}

web::form! { HolderForm { holder } }

/// A certificate is written anew.
pub(super) async fn reissue(
    post: Post,
    Path((code, certificate)): Path<(String, String)>,
    Form(form): Form<HolderForm>,
) -> Answer {
    let sent = form.sent();
    let holder = sent.text("holder").to_owned();
    done(post, code, "certificate-now-reissued", sent, move |tx, act| {
        certificates::reissue(tx, act, &certificate, &holder)
    })
    .await
}
