//! A draft is written: questions are added, moved and taken out, and the whole is published.

use askama::Template;
use axum::extract::Path;
use kernel::{Kind as No, Message, Refusal};
use serde::Deserialize;
use store::{Error, Result, Tx};
use ui::{
    Page, Speech,
    part::{Button, Deed, ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Query, Visit, sent, sent::Sent};

use super::{HOME, path_of};
use crate::{
    building::{self, Draft},
    draft::{Edit, Towards},
    model::{Content, Instrument, Kind, Purpose, Question, Text},
    rules::{self, Typed},
    show::{self, Questions},
    words,
};

struct Shown {
    key: u16,
    n: usize,
    ask: String,
    kind: &'static str,
    required: bool,
    detail: String,
    when: String,
}

struct Section {
    n: usize,
    title: String,
    title_id: String,
    title_en: String,
    /// Whether it is more than the place where a first question goes.
    named: bool,
    questions: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "editor.html")]
struct EditorPage {
    page: Page,
    errors: Errors,
    base: String,
    mark: i64,
    objections: Vec<String>,
    sections: Vec<Section>,
    kinds: Vec<(&'static str, &'static str)>,
    deeds: Vec<Deed>,
}

impl EditorPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Which draft somebody saw who changes it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Marked {
    pub(super) mark: i64,
}

/// The questionnaire with this code and its draft.
pub(super) fn drafted(tx: &mut Tx<'_>, code: &str) -> Result<(Instrument, Draft)> {
    let one = building::by_code(tx, code)?;
    let none = || Refusal::new(No::Missing, Message::new("draft-none"));
    let draft = building::draft(tx, one.id)?.ok_or_else(none)?;
    Ok((one, draft))
}

/// The draft as it is.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let (one, draft) = visit.read(move |tx| drafted(tx, &code)).await?;
    let (t, content) = (visit.t, &draft.content);
    let objections = rules::objections(content, one.purpose);
    let mut page = visit.below(HOME, t.about("draft-of", one.title(t.lang())));
    page.failed = !sent.errors.is_empty();
    let view = EditorPage {
        page,
        base: path_of(&one.code),
        mark: draft.mark,
        deeds: deeds(t, &one, &draft, objections.is_empty(), &sent),
        objections: objections.iter().map(|message| visit.tell(message)).collect(),
        sections: sections(t, content),
        kinds: Kind::ALL
            .iter()
            .filter(|kind| one.purpose.takes(**kind))
            .map(|kind| (kind.as_str(), words::kind(t, *kind)))
            .collect(),
        errors: sent.errors.clone(),
    };
    visit.html_as(sent.status(), &view)
}

fn sections(t: Speech, content: &Content) -> Vec<Section> {
    let mut n = 0;
    let mut shown = |question: &Question| {
        n += 1;
        Shown {
            key: question.key,
            n,
            ask: question.ask.of(t.lang()).to_owned(),
            kind: words::kind(t, question.kind),
            required: question.required,
            detail: question
                .picks()
                .iter()
                .map(|pick| show::pick_name(t, question, *pick))
                .collect::<Vec<_>>()
                .join(", "),
            when: show::condition(t, content, question),
        }
    };
    let drawn = |(at, section): (usize, &crate::model::Section)| Section {
        n: at,
        title: match section.title.of(t.lang()) {
            "" => t.about("draft-section-n", at + 1),
            title => title.to_owned(),
        },
        title_id: section.title.id.clone(),
        title_en: section.title.en.clone(),
        named: true,
        questions: section.questions.iter().map(&mut shown).collect(),
    };
    let first = Section {
        n: 0,
        title: t.about("draft-section-n", 1),
        title_id: String::new(),
        title_en: String::new(),
        named: false,
        questions: Vec::new(),
    };
    if content.sections.is_empty() {
        vec![first]
    } else {
        content.sections.iter().enumerate().map(drawn).collect()
    }
}

fn deeds(t: Speech, one: &Instrument, draft: &Draft, is_ready: bool, sent: &Sent) -> Vec<Deed> {
    let (base, content) = (path_of(&one.code), &draft.content);
    // Every form says which draft its writer saw.
    let action = format!("{base}/susun?mark={}", draft.mark);
    let mut deeds = Vec::new();
    if is_ready {
        let publish =
            Deed::new(t.say("draft-publish"), format!("{base}/terbit?mark={}", draft.mark), Vec::new());
        deeds.push(publish.lead(t.say("draft-publish-text")).open(true));
    }
    let mut about = vec![
        Field::area(t, "intro_id", t.say("draft-intro"), sent.or("intro_id", &content.intro.id), 3)
            .optional()
            .error(sent.errors.of("intro_id")),
        Field::area(t, "intro_en", t.say("draft-intro-en"), sent.or("intro_en", &content.intro.en), 3)
            .optional(),
    ];
    if one.purpose == Purpose::Assessment {
        let pass = content.pass.map(|pass| pass.to_string()).unwrap_or_default();
        about.push(
            Field::text(t, "pass", t.say("draft-pass"), sent.or("pass", &pass))
                .hint(t.say("draft-pass-hint"))
                .digits()
                .short()
                .optional()
                .error(sent.errors.of("pass")),
        );
    }
    let keep = |deed: &str| vec![Button::new(t.say("draft-keep")).small().sends("deed", deed)];
    deeds.push(Deed::new(t.say("draft-describe"), action.as_str(), about).buttons(keep("describe")));
    let titles = vec![
        Field::text(t, "title_id", t.say("draft-section-title"), sent.text("title_id"))
            .error(sent.errors.of("title_id")),
        Field::text(t, "title_en", t.say("draft-section-title-en"), sent.text("title_en")).optional(),
    ];
    deeds.push(
        Deed::new(t.say("draft-section-add"), action, titles)
            .lead(t.say("draft-section-add-text"))
            .buttons(keep("add-section")),
    );
    if one.version.is_some() {
        let discard = Deed::new(t.say("draft-discard"), format!("{base}/buang"), Vec::new());
        deeds.push(discard.lead(t.say("draft-discard-text")));
    }
    deeds
}

web::form! { EditForm { deed, key, section, title_id, title_en, intro_id, intro_en, pass } }

fn read(sent: &Sent) -> Result<Edit, Refusal> {
    let unknown = || Refusal::new(No::Missing, Message::new("draft-gone"));
    let key = || sent.text("key").parse::<u16>().map_err(|_| unknown());
    let section = || sent.text("section").parse::<usize>().map_err(|_| unknown());
    let title = || Text::new(sent.text("title_id"), sent.text("title_en"));
    match sent.text("deed") {
        "up" => Ok(Edit::Move(key()?, Towards::Front)),
        "down" => Ok(Edit::Move(key()?, Towards::End)),
        "remove" => Ok(Edit::Remove(key()?)),
        "add-section" => Ok(Edit::AddSection(title())),
        "retitle" => Ok(Edit::Retitle(section()?, title())),
        "remove-section" => Ok(Edit::RemoveSection(section()?)),
        "describe" => {
            let pass = match sent.text("pass").trim() {
                "" => None,
                text => Some(
                    text.parse()
                        .map_err(|_| Refusal::of_field("pass", Message::new("draft-pass-out-of-bounds")))?,
                ),
            };
            Ok(Edit::Describe(Text::new(sent.text("intro_id"), sent.text("intro_en")), pass))
        }
        _ => Err(unknown()),
    }
}

/// Where one goes on after a change: to the question or section that was changed.
fn place_of(base: &str, edit: &Edit) -> String {
    match edit {
        Edit::Move(key, _) => format!("{base}/susun#p{key}"),
        Edit::Retitle(section, _) => format!("{base}/susun#bagian-{section}"),
        _ => format!("{base}/susun"),
    }
}

/// A small change of the draft.
pub(super) async fn change(
    post: Post,
    Path(code): Path<String>,
    Query(Marked { mark }): Query<Marked>,
    Form(typed): Form<EditForm>,
) -> Answer {
    let (sent, named) = (typed.sent(), code.clone());
    let edit = match read(&sent) {
        Ok(edit) => edit,
        Err(refusal) => {
            let errors = sent::errors_in(&post, Error::Refused(refusal), "draf")?;
            return draw(&post, code, sent.wrong(errors)).await;
        }
    };
    let place = place_of(&path_of(&code), &edit);
    sent::done(
        &post,
        Message::new("draft-kept"),
        "draf",
        move |tx, act| {
            let id = building::by_code(tx, &named)?.id;
            building::change(tx, act, id, mark, edit.clone())
        },
        |()| place,
        |errors| draw(&post, code.clone(), sent.wrong(errors)),
    )
    .await
}

/// The draft becomes what is asked.
pub(super) async fn publish(
    post: Post,
    Path(code): Path<String>,
    Query(Marked { mark }): Query<Marked>,
) -> Answer {
    let named = code.clone();
    sent::done(
        &post,
        Message::new("draft-published"),
        "draf",
        move |tx, act| {
            let id = building::by_code(tx, &named)?.id;
            building::publish(tx, act, id, mark)
        },
        |_| path_of(&code),
        |errors| draw(&post, code.clone(), Sent::default().wrong(errors)),
    )
    .await
}

/// The draft is thrown away.
pub(super) async fn discard(post: Post, Path(code): Path<String>) -> Answer {
    let path = path_of(&code);
    post.write(move |tx, act| {
        let id = building::by_code(tx, &code)?.id;
        building::discard(tx, act, id)
    })
    .await?;
    Ok(post.done(&path, &Message::new("draft-discarded")))
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage {
    page: Page,
    back: String,
    intro: String,
    questions: Questions,
}

/// The draft as whoever answers will see it, with all its questions.
pub(super) async fn preview(visit: Visit, Path(code): Path<String>) -> Answer {
    let (one, draft) = visit.read(move |tx| drafted(tx, &code)).await?;
    let (t, content) = (visit.t, &draft.content);
    let mut page = visit.below(HOME, one.title(t.lang()));
    page.title = one.title(t.lang()).to_owned();
    let view = PreviewPage {
        page,
        back: format!("{}/susun", path_of(&one.code)),
        intro: content.intro.of(t.lang()).to_owned(),
        questions: Questions::whole(t, content, &Typed::default(), &Errors::new()),
    };
    visit.html(&view)
}
