//! The letter of thanks with the hours given, as a PDF.

use kernel::{Act, Date, Id};
use platform::{audit, sequence};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Result, Tx};
use ui::{Speech, page::Library};
use web::{Failure, Period, Visit, document};

use crate::{Volunteer, hours, roll, settings};

/// The row that gives letters their numbers.
const NUMBERS: &str = "volunteer-letter";
/// How many lines of hours a letter lists.
const LISTED: i64 = 400;

/// What a letter says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Thanks {
    name: String,
    number: String,
    since: Date,
    minutes: i64,
    /// On which day, what, for how many minutes: the first first.
    hours: Vec<(Date, String, i64)>,
    signer: String,
}

/// Gathers what a letter says, and gives it a number.
///
/// # Errors
/// Those of the database.
pub(crate) fn gather(tx: &mut Tx<'_>, act: &Act, id: Id<Volunteer>) -> Result<Thanks> {
    let volunteer = roll::one(tx, id)?;
    let number = sequence::next(tx, NUMBERS)?;
    let today = act.today();
    let number = format!("{number:03}/RELAWAN/{}/{}", roman(today.month()), today.year());
    let minutes = hours::given(tx, Some(id), Period { from: Date::MIN, to: today })?;
    let all = hours::of(tx, id, LISTED)?;
    let count = all.into_iter().rev().filter(|one| one.confirmed == Some(true) && !one.reversed);
    let hours = count.map(|one| (one.day, one.activity, one.minutes)).collect();
    let facts = json!({ "number": number, "minutes": minutes });
    audit::record(tx, act, "volunteer.letter-issued", "person", volunteer.person, &facts)?;
    let signer = settings::SIGNER.text(tx)?;
    Ok(Thanks { name: volunteer.name, number, since: volunteer.since, minutes, hours, signer })
}

fn roman(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    usize::try_from(month - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or("I")
}

/// Hours in words of the page: `12 jam 30 menit`.
pub(crate) fn duration(t: Speech, minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => t.count("hours-whole", hours),
        (0, minutes) => t.count("hours-minutes", minutes),
        (hours, minutes) => {
            t.with("hours-and-minutes", &[("hours", hours.into()), ("minutes", minutes.into())])
        }
    }
}

impl Thanks {
    /// The letter as a PDF.
    ///
    /// # Errors
    /// As [`document::set`].
    pub(crate) async fn set(self, visit: &Visit) -> std::result::Result<Vec<u8>, Failure> {
        let (t, library) = (visit.t, visit.app().house().library.clone());
        document::set(visit, t.say("letter-title"), move |about, head| self.print(t, &library, about, head))
            .await
    }

    fn print(
        &self,
        t: Speech,
        library: &Library,
        about: &pdf::About<'_>,
        head: &pdf::Head<'_>,
    ) -> std::result::Result<Vec<u8>, pdf::Error> {
        let place = format!("{}, {}", library.short, t.date(about.date));
        let given = duration(t, self.minutes);
        let thanks = t.with(
            "letter-thanks",
            &[
                ("name", self.name.as_str().into()),
                ("since", t.date(self.since).into()),
                ("given", given.as_str().into()),
                ("library", library.full_name().into()),
            ],
        );
        let row = |(day, activity, minutes): &(Date, String, i64)| {
            [t.date(*day), activity.clone(), duration(t, *minutes)]
        };
        let rows: Vec<[String; 3]> = self.hours.iter().map(row).collect();
        let cells: Vec<[&str; 3]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        let cells: Vec<&[&str]> = cells.iter().map(<[&str; 3]>::as_slice).collect();
        let columns = [
            pdf::Column { name: t.say("hours-day"), number: false },
            pdf::Column { name: t.say("hours-activity"), number: false },
            pdf::Column { name: t.say("hours-long"), number: true },
        ];
        let mut body = vec![
            pdf::Block::Paragraph(t.say("letter-opening")),
            pdf::Block::Paragraph(&thanks),
            pdf::Block::Paragraph(t.say("letter-wish")),
        ];
        if !cells.is_empty() {
            body.push(pdf::Block::Heading(t.say("letter-hours")));
            body.push(pdf::Block::Table { columns: &columns, rows: &cells });
        }
        let letter = pdf::Letter {
            place_and_date: &place,
            facts: &[(t.say("letter-number"), &self.number), (t.say("letter-subject"), about.title)],
            to: &[&self.name],
            body: &body,
            closing: t.say("volunteer-letter-closing"),
            signers: &[document::signer(&self.signer, t.say("letter-signer"))],
            copies: ("", &[]),
        };
        pdf::letter(about, head, &letter)
    }
}
