//! What is done to a contribution, a step at a time.

use axum::extract::Path;
use kernel::{Act, Id, Message, Refusal, Rupiah};
use platform::files::Files;
use store::{Result, Tx};
use web::{Answer, Form, Post, Upload};

use super::{Fields, day, errors_in, one, path_of, value};
use crate::{
    giving::{self, Mended, Recording},
    model::Contribution,
    rules::{Valuation, whole_number},
};

/// Runs a use case on the contribution with this code; on to its page, or the page again with what is wrong.
async fn done<T: Send + 'static>(
    post: &Post,
    code: String,
    key: &'static str,
    fields: &Fields,
    mut f: impl FnMut(&mut Tx<'_>, &Act, Id<Contribution>) -> Result<T> + Send + 'static,
) -> Answer {
    let asked = code.clone();
    let done = post
        .write(move |tx, act| {
            let id = giving::by_code(tx, &asked)?.id;
            f(tx, act, id)
        })
        .await;
    match done {
        Ok(_) => Ok(post.done(&path_of(&code), &Message::new(key))),
        Err(error) => {
            let errors = errors_in(post, error, "amount")?;
            one::draw(post, code, fields, errors).await
        }
    }
}

/// It is here.
pub(super) async fn receive(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let amount = whole_number(value(&fields, "amount")).unwrap_or_default();
    let (day, more) = (day(&fields, "received").read(), !value(&fields, "more").is_empty());
    done(&post, code, "contribution-now-received", &fields, move |tx, act, id| {
        giving::receive(tx, act, id, amount, day, more)
    })
    .await
}

/// What is written of it is mended.
pub(super) async fn mend(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let new = Mended {
        about: value(&fields, "about").to_owned(),
        purpose: value(&fields, "purpose").to_owned(),
        named: !value(&fields, "named").is_empty(),
        came: (whole_number(value(&fields, "came")).unwrap_or_default(), day(&fields, "came_on").read()),
    };
    done(&post, code, "contribution-now-mended", &fields, move |tx, act, id| giving::mend(tx, act, id, &new))
        .await
}

/// It is worth so much.
pub(super) async fn appraise(post: Post, files: Files, code: String, upload: Upload) -> Answer {
    let fields = upload.fields.clone();
    let typed = fields.clone();
    done(&post, code, "contribution-now-appraised", &fields, move |tx, act, id| {
        let method = value(&typed, "method")
            .parse()
            .map_err(|_| Refusal::of_field("method", Message::new("contribution-method-missing")))?;
        let valuation = Valuation {
            value: Rupiah(whole_number(value(&typed, "value")).unwrap_or_default()),
            method,
            basis: value(&typed, "basis").to_owned(),
        };
        let proof = match upload.file.is_empty() {
            true => None,
            false => {
                let kept =
                    giving::attach(tx, act, &files, id, "", (upload.name.as_str(), upload.file.as_slice()));
                Some(kept.map_err(|error| at("file", "proof", error))?)
            }
        };
        giving::appraise(tx, act, id, &valuation, proof.as_ref())
    })
    .await
}

/// The same refusal, about the field of another name.
fn at(from: &str, to: &'static str, error: store::Error) -> store::Error {
    match error {
        store::Error::Refused(mut refusal) => {
            for reason in refusal.reasons.iter_mut().filter(|reason| reason.field == Some(from)) {
                reason.field = Some(to);
            }
            store::Error::Refused(refusal)
        }
        other => other,
    }
}

/// A paper is kept.
pub(super) async fn attach(post: Post, files: Files, code: String, upload: Upload) -> Answer {
    let fields = upload.fields.clone();
    let title = value(&fields, "title").to_owned();
    done(&post, code, "contribution-paper-kept", &fields, move |tx, act, id| {
        giving::attach(tx, act, &files, id, &title, (upload.name.as_str(), upload.file.as_slice()))
    })
    .await
}

/// The library takes it.
pub(super) async fn accept(post: Post, Path(code): Path<String>) -> Answer {
    done(&post, code, "contribution-now-accepted", &Fields::new(), giving::accept).await
}

/// It does not, or somebody else does.
pub(super) async fn turn_away(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let (redirected, note) = (value(&fields, "to") == "redirected", value(&fields, "note").to_owned());
    done(&post, code, "contribution-now-turned-away", &fields, move |tx, act, id| {
        giving::turn_away(tx, act, id, redirected, &note)
    })
    .await
}

/// Into the books; money into a fund.
pub(super) async fn record(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let how = Recording {
        fund: value(&fields, "fund").parse().ok(),
        into: value(&fields, "into").to_owned(),
        payment: value(&fields, "payment").to_owned(),
        why: value(&fields, "why").to_owned(),
        signer: value(&fields, "signer").to_owned(),
    };
    let may = post.grants().clone();
    done(&post, code, "contribution-now-recorded", &fields, move |tx, act, id| {
        let recorder = giving::one(tx, id)?.recorded_by();
        may.demand(tx, recorder, None)?;
        giving::record(tx, act, id, &how)
    })
    .await
}

/// Thanked for.
pub(super) async fn acknowledge(post: Post, Path(code): Path<String>) -> Answer {
    done(&post, code, "contribution-now-thanked", &Fields::new(), giving::acknowledge).await
}

/// Out of the books again.
pub(super) async fn reverse(post: Post, Path(code): Path<String>, Form(fields): Form<Fields>) -> Answer {
    let reason = value(&fields, "reason").to_owned();
    let may = post.grants().clone();
    done(&post, code, "contribution-now-reversed", &fields, move |tx, act, id| {
        let recorder = giving::one(tx, id)?.recorded_by();
        may.demand(tx, recorder, None)?;
        giving::reverse(tx, act, id, &reason)
    })
    .await
}
