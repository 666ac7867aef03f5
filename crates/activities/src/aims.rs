//! What a programme is to bring about, from the goal down to what is made, and by what one sees it: a logical framework.

use kernel::{Act, Id, Kind as No, Message, Reason, Refusal};
use platform::audit;
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::model::Programme;

/// How long a text may be, in characters.
const LONGEST: usize = 1_000;
/// The most aims of a programme.
const MOST: i64 = 60;

store::words! {
    /// How far from what is done an aim is.
    pub enum Level {
        /// What the town becomes; not by this programme alone.
        Goal = "goal",
        /// What changes for those who take part.
        Outcome = "outcome",
        /// What the programme itself makes.
        Output = "output",
    }
}

/// What is said of an aim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// How far from what is done it is.
    pub level: Level,
    /// What is to come about.
    pub aim: String,
    /// By what it is measured.
    pub measure: String,
    /// Where that is looked up.
    pub source: String,
    /// On what it rests besides.
    pub assumption: String,
    /// How it was before.
    pub baseline: String,
    /// What it is to be.
    pub target: String,
}

/// An aim of a programme.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Aim {
    /// Which.
    pub id: Id<Aim>,
    /// How far from what is done it is.
    pub level: Level,
    /// What is to come about.
    pub aim: String,
    /// By what it is measured.
    pub measure: String,
    /// Where that is looked up.
    pub source: String,
    /// On what it rests besides.
    pub assumption: String,
    /// How it was before.
    pub baseline: String,
    /// What it is to be.
    pub target: String,
    /// What it came to.
    pub reached: String,
}

/// The aims of a programme: its goal, its outcomes, what it makes.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, programme: Id<Programme>) -> Result<Vec<Aim>> {
    tx.all(
        sql!(
            "SELECT id, level, aim, measure, source, assumption, baseline, target, reached FROM programme_aim
             WHERE programme = ?1
             ORDER BY CASE level WHEN 'goal' THEN 0 WHEN 'outcome' THEN 1 ELSE 2 END, at, id"
        ),
        vals![programme],
    )
}

/// What is written of an aim, from `?1` on, and what else a statement takes.
macro_rules! written {
    ($id:expr, $programme:expr, $said:expr $(, $more:expr)*) => {
        vals![
            $id,
            $programme,
            $said.level,
            $said.aim.trim(),
            $said.measure.trim(),
            $said.source.trim(),
            $said.assumption.trim(),
            $said.baseline.trim(),
            $said.target.trim()
            $(, $more)*
        ]
    };
}

/// Adds an aim.
///
/// # Errors
/// A refusal without words, and of too many; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, programme: Id<Programme>, said: &Said) -> Result<()> {
    judge(said)?;
    tx.lock("programme-aims", &programme)?;
    if of(tx, programme)?.len() as i64 >= MOST {
        return Err(Refusal::new(No::Conflict, Message::new("aims-full").with("most", MOST)).into());
    }
    tx.exec(
        sql!(
            "INSERT INTO programme_aim (id, programme, level, aim, measure, source, assumption, baseline, target, reached, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '', ?10)"
        ),
        written!(Id::<()>::new(), programme, said, act.at),
    )?;
    audit::record(tx, act, "programme.aim-added", "programme", programme, &json!({ "aim": said.aim.trim() }))
}

/// Says otherwise what an aim is; what it came to stays.
///
/// # Errors
/// As [`add`]; [`Error::Missing`] where there is none such.
pub fn change(tx: &mut Tx<'_>, act: &Act, programme: Id<Programme>, id: Id<Aim>, said: &Said) -> Result<()> {
    judge(said)?;
    let rows = tx.exec(
        sql!(
            "UPDATE programme_aim SET level = ?3, aim = ?4, measure = ?5, source = ?6, assumption = ?7, baseline = ?8,
                 target = ?9 WHERE id = ?1 AND programme = ?2"
        ),
        written!(id, programme, said),
    )?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    let facts = json!({ "aim": said.aim.trim() });
    audit::record(tx, act, "programme.aim-changed", "programme", programme, &facts)
}

fn judge(said: &Said) -> Result<()> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if said.aim.trim().is_empty() {
        object("aim", "aim-missing");
    }
    for (field, text) in [
        ("aim", &said.aim),
        ("measure", &said.measure),
        ("source", &said.source),
        ("assumption", &said.assumption),
        ("baseline", &said.baseline),
        ("target", &said.target),
    ] {
        if text.chars().count() > LONGEST {
            object(field, "activity-text-too-long");
        }
    }
    Ok(Refusal::unless_empty(No::Invalid, reasons)?)
}

/// Notes what an aim came to.
///
/// # Errors
/// A refusal of too many words; [`Error::Missing`] where there is none such; those of the database.
pub fn reach(tx: &mut Tx<'_>, act: &Act, programme: Id<Programme>, id: Id<Aim>, reached: &str) -> Result<()> {
    if reached.chars().count() > LONGEST {
        return Err(Refusal::of_field("reached", Message::new("activity-text-too-long")).into());
    }
    let rows = tx.exec(
        sql!("UPDATE programme_aim SET reached = ?3 WHERE id = ?1 AND programme = ?2"),
        vals![id, programme, reached.trim()],
    )?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    audit::record(
        tx,
        act,
        "programme.aim-reached",
        "programme",
        programme,
        &json!({ "reached": reached.trim() }),
    )
}

/// Takes an aim back.
///
/// # Errors
/// [`Error::Missing`] where there is none such; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, programme: Id<Programme>, id: Id<Aim>) -> Result<()> {
    let rows =
        tx.exec(sql!("DELETE FROM programme_aim WHERE id = ?1 AND programme = ?2"), vals![id, programme])?;
    if rows == 0 {
        return Err(Error::Missing);
    }
    audit::record(tx, act, "programme.aim-removed", "programme", programme, &json!({}))
}

/// The same aims for another programme, not reached yet: what the last one came to is where the next begins.
pub(crate) fn copy(tx: &mut Tx<'_>, act: &Act, from: Id<Programme>, to: Id<Programme>) -> Result<()> {
    for one in of(tx, from)? {
        let baseline = if one.reached.is_empty() { one.baseline } else { one.reached };
        let said = Said {
            level: one.level,
            aim: one.aim,
            measure: one.measure,
            source: one.source,
            assumption: one.assumption,
            baseline,
            target: one.target,
        };
        add(tx, act, to, &said)?;
    }
    Ok(())
}
