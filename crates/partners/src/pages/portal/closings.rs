//! How promises were closed, and what the partner says of that.

use axum::extract::Path;
use kernel::{Id, TimeZone};
use ui::{
    Speech,
    part::{Choice, Field},
};
use web::{Answer, Form, Post};

use super::{draw, mine, path_of};
use crate::{
    commitments,
    model::{Closed, Commitment, Reply},
    pages::{Sent, done, form, look},
};

/// A promise that was closed, with what the partner says of that.
pub(super) struct ClosingLine {
    pub(super) id: String,
    pub(super) about: String,
    /// How, when and why it was closed.
    pub(super) facts: String,
    pub(super) note: String,
    /// What the partner said of that: what, and who said so when.
    pub(super) replies: Vec<(String, String)>,
    pub(super) reply: Vec<Field>,
}

impl ClosingLine {
    /// Whether its form is shown at once: nobody has answered yet, or something in it is wrong.
    pub(super) fn is_open(&self) -> bool {
        self.replies.is_empty() || self.reply.iter().any(Field::is_wrong)
    }
}

/// How a promise was closed, with what the partner said of that, the latest first, and the form to say more.
pub(super) fn line(t: Speech, one: &Closed, replies: &[Reply], sent: &Sent, zone: &TimeZone) -> ClosingLine {
    let of_it = replies.iter().filter(|reply| reply.commitment == one.commitment);
    let when = t.date(one.at.to_zoned_datetime(zone.clone()).date());
    ClosingLine {
        id: one.commitment.to_string(),
        about: one.about.clone(),
        facts: format!("{} · {} · {when}", one.number, t.say(&format!("closing-{}", one.how))),
        note: one.note.clone(),
        replies: of_it.map(|reply| look::reply(t, reply)).collect(),
        reply: reply_fields(t, one, sent),
    }
}

/// Whether the partner agrees with how a promise was closed, and why.
fn reply_fields(t: Speech, one: &Closed, sent: &Sent) -> Vec<Field> {
    let (row, nothing) = (one.commitment.to_string(), Sent::default());
    let sent = sent.of_row(&row, &nothing);
    let choice =
        |word: &str| Choice::new(word, t.say(&format!("reply-{word}"))).chosen(word == sent.typed("agrees"));
    vec![
        Field::radios(t, "agrees", t.say("reply-question"), ["yes", "no"].map(choice).to_vec())
            .error(sent.errors.of("agrees"))
            .in_row(row.as_str()),
        Field::area(t, "words", t.say("reply-words"), sent.typed("words"), 3)
            .hint(t.say("reply-words-hint"))
            .error(sent.errors.of("words"))
            .in_row(row.as_str())
            .optional(),
    ]
}

form! { ReplyForm { agrees, words } }

/// Whoever speaks for a partner says whether it agrees with how a promise was closed.
pub(in crate::pages) async fn reply(
    post: Post,
    Path((code, row)): Path<(String, Id<Commitment>)>,
    Form(form): Form<ReplyForm>,
) -> Answer {
    let one = mine(&post, &code).await?;
    let (party, path) = (one.party, path_of(&one.code));
    done(
        &post,
        &path,
        ("reply-kept", "agrees"),
        form.sent().in_row(row),
        move |tx, act| {
            let agrees = match form.agrees.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            commitments::reply(tx, act, party, row, agrees, &form.words)
        },
        |sent| draw(&post, one, sent),
    )
    .await
}
