//! Whether a certificate holds, for everybody who asks.

use askama::Template;
use axum::extract::Path;
use serde::Deserialize;
use ui::{
    Page,
    part::{Badge, Table, Tone},
};
use web::{Answer, Query, Visit};

use super::{GUESSES, look};
use crate::{
    certificates,
    model::Certificate,
    rules::{self, Validity},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kode: String,
}

#[derive(Template)]
#[template(path = "certificate.html")]
struct CertificatePage {
    page: Page,
    asked: String,
    /// What is to be said of it; none before somebody asks.
    answer: Option<(Badge, String)>,
    facts: Option<Table>,
    /// Where it is to be printed again, as long as it holds.
    print: Option<String>,
}

/// By a form.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    draw(visit, asked.kode).await
}

/// By the address on the paper.
pub(super) async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(visit, code).await
}

async fn draw(visit: Visit, asked: String) -> Answer {
    // Nobody finds a code by trying, and whoever tries waits longer and longer.
    let is_asked = !asked.trim().is_empty();
    if is_asked {
        visit.may_try_again(GUESSES)?;
    }
    let code = asked.clone();
    let found = visit.read(move |tx| certificates::ask(tx, &code)).await?;
    if is_asked && found.is_none() {
        visit.tried(GUESSES, false);
    }
    let (t, today) = (visit.t, visit.act().today());
    let answer = match &found {
        _ if !is_asked => None,
        None => {
            Some((Badge::new(Tone::Bad, t.say("certificate-no")), t.say("certificate-no-text").to_owned()))
        }
        Some(one) => Some(verdict(&visit, one, rules::validity(one, today))),
    };
    let mut page = visit.public(t.say("certificate-verify"));
    page.description = t.say("certificate-lead").to_owned();
    let valid = found.as_ref().filter(|one| rules::validity(one, today) == Validity::Valid);
    let print = valid.map(|one| format!("/sertifikat/{}/cetak", one.code));
    let facts = found.map(|one| facts(&visit, &one));
    visit.html(&CertificatePage { page, asked, answer, facts, print })
}

fn verdict(visit: &Visit, one: &Certificate, validity: Validity) -> (Badge, String) {
    let t = visit.t;
    match validity {
        Validity::Valid => {
            (Badge::new(Tone::Ok, t.say("certificate-valid")), t.say("certificate-valid-text").to_owned())
        }
        Validity::Expired => {
            let day = one.expires_on.map(|day| t.date(day)).unwrap_or_default();
            (Badge::new(Tone::Warn, t.say("certificate-expired")), t.about("certificate-expired-text", day))
        }
        Validity::Revoked => {
            let text = match (&one.replaced_by, &one.revoked_because) {
                (Some(code), _) => t.about("certificate-replaced-text", code.as_str()),
                (None, why) => t.about("certificate-revoked-text", why.clone().unwrap_or_default()),
            };
            (Badge::new(Tone::Bad, t.say("certificate-revoked")), text)
        }
    }
}

fn facts(visit: &Visit, one: &Certificate) -> Table {
    let t = visit.t;
    let rows = vec![
        ("certificate-holder", one.holder.clone()),
        ("certificate-of", one.title.clone()),
        ("certificate-days", format!("{} – {}", t.date(one.since), t.date(one.until))),
        ("certificate-hours", t.count("certificate-hours-n", one.minutes / 60)),
        ("certificate-result", one.result.clone().unwrap_or_default()),
        ("certificate-issuer", one.issuer.clone()),
        ("certificate-issued", t.date(one.issued_on)),
        ("certificate-expires", one.expires_on.map(|day| t.date(day)).unwrap_or_default()),
        ("certificate-code", one.code.clone()),
    ];
    look::facts(t, "sertifikat", "certificate-facts", rows)
}
