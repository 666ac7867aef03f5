//! Agreements with the invented partners, in every state.

use jiff::ToSpan;
use kernel::{Act, Date, Id, Person};
use partners::{
    Agreement, Authority, Decision, Kind, Paper, Period, Stage, Unit,
    agreements::{self, NewSignatory, Terms},
    commitments::{self, NewCommitment},
    partners::move_to,
};
use people::PartyKind::Person as Human;
use store::{Result, Tx};

use super::plans::{
    Course::{Draft, Dropped, Only, Renewed, Review, Runs, Signing, Terminated, Upcoming},
    PLANS, Plan,
};

/// Brings the agreement with a partner as far as its course says.
pub(super) fn agree(
    tx: &mut Tx<'_>,
    plan: &Plan,
    party: Id<Person>,
    contact: &str,
    today: Date,
    ago: &impl Fn(i32) -> Act,
) -> Result<()> {
    let (days, period) = match plan.course {
        Only(stage) => {
            move_to(tx, &ago(20), party, stage)?;
            return Ok(());
        }
        Renewed(days, months) | Runs(days, months) | Terminated(days, months, _) => {
            let since = today.saturating_sub(days.days());
            let until = since.saturating_add(months.months()).saturating_sub(1.days());
            (days + 20, Period { since, until })
        }
        Upcoming => {
            let since = today.saturating_add(25.days());
            (30, Period { since, until: since.saturating_add(12.months()).saturating_sub(1.days()) })
        }
        _ => (25, agreements::first_period(today.saturating_add(10.days()))),
    };
    let terms = Terms {
        kind: plan.paper,
        parent: None,
        title: plan.title.to_owned(),
        their_number: String::new(),
        partners: vec![party],
        period,
    };
    let id = agreements::draft(tx, &ago(days), &terms)?.id;
    let due = |n: usize| period.since.saturating_add((120 + 60 * n as i32).days()).min(period.until);
    let mut given = Vec::new();
    for (giver, promises) in [(Some(party), plan.theirs), (None, plan.ours)] {
        for (n, (about, unit, amount, done)) in promises.iter().enumerate() {
            let new = NewCommitment {
                giver,
                about: (*about).to_owned(),
                unit: *unit,
                amount: *amount,
                due: Some(due(n)),
                purpose: String::new(),
                counts: String::new(),
            };
            given.push((commitments::promise(tx, &ago(days), &[], id, &new)?, *done));
        }
    }
    sign_up(tx, id, party, plan, contact, &ago(days))?;
    match plan.course {
        Draft => return Ok(()),
        Dropped => {
            agreements::drop_it(tx, &ago(5), id, "Lahan dipakai untuk perluasan gedung.")?;
            move_to(tx, &ago(5), party, Stage::Ended)?;
            return Ok(());
        }
        _ => {}
    }
    agreements::submit(tx, &ago(days - 2), id)?;
    if matches!(plan.course, Review) {
        let first = agreements::review(tx, id)?.into_iter().next().ok_or(store::Error::Missing)?;
        agreements::decide(tx, &ago(3), id, first.id, Decision::Approved, "Sesuai.")?;
        return Ok(());
    }
    for step in agreements::review(tx, id)? {
        agreements::decide(tx, &ago(days - 6), id, step.id, Decision::Approved, "")?;
    }
    if matches!(plan.course, Signing) {
        return Ok(());
    }
    let signing = ago(days - 18);
    signed(tx, id, &signing)?;
    for (commitment, done) in given {
        let parts = if done >= 4 { 3 } else { 1 };
        for part in 0..parts {
            let amount = if part + 1 == parts { done - done / parts * part } else { done / parts };
            let lasts = days.min(if matches!(plan.course, Runs(690, _)) { 420 } else { days });
            let at = ago((lasts - 25 - (lasts / 4) * part as i32).max(1));
            if amount > 0 {
                let what = format!("Tanda terima {}", part + 1);
                commitments::fulfil(tx, &at, commitment, at.today(), amount, &what, None)?;
            }
        }
    }
    match plan.course {
        Renewed(..) => {
            let next = partners::rules::renewal(period);
            agreements::renew(tx, &on_or_before(ago, period.until, today), id, next)?;
        }
        Terminated(_, _, ended) => {
            let last = ago(ended);
            agreements::terminate(tx, &last, id, last.today(), "Acara dihentikan oleh stasiun radio.")?;
            move_to(tx, &last, party, Stage::Ended)?;
        }
        _ => {}
    }
    Ok(())
}

/// An act three weeks before a day.
fn on_or_before(ago: &impl Fn(i32) -> Act, day: Date, today: Date) -> Act {
    let days = day.until(today).map_or(0, |span| span.get_days());
    ago((days + 21).max(1))
}

fn sign_up(
    tx: &mut Tx<'_>,
    id: Id<Agreement>,
    party: Id<Person>,
    plan: &Plan,
    contact: &str,
    act: &Act,
) -> Result<()> {
    let document_on = act.today().saturating_sub(10.days());
    let ours = NewSignatory {
        partner: None,
        name: "Deisy Rondonuwu".into(),
        title: "Kepala Dinas Perpustakaan dan Kearsipan".into(),
        authority: Authority::Power,
        document: format!("Surat Kuasa Wali Kota Nomor {}/SK/{}", 10 + act.today().day(), act.today().year()),
        document_on: Some(document_on),
    };
    let human = plan.party == Human;
    let theirs = NewSignatory {
        partner: Some(party),
        name: if human { plan.name.into() } else { contact.to_owned() },
        title: if human { "Seniman".into() } else { plan.role.to_owned() },
        authority: Authority::Office,
        document: if human { "Kartu tanda penduduk".into() } else { "Surat keputusan pengangkatan".into() },
        document_on: Some(document_on),
    };
    agreements::add_signatory(tx, act, id, &ours)?;
    agreements::add_signatory(tx, act, id, &theirs)
}

fn signed(tx: &mut Tx<'_>, id: Id<Agreement>, act: &Act) -> Result<()> {
    let all: Vec<_> = agreements::signatories(tx, id)?.into_iter().map(|one| (one.id, act.today())).collect();
    agreements::sign(tx, act, id, &all).map(drop)
}

/// A PKS beneath the frame with the university.
pub(super) fn beneath(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    party: Id<Person>,
    today: Date,
) -> Result<()> {
    let frame = agreements::of_partner(tx, party)?.into_iter().next().ok_or(store::Error::Missing)?;
    let since = today.saturating_sub(250.days());
    let terms = Terms {
        kind: Paper::Cooperation,
        parent: Some(frame.agreement.id),
        title: "kuliah umum dan akses jurnal ilmiah".into(),
        their_number: "21/UCL/PKS".into(),
        partners: vec![party],
        period: Period { since, until: since.saturating_add(24.months()).saturating_sub(1.days()) },
    };
    let id = agreements::draft(tx, &ago(280), &terms)?.id;
    let talks = NewCommitment {
        giver: Some(party),
        about: "Kuliah umum".into(),
        unit: Unit::Sessions,
        amount: 8,
        due: Some(today.saturating_add(100.days())),
        purpose: "pelajar dan masyarakat".into(),
        counts: String::new(),
    };
    let talks = commitments::promise(tx, &ago(280), &[], id, &talks)?;
    let plan = PLANS.iter().find(|plan| plan.kind == Kind::University).ok_or(store::Error::Missing)?;
    sign_up(tx, id, party, plan, "Novita Contoh", &ago(275))?;
    agreements::submit(tx, &ago(270), id)?;
    for step in agreements::review(tx, id)? {
        agreements::decide(tx, &ago(265), id, step.id, Decision::Approved, "")?;
    }
    signed(tx, id, &ago(255))?;
    for (days, what) in [(200, "Kuliah umum tentang kopi"), (90, "Kuliah umum tentang gunung api")] {
        commitments::fulfil(tx, &ago(days), talks, ago(days).today(), 1, what, None)?;
    }
    agreements::amend(
        tx,
        &ago(60),
        id,
        "1/ADD/2026",
        ago(60).today(),
        "Menambah akses jurnal bagi guru sekolah mitra.",
        None,
    )
    .map(drop)
}

/// The memberships that the school's list gives fulfil a promise by themselves.
pub(super) fn carried(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    school: Id<Person>,
    today: Date,
) -> Result<()> {
    let whole = agreements::of_partner(tx, school)?.into_iter().next().ok_or(store::Error::Missing)?;
    let promise = NewCommitment {
        giver: None,
        about: "Keanggotaan bagi siswa".into(),
        unit: Unit::Memberships,
        amount: 40,
        due: Some(today.saturating_add(150.days())),
        purpose: "siswa kelas VII sampai IX".into(),
        counts: "membership.granted".into(),
    };
    let countables = membership::module().countables;
    commitments::promise(tx, &ago(380), countables, whole.agreement.id, &promise).map(drop)
}
