//! What is done with an activity.

use std::collections::BTreeSet;

use axum::extract::Path;
use jiff::civil::Time;
use kernel::{Act, Date, Id, Message, Refusal, TimeZone};
use people::Profile;
use platform::files::Files;
use store::{Result, Tx};
use web::{Answer, Form, Post, Upload, sent, sent::Sent};

use super::{guest, is_stale, one, path_of, session};
use crate::{
    copying, guests, materials,
    model::{Activity, Guest, Material, Place, Session, Venue},
    planning,
    recurrence::{LONGEST, Pattern, Rule},
    seats,
    sessions::{self, Plan},
};

/// Runs a use case on the activity with this number; on to its page, or the page again with what is wrong.
async fn done<T: Send + 'static>(
    post: &Post,
    code: String,
    key: &'static str,
    sent: Sent,
    fallback: &'static str,
    mut f: impl FnMut(&mut Tx<'_>, &Act, &Activity) -> Result<T> + Send + 'static,
) -> Answer {
    let (named, back) = (code.clone(), path_of(&code));
    sent::done(
        post,
        Message::new(key),
        fallback,
        move |tx, act| {
            let activity = planning::by_code(tx, &named)?;
            f(tx, act, &activity)
        },
        |_| back,
        |errors| one::draw(post, code.clone(), sent.wrong(errors)),
    )
    .await
}

/// Agreed to.
pub(super) async fn approve(post: Post, Path(code): Path<String>) -> Answer {
    done(&post, code, "activity-now-approved", Sent::default(), "title", |tx, act, one| {
        planning::approve(tx, act, one.id)
    })
    .await
}

/// For everybody.
pub(super) async fn publish(post: Post, Path(code): Path<String>) -> Answer {
    done(&post, code, "activity-now-published", Sent::default(), "title", |tx, act, one| {
        planning::publish(tx, act, one.id)
    })
    .await
}

web::form! { ReasonForm { reason } }

/// Called off.
pub(super) async fn cancel(post: Post, Path(code): Path<String>, Form(form): Form<ReasonForm>) -> Answer {
    let sent = form.sent();
    let reason = sent.text("reason").to_owned();
    done(&post, code, "activity-now-cancelled", sent, "reason", move |tx, act, one| {
        planning::cancel(tx, act, one.id, &reason)
    })
    .await
}

web::form! { CopyForm { form } }

/// Planned again for next year.
pub(super) async fn copy(post: Post, Path(code): Path<String>, Form(form): Form<CopyForm>) -> Answer {
    let sent = form.sent();
    let made = post
        .write(move |tx, act| {
            sent.once(tx, act, "activity-copy", |tx| {
                let one = planning::by_code(tx, &code)?;
                Ok(copying::copy(tx, act, &one, None)?.code)
            })
        })
        .await?;
    Ok(post.done(&path_of(&made), &Message::new("activity-copied")))
}

web::form! { SessionForm {
    form, starts_day, starts_month, starts_year, time, minutes, pattern, until_day, until_month, until_year, except, venue, branch,
    partner, place, session_title, track, seats
} }

fn wrong(field: &'static str, key: &'static str) -> store::Error {
    Refusal::of_field(field, Message::new(key)).into()
}

/// A time of day as people write it: `15.30`, `15:30`, `9`.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(['.', ':']).unwrap_or((text.trim(), "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn place(tx: &mut Tx<'_>, sent: &Sent) -> Result<Place> {
    let text = sent.text("place").to_owned();
    Ok(match sent.text("venue").parse()? {
        Venue::Branch => {
            let chosen = match sent.id("branch") {
                Some(branch) => Some(branch),
                None => platform::library::branches(tx)?.first().map(|branch| branch.id),
            };
            Place::Branch(chosen.ok_or_else(|| wrong("branch", "session-branch-missing"))?, text)
        }
        Venue::Partner => Place::Partner(sent.id("partner"), text),
        Venue::Online => Place::Online(text),
        Venue::Stop => Place::Stop(text),
    })
}

/// Days as people list them: `17 8 2026, 2026-12-25`.
fn days(text: &str) -> Option<BTreeSet<Date>> {
    let day = |text: &str| {
        let text = text.trim();
        let parts: Vec<&str> = text.split([' ', '/', '.', '-']).filter(|part| !part.is_empty()).collect();
        let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        let date = |year: i16, month: i16, day: i16| {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        match (numbers.as_slice(), parts.len()) {
            (&[year, month, day], 3) if year >= 1000 => date(year, month, day),
            (&[day, month, year], 3) => date(year, month, day),
            _ => None,
        }
    };
    text.split([',', ';', '\n']).filter(|one| !one.trim().is_empty()).map(day).collect()
}

struct Typed {
    rule: Rule,
    plan: Plan,
}

fn read(tx: &mut Tx<'_>, sent: &Sent, zone: &TimeZone) -> Result<Typed> {
    let first = sent.date("starts").ok_or_else(|| wrong("starts", "activity-day-wrong"))?;
    let time = time(sent.text("time")).ok_or_else(|| wrong("time", "session-time-wrong"))?;
    let minutes: i64 =
        sent.text("minutes").trim().parse().map_err(|_| wrong("minutes", "activity-number-wrong"))?;
    if sent.is_odd_day("until") {
        return Err(wrong("until", "activity-day-wrong"));
    }
    // One that stands is not asked how often.
    let pattern = match sent.text("pattern") {
        "" => Pattern::Once,
        typed => typed.parse()?,
    };
    let until = match (pattern, sent.date("until")) {
        (_, Some(until)) => until,
        (Pattern::Once, None) => first,
        (_, None) => return Err(wrong("until", "session-until-missing")),
    };
    let except = days(sent.text("except")).ok_or_else(|| wrong("except", "session-except-wrong"))?;
    let starts_at =
        zone.to_timestamp(first.to_datetime(time)).map_err(|_| wrong("starts", "activity-day-wrong"))?;
    if !(1..=LONGEST).contains(&minutes) {
        return Err(wrong("minutes", "session-too-long"));
    }
    let ends_at = starts_at
        .checked_add(jiff::SignedDuration::from_mins(minutes))
        .map_err(|_| wrong("starts", "activity-day-wrong"))?;
    let plan = Plan {
        title: sent.text("session_title").to_owned(),
        starts_at,
        ends_at,
        place: place(tx, sent)?,
        track: sent.text("track").to_owned(),
    };
    Ok(Typed { rule: Rule { first, time, minutes, pattern, until, except }, plan })
}

/// Sessions, as often as it is said.
pub(super) async fn add_sessions(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<SessionForm>,
) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(&post, code, "sessions-added", sent, "starts", move |tx, act, one| {
        let Typed { rule, plan } = read(tx, &typed, &one.zone())?;
        let seats = match typed.text("seats").trim() {
            "" => 0,
            text => text.parse().map_err(|_| wrong("capacity", "activity-number-wrong"))?,
        };
        typed
            .once(tx, act, "sessions", |tx| sessions::add_all(tx, act, one.id, &rule, &plan, seats).map(drop))
    })
    .await
}

/// One session, otherwise.
pub(super) async fn change_session(
    post: Post,
    Path((code, id)): Path<(String, Id<Session>)>,
    Form(form): Form<SessionForm>,
) -> Answer {
    let sent = form.sent();
    let (typed, named) = (sent.clone(), code.clone());
    let change = move |tx: &mut Tx<'_>, act: &Act| {
        let activity = planning::by_code(tx, &named)?;
        let id = sessions::within(tx, activity.id, id)?.id;
        let plan = read(tx, &typed, &activity.zone())?.plan;
        sessions::unchanged_since(tx, id, typed.text("form"), &plan)?;
        sessions::change(tx, act, id, &plan)
    };
    match post.write(change).await {
        Ok(_) => Ok(post.done(&path_of(&code), &Message::new("session-changed"))),
        Err(error) => {
            // Whoever has been told of the other's change may save theirs over it.
            let sent = match is_stale(&error) {
                true => SessionForm { form: String::new(), ..form }.sent(),
                false => sent,
            };
            let errors = sent::errors_in(&post, error, "starts")?;
            session::draw(&post, code, id, sent.wrong(errors)).await
        }
    }
}

/// One session, not at all.
pub(super) async fn cancel_session(
    post: Post,
    Path((code, id)): Path<(String, Id<Session>)>,
    Form(form): Form<ReasonForm>,
) -> Answer {
    let sent = form.sent();
    let (reason, named, back) = (sent.text("reason").to_owned(), code.clone(), path_of(&code));
    sent::done(
        &post,
        Message::new("session-now-off"),
        "reason",
        move |tx, act| {
            let activity = planning::by_code(tx, &named)?;
            let id = sessions::within(tx, activity.id, id)?.id;
            sessions::cancel(tx, act, id, &reason)
        },
        |_| back,
        |errors| session::draw(&post, code, id, sent.wrong(errors)),
    )
    .await
}

web::form! { SeatsForm { session, pool, capacity } }

/// So many seats.
pub(super) async fn set_seats(post: Post, Path(code): Path<String>, Form(form): Form<SeatsForm>) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(&post, code, "seats-now-set", sent, "capacity", move |tx, act, one| {
        let capacity: i64 =
            typed.text("capacity").trim().parse().map_err(|_| wrong("capacity", "activity-number-wrong"))?;
        seats::set(tx, act, one.id, typed.id("session"), typed.text("pool"), capacity)
    })
    .await
}

/// Somebody does something there.
pub(super) async fn invite(
    post: Post,
    Path(code): Path<String>,
    Form(form): Form<guest::GuestForm>,
) -> Answer {
    let sent = form.sent();
    let typed = sent.clone();
    done(&post, code, "guest-added", sent, "guest", move |tx, act, one| {
        let name = typed.text("guest").to_owned();
        let phone = typed.text("phone").to_owned();
        if !phone.trim().is_empty() && people::phone::normalised(&phone).is_none() {
            return Err(wrong("phone", "register-phone-wrong"));
        }
        let known = !name.trim().is_empty();
        let profile = Profile { name, phone, ..Profile::default() };
        let party = if known { seats::known_or_entered(tx, act, &profile)? } else { None };
        guests::invite(tx, act, one.id, &guest::read(&typed, party)?)
    })
    .await
}

/// Somebody does not after all.
pub(super) async fn disinvite(post: Post, Path((code, guest)): Path<(String, Id<Guest>)>) -> Answer {
    done(&post, code, "guest-removed", Sent::default(), "guest", move |tx, act, one| {
        guests::disinvite(tx, act, one.id, guest)
    })
    .await
}

web::form! { MaterialForm { material, open } }

/// A paper is kept.
pub(super) async fn attach(post: Post, files: Files, code: String, upload: Upload) -> Answer {
    let sent = upload.form::<MaterialForm>()?.sent();
    let typed = sent.clone();
    done(&post, code, "material-kept", sent, "file", move |tx, act, one| {
        let what = (typed.text("material"), typed.ticked("open"));
        materials::keep(tx, act, &files, one.id, what, (upload.name.as_str(), upload.file.as_slice()))
    })
    .await
}

/// A paper goes.
pub(super) async fn detach(post: Post, Path((code, id)): Path<(String, Id<Material>)>) -> Answer {
    done(&post, code, "material-removed", Sent::default(), "file", move |tx, act, one| {
        materials::remove(tx, act, one.id, id)
    })
    .await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let at = |hour, minute| Time::new(hour, minute, 0, 0).ok();
        for (text, read) in
            [("15.30", at(15, 30)), ("9:05", at(9, 5)), (" 8 ", at(8, 0)), ("25.00", None), ("", None)]
        {
            assert_eq!(time(text), read, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_people_list_them() {
        let both = BTreeSet::from([date(2026, 8, 17), date(2026, 12, 25)]);
        assert_eq!(days("17/8/2026, 2026-12-25"), Some(both.clone()));
        assert_eq!(days("17 8 2026; 25.12.2026"), Some(both));
        assert_eq!(days(" "), Some(BTreeSet::new()));
        assert_eq!(days("besok"), None);
    }
}
