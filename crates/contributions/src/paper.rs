//! The papers the library gives out: the handover record (berita acara serah terima), the letter of thanks, the report to a
//! giver. The first is Indonesian by law (UU 24/2009), whatever language the page speaks.

use catalogue::accession::{self, Annexed};
use jiff::civil::Weekday;
use kernel::{Act, Date, Id, Kind as No, Message, Refusal, Rupiah};
use store::{FromRow, Result, Tx, sql, vals};
use ui::{Lang, Speech};
use web::document;

use crate::{
    giving,
    model::{Contribution, Direction, Kind, State},
    report::Report,
    words,
};

/// How many books an annex lists.
const LISTED: i64 = 2_000;

/// Everything that stands on the papers of one contribution.
#[derive(Debug, Clone)]
pub struct Sheet {
    one: Contribution,
    /// The one it takes back, by its number, and why.
    takes_back: Option<(String, String)>,
    /// The books of its annex, as they were written down when their box was closed.
    books: Vec<Annexed>,
    /// What the books of that annex are worth together.
    books_worth: Rupiah,
    /// Whether that annex is still to come.
    follows: bool,
    /// Why its box had more or less than it says: the key of a sentence, and the reason.
    differs: Vec<(&'static str, String)>,
    /// In whose name it was signed, where, and by whom.
    signed: Signed,
    /// The day of the letter of thanks.
    thanked_on: Option<Date>,
}

/// In whose name a handover record was signed, as it was then.
#[derive(Debug, Clone, FromRow)]
struct Signed {
    library: String,
    town: String,
    signer: String,
    their_signer: String,
    /// Who signed the letter of thanks.
    thanks_signer: Option<String>,
}

/// Reads what stands on the papers of a contribution.
///
/// # Errors
/// A refusal when it is not recorded, and so has no number; those of the database.
pub fn sheet(tx: &mut Tx<'_>, act: &Act, id: Id<Contribution>) -> Result<Sheet> {
    let one = giving::one(tx, id)?;
    if one.handover.is_none() {
        return Err(Refusal::new(No::Missing, Message::new("contribution-not-recorded")).into());
    }
    let takes_back = match one.reverses {
        Some(wrong) => {
            let number = giving::one(tx, wrong)?.handover.unwrap_or_default();
            let reason = giving::steps(tx, id)?.into_iter().find_map(|step| step.note);
            Some((number, reason.unwrap_or_default()))
        }
        None => None,
    };
    let books = match one.batch {
        Some(batch) if one.reverses.is_none() => accession::annex(tx, batch, LISTED)?,
        _ => Vec::new(),
    };
    let batch = one.batch.map(|batch| accession::by_id(tx, batch)).transpose()?;
    let books_worth = batch.as_ref().map(|batch| batch.taken).unwrap_or_default();
    let follows = batch.as_ref().is_some_and(|batch| batch.state == accession::State::Open);
    let differs = batch.map(|batch| {
        let excess = batch.excess.map(|why| ("accession-excess-because", why));
        excess.into_iter().chain(batch.shortage.map(|why| ("accession-shortage-because", why))).collect()
    });
    let steps = giving::steps(tx, id)?;
    let thanked = steps.iter().find(|step| step.state == State::Acknowledged);
    let signed = tx.one(
        sql!(
            "SELECT r.library, r.town, r.signer, r.their_signer, c.thanks_signer FROM contribution_record r
             JOIN contribution c ON c.id = r.contribution WHERE r.contribution = ?1"
        ),
        vals![id],
    )?;
    Ok(Sheet {
        one,
        takes_back,
        books,
        books_worth,
        follows,
        differs: differs.unwrap_or_default(),
        signed,
        thanked_on: thanked.map(|step| step.at.to_zoned_datetime(act.zone.clone()).date()),
    })
}

/// What is said of a thing that changes hands, and of a deed, which cannot.
const fn gives(kind: Kind) -> &'static str {
    match kind {
        Kind::Money | Kind::Books | Kind::Equipment => "handover-gives",
        _ => "handover-does",
    }
}

/// `Rabu, 5 Agustus 2026`
fn weekday(t: Speech, day: Date) -> String {
    let name: Weekday = day.weekday();
    format!("{}, {}", t.weekday(name), t.date(day))
}

impl Sheet {
    /// What to call the file.
    pub fn file(&self, what: &str) -> String {
        format!("{what}-{}.pdf", self.one.code.to_lowercase())
    }

    /// The handover record.
    ///
    /// # Errors
    /// What the press says.
    pub fn handover(
        &self,
        t: Speech,
        about: &pdf::About<'_>,
        head: &pdf::Head<'_>,
    ) -> std::result::Result<Vec<u8>, pdf::Error> {
        let t = if t.lang() == Lang::Id { t } else { t.other() };
        let about = pdf::About { lang: t.lang().code(), ..*about };
        let one = &self.one;
        let day = one.recorded_on.unwrap_or(about.date);
        // Who gives stands first: from the library's side of an outgoing gift, that is the library.
        let ours = one.direction == Direction::Out;
        let (first, second) = match ours {
            true => (self.signed.library.as_str(), one.name.as_str()),
            false => (one.name.as_str(), self.signed.library.as_str()),
        };
        let opening = t.about("handover-opening", weekday(t, day));
        let sides = [t.about("handover-first", first), t.about("handover-second", second)];
        let sides: Vec<&str> = sides.iter().map(String::as_str).collect();
        let what = match &self.takes_back {
            Some((number, reason)) => t.with(
                "handover-takes-back",
                &[("number", number.as_str().into()), ("reason", reason.as_str().into())],
            ),
            None => t.say(gives(one.kind)).to_owned(),
        };
        let row = [
            one.about.clone(),
            words::kind(t, one.kind).to_owned(),
            words::how_much(t, one),
            t.rupiah(one.value.unwrap_or_default().0),
        ];
        let row: Vec<&str> = row.iter().map(String::as_str).collect();
        let rows: [&[&str]; 1] = [&row];
        let columns = columns(
            t,
            &[
                ("contribution-about", false),
                ("contribution-kind", false),
                ("contribution-amount", true),
                ("contribution-value", true),
            ],
        );
        let method = one.method.map(|method| words::method(t, method)).unwrap_or_default();
        let valued = match &one.basis {
            Some(basis) => {
                t.with("handover-valued-by", &[("method", method.into()), ("basis", basis.as_str().into())])
            }
            None => t.about("handover-valued", method),
        };
        let purpose = one.purpose.as_deref().map(|purpose| t.about("handover-purpose", purpose));
        let received = one.received_on.filter(|_| self.takes_back.is_none());
        let received = received.map(|day| t.about("handover-received", t.date(day)));
        let annex = t.about("handover-annex", one.handover.as_deref().unwrap_or_default());
        let worth = |line: &Annexed| match line.value {
            Some(value) => t.rupiah(value.0),
            None => t.say("accession-unvalued").to_owned(),
        };
        let annexed = t.with(
            "handover-annex-sum",
            &[("sum", t.rupiah(self.books_worth.0).into()), ("value", row[3].into())],
        );
        let books: Vec<[String; 4]> = self
            .books
            .iter()
            .zip(1..)
            .map(|(line, n)| [t.int(n), line.title.clone(), line.inventory.clone(), worth(line)])
            .collect();
        let books: Vec<Vec<&str>> =
            books.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let books: Vec<&[&str]> = books.iter().map(Vec::as_slice).collect();
        let book_columns = self::columns(
            t,
            &[
                ("handover-row", true),
                ("handover-title-column", false),
                ("handover-inventory", true),
                ("contribution-value", true),
            ],
        );
        let differs: Vec<String> =
            self.differs.iter().map(|(key, reason)| t.about(key, reason.as_str())).collect();
        let mut body = vec![
            pdf::Block::Paragraph(&opening),
            pdf::Block::List(&sides),
            pdf::Block::Paragraph(&what),
            pdf::Block::Table { columns: &columns, rows: &rows },
            pdf::Block::Paragraph(&valued),
        ];
        body.extend(received.as_deref().map(pdf::Block::Paragraph));
        body.extend(purpose.as_deref().map(pdf::Block::Paragraph));
        body.push(pdf::Block::Paragraph(t.say("handover-closing")));
        if !books.is_empty() {
            body.push(pdf::Block::Heading(&annex));
            body.push(pdf::Block::Table { columns: &book_columns, rows: &books });
            body.push(pdf::Block::Paragraph(&annexed));
            body.extend(differs.iter().map(|text| pdf::Block::Paragraph(text)));
        } else if self.follows {
            body.push(pdf::Block::Paragraph(t.say("handover-annex-follows")));
        }
        let pdf::Signer { role, name, number } =
            document::signer(&self.signed.signer, t.say("contribution-signer"));
        let (one_role, two_role) = (t.say("handover-side-one"), t.say("handover-side-two"));
        let side = if ours { two_role } else { one_role };
        // Where somebody signs in the name of the other side, its own name stands beneath.
        let theirs = document::signer(&self.signed.their_signer, "");
        let their_role =
            if theirs.role.is_empty() { side.to_owned() } else { format!("{side}, {}", theirs.role) };
        let other = match theirs.name {
            "" => pdf::Signer { role: &their_role, name: &one.name, number: "" },
            name => pdf::Signer { role: &their_role, name, number: &one.name },
        };
        let own_role = format!("{}, {role}", if ours { one_role } else { two_role });
        let own = pdf::Signer { role: &own_role, name, number };
        let subject = t.say(if self.takes_back.is_some() { "handover-back-title" } else { "handover-title" });
        let handover = one.handover.as_deref().unwrap_or_default();
        let letter = pdf::Letter {
            place_and_date: &format!("{}, {}", self.signed.town, t.date(day)),
            facts: &[(t.say("handover-number"), handover), (t.say("handover-subject"), subject)],
            to: &[],
            body: &body,
            closing: "",
            signers: &if ours { [own, other] } else { [other, own] },
            copies: ("", &[]),
        };
        pdf::letter(&about, head, &letter)
    }

    /// The letter of thanks.
    ///
    /// # Errors
    /// What the press says.
    pub fn thanks(
        &self,
        t: Speech,
        about: &pdf::About<'_>,
        head: &pdf::Head<'_>,
    ) -> std::result::Result<Vec<u8>, pdf::Error> {
        let one = &self.one;
        // One number, one day, however often it is printed.
        let place = format!("{}, {}", self.signed.town, t.date(self.thanked_on.unwrap_or(about.date)));
        let given = t.with(
            "thanks-given",
            &[
                ("amount", words::how_much(t, one).into()),
                ("about", one.about.as_str().into()),
                ("day", one.received_on.map(|day| t.date(day)).unwrap_or_default().into()),
                ("number", one.handover.as_deref().unwrap_or_default().into()),
            ],
        );
        let purpose = one.purpose.as_deref().map(|purpose| t.about("thanks-purpose", purpose));
        let mut body = vec![pdf::Block::Paragraph(t.say("thanks-opening")), pdf::Block::Paragraph(&given)];
        body.extend(purpose.as_deref().map(pdf::Block::Paragraph));
        let what = if one.kind == Kind::Books { "thanks-books" } else { "thanks-wish" };
        body.push(pdf::Block::Paragraph(t.say(what)));
        let signed = self.signed.thanks_signer.as_deref().unwrap_or_default();
        let letter = pdf::Letter {
            place_and_date: &place,
            facts: &[
                (t.say("handover-number"), one.thanks.as_deref().unwrap_or_default()),
                (t.say("handover-subject"), t.say("thanks-title")),
            ],
            to: &[&one.name],
            body: &body,
            closing: t.say("thanks-closing"),
            signers: &[document::signer(signed, t.say("contribution-signer"))],
            copies: ("", &[]),
        };
        pdf::letter(about, head, &letter)
    }
}

fn columns<'a>(t: Speech, keys: &[(&str, bool)]) -> Vec<pdf::Column<'a>> {
    keys.iter()
        .map(|(key, number)| pdf::Column { name: t.known(key).unwrap_or_default(), number: *number })
        .collect()
}

/// What a giver's gifts did, on paper.
///
/// # Errors
/// What the press says.
pub fn report(
    report: &Report,
    t: Speech,
    act: &Act,
    about: &pdf::About<'_>,
    head: &pdf::Head<'_>,
) -> std::result::Result<Vec<u8>, pdf::Error> {
    let today = act.today();
    let lead = report.lead(t, today);
    let did = report.did(t);
    let did: Vec<&str> = did.iter().map(String::as_str).collect();
    let gifts: Vec<Vec<String>> = report.gifts.iter().map(|one| report.row(t, one)).collect();
    let cells: Vec<Vec<&str>> = gifts.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let columns = columns(
        t,
        &[
            ("contribution-about", false),
            ("contribution-promised", true),
            ("contribution-received", true),
            ("contribution-value", true),
            ("contribution-handover", true),
        ],
    );
    let mut body = vec![pdf::Block::Paragraph(&lead)];
    if !did.is_empty() {
        body.push(pdf::Block::List(&did));
    }
    if !rows.is_empty() {
        body.push(pdf::Block::Heading(t.say("donor-report-gifts")));
        body.push(pdf::Block::Table { columns: &columns, rows: &rows });
    }
    body.push(pdf::Block::Paragraph(t.say("donor-report-method")));
    let letter = pdf::Letter {
        place_and_date: &t.date(today),
        facts: &[(t.say("handover-subject"), t.say("donor-report-title"))],
        to: &[&report.name],
        body: &body,
        closing: "",
        signers: &[],
        copies: ("", &[]),
    };
    pdf::letter(about, head, &letter)
}
