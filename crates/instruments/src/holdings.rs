//! What is held about whoever answered, how it follows a merger, and how it is forgotten: what can be counted stays counted,
//! without the person and without their own words. What was answered anonymously nobody can find again, here neither.

use kernel::{Arg, Date, Id, Person};
use store::{Result, Tx, sql, vals};
use web::{Follower, Holding, Told};

use crate::{
    model::Response,
    responding,
    rules::{self, Answer, Attached},
};

pub(crate) const FOLLOWERS: &[Follower] =
    &[web::follower!("instruments.responses", instrument_response.party)];

pub(crate) const HOLDINGS: &[Holding] = &[Holding {
    name: "instruments.responses",
    tables: &["instrument_response"],
    fields: &["response-day", "response-instrument", "response-question", "response-answer"],
    tell,
    against: Holding::NOTHING_AGAINST,
    files: Holding::NO_FILES,
    erase: |tx, _, person| {
        let theirs: Vec<(Id<Response>,)> =
            tx.all(sql!("SELECT id FROM instrument_response WHERE party = ?1 ORDER BY id"), vals![person])?;
        theirs.into_iter().try_for_each(|(id,)| responding::forget_words(tx, id))?;
        tx.exec(sql!("UPDATE instrument_response SET party = NULL WHERE party = ?1"), vals![person]).map(drop)
    },
}];

fn tell(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Told> {
    let rows: Vec<(Id<Response>, Date, String)> = tx.all(
        sql!(
            "SELECT r.id, r.day, i.title_id FROM instrument_response r JOIN instrument_version v ON v.id = r.version
             JOIN instrument i ON i.id = v.instrument WHERE r.party = ?1 ORDER BY r.day, r.id"
        ),
        vals![person],
    )?;
    let mut told = Told::new();
    for (id, day, title) in rows {
        let (version, answers) = responding::read(tx, id)?;
        for question in version.content.questions() {
            let answer: Arg = match answers.get(&question.key) {
                None => continue,
                Some(Answer::Number(number)) => rules::written(question, *number).into(),
                Some(Answer::Said(said) | Answer::File(Attached { name: said, .. })) => said.clone().into(),
                Some(Answer::Picked(picks)) => {
                    let names: Vec<String> = picks.iter().map(|pick| question.named(*pick)).collect();
                    names.join(", ").into()
                }
            };
            told.push(vec![day.into(), title.clone().into(), question.ask.id.clone().into(), answer]);
        }
    }
    Ok(told)
}
