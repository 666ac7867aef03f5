//! Registering oneself through another program: an application of a school, a machine in the lobby. It is guarded as the page
//! is: nobody registers faster than a person fills in a form, and so many a day come from one place and no more.

use kernel::{Message, Refusal};
use people::Profile;
use platform::accounts::Token;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Error;
use web::{
    Access, Failure,
    api::{Api, ApiPost, ApiVisit, Created, Day, Json},
    open_form::Seal,
    stamp,
};

use crate::{
    families,
    joining::{self, Joined, Joining, Named},
    pages::{GUESSES, JOIN, claim_path},
};

/// Adds its doors to those of the module.
pub(super) fn doors(api: Api) -> Api {
    api.get("/api/v1/self-registrations/stamp", Access::Public, begin).post(
        "/api/v1/self-registrations",
        Access::Public,
        register,
    )
}

/// Begins a registration of one's own.
///
/// What comes back is sent along with the registration. It is worth something for three hours, for one registration, and not
/// before `wait` seconds have passed.
#[derive(Debug, Deserialize, JsonSchema)]
struct BeginSelfRegistration {}

/// What a registration begins with.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct RegistrationStamp {
    /// What the registration is known by: sent twice, it registers once.
    stamp: String,
    /// What the way to choosing a password will be made of; nobody else should have it.
    secret: String,
    /// How many seconds pass before it is taken.
    wait: i64,
}

async fn begin(visit: ApiVisit, _: BeginSelfRegistration) -> Result<Json<RegistrationStamp>, Failure> {
    let wait = stamp::LEAST.div_euclid(1000);
    Ok(Json(RegistrationStamp { stamp: stamp::given(visit.act().at), secret: Token::fresh().to_hex(), wait }))
}

/// Registers oneself, or one's child.
///
/// A membership for the time being, at once: somebody of the library sees later who it is. Who the register may know already
/// is answered like anybody else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct RegisterOneself {
    /// What the registration began with.
    #[schemars(length(min = 1, max = 200), example = &"1785900600000.01985d2c-3a10-7c3e-9a57-0d2f4c1b8e11.5f0c")]
    stamp: String,
    /// What it began with as well, where they want to choose a password.
    #[serde(default)]
    #[schemars(length(max = 100))]
    secret: Option<String>,
    /// The name.
    #[schemars(length(min = 1, max = 200), example = &"Meiske Lumi")]
    name: String,
    /// Birth date.
    #[schemars(example = &"1994-03-17")]
    born: Day,
    /// A telephone number in any spelling.
    #[serde(default)]
    #[schemars(length(max = 200))]
    phone: Option<String>,
    /// A village of the town by code or name; needed without a voucher where a membership is free.
    #[serde(default)]
    #[schemars(length(max = 200))]
    village: Option<String>,
    /// The code of a voucher.
    #[serde(default)]
    #[schemars(length(max = 40))]
    voucher: Option<String>,
    /// For a child: the name of who cares for it.
    #[serde(default)]
    guardian_name: Option<String>,
    /// That person's telephone number; this or the number on a card is needed below 13.
    #[serde(default)]
    guardian_phone: Option<String>,
    /// The number on that person's card.
    #[serde(default)]
    guardian_code: Option<String>,
    /// That this person is 18 or older; needed wherever one is named for somebody below 18.
    #[serde(default)]
    guardian_grown_up: bool,
    /// That they have read what the library keeps about them, and want to be a member.
    #[schemars(example = true)]
    agree: bool,
}

/// A registration that was taken.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct SelfRegistered {
    /// The number on the card.
    code: String,
    /// What is to be paid at the desk before it counts, in whole rupiah.
    owed: Option<i64>,
    /// The page where they choose a password within a day, once; nobody below 18 does before a guardian agrees.
    claim: Option<String>,
    /// Whether a guardian has yet to agree.
    consent_owed: bool,
}

impl RegisterOneself {
    fn joining(&self) -> Joining {
        let text = |said: &Option<String>| said.as_deref().unwrap_or_default().trim().to_owned();
        Joining {
            profile: Profile {
                name: self.name.clone(),
                born: Some(self.born.0),
                phone: text(&self.phone),
                village: text(&self.village),
                ..Profile::default()
            },
            guardian: Named {
                name: text(&self.guardian_name),
                phone: text(&self.guardian_phone),
                code: text(&self.guardian_code),
                grown: self.guardian_grown_up,
            },
            voucher: text(&self.voucher),
            claim: self.secret.as_deref().and_then(Token::from_hex).map(|token| token.stored()),
        }
    }
}

async fn register(post: ApiPost, asked: RegisterOneself) -> Result<Created<SelfRegistered>, Failure> {
    let (form, headers) = post.as_form();
    if !asked.agree {
        return Err(Refusal::of_field("agree", Message::new("join-agree-missing")).into());
    }
    let joining = asked.joining();
    let has_voucher = !joining.voucher.is_empty();
    if has_voucher {
        form.may_try_again(GUESSES)?;
    }
    let (seal, asking) = (Seal { cap: &asked.stamp, situs: "" }, joining.clone());
    let taken =
        JOIN.take(form, headers, seal, move |tx, act, key| joining::join(tx, act, key, &asking)).await;
    let Joined { code, owed, .. } = taken.inspect_err(|error| {
        if has_voucher && is_about_a_voucher(error) {
            form.tried(GUESSES, false);
        }
    })?;
    let consent_owed = families::is_minor(joining.profile.born, post.act().today());
    let claim = asked.secret.filter(|_| joining.claim.is_some() && !consent_owed);
    let claim = claim.map(|secret| claim_path(&secret));
    let registered = SelfRegistered { code, owed, claim, consent_owed };
    Ok(Created(format!("/api/v1/members/{}", registered.code), registered))
}

fn is_about_a_voucher(error: &Error) -> bool {
    match error {
        Error::Refused(refusal) => refusal.reasons.iter().any(|reason| reason.field == Some("voucher")),
        _ => false,
    }
}
