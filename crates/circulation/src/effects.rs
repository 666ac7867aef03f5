//! Whom and what a decision would concern, before it is taken: those for whom something would then be otherwise. A rule
//! that a more specific one covers concerns nobody there.

use kernel::Id;
use platform::library::Branch;
use store::{FromRow, Result, Tx, sql, vals};

use crate::policy::{Case, Name, Policy, Scope, Terms};

/// How many there are of whatever the rules tell apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Members by plan.
    pub members: Vec<Members>,
    /// Copies by branch and kind, without withdrawn ones.
    pub copies: Vec<Copies>,
    /// Open loans by the branch of the copy, the plan of the member and the kind of the copy.
    pub loans: Vec<Loans>,
}

/// The members of a plan.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Members {
    /// Its code.
    pub plan: String,
    /// How many.
    pub many: i64,
}

/// The copies of a kind at a branch.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Copies {
    /// The branch.
    pub branch: Id<Branch>,
    /// Code of the kind.
    pub kind: String,
    /// How many.
    pub many: i64,
}

/// The open loans of a kind at a branch to members of a plan.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Loans {
    /// The branch.
    pub branch: Id<Branch>,
    /// Code of the plan.
    pub plan: String,
    /// Code of the kind.
    pub kind: String,
    /// How many.
    pub many: i64,
}

/// How many a decision concerns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Members who could borrow something otherwise than now.
    pub members: i64,
    /// Copies that somebody could borrow otherwise than now.
    pub copies: i64,
    /// Open loans that would be renewed otherwise than now. Their due dates stay.
    pub loans: i64,
}

/// Counts the library.
///
/// # Errors
/// Those of the database.
pub fn census(tx: &mut Tx<'_>) -> Result<Census> {
    Ok(Census {
        members: tx.all(
            sql!("SELECT plan, count(*) AS many FROM member WHERE closed_at IS NULL GROUP BY plan"),
            vals![],
        )?,
        copies: tx.all(
            sql!(
                "SELECT branch, kind, count(*) AS many FROM copy WHERE status <> 'withdrawn' GROUP BY branch, kind"
            ),
            vals![],
        )?,
        loans: tx.all(
            sql!(
                "SELECT c.branch, m.plan, c.kind, count(*) AS many FROM loan l JOIN copy c ON c.id = l.copy
                 JOIN member m ON m.person = l.member WHERE l.returned_at IS NULL GROUP BY c.branch, m.plan, c.kind"
            ),
            vals![],
        )?,
    })
}

/// The decisions with this one taken, or taken away.
pub fn with(policies: &[Policy], scope: &Scope, name: Name, value: Option<&str>) -> Vec<Policy> {
    let others = policies.iter().filter(|policy| policy.name != name || policy.scope != *scope).cloned();
    let new = value.map(|value| Policy { scope: scope.clone(), name, value: value.to_owned() });
    others.chain(new).collect()
}

/// How many would meet other terms under `after` than under `before`.
pub fn effect(census: &Census, before: &[Policy], after: &[Policy]) -> Effect {
    let differs = |branch: Id<Branch>, plan: &str, kind: &str| {
        let case = Case { branch, plan, kind };
        Terms::of(before, &case) != Terms::of(after, &case)
    };
    let concerned = |members: &&Members| {
        census.copies.iter().any(|copies| differs(copies.branch, &members.plan, &copies.kind))
    };
    let touched = |copies: &&Copies| {
        census.members.iter().any(|members| differs(copies.branch, &members.plan, &copies.kind))
    };
    Effect {
        members: census.members.iter().filter(concerned).map(|members| members.many).sum(),
        copies: census.copies.iter().filter(touched).map(|copies| copies.many).sum(),
        loans: census
            .loans
            .iter()
            .filter(|loans| differs(loans.branch, &loans.plan, &loans.kind))
            .map(|loans| loans.many)
            .sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Id<Branch> = Id::from_bytes([1; 16]);

    fn town() -> Census {
        let members = |plan: &str, many| Members { plan: plan.into(), many };
        let copies = |kind: &str, many| Copies { branch: HERE, kind: kind.into(), many };
        let loans =
            |plan: &str, kind: &str, many| Loans { branch: HERE, plan: plan.into(), kind: kind.into(), many };
        Census {
            members: vec![members("dewasa", 200), members("anak", 100)],
            copies: vec![copies("umum", 900), copies("komik", 60)],
            loans: vec![loans("dewasa", "umum", 40), loans("anak", "komik", 7), loans("anak", "umum", 20)],
        }
    }

    fn scope(plan: Option<&str>, kind: Option<&str>) -> Scope {
        Scope { branch: None, plan: plan.map(str::to_owned), kind: kind.map(str::to_owned) }
    }

    fn days(plan: Option<&str>, kind: Option<&str>, value: &str) -> Policy {
        Policy { scope: scope(plan, kind), name: Name::LoanDays, value: value.into() }
    }

    #[test]
    fn a_rule_for_one_plan_and_kind_concerns_these_alone() {
        let before = [days(None, None, "14")];
        let after = with(&before, &scope(Some("anak"), Some("komik")), Name::LoanDays, Some("7"));
        assert_eq!(effect(&town(), &before, &after), Effect { members: 100, copies: 60, loans: 7 });
    }

    #[test]
    fn whom_a_more_specific_rule_covers_is_not_concerned() {
        let before = [days(None, None, "14"), days(Some("anak"), None, "7")];
        let after = with(&before, &scope(None, None), Name::LoanDays, Some("21"));
        assert_eq!(effect(&town(), &before, &after), Effect { members: 200, copies: 960, loans: 40 });
    }

    #[test]
    fn a_rule_taken_away_concerns_those_it_decided_for_and_the_same_value_again_nobody() {
        let before = [days(None, None, "14"), days(Some("anak"), None, "7")];
        let gone = with(&before, &scope(Some("anak"), None), Name::LoanDays, None);
        assert_eq!(effect(&town(), &before, &gone), Effect { members: 100, copies: 960, loans: 27 });
        let same = with(&before, &scope(Some("anak"), None), Name::LoanDays, Some("7"));
        assert_eq!(effect(&town(), &before, &same), Effect::default());
    }
}
