//! `/staf/aturan/pratinjau`: what a decision would change, before it is taken.

use askama::Template;
use store::Error;
use ui::{
    Page, Speech,
    part::{Errors, Link},
};
use web::{Answer, Query, Visit};

use super::policies::{
    Decision, Facts, draw, kind_sentence, meant, plan_sentence, scope_in_words, value_in_words,
};
use crate::{
    effects::{self, Effect},
    policies,
    policy::{Name, Policy},
};

#[derive(Template)]
#[template(path = "policy_preview.html")]
struct PreviewPage {
    page: Page,
    what: String,
    before: String,
    after: String,
    effect: Effect,
    /// Sentences as they are and as they would be.
    changed: Vec<(String, String)>,
    fields: [(&'static str, String); 5],
    removes: bool,
}

/// Shows it; a value the rule cannot have comes back with the form.
pub(super) async fn page(visit: Visit, Query(decision): Query<Decision>) -> Answer {
    let t = visit.t;
    let name: Name = decision.nama.parse().map_err(|_| Error::Missing)?;
    let value = decision.hapus.is_none().then(|| meant(t, name, &decision.nilai));
    if let Some(wrong) = value.as_deref().filter(|value| !name.accepts(value)) {
        let mut errors = Errors::new();
        errors.add("nilai", visit.tell(&policies::objection(name, wrong)));
        return draw(&visit, errors, &decision).await;
    }
    let scope = decision.scope()?;
    let (facts, census) = visit.read(|tx| Ok((Facts::read(tx)?, effects::census(tx)?))).await?;
    let after = effects::with(&facts.policies, &scope, name, value.as_deref());
    let words = |value: Option<&str>| {
        value.map_or_else(|| t.say("policy-not-decided").to_owned(), |value| value_in_words(t, name, value))
    };
    let now = facts.policies.iter().find(|policy| policy.scope == scope && policy.name == name);
    let mut page = visit.staff(t.say("policy-preview-title"));
    page.crumbs = vec![
        Link::new(t.say("policies-title"), "/staf/aturan"),
        Link::new(t.say("policy-preview-title"), String::new()),
    ];
    visit.html(&PreviewPage {
        what: format!("{}: {}", t.say(&format!("policy-{name}")), scope_in_words(t, &facts, &scope)),
        before: words(now.map(|policy| policy.value.as_str())),
        after: words(value.as_deref()),
        effect: effects::effect(&census, &facts.policies, &after),
        changed: changed(t, &facts, after),
        removes: decision.hapus.is_some(),
        fields: decision.fields(),
        page,
    })
}

/// The sentences that would read otherwise.
fn changed(t: Speech, facts: &Facts, policies: Vec<Policy>) -> Vec<(String, String)> {
    let mut then = facts.clone();
    then.policies = policies;
    let plans = facts.plans.iter().map(|plan| (plan_sentence(t, facts, plan), plan_sentence(t, &then, plan)));
    let kind = |of: &Facts, (code, name): &(String, String)| {
        kind_sentence(t, of, code, name)
            .unwrap_or_else(|| format!("{name}: {}", t.say("policy-preview-general")))
    };
    let kinds = facts.kinds.iter().map(|one| (kind(facts, one), kind(&then, one)));
    plans.chain(kinds).filter(|(before, after)| before != after).collect()
}
