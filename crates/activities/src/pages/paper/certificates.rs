//! Certificates, as they were given.

use axum::{extract::Path, http::HeaderMap};
use serde::Deserialize;
use web::{Answer, Failure, Query, Visit, document};

use super::{super::GUESSES, strs, typed};
use crate::{
    certificates as given,
    model::Certificate,
    planning,
    rules::{self, Validity},
};

/// How many are printed at once.
pub(in crate::pages) const AT_ONCE: i64 = 100;

/// Which hundred of them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Part {
    n: i64,
}

/// A certificate as anybody who knows its code may print it again, as long as it holds.
pub(in crate::pages) async fn certificate(
    visit: Visit,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Answer {
    visit.may_try_again(GUESSES)?;
    let Some(one) = visit.read(move |tx| given::ask(tx, &code)).await? else {
        visit.tried(GUESSES, false);
        return Err(Failure::missing());
    };
    print(&visit, &headers, vec![one]).await
}

/// Those of a whole course, a page each, a hundred at a time.
pub(in crate::pages) async fn certificates(
    visit: Visit,
    headers: HeaderMap,
    Path(code): Path<String>,
    Query(part): Query<Part>,
) -> Answer {
    let offset = (part.n.clamp(1, 10_000) - 1) * AT_ONCE;
    let all = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &code)?;
            given::of_activity(tx, activity.id, (AT_ONCE, offset))
        })
        .await?;
    print(&visit, &headers, all).await
}

/// The words and values of a certificate.
struct Printed {
    one: Certificate,
    facts: Vec<String>,
    dated: String,
    signer: Vec<String>,
    link: String,
}

async fn print(visit: &Visit, headers: &HeaderMap, all: Vec<Certificate>) -> Answer {
    let (t, today) = (visit.t, visit.act().today());
    let valid = all.into_iter().filter(|one| rules::validity(one, today) == Validity::Valid);
    let (place, origin) = (visit.app().house().library.short.clone(), visit.origin(headers));
    let printed: Vec<Printed> = valid
        .map(|one| {
            let day = if one.since == one.until {
                t.date(one.since)
            } else {
                format!("{} – {}", t.date(one.since), t.date(one.until))
            };
            let hours = t.count("certificate-hours-n", one.minutes / 60);
            let facts = [hours, day, one.result.clone().unwrap_or_default()];
            Printed {
                facts: facts.into_iter().filter(|fact| !fact.is_empty()).collect(),
                dated: format!("{place}, {}", t.date(one.issued_on)),
                signer: one.signer.lines().map(|line| line.trim().to_owned()).collect(),
                link: format!("{origin}/sertifikat/{}", one.code),
                one,
            }
        })
        .collect();
    let Some(first) = printed.first() else { return Err(Failure::missing()) };
    let title = format!("{}: {}", t.say("activity-certificate"), first.one.title);
    let link_text = t.about("certificate-check-at", format!("{}/sertifikat", typed(&origin)));
    let word = |key: &str| t.known(key).unwrap_or_default();
    let (kind, to_word, for_word) =
        (word("certificate-paper"), word("certificate-to"), word("certificate-for"));
    document::answer(visit, "sertifikat.pdf", title, move |about, head| {
        let line = |one: &'_ Printed, n: usize| one.signer.get(n).cloned().unwrap_or_default();
        let signed: Vec<[String; 3]> = printed.iter().map(|one| [0, 1, 2].map(|n| line(one, n))).collect();
        let signers: Vec<Vec<pdf::Signer<'_>>> = signed
            .iter()
            .map(|[role, name, number]| match role.is_empty() {
                true => Vec::new(),
                false => vec![pdf::Signer { role, name, number }],
            })
            .collect();
        let facts: Vec<Vec<&str>> = printed.iter().map(|one| strs(&one.facts)).collect();
        let all: Vec<pdf::Certificate<'_>> = printed
            .iter()
            .zip(signers.iter().zip(&facts))
            .map(|(one, (signers, facts))| pdf::Certificate {
                kind,
                number_word: "",
                number: "",
                to_word,
                name: &one.one.holder,
                for_word,
                course: &one.one.title,
                facts,
                place_and_date: &one.dated,
                signers,
                link: &one.link,
                link_text: &link_text,
                code: &one.one.code,
                with: "",
            })
            .collect();
        pdf::certificates(about, head, &all)
    })
    .await
}
