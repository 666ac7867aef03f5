//! A page of the workroom as a value: what there is to see, and beside it what can be done.

use super::{Button, ErrorSummary, Errors, Field, Pager, Stat, Tabs};
use crate::{html::Html, html_safe, lang::Speech};
use askama::Template;

/// A form, folded until it is needed or was sent with something wrong.
#[derive(Template, Clone, Debug)]
#[template(path = "part/deed.html")]
pub struct Deed {
    title: String,
    action: String,
    lead: String,
    form: String,
    fields: Vec<Field>,
    buttons: Vec<Button>,
    open: bool,
    files: bool,
}

impl Deed {
    /// What is called `title` and done at `action`.
    pub fn new(title: impl Into<String>, action: impl Into<String>, fields: Vec<Field>) -> Deed {
        let title = title.into();
        let buttons = vec![Button::new(title.clone()).small()];
        Deed {
            action: action.into(),
            lead: String::new(),
            form: String::new(),
            title,
            fields,
            buttons,
            open: false,
            files: false,
        }
    }

    /// What to know before.
    pub fn lead(self, lead: impl Into<String>) -> Deed {
        Deed { lead: lead.into(), ..self }
    }

    /// With the key by which the same form, sent twice, is known.
    pub fn once(self, form: impl Into<String>) -> Deed {
        Deed { form: form.into(), ..self }
    }

    /// With other buttons than one that says the title again.
    pub fn buttons(self, buttons: Vec<Button>) -> Deed {
        Deed { buttons, ..self }
    }

    /// Unfolded from the beginning.
    pub fn open(self, open: bool) -> Deed {
        Deed { open, ..self }
    }

    /// Unfolded where this field of it was asked for, such as by a link to what is lacking.
    pub fn open_at(self, field: &str) -> Deed {
        let is_asked = self.fields.iter().any(|one| one.is_called(field));
        Deed { open: self.open || is_asked, ..self }
    }

    /// A file comes with it.
    pub fn files(self) -> Deed {
        Deed { files: true, ..self }
    }

    fn is_open(&self) -> bool {
        self.open || self.fields.iter().any(Field::is_wrong)
    }
}

/// The content of a page: what is wrong, what it is about, numbers, lists, and what can be done.
#[derive(Template, Clone, Debug)]
#[template(path = "part/board.html")]
pub struct Board {
    t: Speech,
    /// What is wrong with what was sent.
    pub errors: Errors,
    /// Badges and sentences, in one line.
    pub head: Vec<Html>,
    /// What can be done at once, or elsewhere.
    pub acts: Vec<Button>,
    /// The numbers that matter.
    pub stats: Vec<Stat>,
    /// Views.
    pub tabs: Option<Tabs>,
    /// What there is to see, each piece on its own.
    pub main: Vec<Html>,
    /// What can be done, beside it.
    pub side: Vec<Html>,
    /// The pages of a list.
    pub pager: Option<Pager>,
}

impl Board {
    /// An empty board.
    pub fn new(t: Speech) -> Board {
        Board {
            t,
            errors: Errors::new(),
            head: Vec::new(),
            acts: Vec::new(),
            stats: Vec::new(),
            tabs: None,
            main: Vec::new(),
            side: Vec::new(),
            pager: None,
        }
    }

    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.t, errors: &self.errors }
    }
}

html_safe!(Board, Deed);
