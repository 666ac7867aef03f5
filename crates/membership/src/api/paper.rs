//! Cards and consent forms on paper, for other programs.

use kernel::{Message, Refusal};
use people::VIEW;
use platform::looks::Sight;
use schemars::JsonSchema;
use serde::Deserialize;
use web::{
    Access, Failure,
    api::{Api, ApiVisit, Pdf},
};

use super::known;
use crate::{
    families,
    pages::{
        cards::{self, Paper, fits_on_a_card},
        consent,
    },
    plans, printing,
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    let view = Access::Can(VIEW);
    api.get("/api/v1/cards", view, sheets).get("/api/v1/members/{code}/card", view, card).get(
        "/api/v1/members/{code}/consent-form",
        view,
        form,
    )
}

/// Sets the cards of several members on paper.
///
/// That they have been printed is kept by `POST /api/v1/cards/printed`.
#[derive(Debug, Deserialize, JsonSchema)]
struct SetCards {
    /// The numbers on them, with commas between; at most 500 at once, and those are left out that nobody has.
    #[schemars(length(min = 1, max = 21_000), example = &"A-00001,A-00002")]
    codes: String,
    /// `sheets`: ten on an A4 sheet, as when nothing is said; `single`: one a page of CR80 size, for a card printer.
    #[serde(default)]
    #[schemars(regex(pattern = "^(sheets|single)$"))]
    form: Option<String>,
}

async fn sheets(visit: ApiVisit, asked: SetCards) -> Result<Pdf, Failure> {
    let codes = asked.codes.split(',').map(|code| code.trim().to_owned()).collect();
    let paper = if asked.form.as_deref() == Some("single") { Paper::Single } else { Paper::Sheets };
    set(&visit, codes, paper).await
}

/// Sets the card of a member on paper of CR80 size, for a card printer.
#[derive(Debug, Deserialize, JsonSchema)]
struct SetCard {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn card(visit: ApiVisit, SetCard { code }: SetCard) -> Result<Pdf, Failure> {
    let code = visit.read(move |tx| Ok(known(tx, &code)?.code)).await?;
    set(&visit, vec![code], Paper::Single).await
}

async fn set(visit: &ApiVisit, mut codes: Vec<String>, paper: Paper) -> Result<Pdf, Failure> {
    codes.retain(|code| fits_on_a_card(code));
    if codes.len() > printing::MOST {
        let most = i64::try_from(printing::MOST).unwrap_or(i64::MAX);
        return Err(Refusal::of_field("codes", Message::new("cards-too-many").with("n", most)).into());
    }
    let (members, plans) =
        visit.read(move |tx| Ok((printing::of_codes(tx, &codes)?, plans::all(tx)?))).await?;
    Ok(Pdf(cards::drawn(visit, &members, &plans, paper).await?))
}

/// Sets the consent form of a member below 18 on paper, for a guardian to sign; with lines to write on where nothing is known.
#[derive(Debug, Deserialize, JsonSchema)]
struct SetConsentForm {
    /// The number on the card.
    #[schemars(length(min = 1, max = 40), example = &"A-00001")]
    code: String,
}

async fn form(visit: ApiVisit, SetConsentForm { code }: SetConsentForm) -> Result<Pdf, Failure> {
    let today = visit.act().today();
    let (child, guardian) = visit
        .read(move |tx| {
            let child = known(tx, &code)?;
            let guardian = families::guardians(tx, child.person, today)?.into_iter().next();
            Ok((child, guardian))
        })
        .await?;
    visit.looks_at(child.person, Sight::Membership);
    Ok(Pdf(consent::drawn(&visit, child, guardian).await?))
}
