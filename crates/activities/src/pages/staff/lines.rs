//! A line of a programme's budget, and one of its aims: their forms.

use axum::extract::Path;
use kernel::{Act, Id, Message};
use store::{Error, Result, Tx};
use ui::{
    Html,
    part::{Board, Button, Deed, Link},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{
    aims::{self as fields, AimForm, CostForm, Planned},
    programmes::{BACK, path_of},
};
use crate::{
    Programme,
    aims::{self, Aim},
    costs::{self, Cost},
    programmes,
};

/// A programme and what is planned of it.
async fn looked(visit: &Visit, code: &str) -> Result<(Programme, Planned)> {
    let code = code.to_owned();
    visit
        .read(move |tx| {
            let one = programmes::by_code(tx, &code)?;
            Ok((Planned::read(tx, one.id)?, one))
        })
        .await
        .map(|(planned, one)| (one, planned))
}

fn draw(visit: &Visit, of: &Programme, title: &str, deed: Deed, sent: &Sent) -> Answer {
    let t = visit.t;
    let mut board = Board::new(t);
    board.main.push(Html::of(&deed.open(true).buttons(vec![Button::new(t.say("activity-save"))])));
    let mut page = visit.below(BACK, title);
    page.crumbs.insert(1, Link::new(of.title.as_str(), path_of(&of.code)));
    visit.board(page, board, sent)
}

async fn draw_cost(visit: &Visit, code: String, id: Id<Cost>, sent: Sent) -> Answer {
    let (one, planned) = looked(visit, &code).await?;
    let cost = planned.costs.iter().find(|cost| cost.id == id).ok_or(Error::Missing)?;
    let fields = fields::cost_fields(visit.t, &sent, &planned.funds, Some(cost));
    let deed = Deed::new(visit.t.say("cost-change"), format!("{}/anggaran/{id}", path_of(&code)), fields);
    draw(visit, &one, &cost.title, deed, &sent)
}

async fn draw_aim(visit: &Visit, code: String, id: Id<Aim>, sent: Sent) -> Answer {
    let (one, planned) = looked(visit, &code).await?;
    let aim = planned.aims.iter().find(|aim| aim.id == id).ok_or(Error::Missing)?;
    let fields = fields::aim_fields(visit.t, &sent, Some(aim));
    let deed = Deed::new(visit.t.say("aim-change"), format!("{}/kerangka/{id}", path_of(&code)), fields);
    draw(visit, &one, visit.t.say("aim-change"), deed, &sent)
}

/// The form of a line of the budget.
pub(super) async fn cost(visit: Visit, Path((code, id)): Path<(String, Id<Cost>)>) -> Answer {
    draw_cost(&visit, code, id, Sent::default()).await
}

/// The form of an aim.
pub(super) async fn aim(visit: Visit, Path((code, id)): Path<(String, Id<Aim>)>) -> Answer {
    draw_aim(&visit, code, id, Sent::default()).await
}

async fn done<F: Future<Output = Answer>>(
    post: &Post,
    code: &str,
    field: &'static str,
    mut f: impl FnMut(&mut Tx<'_>, &Act, Id<Programme>) -> Result<()> + Send + 'static,
    refused: impl FnOnce(ui::part::Errors) -> F,
) -> Answer {
    let (named, back) = (code.to_owned(), path_of(code));
    let write = move |tx: &mut Tx<'_>, act: &Act| {
        let one = programmes::by_code(tx, &named)?;
        f(tx, act, one.id)
    };
    sent::done(post, Message::new("activity-saved"), field, write, |()| back, refused).await
}

/// A line of the budget, otherwise.
pub(super) async fn change_cost(
    post: Post,
    Path((code, id)): Path<(String, Id<Cost>)>,
    Form(form): Form<CostForm>,
) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(
        &post,
        &code.clone(),
        "cost",
        move |tx, act, of| costs::change(tx, act, of, id, fields::line(&typed)?),
        |errors| draw_cost(&post, code, id, sent.wrong(errors)),
    )
    .await
}

/// An aim, otherwise.
pub(super) async fn change_aim(
    post: Post,
    Path((code, id)): Path<(String, Id<Aim>)>,
    Form(form): Form<AimForm>,
) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(
        &post,
        &code.clone(),
        "aim",
        move |tx, act, of| aims::change(tx, act, of, id, &fields::said(&typed)?),
        |errors| draw_aim(&post, code, id, sent.wrong(errors)),
    )
    .await
}
