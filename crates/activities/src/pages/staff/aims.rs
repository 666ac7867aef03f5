//! What a programme is to cost and to bring about, on its page.

use axum::extract::Path;
use funds::{Budget, Fund, budgets};
use kernel::{Act, Id, Message, Refusal, Rupiah};
use store::{Result, Tx};
use ui::{
    Html, Speech,
    part::{Column, Deed, Field, Row, Table},
};
use web::{
    Answer, Form, Post, Visit,
    sent::{self, Sent},
};

use super::{
    super::look,
    one::Act as Take,
    programmes::{draw, path_of},
};
use crate::{
    EDIT, Programme,
    aims::{self, Aim, Level, Said},
    costs::{self, Cost},
    programmes,
};

/// Both, the lines of budgets that pay for it, and the funds to choose from.
pub(super) struct Planned {
    pub(super) lines: Vec<(Budget, Option<Fund>)>,
    pub(super) costs: Vec<Cost>,
    pub(super) aims: Vec<Aim>,
    pub(super) funds: Vec<(String, String)>,
}

impl Planned {
    pub(super) fn read(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Self> {
        let all = funds::funds::all(tx)?;
        let fund = |line: &Budget| all.iter().find(|fund| fund.id == line.fund).cloned();
        let lines = budgets::of_programme(tx, programme.cast())?;
        let lines = lines.into_iter().map(|line| (line.clone(), fund(&line))).collect();
        let open = all.iter().filter(|one| one.closed_on.is_none());
        Ok(Self {
            lines,
            costs: costs::of(tx, programme)?,
            aims: aims::of(tx, programme)?,
            funds: open.map(|one| (one.id.to_string(), format!("{} {}", one.code, one.title))).collect(),
        })
    }

    /// What it is to cost in all.
    pub(super) fn sum(&self) -> Rupiah {
        self.costs.iter().map(|one| one.amount).sum()
    }

    /// The tables; none of what there is nothing of.
    pub(super) fn shown(&self, visit: &Visit, code: &str) -> Vec<Html> {
        let mut shown = Vec::new();
        if !self.aims.is_empty() {
            shown.push(Html::of(&self.aim_table(visit, code)));
        }
        if !self.costs.is_empty() {
            shown.push(Html::of(&self.cost_table(visit, code)));
        }
        if !self.lines.is_empty() {
            shown.push(Html::of(&self.money(visit)));
        }
        shown
    }

    fn cost_table(&self, visit: &Visit, code: &str) -> Table {
        let t = visit.t;
        let columns = vec![
            Column::new(t.say("cost-title")).head(),
            Column::new(t.say("cost-fund")),
            Column::new(t.say("cost-amount")).numeric(),
            Column::new(t.say("guest-remove")).hidden(),
        ];
        let mut table = Table::new(t, "anggaran", t.say("programme-costs"), columns);
        table.note = t.about("programme-costs-sum", t.rupiah(self.sum().0));
        table.rows = self
            .costs
            .iter()
            .map(|one| {
                let href = format!("{}/anggaran/{}", path_of(code), one.id);
                Row::new(vec![
                    named(visit, href, &one.title, ""),
                    one.fund_name.as_deref().unwrap_or_default().into(),
                    t.rupiah(one.amount.0).into(),
                    taken(visit, format!("{}/anggaran/{}/hapus", path_of(code), one.id), &one.title),
                ])
            })
            .collect();
        table
    }

    /// What is set aside for it in the budgets of funds, and how much of that was paid.
    fn money(&self, visit: &Visit) -> Table {
        let t = visit.t;
        let columns = vec![
            Column::new(t.say("programme-money-line")).head(),
            Column::new(t.say("cost-fund")),
            Column::new(t.say("cost-amount")).numeric(),
            Column::new(t.say("programme-money-paid")).numeric(),
        ];
        let mut table = Table::new(t, "dana", t.say("programme-money"), columns);
        let row = |(line, fund): &(Budget, Option<Fund>)| {
            let href = fund.as_ref().filter(|_| visit.can(funds::VIEW));
            let href = href.map(|fund| format!("/staf/dana/{}", fund.code));
            let fund = fund.as_ref().map_or("", |fund| fund.title.as_str());
            let year = line.year.to_string();
            Row::new(vec![
                Html::of(&look::Twofold { text: &line.purpose, small: &year }),
                match href {
                    Some(href) => Html::of(&look::Linked { href, text: fund, small: "" }),
                    None => fund.into(),
                },
                t.rupiah(line.amount.0).into(),
                t.rupiah(line.spent.0).into(),
            ])
        };
        table.rows = self.lines.iter().map(row).collect();
        table
    }

    fn aim_table(&self, visit: &Visit, code: &str) -> Table {
        let t = visit.t;
        let columns = vec![
            Column::new(t.say("aim")).head(),
            Column::new(t.say("aim-measure")),
            Column::new(t.say("aim-values")),
            Column::new(t.say("aim-assumption")),
            Column::new(t.say("guest-remove")).hidden(),
        ];
        let mut table = Table::new(t, "kerangka", t.say("programme-aims"), columns);
        table.rows = self
            .aims
            .iter()
            .map(|one| {
                let values =
                    [("aim-from", &one.baseline), ("aim-to", &one.target), ("aim-reached", &one.reached)];
                let said = values.into_iter().filter(|(_, value)| !value.is_empty());
                let values: Vec<String> = said.map(|(key, value)| t.about(key, value.as_str())).collect();
                let level = format!("aim-{}", one.level);
                let href = format!("{}/kerangka/{}", path_of(code), one.id);
                Row::new(vec![
                    named(visit, href, &one.aim, t.say(&level)),
                    Html::of(&look::Twofold { text: &one.measure, small: &one.source }),
                    values.join(" · ").into(),
                    one.assumption.as_str().into(),
                    taken(visit, format!("{}/kerangka/{}/hapus", path_of(code), one.id), &one.aim),
                ])
            })
            .collect();
        table
    }

    /// What can be done with them.
    pub(super) fn deeds(&self, t: Speech, code: &str, sent: &Sent) -> Vec<Deed> {
        let base = path_of(code);
        let aim = aim_fields(t, sent, None);
        let mut deeds = vec![Deed::new(t.say("aim-add"), format!("{base}/kerangka"), aim)];
        if !self.aims.is_empty() {
            let aims: Vec<(String, String)> =
                self.aims.iter().map(|one| (one.id.to_string(), one.aim.clone())).collect();
            let fields = vec![
                Field::select(t, "which", t.say("aim"), look::among(&aims, sent.text("which"), None)),
                Field::text(t, "reached", t.say("aim-came-to"), sent.text("reached"))
                    .error(sent.errors.of("reached")),
            ];
            deeds.push(Deed::new(t.say("aim-reach"), format!("{base}/kerangka/capaian"), fields));
        }
        let cost = cost_fields(t, sent, &self.funds, None);
        deeds.push(Deed::new(t.say("cost-add"), format!("{base}/anggaran"), cost));
        deeds
    }
}

/// The fields of an aim.
pub(super) fn aim_fields(t: Speech, sent: &Sent, old: Option<&Aim>) -> Vec<Field> {
    let was = |of: fn(&Aim) -> &String| old.map_or("", |aim| of(aim).as_str());
    let text = |name, key: &str, was: &str| {
        Field::text(t, name, t.say(key), sent.or(name, was)).optional().error(sent.errors.of(name))
    };
    let level = old.map_or(Level::Goal, |aim| aim.level).to_string();
    let levels = look::choices(t, Level::ALL, "aim", sent.or("level", &level));
    vec![
        Field::select(t, "level", t.say("aim-level"), levels).medium(),
        Field::area(t, "aim", t.say("aim"), sent.or("aim", was(|aim| &aim.aim)), 2)
            .error(sent.errors.of("aim")),
        text("measure", "aim-measure", was(|aim| &aim.measure)),
        text("source", "aim-source", was(|aim| &aim.source)),
        text("baseline", "aim-baseline", was(|aim| &aim.baseline)),
        text("target", "aim-target", was(|aim| &aim.target)),
        text("assumption", "aim-assumption", was(|aim| &aim.assumption)),
    ]
}

/// The fields of a line of the budget.
pub(super) fn cost_fields(
    t: Speech,
    sent: &Sent,
    funds: &[(String, String)],
    old: Option<&Cost>,
) -> Vec<Field> {
    let (title, amount, fund) = old.map_or_else(Default::default, |one| {
        let fund = one.fund.map(|fund| fund.to_string()).unwrap_or_default();
        (one.title.clone(), t.int(one.amount.0), fund)
    });
    let choices = look::among(funds, sent.or("fund", &fund), Some(t.say("cost-no-fund")));
    vec![
        Field::text(t, "cost", t.say("cost-title"), sent.or("cost", &title)).error(sent.errors.of("cost")),
        Field::text(t, "amount", t.say("cost-amount"), sent.or("amount", &amount))
            .medium()
            .attribute("inputmode", "numeric")
            .autocomplete("off")
            .error(sent.errors.of("amount")),
        Field::select(t, "fund", t.say("cost-fund"), choices).medium().error(sent.errors.of("fund")),
    ]
}

/// What a line is called, with a way to its form for whoever may change it.
fn named(visit: &Visit, href: String, text: &str, small: &str) -> Html {
    match visit.can(EDIT) {
        true => Html::of(&look::Linked { href, text, small }),
        false => Html::of(&look::Twofold { text, small }),
    }
}

/// The button that takes a line away, for whoever may.
fn taken(visit: &Visit, action: String, about: &str) -> Html {
    if !visit.can(EDIT) {
        return Html::default();
    }
    Html::of(&Take { action, label: visit.t.say("guest-remove"), about })
}

async fn done(
    post: Post,
    code: String,
    (field, sent): (&'static str, Sent),
    mut f: impl FnMut(&mut Tx<'_>, &Act, Id<Programme>) -> Result<()> + Send + 'static,
) -> Answer {
    let (named, back) = (code.clone(), path_of(&code));
    sent::done(
        &post,
        Message::new("activity-saved"),
        field,
        move |tx, act| {
            let one = programmes::by_code(tx, &named)?;
            f(tx, act, one.id)
        },
        |()| back,
        |errors| draw(&post, code, None, sent.wrong(errors)),
    )
    .await
}

web::form! { AimForm { level, aim, measure, source, baseline, target, assumption } }

/// An aim more.
pub(super) async fn add_aim(post: Post, Path(code): Path<String>, Form(form): Form<AimForm>) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(post, code, ("aim", sent), move |tx, act, programme| aims::add(tx, act, programme, &said(&typed)?))
        .await
}

/// What was typed of an aim.
pub(super) fn said(typed: &Sent) -> Result<Said> {
    let text = |name: &str| typed.text(name).to_owned();
    Ok(Said {
        level: typed.text("level").parse()?,
        aim: text("aim"),
        measure: text("measure"),
        source: text("source"),
        assumption: text("assumption"),
        baseline: text("baseline"),
        target: text("target"),
    })
}

web::form! { ReachedForm { which, reached } }

/// What an aim came to.
pub(super) async fn reach(post: Post, Path(code): Path<String>, Form(form): Form<ReachedForm>) -> Answer {
    let sent = form.sent();
    done(post, code, ("reached", sent), move |tx, act, programme| {
        let which = form.which.parse().map_err(|_| store::Error::Missing)?;
        aims::reach(tx, act, programme, which, &form.reached)
    })
    .await
}

/// An aim less.
pub(super) async fn remove_aim(post: Post, Path((code, id)): Path<(String, Id<Aim>)>) -> Answer {
    done(post, code, ("aim", Sent::default()), move |tx, act, programme| aims::remove(tx, act, programme, id))
        .await
}

web::form! { CostForm { cost, amount, fund } }

/// A line more.
pub(super) async fn add_cost(post: Post, Path(code): Path<String>, Form(form): Form<CostForm>) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(post, code, ("cost", sent), move |tx, act, programme| costs::add(tx, act, programme, line(&typed)?))
        .await
}

/// What was typed of a line of the budget.
pub(super) fn line(typed: &Sent) -> Result<(&str, Option<Id<Fund>>, Rupiah)> {
    let wrong = || Refusal::of_field("amount", Message::new("cost-amount-wrong"));
    let amount = sent::rupiah(typed.text("amount")).ok_or_else(wrong)?;
    Ok((typed.text("cost"), typed.id("fund"), amount))
}

/// A line less.
pub(super) async fn remove_cost(post: Post, Path((code, id)): Path<(String, Id<Cost>)>) -> Answer {
    done(post, code, ("cost", Sent::default()), move |tx, act, programme| {
        costs::remove(tx, act, programme, id)
    })
    .await
}
