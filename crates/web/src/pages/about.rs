use askama::Template;
use platform::library::SOURCE_URL;
use ui::{
    Page,
    part::{Column, Row, Table},
};

use crate::{Answer, Visit};

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    page: Page,
    version: &'static str,
    /// Where the source is, if the library says so.
    source: String,
    cookies: Table,
}

impl AboutPage {
    /// Only an address of the web becomes a link; anything else is shown as it was typed.
    fn is_link(&self) -> bool {
        self.source.starts_with("https://") || self.source.starts_with("http://")
    }
}

/// What this program is, where its source is, and what it keeps about whoever visits.
pub(crate) async fn page(visit: Visit) -> Answer {
    let source = visit.read(|tx| SOURCE_URL.text(tx)).await?;
    let page = visit.public(visit.t.say("about-title"));
    let cookies = cookies(&visit);
    visit.html(&AboutPage { page, version: env!("CARGO_PKG_VERSION"), source, cookies })
}

fn cookies(visit: &Visit) -> Table {
    let t = visit.t;
    let columns = [
        Column::new(t.say("cookies-name")).head(),
        Column::new(t.say("cookies-what")),
        Column::new(t.say("cookies-until")),
    ];
    let mut table = Table::new(t, "kuki", t.say("cookies-title"), columns.to_vec());
    table.rows = ["session", "look", "message", "device"]
        .map(|cookie| {
            let cell = |part: &str| t.say(&format!("cookie-{cookie}{part}")).to_owned().into();
            Row::new(vec![cell(""), cell(".what"), cell(".until")])
        })
        .to_vec();
    table
}
