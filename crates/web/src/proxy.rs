//! Whom a request comes from when a proxy stands before the program: only a proxy that is trusted is believed
//! what it says of others.

use std::{net::IpAddr, str::FromStr};

use axum::http::HeaderMap;

/// A network of trusted proxies: `10.0.0.0/8`, `fd00::/8`, or one address: `127.0.0.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    /// How many leading bits are the network's.
    bits: u32,
}

/// Text that is no network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoNetwork(String);

impl std::fmt::Display for NoNetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} is no network: 10.0.0.0/8, fd00::/8 or one address is", self.0)
    }
}

impl std::error::Error for NoNetwork {}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let no = || NoNetwork(text.to_owned());
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let base: IpAddr = base.parse().map_err(|_| no())?;
        let width = if base.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(width), |bits| bits.parse().map_err(|_| no()))?;
        if bits > width { Err(no()) } else { Ok(Self { base, bits }) }
    }
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        let shared = match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => (base.to_bits() ^ address.to_bits()).leading_zeros(),
            (IpAddr::V6(base), IpAddr::V6(address)) => (base.to_bits() ^ address.to_bits()).leading_zeros(),
            _ => return false,
        };
        shared >= self.bits
    }
}

/// The address a request comes from: the peer's own, or, where the peer is a trusted proxy, the last address in
/// `X-Forwarded-For` (or `Forwarded`, RFC 7239) that is no trusted proxy. What stands before that one its sender
/// may have invented. Where both headers are there and differ, one of them went through unread, and neither
/// is believed.
pub(crate) fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let peer = peer.to_canonical();
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return peer;
    }
    let last = |name: &str| {
        let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
        let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
        let mut nearest = None;
        for hop in hops.into_iter().rev() {
            // Whatever a trusted proxy could not tell, nobody before it can.
            let Some(address) = hop_address(name, hop) else { break };
            nearest = Some(address);
            if !is_trusted(address) {
                break;
            }
        }
        nearest
    };
    match (last("x-forwarded-for"), last("forwarded")) {
        (Some(one), Some(other)) if one != other => peer,
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => peer,
    }
}

/// The address in one hop of a header: `203.0.113.7`, `203.0.113.7:4711`, `for="[2001:db8::7]:4711";proto=https`.
fn hop_address(name: &str, hop: &str) -> Option<IpAddr> {
    let text = match name {
        "forwarded" => hop.split(';').find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            key.trim().eq_ignore_ascii_case("for").then_some(value)
        })?,
        _ => hop,
    };
    let text = text.trim().trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| {
        let (address, port) = bare.rsplit_once(':')?;
        port.parse::<u16>().ok()?;
        address.parse::<std::net::Ipv4Addr>().ok().map(IpAddr::V4)
    });
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)], trusted: &[&str]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        address(peer.parse().unwrap(), &map, &trusted).to_string()
    }

    const XFF: &str = "x-forwarded-for";

    #[test]
    fn nobody_is_believed_who_is_not_trusted() {
        assert_eq!(seen("203.0.113.9", &[(XFF, "198.51.100.1")], &[]), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", &[(XFF, "198.51.100.1")], &[]), "127.0.0.1");
        assert_eq!(
            seen("203.0.113.9", &[(XFF, "198.51.100.1")], &["127.0.0.1", "10.0.0.0/8"]),
            "203.0.113.9"
        );
    }

    #[test]
    fn the_last_address_that_is_no_proxy_is_the_visitors() {
        let here = &["127.0.0.1"][..];
        assert_eq!(seen("127.0.0.1", &[(XFF, "198.51.100.1")], here), "198.51.100.1");
        assert_eq!(seen("::ffff:127.0.0.1", &[(XFF, "198.51.100.1:4711")], here), "198.51.100.1");
        // The first was invented by the sender.
        assert_eq!(seen("127.0.0.1", &[(XFF, "1.1.1.1, 198.51.100.1")], here), "198.51.100.1");
        assert_eq!(seen("127.0.0.1", &[(XFF, "1.1.1.1"), (XFF, "198.51.100.1")], here), "198.51.100.1");
        let chain = &["127.0.0.1", "10.0.0.0/8"][..];
        assert_eq!(seen("127.0.0.1", &[(XFF, "1.1.1.1, 198.51.100.1, 10.3.2.1")], chain), "198.51.100.1");
        assert_eq!(seen("127.0.0.1", &[(XFF, "10.9.9.9, 10.3.2.1")], chain), "10.9.9.9");
        assert_eq!(seen("127.0.0.1", &[(XFF, "198.51.100.1, unknown")], here), "127.0.0.1");
        assert_eq!(seen("127.0.0.1", &[], here), "127.0.0.1");
    }

    #[test]
    fn the_standard_header_serves_as_well_unless_the_two_disagree() {
        let proxy = &["fd00::/8"][..];
        let standard = "for=1.1.1.1, For=\"[2001:db8::7]:4711\";proto=https;by=fd00::1";
        assert_eq!(seen("fd12::1", &[("forwarded", standard)], proxy), "2001:db8::7");
        assert_eq!(seen("fd12::1", &[("forwarded", "for=_hidden")], proxy), "fd12::1");
        let both = [("forwarded", standard), (XFF, "198.51.100.1")];
        assert_eq!(seen("fd12::1", &both, proxy), "fd12::1");
        let both = [("forwarded", standard), (XFF, "2001:db8::7")];
        assert_eq!(seen("fd12::1", &both, proxy), "2001:db8::7");
    }

    #[test]
    fn a_network_is_written_as_everywhere() {
        let contains = |network: &str, address: &str| {
            network.parse::<Network>().unwrap().contains(address.parse().unwrap())
        };
        assert!(contains("192.168.8.0/22", "192.168.11.255") && !contains("192.168.8.0/22", "192.168.12.0"));
        assert!(contains("0.0.0.0/0", "8.8.8.8") && !contains("0.0.0.0/0", "::1"));
        assert!(contains("fe80::/10", "febf::1") && !contains("fe80::/10", "fec0::1"));
        for no in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "localhost", "10.0.0.0/-1"] {
            assert!(no.parse::<Network>().is_err(), "{no}");
        }
    }
}
