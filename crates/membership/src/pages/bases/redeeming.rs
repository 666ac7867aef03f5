//! A voucher that a member has brought to the desk.

use axum::extract::Path;
use kernel::Message;
use people::pages::refusal_in;
use serde::Deserialize;
use ui::part::Tone;
use web::{Answer, Form, Post, Query};

use super::{member, path_of, restored};
use crate::vouchers;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brought {
    voucher: String,
}

/// Exchanges a voucher that a member has brought to the desk.
pub(crate) async fn redeem(
    post: Post,
    Path(code): Path<String>,
    Form(Brought { voucher }): Form<Brought>,
) -> Answer {
    let wanted = code.clone();
    let done = post
        .write(move |tx, act| {
            let before = member(tx, &wanted)?;
            vouchers::redeem(tx, act, before.person, &voucher)
        })
        .await;
    match done {
        Ok((exchanged, after)) => {
            let base = path_of(&after.code);
            let undo = format!("{base}/voucer/kembalikan?voucher={}", exchanged.code);
            Ok(post.done(&base, &Message::new("voucher-redeemed").with("undo", undo)))
        }
        Err(error) => {
            let refusal = refusal_in(error)?;
            match refusal.reasons.first() {
                Some(first) if refusal.kind != kernel::Kind::Missing => {
                    Ok(post.on_to(&path_of(&code), Tone::Bad, &first.message))
                }
                _ => Err(refusal.into()),
            }
        }
    }
}

/// Takes an exchange back.
pub(crate) async fn give_back(
    post: Post,
    Path(code): Path<String>,
    Query(Brought { voucher }): Query<Brought>,
) -> Answer {
    restored(post, code, move |tx, act, before| vouchers::give_back(tx, act, before.person, &voucher)).await
}
