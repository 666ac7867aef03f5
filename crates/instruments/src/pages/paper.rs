//! Paper: a form to fill in by hand, and slips that are good once.

use axum::{extract::Path, http::HeaderMap};
use ui::Speech;
use web::{Answer, Form, Post, Visit, document};

use crate::{
    building, codes,
    model::{Access, Content, Kind, Question},
    show,
};

/// Lines for a text.
const LINES: u16 = 4;

/// A question as paper asks it.
struct Asked {
    ask: String,
    help: String,
    offers: Vec<String>,
    question: Question,
}

fn asked(t: Speech, content: &Content, question: &Question) -> Asked {
    let mut hints = vec![question.help.of(t.lang()).to_owned(), show::condition(t, content, question)];
    let how = match question.kind {
        Kind::One | Kind::YesNo | Kind::Scale => "paper-one",
        Kind::Several => "paper-several",
        Kind::File => "paper-file",
        _ => "",
    };
    if !how.is_empty() {
        hints.push(t.known(how).unwrap_or_default().to_owned());
    }
    hints.retain(|hint| !hint.is_empty());
    let optional = if question.required { String::new() } else { format!(" {}", t.say("optional")) };
    let offers = match question.kind {
        Kind::Scale => question.picks().iter().map(|step| t.int(*step)).collect(),
        _ => question.picks().iter().map(|pick| show::pick_name(t, question, *pick)).collect(),
    };
    Asked {
        ask: format!("{}{optional}", question.ask.of(t.lang())),
        help: hints.join(" "),
        offers,
        question: question.clone(),
    }
}

/// The latest version as a form to fill in by hand.
pub(super) async fn form(visit: Visit, headers: HeaderMap, Path(code): Path<String>) -> Answer {
    let (one, version) = visit
        .read(move |tx| {
            let one = building::by_code(tx, &code)?;
            let version = building::latest(tx, one.id)?;
            Ok((one, version))
        })
        .await?;
    let (t, content) = (visit.t, version.content);
    let title = one.title(t.lang()).to_owned();
    let link = match one.access {
        Access::Link if one.takes(visit.act().today()) => {
            format!("{}/tanya/{}", visit.origin(&headers), one.code)
        }
        _ => String::new(),
    };
    let intro = content.intro.of(t.lang()).to_owned();
    let known = t.say(if one.anonymous { "paper-anonymous" } else { "paper-how" }).to_owned();
    let online = t.say("paper-online").to_owned();
    let mark = t.with("paper-mark", &[("code", one.code.as_str().into()), ("n", version.number.into())]);
    let sections: Vec<(String, Vec<Asked>)> = content
        .sections
        .iter()
        .map(|section| {
            let questions = section.questions.iter().map(|question| asked(t, &content, question));
            (section.title.of(t.lang()).to_owned(), questions.collect())
        })
        .collect();
    document::answer(&visit, "formulir.pdf", title.clone(), move |about, head| {
        let lang = t.lang();
        let offers: Vec<Vec<Vec<&str>>> = sections
            .iter()
            .map(|(_, all)| all.iter().map(|one| one.offers.iter().map(String::as_str).collect()).collect())
            .collect();
        let questions: Vec<Vec<pdf::PaperQuestion<'_>>> = sections
            .iter()
            .zip(&offers)
            .map(|((_, all), offers)| {
                all.iter()
                    .zip(offers)
                    .map(|(one, offers)| pdf::PaperQuestion {
                        ask: &one.ask,
                        help: &one.help,
                        blank: match one.question.kind {
                            Kind::One | Kind::Several | Kind::YesNo => pdf::Blank::Boxes(offers),
                            Kind::Scale => pdf::Blank::Steps {
                                steps: offers,
                                low: one.question.low.of(lang),
                                high: one.question.high.of(lang),
                            },
                            Kind::Long => pdf::Blank::Lines(LINES),
                            _ => pdf::Blank::Lines(1),
                        },
                    })
                    .collect()
            })
            .collect();
        let parts: Vec<pdf::PaperSection<'_>> = sections
            .iter()
            .zip(&questions)
            .map(|((title, _), questions)| pdf::PaperSection { title, questions })
            .collect();
        let paper = pdf::Questionnaire {
            title: &title,
            intro: &intro,
            note: &known,
            link: &link,
            link_text: &online,
            sections: &parts,
            mark: &mark,
        };
        pdf::questionnaire(about, head, &paper)
    })
    .await
}

web::form! { SlipsForm { count } }

/// Makes slips and prints them: their codes are shown this once.
pub(super) async fn slips(
    post: Post,
    headers: HeaderMap,
    Path(code): Path<String>,
    Form(typed): Form<SlipsForm>,
) -> Answer {
    let count = typed.count.trim().parse().unwrap_or_default();
    let (one, made) = post
        .write(move |tx, act| {
            let one = building::by_code(tx, &code)?;
            let made = codes::make(tx, act, &one, count)?;
            Ok((one, made))
        })
        .await?;
    let t = post.t;
    let address = format!("{}/tanya/{}", post.origin(&headers), one.code);
    let slips: Vec<(String, String)> =
        made.into_iter().map(|slip| (format!("{address}?kode={slip}"), slip)).collect();
    let (title, from) = (one.title(t.lang()).to_owned(), t.say("slip-paper-from").to_owned());
    let how = t.about("slip-paper-how", address.as_str());
    document::answer(&post, "slip.pdf", title.clone(), move |about, head| {
        let slips: Vec<pdf::Voucher<'_>> =
            slips.iter().map(|(link, code)| pdf::Voucher { code, link }).collect();
        let text = pdf::VoucherText { title: &title, from: &from, how: &how, until: "" };
        pdf::vouchers(about, head, &text, &slips)
    })
    .await
}
