//! The boxes of a profile as they are typed, in the form of an entry and in that of a member.

use kernel::{Date, Message, Reason};
use ui::{
    Speech,
    part::{Choice, DateParts},
};
use web::sent::Sent;

use crate::{Party, Profile, Sex, phone, rules};

/// What is typed about somebody.
#[derive(Debug, Clone, Default)]
pub struct ProfileForm {
    /// Their name.
    pub name: String,
    /// The day they were born, in three boxes.
    pub born: DateParts,
    /// Their sex; empty where it is not asked or not said.
    pub sex: String,
    /// A telephone number.
    pub phone: String,
    /// An e-mail address.
    pub email: String,
    /// Where they live.
    pub village: String,
    /// Street and house.
    pub address: String,
    /// What the desk should know.
    pub note: String,
}

impl ProfileForm {
    /// As it came with a form whose boxes are called as these.
    pub fn sent(sent: &Sent) -> Self {
        let text = |name| sent.text(name).to_owned();
        Self {
            name: text("name"),
            born: sent.day("born", DateParts::default()),
            sex: text("sex"),
            phone: text("phone"),
            email: text("email"),
            village: text("village"),
            address: text("address"),
            note: text("note"),
        }
    }

    /// As an entry is now.
    pub fn of(party: &Party) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: party.name.clone(),
            born: party.born.map(DateParts::from).unwrap_or_default(),
            sex: party.sex.map(|sex| sex.to_string()).unwrap_or_default(),
            phone: party.phone.as_deref().map(phone::shown).unwrap_or_default(),
            email: text(&party.email),
            village: text(&party.village),
            address: text(&party.address),
            note: text(&party.note),
        }
    }

    /// What it says; and where the day cannot be read, that and all else that speaks against keeping it.
    pub fn read(&self, today: Date) -> (Profile, Vec<Reason>) {
        let born = self.born.read();
        let profile = Profile {
            name: self.name.clone(),
            born,
            sex: self.sex.parse::<Sex>().ok(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            village: self.village.clone(),
            address: self.address.clone(),
            note: self.note.clone(),
        };
        let mut reasons = Vec::new();
        if !self.born.is_empty() && born.is_none() {
            reasons.extend(rules::profile_objections(&profile, today));
            reasons.push(Reason { field: Some("born"), message: Message::new("member-born-unreadable") });
        }
        (profile, reasons)
    }

    /// The answers to what sex they are.
    pub fn sexes(&self, t: Speech) -> Vec<Choice> {
        let answers = [("", "sex-unknown"), ("female", "sex-female"), ("male", "sex-male")];
        answers.map(|(value, key)| Choice::new(value, t.say(key)).chosen(value == self.sex)).to_vec()
    }
}
