//! E-mail on its way out: a [`Letter`] becomes MIME and is handed to the mail server that the operator has named.
//! It knows no domain.
//!
//! The server alone is spoken to, never one that an address names; so a host within the institution's network is
//! allowed, and nothing else there can be reached.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use lettre::{
    Address, Message, SmtpTransport, Transport,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error as SmtpError, PoolConfig,
        authentication::Credentials,
        client::{CertificateStore, Tls, TlsParameters},
        extension::ClientId,
    },
};

/// How long the server may be silent.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a server that could not be reached is left alone: what else waits need not wait for it too.
const REST: Duration = Duration::from_secs(20);

/// How the way to the server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte: `smtps://`, port 465.
    Wrapped,
    /// STARTTLS, and nothing is said without it: `smtp://`, port 587.
    Upgraded,
    /// None, for a server on the same machine or in the same house: `smtp+plain://`, port 25.
    Plain,
}

/// A mail server, and who writes.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is protected.
    pub protection: Protection,
    /// Who signs in there, and with what.
    pub login: Option<(String, String)>,
    /// Who writes: `Perpustakaan Kota Tomohon <pustaka@tomohonkota.example>`.
    pub from: String,
}

/// What is wrong with the settings of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The address of the server cannot be read.
    #[error("`{0}` is no mail server: smtps://host, smtp://host:587 or smtp+plain://host:25 is")]
    Server(String),
    /// The sender's address cannot be read.
    #[error("`{0}` is no sender: Name <name@example.org> is")]
    From(String),
    /// A password would go over an open line.
    #[error("a password is not sent over smtp+plain://")]
    OpenPassword,
    /// The server cannot be spoken to as asked.
    #[error("{0}")]
    Tls(String),
}

impl Server {
    /// Reads an address such as `smtps://mail.example.org`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(url: &str, login: Option<(String, String)>, from: &str) -> Result<Self, Wrong> {
        let wrong = || Wrong::Server(url.to_owned());
        let (scheme, place) = url.trim().trim_end_matches('/').split_once("://").ok_or_else(wrong)?;
        let (protection, usual) = match scheme {
            "smtps" => (Protection::Wrapped, 465),
            "smtp" => (Protection::Upgraded, 587),
            "smtp+plain" => (Protection::Plain, 25),
            _ => return Err(wrong()),
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') => (host, port.parse().map_err(|_| wrong())?),
            _ => (place, usual),
        };
        let host = host.trim_matches(['[', ']']);
        let is_name =
            !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c));
        if !is_name {
            return Err(wrong());
        }
        if protection == Protection::Plain && login.is_some() {
            return Err(Wrong::OpenPassword);
        }
        mailbox(from).ok_or_else(|| Wrong::From(from.to_owned()))?;
        Ok(Self { host: host.to_owned(), port, protection, login, from: from.trim().to_owned() })
    }

    /// Who signs in there.
    pub fn user(&self) -> Option<&str> {
        self.login.as_ref().map(|(user, _)| user.as_str())
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({:?} {}:{}, {})", self.protection, self.host, self.port, self.from)
    }
}

fn mailbox(text: &str) -> Option<Mailbox> {
    text.trim().parse().ok()
}

/// Whether an address can stand on an envelope.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What makes it this one and no other, whenever it is sent again: the part of its Message-ID before the `@`.
    pub id: String,
    /// To which address.
    pub to: String,
    /// To whom, by name; may be empty.
    pub name: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML, with nothing to load from elsewhere.
    pub html: String,
    /// Where one click ends further letters like this (RFC 8058); for what nobody must have.
    pub unsubscribe: Option<String>,
}

/// Why a letter did not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The server will not take it, now or later: the address is wrong, the letter is.
    #[error("{0}")]
    Refused(String),
    /// It may go out later: the server is away or full, or does not let us in.
    #[error("{0}")]
    Later(String),
}

/// The way to one server. Sending blocks; one connection is kept.
pub struct Mailer {
    server: Server,
    transport: SmtpTransport,
    away: Mutex<Option<(Instant, String)>>,
}

impl Mailer {
    /// A way to `server`; nothing is said to it yet.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn new(server: Server) -> Result<Self, Wrong> {
        let tls = match server.protection {
            Protection::Plain => Tls::None,
            Protection::Wrapped => Tls::Wrapper(parameters(&server.host)?),
            Protection::Upgraded => Tls::Required(parameters(&server.host)?),
        };
        let domain = domain(&server.from);
        let mut builder = SmtpTransport::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .hello_name(ClientId::Domain(domain))
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(1));
        if let Some((user, password)) = &server.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), server, away: Mutex::new(None) })
    }

    /// The server's settings.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Hands a letter over; the server's answer. Where the connection breaks after the letter and before the
    /// answer, the same letter comes twice, under the same Message-ID.
    ///
    /// # Errors
    /// Why it did not go out.
    pub fn send(&self, letter: &Letter) -> Result<String, Trouble> {
        let message = self.message(letter)?;
        if let Some((since, said)) = &*self.away.lock().unwrap_or_else(PoisonError::into_inner)
            && since.elapsed() < REST
        {
            return Err(Trouble::Later(said.clone()));
        }
        match self.transport.send(&message) {
            Ok(response) => {
                self.note(None);
                Ok(response.message().collect::<Vec<_>>().join(" "))
            }
            Err(error) => {
                let said = said(&error);
                // A code is an answer; without one nobody was there.
                self.note(error.status().is_none().then(|| said.clone()));
                Err(if is_final(&error) { Trouble::Refused(said) } else { Trouble::Later(said) })
            }
        }
    }

    /// Forgets that the server was away, so that the next letter asks it again.
    pub fn retry_now(&self) {
        self.note(None);
    }

    fn note(&self, away: Option<String>) {
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = away.map(|said| (Instant::now(), said));
    }

    fn message(&self, letter: &Letter) -> Result<Message, Trouble> {
        let refuse = |e: &dyn fmt::Display| Trouble::Refused(e.to_string());
        let from = mailbox(&self.server.from).ok_or_else(|| Trouble::Refused(self.server.from.clone()))?;
        let address: Address = letter.to.parse().map_err(|e| refuse(&e))?;
        let name = Some(letter.name.trim().to_owned()).filter(|name| !name.is_empty());
        let mut builder = Message::builder()
            .from(from)
            .to(Mailbox::new(name, address))
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<{}@{}>", letter.id, domain(&self.server.from))))
            // No reply of a holiday machine, please (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(url) = &letter.unsubscribe {
            builder = builder
                .raw_header(header("List-Unsubscribe", format!("<{url}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        builder
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|e| refuse(&e))
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn domain(from: &str) -> String {
    mailbox(from).map_or_else(|| "localhost".to_owned(), |from| from.email.domain().to_owned())
}

fn parameters(host: &str) -> Result<TlsParameters, Wrong> {
    TlsParameters::builder(host.to_owned())
        .certificate_store(CertificateStore::WebpkiRoots)
        .build()
        .map_err(|e| Wrong::Tls(e.to_string()))
}

/// Whether trying again cannot help. Not being let in says something about the settings, which may be mended, and
/// nothing about the letter.
fn is_final(error: &SmtpError) -> bool {
    const NOT_LET_IN: [&str; 6] = ["421", "454", "530", "534", "535", "538"];
    error.is_permanent()
        && error.status().is_some_and(|code| !NOT_LET_IN.contains(&code.to_string().as_str()))
}

/// What came back, with every cause behind it.
fn said(error: &SmtpError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "Perpustakaan <pustaka@tomohon.example>";

    #[test]
    fn a_server_is_read_with_its_usual_port() {
        let read =
            |url| Server::read(url, None, FROM).map(|server| (server.host, server.port, server.protection));
        assert_eq!(read("smtps://mail.example"), Ok(("mail.example".into(), 465, Protection::Wrapped)));
        assert_eq!(read("smtp://mail.example/"), Ok(("mail.example".into(), 587, Protection::Upgraded)));
        assert_eq!(read("smtp+plain://127.0.0.1:2525"), Ok(("127.0.0.1".into(), 2525, Protection::Plain)));
        for wrong in
            ["mail.example", "http://mail.example", "smtp://", "smtp://a b", "smtp://mail.example:port"]
        {
            assert!(matches!(read(wrong), Err(Wrong::Server(_))), "{wrong}");
        }
    }

    #[test]
    fn a_password_goes_over_no_open_line_and_is_never_shown() {
        let login = Some(("pustaka".to_owned(), "rahasia-sekali".to_owned()));
        assert_eq!(Server::read("smtp+plain://mail.example", login.clone(), FROM), Err(Wrong::OpenPassword));
        let server = Server::read("smtps://mail.example", login, FROM).unwrap();
        assert!(!format!("{server:?}").contains("rahasia"));
    }

    #[test]
    fn a_sender_needs_an_address() {
        assert!(matches!(Server::read("smtps://mail.example", None, "Perpustakaan"), Err(Wrong::From(_))));
    }
}
