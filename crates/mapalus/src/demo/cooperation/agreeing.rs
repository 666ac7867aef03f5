//! Agreements with the invented partners, in every state.

use jiff::ToSpan;
use kernel::{Act, Actor, Date, Id, Person};
use partners::{
    Agreement, Authority, Closing, Decision, Document, DocumentKind, Kind, Paper, Period, Stage, Unit,
    agreements::{self, Again, NewSignatory, Signatures, Terms},
    commitments::{self, NewCommitment},
    documents::{self, NewDocument},
    partners::move_to,
};
use people::PartyKind::Person as Human;
use platform::{accounts, files::Files};
use store::{Result, Tx};

use super::papers::Papers;
use super::plans::{
    COUNTED,
    Course::{Draft, Dropped, Only, Renewed, Review, Runs, Signing, Terminated, Upcoming},
    PLANS, Plan,
};

/// Who of the staff writes, who looks at it, and who looks last and decides.
#[derive(Debug, Clone)]
pub(super) struct Crew {
    drafter: Actor,
    reviewer: Actor,
    head: Actor,
    files: Files,
    /// What the legal office writes of a draft, and a power of attorney.
    opinion: Vec<u8>,
    power: Vec<u8>,
}

impl Crew {
    pub(super) fn read(tx: &mut Tx<'_>, papers: &Papers) -> Result<Self> {
        let mut who = |login: &str| -> Result<Actor> {
            let account = accounts::by_login(tx, login)?;
            Ok(account.map_or(Actor::System, |(account, _)| Actor::Person(account.person)))
        };
        Ok(Self {
            drafter: who("pustakawan")?,
            reviewer: who("kerjasama")?,
            head: who("kepala")?,
            files: papers.files.clone(),
            opinion: papers.opinion.clone(),
            power: papers.power.clone(),
        })
    }

    /// The same act by whoever writes.
    fn writing(&self, act: Act) -> Act {
        Act { by: self.drafter, ..act }
    }

    fn deciding(&self, act: Act) -> Act {
        Act { by: self.head, ..act }
    }

    /// The first step of a review, looked at.
    fn first(&self, tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>) -> Result<()> {
        self.step(tx, act, id, 0, "Sesuai.")
    }

    fn step(&self, tx: &mut Tx<'_>, act: &Act, id: Id<Agreement>, n: usize, note: &str) -> Result<()> {
        let steps = agreements::review(tx, id)?;
        let step = steps.get(n).ok_or(store::Error::Missing)?;
        let by = if n == 0 { self.reviewer } else { self.head };
        let act = Act { by, ..act.clone() };
        // What is looked at outside the library comes on paper.
        let document = match step.outside {
            true => {
                Some(self.keep(tx, &act, id, DocumentKind::Opinion, "Hasil telaah hukum", &self.opinion)?)
            }
            false => None,
        };
        agreements::decide(tx, &act, id, step.id, Decision::Approved, note, document).map(drop)
    }

    /// Keeps a paper of an agreement.
    fn keep(
        &self,
        tx: &mut Tx<'_>,
        act: &Act,
        id: Id<Agreement>,
        kind: DocumentKind,
        title: &str,
        content: &[u8],
    ) -> Result<Id<Document>> {
        let side = agreements::sides(tx, id)?.into_iter().next().ok_or(store::Error::Missing)?;
        let new = NewDocument {
            agreement: Some(id),
            kind,
            title: title.to_owned(),
            shared: false,
            name: "contoh.pdf".to_owned(),
            content: content.to_vec(),
        };
        documents::keep(tx, act, &self.files, side.partner, &new)
    }

    /// Sends a draft round on one day and lets everybody approve it on another.
    fn approve(&self, tx: &mut Tx<'_>, sent: Act, seen: &Act, id: Id<Agreement>) -> Result<()> {
        agreements::submit(tx, &self.writing(sent), id)?;
        (0..agreements::review(tx, id)?.len()).try_for_each(|n| self.step(tx, seen, id, n, ""))
    }

    /// Everybody signs.
    fn sign(&self, tx: &mut Tx<'_>, act: Act, id: Id<Agreement>) -> Result<()> {
        let day = act.today();
        let days = agreements::signatories(tx, id)?.into_iter().map(|one| (one.id, day)).collect();
        let signed = Signatures { days, ..Signatures::default() };
        agreements::sign(tx, &self.deciding(act), id, &signed).map(drop)
    }
}

/// Brings the agreement with a partner as far as its course says.
pub(super) fn agree(
    tx: &mut Tx<'_>,
    plan: &Plan,
    party: Id<Person>,
    contact: &str,
    today: Date,
    ago: &impl Fn(i32) -> Act,
    crew: &Crew,
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
        notice_days: agreements::NOTICE_DAYS,
    };
    let writing = crew.writing(ago(days));
    let id = agreements::draft(tx, &writing, &terms)?.id;
    // Whoever renewed had a year for it; of the others some are late.
    let first_due = if matches!(plan.course, Renewed(..)) { 330 } else { 120 };
    let due = |n: usize| period.since.saturating_add((first_due + 60 * n as i32).days()).min(period.until);
    let mut given = Vec::new();
    for (giver, promises) in [(Some(party), plan.theirs), (None, plan.ours)] {
        for (n, (about, unit, amount, done)) in promises.iter().enumerate() {
            let counts = if *done == COUNTED { counted_by(plan.kind, *unit) } else { "" };
            let new = NewCommitment {
                giver,
                about: (*about).to_owned(),
                unit: *unit,
                amount: *amount,
                due: Some(due(n)),
                purpose: String::new(),
                counts: counts.to_owned(),
            };
            given.push((commitments::promise(tx, &writing, &super::countables(), id, &new)?, *done));
        }
    }
    sign_up(tx, id, party, plan, contact, &writing, crew)?;
    match plan.course {
        Draft => return Ok(()),
        Dropped => {
            agreements::drop_it(tx, &ago(5), id, "Lahan dipakai untuk perluasan gedung.")?;
            move_to(tx, &ago(5), party, Stage::Ended)?;
            return Ok(());
        }
        _ => {}
    }
    if matches!(plan.course, Review) {
        agreements::submit(tx, &crew.writing(ago(days - 2)), id)?;
        return crew.first(tx, &ago(3), id);
    }
    crew.approve(tx, ago(days - 2), &ago(days - 6), id)?;
    if matches!(plan.course, Signing) {
        return Ok(());
    }
    crew.sign(tx, ago(days - 18), id)?;
    for (commitment, done) in given {
        let parts = if done >= 4 { 3 } else { 1 };
        for part in 0..parts {
            let amount = if part + 1 == parts { done - done / parts * part } else { done / parts };
            let lasts = days.min(if matches!(plan.course, Runs(690, _)) { 420 } else { days });
            let at = ago((lasts - 25 - (lasts / 4) * part as i32).max(1));
            if amount > 0 {
                let what = format!("Tanda terima {}", part + 1);
                commitments::fulfil(tx, &at, commitment, Some(at.today()), amount, &what, None)?;
            }
        }
    }
    match plan.course {
        Renewed(..) => {
            let next = partners::rules::renewal(period);
            let act = on_or_before(ago, period.until, today);
            let addendum = agreements::amend(tx, &crew.writing(act.clone()), id)?.id;
            let again: Vec<Again> = commitments::promises(tx, id)?
                .into_iter()
                .map(|one| Again {
                    commitment: one.id,
                    amount: one.amount,
                    due: one.due.map(|due| partners::rules::moved(due, period, next)),
                })
                .collect();
            agreements::renewal(tx, &crew.writing(act.clone()), addendum, next, &again)?;
            sign_up(tx, addendum, party, plan, contact, &crew.writing(act.clone()), crew)?;
            crew.approve(tx, act.clone(), &act, addendum)?;
            crew.sign(tx, act, addendum)?;
        }
        Terminated(_, _, ended) => {
            let last = crew.deciding(ago(ended));
            agreements::terminate(
                tx,
                &last,
                membership::module().dependents,
                id,
                last.today(),
                "Acara dihentikan oleh stasiun radio.",
            )?;
        }
        _ => {}
    }
    Ok(())
}

/// The facts of the program by which something in a unit is counted.
const fn counted_by(kind: Kind, unit: Unit) -> &'static str {
    match unit {
        Unit::Books => "contributions.books",
        Unit::Pieces => "contributions.pieces",
        Unit::Rupiah => "contributions.rupiah",
        Unit::Hours if matches!(kind, Kind::Community) => "volunteers.partner-hours",
        Unit::Hours => "contributions.hours",
        Unit::People => "visits.group-heads",
        Unit::Visits => "visits.groups",
        Unit::Sessions => "activities.sessions",
        _ => "membership.granted",
    }
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
    crew: &Crew,
) -> Result<()> {
    let document_on = act.today().saturating_sub(10.days());
    let ours = NewSignatory {
        partner: None,
        name: "Deisy Rondonuwu".into(),
        title: "Kepala Dinas Perpustakaan dan Kearsipan".into(),
        authority: Authority::Power,
        document: format!("Surat Kuasa Wali Kota Nomor {}/SK/{}", 10 + act.today().day(), act.today().year()),
        document_on: Some(document_on),
        document_until: None,
        file: Some(crew.keep(tx, act, id, DocumentKind::Authority, "Surat kuasa (contoh)", &crew.power)?),
    };
    let human = plan.party == Human;
    let theirs = NewSignatory {
        partner: Some(party),
        name: if human { plan.name.into() } else { contact.to_owned() },
        title: if human { "Seniman".into() } else { plan.role.to_owned() },
        authority: Authority::Office,
        document: if human { "Kartu tanda penduduk".into() } else { "Surat keputusan pengangkatan".into() },
        document_on: Some(document_on),
        document_until: None,
        file: None,
    };
    agreements::add_signatory(tx, act, id, &ours)?;
    agreements::add_signatory(tx, act, id, &theirs)
}

/// A PKS beneath the frame with the university, and the addendum that widened it.
pub(super) fn beneath(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    party: Id<Person>,
    today: Date,
    crew: &Crew,
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
        notice_days: agreements::NOTICE_DAYS,
    };
    let writing = crew.writing(ago(280));
    let id = agreements::draft(tx, &writing, &terms)?.id;
    let due = today.saturating_add(100.days());
    let talks = NewCommitment {
        giver: Some(party),
        about: "Kuliah umum".into(),
        unit: Unit::Sessions,
        amount: 8,
        due: Some(due),
        purpose: "pelajar dan masyarakat".into(),
        counts: "activities.sessions".into(),
    };
    let talks = commitments::promise(tx, &writing, &super::countables(), id, &talks)?;
    let plan = plan_of(Kind::University)?;
    sign_up(tx, id, party, plan, "Novita Contoh", &crew.writing(ago(275)), crew)?;
    crew.approve(tx, ago(270), &ago(265), id)?;
    crew.sign(tx, ago(255), id)?;
    let writing = crew.writing(ago(75));
    let addendum = agreements::amend(tx, &writing, id)?.id;
    commitments::revise(tx, &writing, addendum, talks, 10, Some(due.saturating_add(60.days())))?;
    let wording = "memberi akses jurnal ilmiah juga kepada guru sekolah yang menjadi mitra PIHAK KESATU";
    agreements::say(tx, &writing, addendum, wording)?;
    sign_up(tx, addendum, party, plan, "Novita Contoh", &writing, crew)?;
    crew.approve(tx, ago(72), &ago(68), addendum)?;
    crew.sign(tx, ago(60), addendum)
}

fn plan_of(kind: Kind) -> Result<&'static Plan> {
    PLANS.iter().find(|plan| plan.kind == kind).ok_or(store::Error::Missing)
}

/// Of the promises of the time before, those that were not kept were taken over into the new one.
pub(super) fn carried_over(tx: &mut Tx<'_>, act: &Act, party: Id<Person>, today: Date) -> Result<()> {
    let countables = super::countables();
    for kept in commitments::of_partner(tx, &countables, party, today)? {
        if kept.progress.unmet {
            let note = "Orang tua siswa meneruskannya pada jangka waktu yang baru.";
            commitments::close(tx, act, &countables, kept.commitment.id, Closing::Carried, note)?;
        }
    }
    Ok(())
}

/// The memberships that the school's list gives fulfil a promise by themselves; an addendum brought it.
pub(super) fn carried(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    school: Id<Person>,
    contact: &str,
    today: Date,
    crew: &Crew,
) -> Result<()> {
    let whole = agreements::of_partner(tx, school)?.into_iter().next().ok_or(store::Error::Missing)?;
    let writing = crew.writing(ago(190));
    let addendum = agreements::amend(tx, &writing, whole.agreement.id)?.id;
    let promise = NewCommitment {
        giver: None,
        about: "Keanggotaan bagi siswa".into(),
        unit: Unit::Memberships,
        amount: 40,
        due: Some(today.saturating_add(150.days())),
        purpose: "siswa kelas VII sampai IX".into(),
        counts: "membership.granted".into(),
    };
    commitments::promise(tx, &writing, &super::countables(), addendum, &promise)?;
    sign_up(tx, addendum, school, plan_of(Kind::School)?, contact, &writing, crew)?;
    crew.approve(tx, ago(188), &ago(186), addendum)?;
    crew.sign(tx, ago(180), addendum)
}

/// An addendum that waits for its second reviewer: the company asks for more time.
pub(super) fn waiting(
    tx: &mut Tx<'_>,
    ago: &impl Fn(i32) -> Act,
    firm: Id<Person>,
    contact: &str,
    today: Date,
    crew: &Crew,
) -> Result<()> {
    let whole = agreements::of_partner(tx, firm)?.into_iter().next().ok_or(store::Error::Missing)?;
    let writing = crew.writing(ago(6));
    let addendum = agreements::amend(tx, &writing, whole.agreement.id)?.id;
    let hours = commitments::promises(tx, whole.agreement.id)?
        .into_iter()
        .find(|one| one.unit == Unit::Hours)
        .ok_or(store::Error::Missing)?;
    commitments::revise(
        tx,
        &writing,
        addendum,
        hours.id,
        hours.amount,
        Some(today.saturating_add(120.days())),
    )?;
    sign_up(tx, addendum, firm, plan_of(Kind::Firm)?, contact, &writing, crew)?;
    agreements::submit(tx, &writing, addendum)?;
    crew.first(tx, &ago(4), addendum)
}
