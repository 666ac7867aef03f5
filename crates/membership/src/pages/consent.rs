//! The form a parent or guardian signs, with what the library knows filled in, in both languages.

use axum::extract::Path;
use people::phone;
use platform::looks::Sight;
use web::{Answer, Failure, Visit, document};

use super::{children::signed_in, member};
use crate::{
    Member,
    families::{self, Guardian},
    members,
};

/// The guardian's consent form of a member below 18; lines to write on where nothing is known.
pub(crate) async fn form(visit: Visit, Path(code): Path<String>) -> Answer {
    let today = visit.act().today();
    let (child, guardian) = visit
        .read(move |tx| {
            let child = member(tx, &code)?;
            let guardian = families::guardians(tx, child.person, today)?.into_iter().next();
            Ok((child, guardian))
        })
        .await?;
    visit.looks_at(child.person, Sight::Membership);
    shown(drawn(&visit, child, guardian).await?)
}

/// The form for a child one cares for, to be printed at home and brought along signed.
pub(crate) async fn form_of_mine(visit: Visit, Path(code): Path<String>) -> Answer {
    let (own, today) = (signed_in(&visit)?, visit.act().today());
    let (child, guardian) = visit
        .read(move |tx| {
            let child = families::child_of(tx, own, &code, today)?.ok_or_else(members::unknown)?;
            let guardian =
                families::guardians(tx, child.person, today)?.into_iter().find(|one| one.person == own);
            Ok((child, guardian))
        })
        .await?;
    shown(drawn(&visit, child, guardian).await?)
}

fn shown(form: Vec<u8>) -> Answer {
    Ok(document::shown(form, "persetujuan.pdf"))
}

/// The form as a PDF.
pub(crate) async fn drawn(
    visit: &Visit,
    child: Member,
    guardian: Option<Guardian>,
) -> Result<Vec<u8>, Failure> {
    let t = visit.t;
    // The form is in the language of whoever prints it, and smaller in the other one.
    let other = t.other();
    let both = |key: &str| [t.say(key).to_owned(), other.say(key).to_owned()];
    let facts = [
        ("consent-form-child", child.name.clone()),
        ("member-code", child.code.clone()),
        ("member-born", child.born.map(|born| t.date(born)).unwrap_or_default()),
        ("consent-form-guardian", guardian.as_ref().map(|one| one.name.clone()).unwrap_or_default()),
        (
            "member-phone",
            guardian.and_then(|one| one.phone).map(|number| phone::shown(&number)).unwrap_or_default(),
        ),
    ]
    .map(|(key, value)| (both(key), value));
    let intro = ["consent-form-intro", "consent-form-data"].map(both);
    let choices = ["consent-form-membership"].map(both);
    let signers = ["consent-form-guardian", "consent-form-staff"].map(both);
    let [title, choices_title, place, note] =
        ["consent-form-title", "consent-form-agree", "consent-form-place", "consent-form-note"].map(both);
    let (second_lang, number) = (other.lang().code(), child.code);
    document::set(visit, title[0].clone(), move |about, head| {
        fn pair(text: &[String; 2]) -> pdf::Both<'_> {
            pdf::Both { first: &text[0], second: &text[1] }
        }
        let facts: Vec<pdf::Fact<'_>> =
            facts.iter().map(|(label, value)| pdf::Fact { label: pair(label), value }).collect();
        let consent = pdf::Consent {
            second_lang,
            title: pair(&title),
            intro: &intro.each_ref().map(pair),
            facts: &facts,
            choices_title: pair(&choices_title),
            choices: &choices.each_ref().map(pair),
            place_and_date: pair(&place),
            signers: &signers.each_ref().map(pair),
            note: pair(&note),
            code: if number.len() <= pdf::LONGEST_BAR_CODE { &number } else { "" },
        };
        pdf::consent_form(about, head, &consent)
    })
    .await
}
