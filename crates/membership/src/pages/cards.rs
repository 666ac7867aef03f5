use askama::Template;
use axum::extract::Path;
use kernel::Date;
use ui::{Page, Speech, cover::Shelf, page::Library, paper::MemberCard};
use web::{Answer, Query, Visit};

use super::{member, path_of, plan_named};
use crate::{Member, Plan, plans, queries, rules};

/// How many cards one sheet may hold.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "cards.html")]
struct CardsPage {
    page: Page,
    members: Vec<Member>,
    plans: Vec<Plan>,
    today: Date,
    back: String,
}

impl CardsPage {
    fn card<'a>(&'a self, member: &Member) -> MemberCard<'a> {
        card(self.page.t, &self.page.library, member, &self.plans, self.today)
    }
}

/// A member's card. Its colours follow the number, so that cards on a table can be told apart.
fn card<'a>(t: Speech, library: &'a Library, member: &Member, plans: &[Plan], today: Date) -> MemberCard<'a> {
    MemberCard {
        t,
        library,
        name: member.name.clone(),
        number: member.code.clone(),
        plan: plan_named(t, plans, &member.plan),
        until: rules::until(member, today).map(|until| t.date(until)).unwrap_or_default(),
        shelf: Shelf::of(
            &member.code.chars().rev().find(char::is_ascii_digit).unwrap_or('0').to_string().repeat(3),
        ),
    }
}

/// One member's card.
pub(crate) async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let (member, plans) = visit.read(move |tx| Ok((member(tx, &code)?, plans::all(tx)?))).await?;
    let page = visit.staff(visit.t.about("member-card-of", member.name.as_str()));
    let back = path_of(&member.code);
    let today = visit.act().today();
    visit.html(&CardsPage { page, members: vec![member], plans, today, back })
}

/// The cards of several members: `?kode=A-00418&kode=A-00419`.
pub(crate) async fn sheet(visit: Visit, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let (members, plans) = visit
        .read(move |tx| {
            let codes = asked.iter().filter(|(name, code)| name == "kode" && rules::is_code(code)).take(MOST);
            let mut members = Vec::new();
            for (_, code) in codes {
                members.extend(queries::by_code(tx, code)?);
            }
            Ok((members, plans::all(tx)?))
        })
        .await?;
    let page = visit.staff(visit.t.say("members-print-cards"));
    let today = visit.act().today();
    visit.html(&CardsPage { page, members, plans, today, back: "/staf/anggota".to_owned() })
}
