//! What can be done with an activity, beside what there is to see of it.

use ui::{
    Html, Speech,
    part::{Choice, Deed, Field},
};
use web::{Visit, sent::Sent};

use super::{super::look, guest, one::Looked, path_of, session};
use crate::{
    DECIDE, EDIT,
    model::{Entry, Stage, State},
};

/// The forms of the page; the one with the field that is `wanted` is unfolded.
pub(super) fn side(visit: &Visit, looked: &Looked, sent: &Sent, wanted: &str) -> Vec<Html> {
    let (t, one) = (visit.t, &looked.seen.activity);
    let base = path_of(&one.code);
    let copy = || Deed::new(t.say("activity-copy"), format!("{base}/salin"), Vec::new()).once(sent.form());
    let copy = visit.can(EDIT).then(|| copy().lead(t.say("activity-copy.lead")));
    if one.stage == Stage::Cancelled {
        return copy.iter().map(Html::of).collect();
    }
    let mut deeds = Vec::new();
    if visit.can(DECIDE) {
        let (key, action, ready) = match one.stage {
            Stage::Draft => ("activity-approve", "setuju", true),
            _ => ("activity-publish", "terbit", looked.gaps.iter().all(|gap| !gap.must)),
        };
        if one.stage != Stage::Published && ready {
            let deed = Deed::new(t.say(key), format!("{base}/{action}"), Vec::new());
            deeds.push(deed.lead(t.say(&format!("{key}.lead"))).open(true));
        }
    }
    if visit.can(EDIT) {
        let fresh = looked.seen.sessions.is_empty();
        let title = t.say("session-add");
        let fields = session::fields(t, one, &looked.places, sent, None);
        let add = Deed::new(title, format!("{base}/sesi"), fields).once(sent.form());
        deeds.push(add.open(fresh && sent.errors.is_empty()));
        if one.entry != Entry::Free {
            deeds.push(seat_deed(t, looked, sent));
        }
        let fields = guest::fields(t, one, &looked.seen.sessions, sent, None);
        deeds.push(Deed::new(t.say("guest-add"), format!("{base}/orang"), fields));
        deeds.push(material_deed(t, &base, sent));
        deeds.extend(copy);
    }
    if visit.can(DECIDE) && one.state(visit.act().at) != State::Closed {
        let reason = Field::area(t, "reason", t.say("reason-field"), sent.text("reason"), 2)
            .hint(t.say("reason-hint"))
            .error(sent.errors.of("reason"));
        let deed = Deed::new(t.say("activity-cancel"), format!("{base}/batal"), vec![reason]);
        deeds.push(deed.lead(t.count("activity-cancel.lead", looked.registrations)));
    }
    deeds.into_iter().map(|deed| Html::of(&deed.open_at(wanted))).collect()
}

fn seat_deed(t: Speech, looked: &Looked, sent: &Sent) -> Deed {
    let one = &looked.seen.activity;
    let zone = one.zone();
    let mut fields = Vec::new();
    if one.entry == Entry::Each {
        let standing = looked.seen.sessions.iter().filter(|session| session.stands());
        let choices: Vec<Choice> = standing
            .map(|session| {
                let when = look::when(t, &zone, session.starts_at, session.ends_at);
                Choice::new(session.id.to_string(), when)
                    .chosen(sent.text("session") == session.id.to_string())
            })
            .collect();
        fields.push(Field::select(t, "session", t.say("seats-of-session"), choices));
    }
    fields.push(
        Field::text(t, "pool", t.say("seats-name"), sent.text("pool"))
            .medium()
            .optional()
            .hint(t.say("seats-name-hint"))
            .error(sent.errors.of("pool")),
    );
    fields.push(
        look::number(t, "capacity", t.say("seats-number"), sent.text("capacity"))
            .error(sent.errors.of("capacity")),
    );
    let deed = Deed::new(t.say("seats-set"), format!("{}/kursi", path_of(&one.code)), fields);
    deed.lead(t.say("seats-set.lead")).open(looked.seen.pools.is_empty() && !looked.seen.sessions.is_empty())
}

fn material_deed(t: Speech, base: &str, sent: &Sent) -> Deed {
    let fields = vec![
        Field::text(t, "file", t.say("material-file"), "")
            .kind("file")
            .attribute("accept", ".pdf,.jpg,.jpeg,.png,.webp")
            .error(sent.errors.of("file")),
        Field::text(t, "material", t.say("material-title"), sent.text("material"))
            .optional()
            .error(sent.errors.of("material")),
        Field::check(t, "open", t.say("material-open-tick"), "1", sent.ticked("open")),
    ];
    Deed::new(t.say("material-add"), format!("{base}/materi"), fields).files()
}
