//! The form of a member, as it is typed and as it is drawn.

use kernel::{Id, Rupiah};
use people::{Party, Profile, pages::ProfileForm, parties};
use platform::library::Branch;
use ui::{
    Speech,
    part::{Choice, Errors, Field},
};

use super::{amount, more_field, paid_field, plan_choice, received, received_field};
use crate::{Ground, Member, NewMember, Payment, Plan, members::Moving};

web::form! {
    /// What is sent. Boxes that a quick registration does not show stay empty.
    MemberForm {
        name, born_day, born_month, born_year, sex, phone, email, village, address, note,
        plan, branch, code, ground, evidence, paid, paid_more, received, knowing, person, anyway, version
    }
}

/// A member's form as it is drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) profile: ProfileForm,
    pub(super) plan: String,
    branch: String,
    pub(super) code: String,
    /// What a new membership stands on.
    ground: String,
    /// What proves that.
    evidence: String,
    /// What was paid, where it stands on that.
    paid: String,
    /// Why that is more than the plan costs.
    paid_more: String,
    /// Where that lies.
    received: String,
    /// Whether it is known what becomes of what was paid before, for another plan.
    knowing: bool,
    /// Whom the register knows already.
    pub(super) person: String,
    /// Whether to register in spite of somebody alike.
    pub(super) anyway: bool,
    /// When what was shown had last been changed.
    pub(super) version: String,
}

impl Typed {
    /// As it came back.
    pub(super) fn sent(form: &MemberForm) -> Self {
        let sent = form.sent();
        let text = |name| sent.text(name).to_owned();
        Self {
            profile: ProfileForm::sent(&sent),
            plan: text("plan"),
            branch: text("branch"),
            code: text("code"),
            ground: text("ground"),
            evidence: text("evidence"),
            paid: text("paid"),
            paid_more: text("paid_more"),
            received: text("received"),
            knowing: sent.ticked("knowing"),
            person: text("person"),
            anyway: sent.ticked("anyway"),
            version: text("version"),
        }
    }

    /// The form of a member as they are.
    pub(super) fn of(member: Member, party: &Party) -> Self {
        Self {
            profile: ProfileForm::of(party),
            version: parties::version(party),
            plan: member.plan,
            branch: member.branch.map(|branch| branch.to_string()).unwrap_or_default(),
            code: member.code,
            ..Self::default()
        }
    }

    /// The form of somebody of the register who is to become a member.
    pub(super) fn of_party(party: &Party) -> Self {
        Self { profile: ProfileForm::of(party), person: party.id.to_string(), ..Self::default() }
    }

    /// What a new membership stands on; living here where nothing is said.
    pub(super) fn ground(&self) -> Ground {
        Ground::OWN.into_iter().find(|ground| ground.as_str() == self.ground).unwrap_or(Ground::Address)
    }

    /// Whom it makes a member, with this profile.
    pub(super) fn new_member(&self, profile: Profile) -> NewMember {
        NewMember {
            person: self.person.parse().ok(),
            profile,
            plan: self.plan.clone(),
            branch: self.home(),
            code: Some(self.code.clone()).filter(|code| !code.trim().is_empty()),
            ground: Some(self.ground()),
            evidence: self.evidence.clone(),
            paid: amount(&self.paid),
            paid_more: self.paid_more.clone(),
            received: received(&self.received),
            ..NewMember::default()
        }
    }

    /// The plan a member comes to, with what is paid for it.
    pub(super) fn moving(&self) -> Moving {
        let is_paid = !self.evidence.trim().is_empty() || !self.paid.trim().is_empty();
        let payment = is_paid.then(|| Payment {
            receipt: self.evidence.clone(),
            amount: amount(&self.paid).unwrap_or(Rupiah(0)),
            more: self.paid_more.clone(),
            received: received(&self.received),
        });
        Moving { plan: self.plan.clone(), payment, knowing: self.knowing }
    }

    /// The branch they are at home at; none for the empty choice, and where there is but one.
    pub(super) fn home(&self) -> Option<Id<Branch>> {
        self.branch.parse().ok()
    }

    /// The fields everybody is asked for; what the membership stands on only for a new member.
    pub(super) fn first_fields(
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
            .map(|plan| Choice::new(plan.code.as_str(), plan_choice(t, plan)).chosen(plan.code == chosen));
        let profile = &self.profile;
        let village = Field::text(t, "village", t.say("member-village"), &*profile.village)
            .attribute("list", "daftar-kelurahan")
            .autocomplete("off")
            .medium();
        let village = match is_new {
            true => village.hint(t.say("member-village-proves")),
            false => village.hint(t.say("member-village-hint")).optional(),
        };
        let fields = vec![
            Field::text(t, "name", t.say("member-name"), &*profile.name).autocomplete("off"),
            Field::date(t, "born", t.say("member-born"), profile.born.clone())
                .hint(t.say("member-born-hint"))
                .optional(),
            Field::text(t, "phone", t.say("member-phone-whatsapp"), &*profile.phone)
                .kind("tel")
                .hint(t.say("member-phone-hint"))
                .medium()
                .autocomplete("off")
                .optional(),
            village,
            Field::select(t, "plan", t.say("member-plan"), choices.collect()).medium(),
        ];
        let mut fields = with_errors(fields, &["name", "born", "phone", "village", "plan"], errors);
        match is_new {
            true => fields.extend(self.ground_fields(t, errors)),
            false => fields.extend(self.moving_fields(t, errors)),
        }
        fields
    }

    /// What is asked of whoever comes to another plan: what is paid for it, and that they know what becomes of what was paid
    /// before. Nothing before the plan has said so.
    fn moving_fields(&self, t: Speech, errors: &Errors) -> Vec<Field> {
        let mut fields = Vec::new();
        if self.knowing || errors.of("knowing").is_some() {
            let tick = Field::check(t, "knowing", t.say("plan-change-knowing"), "1", self.knowing);
            fields.push(tick.error(errors.of("knowing")));
        }
        let pays =
            ["plan", "evidence", "paid", "paid_more", "until"].iter().any(|name| errors.of(name).is_some());
        if pays || !self.evidence.is_empty() {
            fields.push(
                Field::text(t, "evidence", t.say("basis-receipt"), &*self.evidence)
                    .hint(t.say("plan-change-pay-hint"))
                    .medium()
                    .autocomplete("off")
                    .optional()
                    .error(errors.of("evidence").or(errors.of("until"))),
            );
            fields.push(paid_field(t, &self.paid, errors));
            fields.extend(more_field(t, &self.paid_more, errors));
            fields.push(received_field(t, &self.received));
        }
        fields
    }

    /// What the library itself grants, and what proves it.
    fn ground_fields(&self, t: Speech, errors: &Errors) -> Vec<Field> {
        let choice = |ground: Ground| {
            Choice::new(ground.as_str(), t.say(&format!("ground-{ground}"))).chosen(ground == self.ground())
        };
        let mut fields = vec![
            Field::select(t, "ground", t.say("basis"), Ground::OWN.map(choice).to_vec())
                .medium()
                .error(errors.of("ground")),
            Field::text(t, "evidence", t.say("basis-evidence"), &*self.evidence)
                .hint(t.say("basis-evidence-hint"))
                .autocomplete("off")
                .optional()
                .error(errors.of("evidence")),
            paid_field(t, &self.paid, errors),
        ];
        fields.extend(more_field(t, &self.paid_more, errors));
        fields.push(received_field(t, &self.received));
        fields
    }

    /// The fields one may leave for later; the number only for a new member, the branch only in a library of
    /// several.
    pub(super) fn more_fields(
        &self,
        t: Speech,
        branches: &[Branch],
        with_code: bool,
        errors: &Errors,
    ) -> Vec<Field> {
        let profile = &self.profile;
        let mut fields = vec![
            Field::radios(t, "sex", t.say("member-sex"), profile.sexes(t)),
            Field::text(t, "email", t.say("member-email"), &*profile.email).kind("email").medium().optional(),
            Field::area(t, "address", t.say("member-address"), &*profile.address, 2).optional(),
            Field::area(t, "note", t.say("member-note"), &*profile.note, 2)
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
    pub(super) fn more_is_wrong(errors: &Errors) -> bool {
        ["sex", "email", "address", "note", "code", "branch"].iter().any(|name| errors.of(name).is_some())
    }
}

fn with_errors(fields: Vec<Field>, names: &[&str], errors: &Errors) -> Vec<Field> {
    fields.into_iter().zip(names).map(|(field, name)| field.error(errors.of(name))).collect()
}
