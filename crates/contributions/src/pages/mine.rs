//! What came of one's own gifts, on one's own page; and of a partner's, on the partner's.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Act, Id, Person};
use platform::files::Files;
use store::{Result, Tx};
use ui::{Html, Page, Speech};
use web::{Answer, Failure, Outcome, Visit};

use super::{MINE, OFFER, donor, one};
use crate::{giving, offers, paper, report};

#[derive(Template)]
#[template(path = "my_gifts.html")]
struct MinePage {
    page: Page,
    view: donor::View,
    /// Offers on their way: code, what was said.
    offers: Vec<(String, String)>,
    offer: &'static str,
    has_gifts: bool,
    /// What partners gave for whom one speaks: whose, where its report is, and the statement of each fund that is theirs.
    partners: Vec<Theirs>,
}

struct Theirs {
    name: String,
    report: String,
    statements: Vec<(String, String)>,
}

fn me(visit: &Visit) -> Result<Id<Person>, Failure> {
    visit.account().map(|account| account.person).ok_or_else(|| Failure::status(StatusCode::UNAUTHORIZED))
}

/// The page.
pub(super) async fn page(visit: Visit) -> Answer {
    let (person, act) = (me(&visit)?, visit.act());
    let outcomes = visit.app().outcomes().to_vec();
    let (report, offers, partners) = visit
        .read(move |tx| {
            let mut partners = Vec::new();
            for one in partners::partners::spoken_for(tx, person, act.today())? {
                let report = report::report(tx, &act, one.party, &outcomes)?;
                if !report.is_empty() {
                    partners.push((one, report));
                }
            }
            Ok((report::report(tx, &act, person, &outcomes)?, offers::of_person(tx, person)?, partners))
        })
        .await?;
    let t = visit.t;
    let theirs = |(one, report): (partners::Partner, report::Report)| Theirs {
        report: format!("{MINE}/mitra/{}/laporan", one.code),
        statements: donor::View::of(t, &report, false).statements,
        name: one.name,
    };
    let said = |offer: offers::Offer| {
        let state = t.say(&format!("offer-state-{}", offer.state)).to_owned();
        let answer = offer.answer.as_deref().map(|answer| format!(" {answer}")).unwrap_or_default();
        (offer.code, format!("{state}.{answer}"))
    };
    let view = MinePage {
        page: visit.member(t.say("nav-my-gifts")),
        view: donor::View::of(t, &report, false),
        offers: offers.into_iter().map(said).collect(),
        offer: OFFER,
        has_gifts: !report.is_empty(),
        partners: partners.into_iter().map(theirs).collect(),
    };
    visit.html(&view)
}

/// One's own report as PDF.
pub(super) async fn own_paper(visit: Visit) -> Answer {
    let person = me(&visit)?;
    donor::printed(&visit, person).await
}

/// The report to a partner as PDF, for whoever speaks for it today.
pub(super) async fn partner_paper(visit: Visit, Path(code): Path<String>) -> Answer {
    let (person, today) = (me(&visit)?, visit.act().today());
    let mine = visit.read(move |tx| partners::partners::spoken_for(tx, person, today)).await?;
    let partner = mine.into_iter().find(|one| one.code == code).ok_or_else(Failure::missing)?;
    donor::printed(&visit, partner.party).await
}

/// Oneself, and the partners one speaks for today.
fn mine(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Vec<Id<Person>>> {
    let partners = partners::partners::spoken_for(tx, person, act.today())?;
    Ok(std::iter::once(person).chain(partners.into_iter().map(|one| one.party)).collect())
}

/// Oneself and the partners one speaks for, where one of these gave a fund or gave into it: for anybody else there is none
/// such.
async fn own_fund(visit: &Visit, code: &str) -> Result<Vec<Id<Person>>, Failure> {
    let (person, act, asked) = (me(visit)?, visit.act(), code.to_owned());
    let mine = visit
        .read(move |tx| {
            let fund = funds::funds::by_code(tx, &asked)?.id;
            let mine = mine(tx, &act, person)?;
            for one in &mine {
                if giving::funds_of(tx, *one)?.iter().any(|(of, _)| *of == fund) {
                    return Ok(Some(mine));
                }
            }
            Ok(None)
        })
        .await?;
    mine.ok_or_else(Failure::missing)
}

/// The statement of a fund one gave into, from which each of its documents is opened.
pub(super) async fn fund(visit: Visit, Path(code): Path<String>) -> Answer {
    let mine = own_fund(&visit, &code).await?;
    let base = format!("{MINE}/dana/{code}");
    funds::statement_at(&visit, code, &base, mine).await
}

/// The same as PDF.
pub(super) async fn statement(visit: Visit, Path(code): Path<String>) -> Answer {
    let mine = own_fund(&visit, &code).await?;
    funds::statement_of(&visit, code, mine).await
}

/// A document of one's own fund.
pub(super) async fn document(visit: Visit, files: Files, code: String, id: Id<funds::Document>) -> Answer {
    let mine = own_fund(&visit, &code).await?;
    funds::document_of(visit, files, code, id, mine).await
}

/// The papers of one's own gift, or of a partner one speaks for; for anybody else there are none such.
async fn sheet(visit: &Visit, code: String) -> std::result::Result<paper::Sheet, Failure> {
    let (person, act) = (me(visit)?, visit.act());
    let found = visit
        .read(move |tx| {
            let one = giving::by_code(tx, &code)?;
            let mine = mine(tx, &act, person)?;
            match one.party.filter(|party| mine.contains(party)) {
                Some(_) => paper::sheet(tx, &act, one.id).map(Some),
                None => Ok(None),
            }
        })
        .await?;
    found.ok_or_else(Failure::missing)
}

/// The handover record of one's own gift as PDF.
pub(super) async fn handover(visit: Visit, Path(code): Path<String>) -> Answer {
    let sheet = sheet(&visit, code).await?;
    one::handed_over(&visit, sheet).await
}

/// The letter of thanks for it.
pub(super) async fn thanks(visit: Visit, Path(code): Path<String>) -> Answer {
    let sheet = sheet(&visit, code).await?;
    one::thanked(&visit, sheet).await
}

#[derive(Template)]
#[template(path = "gifts_panel.html")]
struct Panel {
    t: Speech,
    view: donor::View,
    /// Where more of it is, and what that is called.
    more: (String, &'static str),
}

/// What came of somebody's gifts, in short; none where they gave nothing.
fn panel(
    tx: &mut Tx<'_>,
    act: &Act,
    t: Speech,
    giver: Id<Person>,
    outcomes: &[Outcome],
    more: impl FnOnce(&mut Tx<'_>) -> Result<(String, &'static str)>,
) -> Result<Option<Html>> {
    if giving::of_party(tx, giver, 1)?.is_empty() && giving::funds_of(tx, giver)?.is_empty() {
        return Ok(None);
    }
    let told = report::report(tx, act, giver, outcomes)?;
    if told.is_empty() {
        return Ok(None);
    }
    let (view, more) = (donor::View::of(t, &told, false), more(tx)?);
    Ok(Some(Html::of(&Panel { t, view, more })))
}

/// What one's own gifts did, for one's own home.
pub(super) fn own_panel(tx: &mut Tx<'_>, act: &Act, t: Speech, person: Id<Person>) -> Result<Option<Html>> {
    panel(tx, act, t, person, &[], |_| Ok((MINE.to_owned(), "nav-my-gifts")))
}

/// What a partner's gifts did, for whoever speaks for it.
pub(super) fn partner_panel(
    tx: &mut Tx<'_>,
    act: &Act,
    t: Speech,
    partner: Id<Person>,
    outcomes: &[Outcome],
) -> Result<Option<Html>> {
    panel(tx, act, t, partner, outcomes, |tx| {
        let code = partners::partners::one(tx, partner, act.today())?.code;
        Ok((format!("{MINE}/mitra/{code}/laporan"), "donor-report-of-partner"))
    })
}
