//! A course: who attended how much, what they achieved, and what they have to show for it. What is done for one learner
//! stands on the page of their registration.

use axum::extract::Path;
use kernel::{Act, Id, Message};
use platform::looks::Sight;
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Choice, Column, Deed, Empty, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{
    super::{look, pager, paper::AT_ONCE, place},
    BACK, path_of, people,
};
use crate::{
    Activity, DECIDE, EDIT, Registration,
    certificates::{self, Learner},
    planning, seats,
};

/// Which part of the learners is shown.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Turned {
    n: Option<u32>,
}

/// The page.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(turned): Query<Turned>) -> Answer {
    draw(&visit, code, turned.n.unwrap_or(1), Sent::default()).await
}

async fn draw(visit: &Visit, code: String, number: u32, sent: Sent) -> Answer {
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
    let is_ready = |one: &&Learner| certificates::is_due(&activity, one, counts);
    let ready = learners.iter().filter(is_ready).count();
    board.stats = vec![
        stat(format!("{} / {}", t.int(counts.0), t.int(counts.0 + counts.1)), "course-held"),
        stat(t.int(learners.len()), "course-learners"),
        stat(t.int(given), "course-certificates"),
    ];
    let base = path_of(&code);
    board.acts =
        vec![Button::link(t.say("assignments"), format!("{base}/tugas")).ghost().icon("LuClipboardList")];
    let parts = (given as i64 + AT_ONCE - 1) / AT_ONCE;
    for part in 1..=parts {
        let label = match parts {
            1 => t.say("certificates-print").to_owned(),
            _ => t.about("certificates-print-part", part),
        };
        let href = format!("{base}/sertifikat.pdf?n={part}");
        board.acts.push(Button::link(label, href).ghost().icon("LuPrinter"));
    }
    let (limit, offset) = place(number);
    let shown: Vec<Learner> = learners.iter().skip(offset as usize).take(limit as usize).cloned().collect();
    visit.looks_at_all(shown.iter().filter_map(|one| one.party), Sight::List);
    board.main.push(Html::of(&table(visit, &activity, &shown, counts)));
    board.pager = Some(pager(t, number, learners.len() as i64, |n| format!("{base}/hasil?n={n}")));
    if ready > 0 && visit.can(DECIDE) {
        let deed = Deed::new(t.count("certificates-give", ready), format!("{base}/hasil"), Vec::new());
        board.side.push(Html::of(&deed.lead(t.say("certificates-give.lead")).open(true)));
    }
    let mut page = visit.below(BACK, t.say("course-title"));
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), base));
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
            let href = format!("{}/peserta/{}", path_of(&activity.code), one.id);
            Row::new(vec![
                Html::of(&look::Linked { href, text: &one.name, small: "" }),
                format!("{} / {}", t.int(one.attended), t.int(counts.0)).into(),
                result(t, one),
                state(visit, activity, one, counts),
            ])
        })
        .collect();
    table
}

/// What an assessment came to.
fn result(t: Speech, one: &Learner) -> Html {
    match (one.result.as_deref(), one.passed) {
        (result, Some(true)) => Html::of(&Badge::new(Tone::Ok, result.unwrap_or(t.say("course-passed")))),
        (result, Some(false)) => Html::of(&Badge::new(Tone::Bad, result.unwrap_or(t.say("course-failed")))),
        (result, None) => result.unwrap_or_default().into(),
    }
}

/// The certificate of a learner, or what they lack for one.
fn state(visit: &Visit, activity: &Activity, one: &Learner, counts: (i64, i64)) -> Html {
    let t = visit.t;
    if let Some(code) = &one.code {
        return Html::of(&look::Linked { href: format!("/sertifikat/{code}"), text: code, small: "" });
    }
    if one.revoked {
        return Html::of(&Badge::new(Tone::Bad, t.say("certificate-revoked")));
    }
    let lacks = certificates::lacks(activity, one, counts);
    let said: Vec<String> = lacks.iter().map(|message| visit.tell(message)).collect();
    match said.is_empty() {
        true => Html::of(&Badge::new(Tone::Ok, t.say("certificate-ready"))),
        false => said.join(" ").into(),
    }
}

/// A learner with what the rules ask, for the page of their registration.
pub(super) struct Learning {
    learner: Learner,
    counts: (i64, i64),
}

impl Learning {
    /// That of a registration which has its seat, of what is certified.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        act: &Act,
        activity: &Activity,
        id: Id<Registration>,
    ) -> Result<Option<Self>> {
        if !activity.certified {
            return Ok(None);
        }
        let Some(learner) = certificates::learner(tx, id)? else { return Ok(None) };
        Ok(Some(Self { learner, counts: certificates::held(tx, act, activity.id)? }))
    }

    /// Whether they have a certificate that holds.
    pub(super) fn is_certified(&self) -> bool {
        self.learner.code.is_some()
    }

    /// What they did and what they have to show for it.
    pub(super) fn shown(&self, visit: &Visit, activity: &Activity) -> Table {
        table(visit, activity, std::slice::from_ref(&self.learner), self.counts)
    }

    /// What can be done for them.
    pub(super) fn deeds(&self, visit: &Visit, activity: &Activity, base: &str, sent: &Sent) -> Vec<Deed> {
        let (t, one) = (visit.t, &self.learner);
        let mut deeds = Vec::new();
        if let Some(code) = &one.code {
            if !visit.can(DECIDE) {
                return deeds;
            }
            let holder = Field::text(t, "holder", t.say("certificate-holder"), sent.or("holder", &one.name))
                .error(sent.errors.of("holder"));
            let reason = Field::area(t, "reason", t.say("reason-field"), sent.text("reason"), 2)
                .hint(t.say("reason-hint"))
                .error(sent.errors.of("reason"));
            let reissue = Deed::new(t.say("certificate-reissue"), format!("{base}/ganti"), vec![holder]);
            // The key of both is the certificate they show: what is sent late or twice takes back no other.
            deeds.push(reissue.once(code.as_str()).lead(t.say("certificate-reissue.lead")));
            let revoke = Deed::new(t.say("certificate-revoke"), format!("{base}/cabut"), vec![reason]);
            deeds.push(revoke.once(code.as_str()).lead(t.say("certificate-revoke.lead")));
            return deeds;
        }
        if visit.can(EDIT) && activity.assessed {
            deeds.push(assess_deed(t, one, base, sent));
        }
        if visit.can(DECIDE) && certificates::lacks(activity, one, self.counts).is_empty() {
            let give = |key, fields| Deed::new(t.say(key), format!("{base}/sertifikat"), fields);
            deeds.push(match one.revoked {
                false => give("certificate-give", Vec::new()).open(true),
                true => {
                    let reason = Field::area(t, "reason", t.say("reason-field"), sent.text("reason"), 2)
                        .hint(t.say("certificate-give-again.hint"))
                        .error(sent.errors.of("reason"));
                    give("certificate-give-again", vec![reason]).lead(t.say("certificate-give-again.lead"))
                }
            });
        }
        deeds
    }
}

fn assess_deed(t: Speech, one: &Learner, base: &str, sent: &Sent) -> Deed {
    let now = match one.passed {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let choices = [("", "course-not-yet"), ("yes", "course-passed"), ("no", "course-failed")]
        .map(|(value, key)| Choice::new(value, t.say(key)).chosen(value == sent.or("passed", now)));
    let result = sent.or("result", one.result.as_deref().unwrap_or_default());
    let fields = vec![
        Field::text(t, "result", t.say("certificate-result"), result)
            .optional()
            .error(sent.errors.of("result")),
        Field::radios(t, "passed", t.say("course-judged"), choices.to_vec()),
    ];
    Deed::new(t.say("course-assess"), format!("{base}/nilai"), fields)
        .buttons(vec![Button::new(t.say("activity-save")).small()])
        .open(one.passed.is_none())
}

/// Everybody who has done what was asked is given their certificate.
pub(super) async fn issue_all(post: Post, Path(code): Path<String>) -> Answer {
    let (named, back) = (code.clone(), format!("{}/hasil", path_of(&code)));
    sent::done(
        &post,
        Message::new("certificates-now-given"),
        "result",
        move |tx, act| {
            let activity = planning::by_code(tx, &named)?;
            certificates::issue_all(tx, act, activity)
        },
        |_| back,
        |errors| draw(&post, code, 1, Sent::default().wrong(errors)),
    )
    .await
}

web::form! { ResultForm { result, passed } }

/// What an assessment came to.
pub(super) async fn assess(
    post: Post,
    Path(at): Path<(String, Id<Registration>)>,
    Form(form): Form<ResultForm>,
) -> Answer {
    let (sent, id) = (form.sent(), at.1);
    let result = sent.text("result").to_owned();
    let passed = match sent.text("passed") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    people::decide(post, at, "course-assessed", ("result", sent), move |tx, act| {
        seats::assess(tx, act, id, &result, passed).map(drop)
    })
    .await
}

/// A certificate is given; where one was taken back, with the reason.
pub(super) async fn issue(
    post: Post,
    Path(at): Path<(String, Id<Registration>)>,
    Form(form): Form<RevokeForm>,
) -> Answer {
    let (sent, id) = (form.sent(), at.1);
    let why = sent.text("reason").to_owned();
    people::decide(post, at, "certificate-now-given", ("result", sent), move |tx, act| match why.as_str() {
        "" => certificates::issue(tx, act, id).map(drop),
        why => certificates::issue_again(tx, act, id, why).map(drop),
    })
    .await
}

/// The code of the certificate that a form showed, where it is one of this registration.
fn shown(tx: &mut Tx<'_>, sent: &Sent, id: Id<Registration>) -> Result<String> {
    let found = certificates::ask(tx, sent.text("form"))?.filter(|one| one.registration == id);
    found.map(|one| one.code).ok_or(store::Error::Missing)
}

web::form! { RevokeForm { form, reason } }

/// A certificate is taken back.
pub(super) async fn revoke(
    post: Post,
    Path(at): Path<(String, Id<Registration>)>,
    Form(form): Form<RevokeForm>,
) -> Answer {
    let (sent, id) = (form.sent(), at.1);
    let why = sent.text("reason").to_owned();
    let typed = sent.clone();
    people::decide(post, at, "certificate-now-revoked", ("reason", sent), move |tx, act| {
        typed.once(tx, act, "certificate-revoke", |tx| {
            let code = shown(tx, &typed, id)?;
            certificates::revoke(tx, act, &code, &why).map(drop)
        })
    })
    .await
}

web::form! { HolderForm { form, holder } }

/// A certificate is written anew.
pub(super) async fn reissue(
    post: Post,
    Path(at): Path<(String, Id<Registration>)>,
    Form(form): Form<HolderForm>,
) -> Answer {
    let (sent, id) = (form.sent(), at.1);
    let holder = sent.text("holder").to_owned();
    let typed = sent.clone();
    people::decide(post, at, "certificate-now-reissued", ("holder", sent), move |tx, act| {
        typed.once(tx, act, "certificate-reissue", |tx| {
            let code = shown(tx, &typed, id)?;
            certificates::reissue(tx, act, &code, &holder).map(drop)
        })
    })
    .await
}
