//! What concerns whoever asks: what waits for them, what modules show them of their own, and whose data they look at.

use std::sync::{Arc, PoisonError};

use kernel::Id;
use platform::looks::Sight;
use store::Result;
use ui::part::{Link, TodoItem, Tone};

use crate::{Asking, Matter, Shell, Visit, Waiting, WayOn, app::Looks};

impl Visit {
    /// Writes down, beside answering, that somebody who works here looks at this of a person's data: once a day.
    pub fn looks_at(&self, person: Id<kernel::Person>, what: Sight) {
        self.looks_at_all([person], what);
    }

    /// [`Visit::looks_at`], for a list, a sheet or a file of many. A GET can change nothing; the lines are written by
    /// themselves on the writer's connection, and where that fails the page is shown all the same and the next look tries
    /// again.
    pub fn looks_at_all(&self, people: impl IntoIterator<Item = Id<kernel::Person>>, what: Sight) {
        let Some(viewer) = self.account().map(|account| account.person) else { return };
        let day = self.act().today();
        let new: Vec<_> = {
            let mut looks = self.app.looks.lock().unwrap_or_else(PoisonError::into_inner);
            if looks.day != Some(day) {
                *looks = Looks { day: Some(day), ..Looks::default() };
            }
            let others = people.into_iter().filter(|person| *person != viewer);
            others.filter(|person| looks.seen.insert((*person, viewer, what))).collect()
        };
        if new.is_empty() {
            return;
        }
        let app = self.app.clone();
        tokio::spawn(async move {
            let lines = new.clone();
            let noted = app.store.write(move |tx| platform::looks::note(tx, &lines, viewer, day, what)).await;
            if let Err(error) = noted {
                tracing::warn!(%error, "a look at people's data was not written down");
                let mut looks = app.looks.lock().unwrap_or_else(PoisonError::into_inner);
                for person in new {
                    looks.seen.remove(&(person, viewer, what));
                }
            }
        });
    }

    /// What waits for the visitor in this part of the house, as far as they may do something about it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting(&self, shell: Shell) -> Result<Vec<TodoItem>> {
        let Some(person) = self.account().map(|account| account.person) else { return Ok(Vec::new()) };
        let is_asked = |matter: &&Matter| {
            matter.shell == shell && matter.permission.is_none_or(|needed| self.visitor.can(needed))
        };
        let asked: Vec<Matter> = self.app.matters.iter().filter(is_asked).copied().collect();
        let (act, facts) = (self.act(), Arc::clone(&self.app.facts));
        let found = self
            .read(move |tx| {
                let asking = Asking { act: &act, person, facts: &facts };
                let mut found = Vec::new();
                for matter in asked {
                    found.extend((matter.ask)(tx, &asking)?);
                }
                Ok(found)
            })
            .await?;
        let item = |one: Waiting| TodoItem { tone: one.tone, text: self.tell(&one.message), href: one.href };
        let mut items: Vec<TodoItem> = found.into_iter().map(item).collect();
        items.sort_by_key(|item| match item.tone {
            Tone::Bad => 0,
            Tone::Warn => 1,
            Tone::Plain | Tone::Ok | Tone::Info => 2,
        });
        Ok(items)
    }

    /// What the modules show the visitor of their own.
    ///
    /// # Errors
    /// Those of the database, and when a template cannot be drawn.
    pub async fn panels(&self) -> Result<Vec<ui::Html>> {
        let Some(person) = self.account().map(|account| account.person) else { return Ok(Vec::new()) };
        let (panels, act, t) = (self.app.panels.clone(), self.act(), self.t);
        self.read(move |tx| {
            let mut drawn = Vec::new();
            for panel in panels {
                drawn.extend((panel.draw)(tx, &act, t, person)?);
            }
            Ok(drawn)
        })
        .await
    }

    /// Where the modules take whoever looked for a book by these words and found none.
    pub fn ways_on(&self, words: &str) -> Vec<Link> {
        let link = |way: &WayOn| Link::new(self.t.about(way.label, words), (way.href)(words));
        self.app.ways_on.iter().map(link).collect()
    }

    /// What the modules show on a partner's own page.
    ///
    /// # Errors
    /// Those of the database, and when a template cannot be drawn.
    pub async fn partner_panels(&self, partner: Id<kernel::Person>) -> Result<Vec<ui::Html>> {
        let (panels, act, t) = (self.app.partner_panels.clone(), self.act(), self.t);
        let outcomes = self.app.outcomes.clone();
        self.read(move |tx| {
            let mut drawn = Vec::new();
            for panel in panels {
                drawn.extend((panel.draw)(tx, &act, t, partner, &outcomes)?);
            }
            Ok(drawn)
        })
        .await
    }
}
