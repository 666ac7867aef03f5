//! `/staf/aturan`: the rules as plain sentences, each decision with its history and its undo.

use askama::Template;
use catalogue::copies;
use kernel::{Id, Message};
use membership::{Plan, plan_name, plans};
use platform::library::{self, Branch};
use serde::Deserialize;
use store::{Error, Result, Tx};
use ui::{
    Page, Speech,
    part::{Choice, ErrorSummary, Errors, Field},
};
use web::{Answer, Benefit, Failure, Form, Post, Visit};

use crate::{
    policies::{self, Change},
    policy::{Case, Length, Name, Policy, Scope, Shape, Terms},
};

/// How many changes the history shows.
const HISTORY: i64 = 30;

/// Everything the page speaks of.
#[derive(Clone)]
pub(super) struct Facts {
    pub(super) policies: Vec<Policy>,
    history: Vec<Change>,
    pub(super) plans: Vec<Plan>,
    pub(super) kinds: Vec<(String, String)>,
    branches: Vec<Branch>,
}

impl Facts {
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(Self {
            policies: policies::all(tx)?,
            history: policies::history(tx, HISTORY)?,
            plans: plans::all(tx)?,
            kinds: copies::kinds(tx)?,
            branches: library::branches(tx)?,
        })
    }
}

/// What kinds of membership give at the desk.
pub(super) const BENEFITS: &[Benefit] = &[Benefit {
    say: |tx, t| {
        let facts = Facts::read(tx)?;
        let sentence = |plan: &Plan| (plan.code.clone(), plan_sentence(t, &facts, plan));
        Ok(facts.plans.iter().map(sentence).collect())
    },
    href: "/staf/aturan",
}];

struct Decided {
    scope: String,
    name: String,
    value: String,
    words: String,
    /// What it can be, where that is a choice between words.
    choices: Vec<Choice>,
    fields: Vec<(&'static str, String)>,
}

struct Past {
    id: String,
    when: String,
    who: String,
    what: String,
    before: String,
    after: String,
    stands: bool,
}

#[derive(Template)]
#[template(path = "policies.html")]
struct PoliciesPage {
    page: Page,
    errors: Errors,
    sentences: Vec<String>,
    kinds: Vec<String>,
    decided: Vec<Decided>,
    history: Vec<Past>,
    fields: Vec<Field>,
}

impl PoliciesPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// A decision as a form sends it; empty scopes hold for all.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    #[serde(default)]
    cabang: String,
    #[serde(default)]
    anggota: String,
    #[serde(default)]
    jenis: String,
    #[serde(default)]
    pub(super) nama: String,
    #[serde(default)]
    pub(super) nilai: String,
    pub(super) hapus: Option<String>,
}

impl Decision {
    /// For whom and what it would hold.
    pub(super) fn scope(&self) -> Result<Scope> {
        let optional = |code: &String| Some(code.clone()).filter(|code| !code.is_empty());
        let branch = optional(&self.cabang).map(|id| id.parse()).transpose();
        Ok(Scope {
            branch: branch.map_err(|_| Error::Missing)?,
            plan: optional(&self.anggota),
            kind: optional(&self.jenis),
        })
    }

    /// Its fields as it was typed, to be sent again.
    pub(super) fn fields(&self) -> [(&'static str, String); 5] {
        [
            ("cabang", self.cabang.clone()),
            ("anggota", self.anggota.clone()),
            ("jenis", self.jenis.clone()),
            ("nama", self.nama.clone()),
            ("nilai", self.nilai.clone()),
        ]
    }
}

/// The rules.
pub(super) async fn page(visit: Visit) -> Answer {
    draw(&visit, Errors::new(), &Decision::default()).await
}

pub(super) async fn draw(visit: &Visit, errors: Errors, typed: &Decision) -> Answer {
    let facts = visit.read(Facts::read).await?;
    let t = visit.t;
    let zone = visit.act().zone;
    let failed = !errors.is_empty();
    let past = |change: &Change| {
        let scope = Scope { branch: change.branch, plan: change.plan.clone(), kind: change.kind.clone() };
        let name = change.name.parse().ok();
        let value = |value: &Option<String>| match (value, name) {
            (Some(value), Some(name)) => value_in_words(t, name, value),
            _ => t.say("policy-not-decided").to_owned(),
        };
        let now = facts.policies.iter().find(|p| p.scope == scope && Some(p.name) == name);
        Past {
            id: change.id.to_string(),
            when: t.moment(change.at, &zone),
            who: change.by_name.clone().unwrap_or_else(|| t.say("policy-by-program").to_owned()),
            what: format!(
                "{}: {}",
                t.say(&format!("policy-{}", change.name)),
                scope_in_words(t, &facts, &scope)
            ),
            before: value(&change.before),
            after: value(&change.after),
            stands: now.map(|policy| &policy.value) == change.after.as_ref(),
        }
    };
    let template = PoliciesPage {
        sentences: facts.plans.iter().map(|plan| plan_sentence(t, &facts, plan)).collect(),
        kinds: facts.kinds.iter().filter_map(|(code, name)| kind_sentence(t, &facts, code, name)).collect(),
        decided: facts.policies.iter().map(|policy| decided(t, &facts, policy)).collect(),
        history: facts.history.iter().map(past).collect(),
        fields: fields(t, &facts, typed, &errors),
        page: Page { failed, ..visit.staff(t.say("policies-title")) },
        errors,
    };
    if failed {
        visit.html_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &template)
    } else {
        visit.html(&template)
    }
}

/// Asks the rules as a loan would, anywhere and for nobody or nothing in particular.
fn terms(facts: &Facts, plan: &str, kind: &str) -> Terms {
    Terms::of(&facts.policies, &Case { branch: Id::from_bytes([0; 16]), plan, kind })
}

/// `Anggota dewasa boleh meminjam 6 buku selama 14 hari, dapat diperpanjang 2 kali.`
pub(super) fn plan_sentence(t: Speech, facts: &Facts, plan: &Plan) -> String {
    let terms = terms(facts, &plan.code, "");
    let name = match &plan.name {
        Some(_) => plan_name(t, plan),
        // The planted names are common words, and stand in the middle of the sentence.
        None => plan_name(t, plan).to_lowercase(),
    };
    let limit = match terms.limit {
        Some(limit) => t.with("policy-says-limit", &[("plan", name.into()), ("n", limit.into())]),
        None => t.with("policy-says-no-limit", &[("plan", name.into())]),
    };
    format!("{limit} {}, {}.", length_in_words(t, &terms), renewals_in_words(t, &terms))
}

/// What is different about a kind, if anything is.
pub(super) fn kind_sentence(t: Speech, facts: &Facts, code: &str, name: &str) -> Option<String> {
    facts.policies.iter().find(|policy| policy.scope.kind.as_deref() == Some(code))?;
    let terms = terms(facts, "", code);
    if terms.may_borrow == Some(false) {
        return Some(t.about("policy-says-not-lent", name));
    }
    let limit = terms.kind_limit.map(|limit| t.count("policy-says-kind-limit", limit));
    let parts = [Some(length_in_words(t, &terms)), limit, Some(renewals_in_words(t, &terms))];
    Some(format!("{name}: {}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")))
}

fn length_in_words(t: Speech, terms: &Terms) -> String {
    match terms.length {
        Some(Length::Days(days)) => t.count("policy-says-days", days),
        Some(Length::Hours(hours)) => t.count("policy-says-hours", hours),
        None => t.say("policy-says-no-length").to_owned(),
    }
}

fn renewals_in_words(t: Speech, terms: &Terms) -> String {
    match terms.renewals {
        Some(0) => t.say("policy-says-no-renewals").to_owned(),
        Some(times) => t.count("policy-says-renewals", times),
        None => t.say("policy-says-free-renewals").to_owned(),
    }
}

/// Whom and what a rule concerns.
pub(super) fn scope_in_words(t: Speech, facts: &Facts, scope: &Scope) -> String {
    let plan = scope.plan.as_ref().map(|code| {
        facts
            .plans
            .iter()
            .find(|plan| plan.code == *code)
            .map_or_else(|| code.clone(), |plan| plan_name(t, plan))
    });
    let kind = scope.kind.as_ref().map(|code| {
        facts
            .kinds
            .iter()
            .find(|(known, _)| known == code)
            .map_or_else(|| code.clone(), |(_, name)| name.clone())
    });
    let branch = scope.branch.map(|id| {
        facts
            .branches
            .iter()
            .find(|branch| branch.id == id)
            .map_or_else(|| id.to_string(), |branch| branch.name.clone())
    });
    let plan = plan.unwrap_or_else(|| t.say("policy-all-plans").to_owned());
    let kind = kind.unwrap_or_else(|| t.say("policy-all-kinds").to_owned());
    [Some(plan), Some(kind), branch].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn value_in_words(t: Speech, name: Name, value: &str) -> String {
    match name.shape() {
        Shape::Number(_) => {
            t.count(&format!("policy-{name}.value"), value.parse::<i64>().unwrap_or_default())
        }
        Shape::Day => value.parse::<kernel::Date>().map_or_else(|_| value.to_owned(), |day| t.date(day)),
        Shape::Flag | Shape::Moves => t.say(&format!("policy-value-{value}")).to_owned(),
    }
}

fn decided(t: Speech, facts: &Facts, policy: &Policy) -> Decided {
    let Policy { scope, name, value } = policy;
    Decided {
        scope: scope_in_words(t, facts, scope),
        name: t.say(&format!("policy-{name}")).to_owned(),
        words: value_in_words(t, *name, value),
        value: match name.shape() {
            Shape::Day => value.parse().map_or_else(|_| value.clone(), written),
            _ => value.clone(),
        },
        choices: choices(*name)
            .iter()
            .map(|word| Choice::new(*word, t.say(&format!("policy-value-{word}"))).chosen(word == value))
            .collect(),
        fields: vec![
            ("cabang", scope.branch.map(|branch| branch.to_string()).unwrap_or_default()),
            ("anggota", scope.plan.clone().unwrap_or_default()),
            ("jenis", scope.kind.clone().unwrap_or_default()),
            ("nama", name.to_string()),
        ],
    }
}

/// The words a value can be.
const fn choices(name: Name) -> &'static [&'static str] {
    match name.shape() {
        Shape::Flag => &["yes", "no"],
        Shape::Moves => &["next", "previous", "none"],
        Shape::Number(_) | Shape::Day => &[],
    }
}

/// A day as it is typed: `18-12-2026`.
fn written(day: kernel::Date) -> String {
    format!("{}-{}-{}", day.day(), day.month(), day.year())
}

/// The value somebody meant: words stand for what they say, and a day is written day first.
pub(super) fn meant(t: Speech, name: Name, typed: &str) -> String {
    let typed = typed.trim();
    let says =
        |t: Speech, word: &str| t.say(&format!("policy-value-{word}")).to_lowercase() == typed.to_lowercase();
    if let Some(word) = choices(name).iter().find(|word| says(t, word) || says(t.other(), word)) {
        return (*word).to_owned();
    }
    let parts: Vec<i16> = typed.split(['-', '/', '.', ' ']).map_while(|part| part.parse().ok()).collect();
    if let (Shape::Day, &[day, month, year]) = (name.shape(), parts.as_slice())
        && let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month))
        && let Ok(date) = kernel::Date::new(year, month, day)
    {
        return date.to_string();
    }
    typed.to_owned()
}

/// The form for a new decision.
fn fields(t: Speech, facts: &Facts, typed: &Decision, errors: &Errors) -> Vec<Field> {
    let select =
        |name: &'static str, label: &str, all: &str, chosen: &str, choices: Vec<(String, String)>| {
            let every = (String::new(), t.say(all).to_owned());
            let choices = std::iter::once(every).chain(choices);
            let choices =
                choices.map(|(value, words)| Choice::new(value.clone(), words).chosen(value == chosen));
            Field::select(t, name, t.say(label), choices.collect()).medium()
        };
    let names = Name::ALL.iter().map(|name| {
        Choice::new(name.as_str(), t.say(&format!("policy-{name}"))).chosen(name.as_str() == typed.nama)
    });
    let mut fields = Vec::new();
    if facts.branches.len() > 1 {
        let branches =
            facts.branches.iter().map(|branch| (branch.id.to_string(), branch.name.clone())).collect();
        fields.push(select("cabang", "policy-branch", "policy-all-branches", &typed.cabang, branches));
    }
    let plans = facts.plans.iter().map(|plan| (plan.code.clone(), plan_name(t, plan))).collect();
    fields.push(select("anggota", "policy-plan", "policy-all-plans", &typed.anggota, plans));
    fields.push(select("jenis", "policy-kind", "policy-all-kinds", &typed.jenis, facts.kinds.clone()));
    fields.push(Field::select(t, "nama", t.say("policy-name"), names.collect()).medium());
    let value = Field::text(t, "nilai", t.say("policy-value"), typed.nilai.clone());
    fields.push(value.hint(t.say("policy-value-hint")).short().error(errors.of("nilai")));
    fields
}

/// Decides, or takes a decision away.
pub(super) async fn decide(post: Post, Form(decision): Form<Decision>) -> Answer {
    let typed = decision.clone();
    let name: Name = decision.nama.parse()?;
    let value = decision.hapus.is_none().then(|| meant(post.t, name, &decision.nilai));
    let done = post
        .write(move |tx, act| policies::decide(tx, act, &decision.scope()?, name, value.as_deref()))
        .await;
    match done {
        Ok(Some(change)) => {
            let undo = format!("/staf/aturan/urungkan?perubahan={change}");
            Ok(post.done("/staf/aturan", &Message::new("policy-decided").with("undo", undo)))
        }
        Ok(None) => Ok(post.done("/staf/aturan", &Message::new("policy-unchanged"))),
        Err(Error::Refused(refusal)) => {
            let mut errors = Errors::new();
            post.reasons(&refusal).into_iter().for_each(|(_, text)| errors.add("nilai", text));
            draw(&post, errors, &typed).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Which change to take back.
#[derive(Deserialize)]
pub(super) struct Taken {
    perubahan: Id<Change>,
}

/// Takes a change back.
pub(super) async fn undo(post: Post, web::Query(Taken { perubahan }): web::Query<Taken>) -> Answer {
    match post.write(move |tx, act| policies::undo(tx, act, perubahan)).await {
        Ok(_) => Ok(post.done("/staf/aturan", &Message::new("policy-undone"))),
        Err(Error::Refused(refusal)) => {
            let first = refusal.reasons.first().map(|reason| reason.message.clone());
            let message = first.ok_or_else(Failure::missing)?;
            Ok(post.on_to("/staf/aturan", ui::part::Tone::Bad, &message))
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use ui::{Lang, Lexicon};

    use super::*;

    #[test]
    fn a_value_is_understood_in_the_words_of_both_languages_and_a_day_as_people_write_it() {
        let lexicon = Lexicon::new(&[ui::TEXTS, crate::TEXTS].concat()).unwrap().keep();
        for lang in [Lang::Id, Lang::En] {
            let t = Speech::new(lexicon, lang);
            assert_eq!(meant(t, Name::MayBorrow, " Tidak "), "no");
            assert_eq!(meant(t, Name::MayBorrow, "YES"), "yes");
            assert_eq!(meant(t, Name::DueMoves, "hari buka berikutnya"), "next");
            assert_eq!(meant(t, Name::DueMoves, "previous"), "previous");
            for typed in ["18-12-2026", "18/12/2026", "18.12.2026", "18 12 2026", "2026-12-18"] {
                assert_eq!(meant(t, Name::Ceiling, typed), "2026-12-18");
            }
            // What makes no sense is told as it was typed.
            for typed in ["31-2-2026", "18-12-2026-1", "Desember", "300-12-2026"] {
                assert_eq!(meant(t, Name::Ceiling, typed), typed);
            }
            assert_eq!(meant(t, Name::LoanDays, " 14 "), "14");
        }
    }
}
