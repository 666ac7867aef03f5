//! The form of a member, as it is typed and as it is drawn.

use kernel::{Id, Message, Reason};
use platform::library::Branch;
use serde::Deserialize;
use ui::{
    Speech,
    part::{Choice, DateParts, Errors, Field},
};

use super::plan_name;
use crate::{Details, Ground, Member, Plan};
use people::{Party, Profile, Sex, phone};

/// What is typed. Boxes a quick registration does not show stay empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MemberForm {
    name: String,
    born_day: String,
    born_month: String,
    born_year: String,
    sex: String,
    phone: String,
    email: String,
    village: String,
    address: String,
    note: String,
    pub(crate) plan: String,
    pub(crate) branch: String,
    pub(crate) code: String,
    /// What a new membership stands on.
    ground: String,
    /// What proves that.
    pub(crate) evidence: String,
    /// Whom the register knows already.
    pub(crate) person: String,
    /// Whether to register in spite of somebody alike.
    pub(crate) anyway: Option<String>,
    /// When what was shown had last been changed.
    pub(crate) version: String,
}

impl MemberForm {
    /// The form of a member as they are.
    pub(crate) fn of(member: Member, details: Details) -> Self {
        let born = member.born.map(DateParts::from).unwrap_or_default();
        Self {
            name: member.name,
            born_day: born.day,
            born_month: born.month,
            born_year: born.year,
            sex: details.sex.map(|sex| sex.to_string()).unwrap_or_default(),
            phone: member.phone.as_deref().map(phone::shown).unwrap_or_default(),
            email: details.email.unwrap_or_default(),
            village: member.village.unwrap_or_default(),
            address: details.address.unwrap_or_default(),
            note: member.note.unwrap_or_default(),
            plan: member.plan,
            branch: member.branch.map(|branch| branch.to_string()).unwrap_or_default(),
            code: member.code,
            ..Self::default()
        }
    }

    /// The form of somebody of the register who is to become a member.
    pub(crate) fn of_party(party: Party) -> Self {
        let born = party.born.map(DateParts::from).unwrap_or_default();
        Self {
            person: party.id.to_string(),
            name: party.name,
            born_day: born.day,
            born_month: born.month,
            born_year: born.year,
            sex: party.sex.map(|sex| sex.to_string()).unwrap_or_default(),
            phone: party.phone.as_deref().map(phone::shown).unwrap_or_default(),
            email: party.email.unwrap_or_default(),
            village: party.village.unwrap_or_default(),
            address: party.address.unwrap_or_default(),
            note: party.note.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What it says, and what of it cannot be read.
    pub(crate) fn profile(&self) -> (Profile, Vec<Reason>) {
        let born = self.born();
        let mut unreadable = Vec::new();
        if !born.is_empty() && born.read().is_none() {
            unreadable.push(Reason { field: Some("born"), message: Message::new("member-born-unreadable") });
        }
        let profile = Profile {
            name: self.name.clone(),
            born: born.read(),
            sex: self.sex.parse::<Sex>().ok(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            village: self.village.clone(),
            address: self.address.clone(),
            note: self.note.clone(),
        };
        (profile, unreadable)
    }

    /// What a new membership stands on; living here where nothing is said.
    pub(crate) fn ground(&self) -> Ground {
        Ground::OWN.into_iter().find(|ground| ground.as_str() == self.ground).unwrap_or(Ground::Address)
    }

    /// The branch they are at home at; none for the empty choice, and where there is but one.
    pub(crate) fn home(&self) -> Option<Id<Branch>> {
        self.branch.parse().ok()
    }

    fn born(&self) -> DateParts {
        DateParts { day: self.born_day.clone(), month: self.born_month.clone(), year: self.born_year.clone() }
    }

    /// The fields everybody is asked for; what the membership stands on only for a new member.
    pub(crate) fn first_fields(
        &self,
        t: Speech,
        plans: &[Plan],
        is_new: bool,
        errors: &Errors,
    ) -> Vec<Field> {
        let chosen =
            if self.plan.is_empty() { plans.first().map_or("", |plan| &plan.code) } else { &self.plan };
        let choices = plans
            .iter()
            .filter(|plan| !plan.closed || plan.code == chosen)
            .map(|plan| Choice::new(plan.code.as_str(), plan_name(t, plan)).chosen(plan.code == chosen));
        let village = Field::text(t, "village", t.say("member-village"), &*self.village)
            .attribute("list", "daftar-kelurahan")
            .autocomplete("off")
            .medium();
        let village = match is_new {
            true => village.hint(t.say("member-village-proves")),
            false => village.hint(t.say("member-village-hint")).optional(),
        };
        let fields = vec![
            Field::text(t, "name", t.say("member-name"), &*self.name).autocomplete("off"),
            Field::date(t, "born", t.say("member-born"), self.born())
                .hint(t.say("member-born-hint"))
                .optional(),
            Field::text(t, "phone", t.say("member-phone-whatsapp"), &*self.phone)
                .kind("tel")
                .hint(t.say("member-phone-hint"))
                .medium()
                .autocomplete("off")
                .optional(),
            village,
            Field::select(t, "plan", t.say("member-plan"), choices.collect()).medium(),
        ];
        let mut fields = with_errors(fields, &["name", "born", "phone", "village", "plan"], errors);
        if is_new {
            fields.extend(self.ground_fields(t, errors));
        }
        fields
    }

    /// What the library itself grants, and what proves it.
    fn ground_fields(&self, t: Speech, errors: &Errors) -> [Field; 2] {
        let choice = |ground: Ground| {
            Choice::new(ground.as_str(), t.say(&format!("ground-{ground}"))).chosen(ground == self.ground())
        };
        [
            Field::select(t, "ground", t.say("basis"), Ground::OWN.map(choice).to_vec())
                .medium()
                .error(errors.of("ground")),
            Field::text(t, "evidence", t.say("basis-evidence"), &*self.evidence)
                .hint(t.say("basis-evidence-hint"))
                .autocomplete("off")
                .optional()
                .error(errors.of("evidence")),
        ]
    }

    /// The fields one may leave for later; the number only for a new member, the branch only in a library of
    /// several.
    pub(crate) fn more_fields(
        &self,
        t: Speech,
        branches: &[Branch],
        with_code: bool,
        errors: &Errors,
    ) -> Vec<Field> {
        let sexes = [("", "sex-unknown"), ("female", "sex-female"), ("male", "sex-male")];
        let sexes = sexes.map(|(value, key)| Choice::new(value, t.say(key)).chosen(value == self.sex));
        let mut fields = vec![
            Field::radios(t, "sex", t.say("member-sex"), sexes.to_vec()),
            Field::text(t, "email", t.say("member-email"), &*self.email).kind("email").medium().optional(),
            Field::area(t, "address", t.say("member-address"), &*self.address, 2).optional(),
            Field::area(t, "note", t.say("member-note"), &*self.note, 2)
                .hint(t.say("member-note-hint"))
                .optional(),
        ];
        if with_code {
            let field = Field::text(t, "code", t.say("member-code-given"), &*self.code);
            fields.push(field.hint(t.say("member-code-given-hint")).short().optional());
        }
        let mut fields = with_errors(fields, &["sex", "email", "address", "note", "code"], errors);
        if branches.len() > 1 {
            let any = Choice::new("", t.say("member-branch-any")).chosen(self.branch.is_empty());
            let named = branches.iter().map(|branch| {
                let id = branch.id.to_string();
                let chosen = id == self.branch;
                Choice::new(id, branch.name.as_str()).chosen(chosen)
            });
            let choices = [any].into_iter().chain(named).collect();
            let field = Field::select(t, "branch", t.say("member-branch"), choices).medium();
            fields.push(field.error(errors.of("branch")));
        }
        fields
    }

    /// Whether something is wrong with a field that is folded away.
    pub(crate) fn more_is_wrong(errors: &Errors) -> bool {
        ["sex", "email", "address", "note", "code", "branch"].iter().any(|name| errors.of(name).is_some())
    }
}

fn with_errors(fields: Vec<Field>, names: &[&str], errors: &Errors) -> Vec<Field> {
    fields.into_iter().zip(names).map(|(field, name)| field.error(errors.of(name))).collect()
}
