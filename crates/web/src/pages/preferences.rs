use askama::Template;
use axum::response::Response;
use kernel::Message;
use serde::Deserialize;
use ui::{
    Lang, Page,
    page::{TextSize, Theme},
    part::{PreferencesForm, Tone},
};

use crate::{
    Answer, Failure, Form, Post, Query, Visit,
    visit::{see_other, set_cookie},
};

#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default, rename = "return")]
    back: String,
}

#[derive(Template)]
#[template(path = "preferences.html")]
struct PreferencesPage {
    page: Page,
    form: PreferencesForm,
}

/// How pages look, chosen without JavaScript.
pub(crate) async fn form(visit: Visit, Query(Back { back }): Query<Back>) -> Answer {
    let page = visit.public(visit.t.say("preferences"));
    let form = PreferencesForm { t: visit.t, look: page.look, back };
    visit.html(&PreferencesPage { page, form })
}

/// What the form, or the language button in the header, sends. A missing field leaves things as they are,
/// but for boxes, which send nothing when they are not ticked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    lang: Option<Lang>,
    theme: Option<Theme>,
    text: Option<TextSize>,
    contrast: Option<String>,
    saver: Option<String>,
    #[serde(default, rename = "return")]
    back: String,
}

/// Keeps the choice in a cookie and goes back to where it was made.
pub(crate) async fn submit(post: Post, Form(choice): Form<Choice>) -> Result<Response, Failure> {
    let mut preferences = post.preferences();
    preferences.lang = choice.lang.or(preferences.lang);
    let from_page = choice.theme.is_some();
    if from_page {
        preferences.look.theme = choice.theme.unwrap_or_default();
        preferences.look.text = choice.text.unwrap_or_default();
        preferences.look.contrast = choice.contrast.is_some();
        preferences.look.saver = choice.saver.is_some();
    }
    let mut response = if from_page {
        post.on_to(&choice.back, Tone::Ok, &Message::new("preferences-kept"))
    } else {
        see_other(&choice.back)
    };
    set_cookie(response.headers_mut(), &preferences.line(post.app().config.secure()));
    Ok(response)
}
