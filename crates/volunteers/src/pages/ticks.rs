//! What somebody can and when, to tick.

use askama::Template;
use jiff::civil::Weekday;
use people::traits::LANGUAGES;
use ui::{
    Speech, html_safe,
    part::{Choice, Field},
};

use super::part_name;
use crate::{Part, SKILLS, Ticked};

/// The boxes of skills, languages and times.
#[derive(Template, Clone)]
#[template(path = "ticks.html")]
pub(super) struct Ticks {
    t: Speech,
    ticked: Ticked,
    skills: Field,
    languages: Field,
}

impl Ticks {
    pub(super) fn new(t: Speech, ticked: &Ticked) -> Self {
        let skills = SKILLS.iter().map(|skill| {
            Choice::new(*skill, t.say(&format!("skill-{skill}")))
                .chosen(ticked.skills.iter().any(|known| known == skill))
        });
        let languages = LANGUAGES.iter().filter(|code| **code != "other").map(|code| {
            Choice::new(*code, t.say(&format!("language-{code}")))
                .chosen(ticked.languages.iter().any(|known| known == code))
        });
        Self {
            skills: Field::checks(t, "skill", t.say("volunteer-skills"), skills.collect()),
            languages: Field::checks(t, "language", t.say("volunteer-languages"), languages.collect()),
            ticked: ticked.clone(),
            t,
        }
    }

    fn days(&self) -> Vec<(i64, &'static str)> {
        let days = (1..=7_i8).filter_map(|n| Weekday::from_monday_one_offset(n).ok().map(|day| (n, day)));
        days.map(|(n, day)| (i64::from(n), self.t.weekday(day))).collect()
    }

    fn part(&self, part: &Part) -> &'static str {
        part_name(self.t, *part)
    }

    fn can(&self, weekday: &i64, part: &Part) -> bool {
        self.ticked.times.iter().any(|(day, word)| day == weekday && word == part.as_str())
    }
}

html_safe!(Ticks);

/// What was ticked in a form.
pub(super) fn read(fields: &[(String, String)]) -> Ticked {
    let mut ticked = Ticked::default();
    for (name, value) in fields {
        match name.as_str() {
            "skill" => ticked.skills.push(value.clone()),
            "language" => ticked.languages.push(value.clone()),
            "waktu" => {
                if let Some((day, part)) = value.split_once('-')
                    && let Ok(day) = day.parse()
                {
                    ticked.times.push((day, part.to_owned()));
                }
            }
            _ => {}
        }
    }
    ticked.known()
}
