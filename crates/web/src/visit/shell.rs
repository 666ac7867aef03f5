//! The three parts of the house, as the frame every page stands in: who may go where, what waits to be read, when the
//! library is open.

use store::Health;
use ui::{
    Page,
    page::{BoardPage, NavGroup, NavItem, Person, Status},
    part::{Board, Flash, Link, Tone},
};

use crate::{Answer, Group, Menu, Nav, Visit, sent::Sent};

impl Visit {
    /// A page of the public shell.
    pub fn public(&self, title: impl Into<String>) -> Page {
        let mut page = self.page(title);
        page.nav = self.entries(Menu::Public);
        page.hours = self.hours();
        if self.visitor.is_staff() {
            // Whoever came from the workroom finds the way back in words.
            let (label, href) = ("workroom".into(), "/staf".into());
            page.nav.push(NavItem { label, href, icon: "", current: false, count: 0 });
        }
        page.legal = [
            ("legal-about", "/tentang"),
            ("legal-source", "/tentang#sumber"),
            ("legal-privacy", "/tentang#privasi"),
        ]
        .map(|(label, href)| Link::new(self.t.say(label), href))
        .to_vec();
        page
    }

    /// A page of the member's shell: the public menu, and beside the content the member's own.
    pub fn member(&self, title: impl Into<String>) -> Page {
        let mut page = self.public(title);
        page.section = self.entries(Menu::Member);
        page
    }

    /// A page of the workroom below another, named by the key of its label and its address.
    pub fn below(&self, (label, href): (&str, &str), title: impl Into<String>) -> Page {
        let mut page = self.staff(title);
        page.crumbs = vec![Link::new(self.t.say(label), href), Link::new(page.title.clone(), String::new())];
        page
    }

    /// A page of the workroom that is all board, with what was sent wrongly said first.
    ///
    /// # Errors
    /// When the template cannot be drawn.
    pub fn board(&self, mut page: Page, mut board: Board, sent: &Sent) -> Answer {
        page.failed = !sent.errors.is_empty();
        board.errors = sent.errors.clone();
        self.html_as(sent.status(), &BoardPage { page, board })
    }

    /// A page of the workroom. Where nothing can be written, it says so before anything else.
    pub fn staff(&self, title: impl Into<String>) -> Page {
        let mut page = self.page(title);
        page.workroom = self.workroom();
        // In the workroom a name leads to what is one's own: the card, the loans, the password.
        if let Some(person) = &mut page.person {
            person.home = "/saya".into();
        }
        let (tone, trouble) = match self.app.store.health() {
            Health::Good if self.app.config.is_low() => (Tone::Warn, "disk-low"),
            Health::Good => return page,
            Health::Full => (Tone::Bad, "disk-full"),
            Health::Stopped => (Tone::Bad, "disk-stopped"),
        };
        let text = self.t.say(trouble).to_owned();
        page.status = Some(Status { tone, icon: "LuTriangleAlert", text });
        page.flash.insert(0, Flash::new(tone, self.t.say(&format!("{trouble}.text"))));
        page
    }

    fn page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::new(self.t, self.app.house().library.clone(), title);
        page.here = self.here().to_owned();
        page.look = self.visitor.0.preferences.look;
        page.sign_in = Some(format!("/masuk?return={}", ui::page::query_value(self.here())).into());
        page.person = self.visitor.account().map(|account| Person {
            name: account.name.clone(),
            home: if self.visitor.is_staff() { "/staf".into() } else { "/saya".into() },
            unread: self.unread(None),
            sign_out: "/keluar".into(),
        });
        page.flash = self.visitor.0.flash.iter().map(|note| self.flash(note)).collect();
        page
    }

    /// The menu of the workroom: headings with nothing under them are left out.
    fn workroom(&self) -> Vec<NavGroup> {
        let group = |group: Group| NavGroup { label: group.label(), items: self.entries(Menu::Staff(group)) };
        Group::ALL.into_iter().map(group).filter(|group| !group.items.is_empty()).collect()
    }

    /// What the visitor may go to by `menu`.
    fn entries(&self, menu: Menu) -> Vec<NavItem> {
        let path = self.here().split('?').next().unwrap_or("/");
        let leads_here = |entry: &&Nav| {
            path == entry.href
                || (!matches!(entry.href, "/" | "/staf" | "/saya")
                    && path.strip_prefix(entry.href).is_some_and(|rest| rest.starts_with('/')))
        };
        // Of two that lead here, one below the other, the nearer.
        let nearest =
            self.app.nav.iter().filter(leads_here).map(|entry| entry.href).max_by_key(|href| href.len());
        let visible = |entry: &&Nav| {
            entry.menu == menu && entry.permission.is_none_or(|needed| self.visitor.can(needed))
        };
        let entry = |entry: &Nav| NavItem {
            label: entry.label.into(),
            href: entry.href.into(),
            icon: entry.icon,
            current: nearest == Some(entry.href),
            count: self.unread(Some(entry.href)),
        };
        self.app.nav.iter().filter(visible).map(entry).collect()
    }

    /// How much whoever has signed in has not read yet: at `href`, or at all.
    fn unread(&self, href: Option<&str>) -> u32 {
        let unread = self.visitor.signed().map_or(&[][..], |signed| &signed.unread);
        let wanted = unread.iter().filter(|(path, _)| href.is_none_or(|href| href == *path));
        u32::try_from(wanted.map(|(_, count)| count).sum::<i64>()).unwrap_or_default()
    }

    /// The week's opening hours, from today on, for the footer.
    fn hours(&self) -> Vec<ui::page::Hours> {
        let house = self.app.house();
        if !house.calendar.is_set() {
            return Vec::new();
        }
        let today = self.act().today();
        let line = |offset: i32| {
            let day = today.checked_add(jiff::Span::new().days(offset)).ok()?;
            let name = self.t.weekday(day.weekday());
            let hours: Vec<String> = house
                .calendar
                .hours(day)
                .iter()
                .map(|hours| self.t.time_range(hours.opens, hours.closes))
                .collect();
            Some(ui::page::Hours {
                day: if offset == 0 { self.t.about("hours-today", name) } else { name.to_owned() },
                time: if hours.is_empty() { self.t.say("hours-closed").to_owned() } else { hours.join(", ") },
                now: offset == 0,
            })
        };
        (0..7).filter_map(line).collect()
    }
}
