//! Forms anybody may fill in, and what keeps programs out of them without asking people to prove that they are none: a
//! form is stamped when it is given out and taken no sooner than a person fills it in; it has a box that nobody sees; and
//! so many come from one place in a day, and no more.
//!
//! A page draws [`guard`] into its form and hands what comes back to [`OpenForm::take`].

use std::net::{IpAddr, Ipv6Addr};

use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Act, Date, Kind, Message, Refusal};
use platform::{
    sendings::{self, Sender},
    vault::Vault,
};
use store::{Result, Tx};
use ui::part::Guard;

use crate::{Post, Visit, stamp};

/// A form that anybody may fill in, by the name its sendings are counted under.
#[derive(Debug, Clone, Copy)]
pub struct OpenForm(pub &'static str);

/// What came back of a [`guard`].
#[derive(Debug, Clone, Copy)]
pub struct Seal<'a> {
    /// The field `cap`.
    pub cap: &'a str,
    /// The field `situs`, which nobody sees.
    pub situs: &'a str,
}

/// What a page draws into the form; `cap` is what came back with it, empty for a new one. A stamp that is too old or
/// none of ours gives way to a new one.
pub fn guard(visit: &Visit, cap: &str) -> Guard {
    let now = visit.act().at;
    let good = stamp::age(cap, now).map(|_| cap.to_owned());
    Guard { t: visit.t, cap: good.unwrap_or_else(|| stamp::given(now)) }
}

impl OpenForm {
    /// Keeps what a form says, by a use case that is also handed what the form is known by: sent twice, it is kept once.
    ///
    /// # Errors
    /// A refusal for whatever came too fast for a person, filled in what nobody sees, or came from where enough have come
    /// from today; what the use case gives. Nothing is kept then.
    pub async fn take<T: Send + 'static>(
        self,
        post: &Post,
        headers: &HeaderMap,
        seal: Seal<'_>,
        mut f: impl FnMut(&mut Tx<'_>, &Act, &str) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let no = |key| Refusal::new(Kind::Invalid, Message::new(key));
        if !seal.situs.is_empty() {
            return Err(no("form-trapped").into());
        }
        if stamp::age(seal.cap, post.act().at).is_none_or(|age| age < stamp::LEAST) {
            return Err(no("form-once-more").into());
        }
        let key = format!("{} {}", self.0, seal.cap);
        self.receive(post, headers, seal.cap, move |tx, act| f(tx, act, &key)).await
    }

    /// Keeps what comes before a form is sent, such as a file: as `what`, so many come from one place in a day, and no more.
    ///
    /// # Errors
    /// A refusal for whatever came from where enough have come from today; what the use case gives.
    pub async fn receive<T: Send + 'static>(
        self,
        post: &Post,
        headers: &HeaderMap,
        what: &str,
        mut f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let sender = sender(&post.vault(), post.act().today(), post.address(), headers);
        let what = what.to_owned();
        post.write(move |tx, act| {
            sendings::count(tx, act, self.0, &what, &sender)?;
            f(tx, act)
        })
        .await
    }
}

/// From where a form comes today, in prints that outlast the program's next start and lead back to nobody. A library
/// without its keys knows them until then.
fn sender(vault: &Vault, today: Date, address: IpAddr, headers: &HeaderMap) -> Sender {
    let browser = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let network = format!("{today} {}", network(address));
    let print = |text: &str| vault.fingerprint("web.sender", text).unwrap_or_else(|_| stamp::print(text));
    Sender { device: print(&format!("{network} {browser}")), network: print(&network) }
}

/// The network somebody comes from, as a print that lasts while the program runs and leads back to nobody.
pub fn whence(visit: &Visit) -> [u8; 32] {
    stamp::print(&network(visit.address()).to_string())
}

/// Whoever has one address of the sixth version has the 2⁶⁴ beside it as well.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        four => four,
    }
}

/// The status of a form that comes back.
pub fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal.kind {
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_sender_is_the_same_after_a_new_start_and_another_on_another_day_or_elsewhere() {
        let (vault, day, here) = (Vault::fresh(), date(2026, 8, 5), IpAddr::from([192, 0, 2, 7]));
        let of = |vault: &Vault, day, address, browser: &'static str| {
            let headers = [(header::USER_AGENT, HeaderValue::from_static(browser))].into_iter().collect();
            sender(vault, day, address, &headers)
        };
        let first = of(&vault, day, here, "Firefox");
        assert_eq!(of(&vault.clone(), day, here, "Firefox"), first, "the keys outlast the program");
        assert_eq!(of(&Vault::default(), day, here, "Firefox"), of(&Vault::default(), day, here, "Firefox"));
        let beside = of(&vault, day, here, "Chrome");
        assert!(beside.network == first.network && beside.device != first.device);
        for other in [
            of(&vault, date(2026, 8, 6), here, "Firefox"),
            of(&vault, day, [192, 0, 2, 8].into(), "Firefox"),
            of(&Vault::fresh(), day, here, "Firefox"),
        ] {
            assert!(other.network != first.network && other.device != first.device);
        }
    }

    #[test]
    fn a_network_of_the_sixth_version_is_its_first_half() {
        let at = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(at("2001:db8:1:2:aaaa::7"), at("2001:db8:1:2:bbbb::8"));
        assert_ne!(at("2001:db8:1:2::7"), at("2001:db8:1:3::7"));
        assert_eq!((at("192.0.2.7").as_str(), at("::ffff:192.0.2.7").as_str()), ("192.0.2.7", "192.0.2.7"));
    }
}
