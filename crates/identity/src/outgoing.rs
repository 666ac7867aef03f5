//! Asking other machines over HTTP, without being led to the inner network: every address a name resolves to is
//! looked at, the very address that was looked at is asked, and nothing is followed on
//! (reliability-security.md, "SSRF").

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use ureq::{
    Agent, Error,
    config::Config,
    http::{Request, Response, Uri},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// How long one question may take in all.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long an answer may be.
const LONGEST: u64 = 1 << 20;

/// The program's way out. Asking blocks: do it off the threads that answer requests.
#[derive(Debug, Clone)]
pub struct Outgoing(Agent);

impl Outgoing {
    /// A way to the open internet by HTTPS, and to `peers` (each exactly `host:port`) by whatever they speak.
    pub fn new(peers: Vec<String>) -> Self {
        let config = Config::builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .build();
        let resolver = Checked { peers, inner: DefaultResolver::default() };
        Self(Agent::with_parts(config, DefaultConnector::default(), resolver))
    }

    /// Sends `request` and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// What stands in the way: an address within, no answer in ten seconds, one of more than a mebibyte.
    pub fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Error> {
        let (head, mut body) = self.0.run(request)?.into_parts();
        let body = body.with_config().limit(LONGEST).read_to_vec()?;
        Ok(Response::from_parts(head, body))
    }
}

#[derive(Debug)]
struct Checked {
    peers: Vec<String>,
    inner: DefaultResolver,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let secure = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let place = format!("{}:{port}", uri.host().unwrap_or_default());
        if self.peers.iter().any(|peer| peer.eq_ignore_ascii_case(&place)) {
            return Ok(found);
        }
        if secure && found.iter().all(|address| is_global(address.ip())) {
            return Ok(found);
        }
        tracing::warn!(place, "refused to ask an inner or open address");
        Err(Error::Io(io::Error::from(io::ErrorKind::PermissionDenied)))
    }
}

/// Whether an address is one machine's on the open internet (the IANA special-purpose registries).
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_global_v4(v4),
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(|| is_global_v6(v6), is_global_v4),
    }
}

fn is_global_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224..=255, ..)
    );
    !special
}

fn is_global_v6(v6: Ipv6Addr) -> bool {
    let [first, second, ..] = v6.segments();
    // Only 2000::/3 is given out; within it are Teredo and other protocols (2001::/23), documents (2001:db8::/32
    // and 3fff::/20), and 6to4 (2002::/16), which leads to an IPv4 address.
    let protocols = first == 0x2001 && second < 0x0200;
    let documents = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    (0x2000..0x4000).contains(&first) && !protocols && !documents && first != 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_addresses_are_told_from_those_of_the_open_internet() {
        for open in ["8.8.8.8", "103.28.12.1", "172.32.0.1", "100.128.0.1", "2400:cb00::1", "::ffff:8.8.8.8"]
        {
            assert!(is_global(open.parse().unwrap()), "{open}");
        }
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.9",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:1::",
            "2001:db8::1",
        ] {
            assert!(!is_global(inner.parse().unwrap()), "{inner}");
        }
    }

    #[test]
    fn an_inner_address_is_not_asked_but_where_it_is_a_peer() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let place = listener.local_addr().unwrap().to_string();
        std::thread::spawn(move || {
            use std::io::{Read, Write};
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(
                    b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 2\r\n\r\nhi",
                );
            }
        });
        let request = || Request::get(format!("http://{place}/")).body(Vec::new()).unwrap();
        assert!(Outgoing::new(Vec::new()).ask(request()).is_err());
        assert!(Outgoing::new(vec!["127.0.0.1:1".into()]).ask(request()).is_err());
        let answer = Outgoing::new(vec![place.clone()]).ask(request()).unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.body().as_slice()),
            (302, &b"hi"[..]),
            "nothing is followed"
        );
        let port = place.rsplit_once(':').unwrap().1;
        let by_name = Request::get(format!("http://localhost:{port}/")).body(Vec::new()).unwrap();
        assert!(Outgoing::new(vec![place.clone()]).ask(by_name).is_err(), "a peer is one by its exact name");
    }
}
