//! A library with people, a post office, and a mail server that really speaks SMTP (RFC 5321).

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use kernel::{Act, Id, Person};
use mail::{Mailer, Server};
use notices::{Channel, NEWS, NoticeKind, Purpose, office::Office};
use people::{PartyKind, Profile, parties};
use platform::accounts::{self, Password};
use store::Store;
use ui::Lexicon;

pub const SCHEMAS: &[trial::Schema] =
    &[("platform", platform::MIGRATIONS), ("people", people::MIGRATIONS), ("notices", notices::MIGRATIONS)];

/// A kind of message of these tests; its words are the test letter's.
pub const HELLO: NoticeKind =
    NoticeKind { name: "notices.test", purpose: Purpose::Service, channels: Channel::ALL };
/// One that must be known.
pub const MUST: NoticeKind = NoticeKind { purpose: Purpose::Duty, ..HELLO };

pub fn now() -> Act {
    trial::act("2026-08-05T09:30")
}

pub fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::LazyLock<&'static Lexicon> = std::sync::LazyLock::new(|| {
        Lexicon::new(&[ui::TEXTS, web::pages::TEXTS, people::TEXTS, identity::TEXTS, notices::TEXTS].concat())
            .unwrap()
            .keep()
    });
    &LEXICON
}

pub fn kinds() -> Vec<NoticeKind> {
    vec![HELLO, NEWS]
}

pub fn office(mailer: Option<Mailer>) -> Office {
    let origin = Some("https://pustaka.tomohon.example".to_owned());
    Office { mailer, origin, lexicon: lexicon(), kinds: kinds() }
}

/// Somebody in the register.
pub fn person(store: &Store, name: &str, phone: &str, email: &str) -> Id<Person> {
    let profile =
        Profile { name: name.into(), phone: phone.into(), email: email.into(), ..Profile::default() };
    enter(store, profile)
}

pub fn enter(store: &Store, profile: Profile) -> Id<Person> {
    store
        .write_blocking(move |tx| match parties::register(tx, &now(), PartyKind::Person, &profile, true)? {
            parties::Entered::New(id) => Ok(id),
            parties::Entered::Alike(_) => panic!("nobody is asked"),
        })
        .unwrap()
}

pub fn account(store: &Store, person: Id<Person>, login: &'static str) {
    store
        .write_blocking(move |tx| accounts::open(tx, &now(), person, login, "Nama", Password::nobody()))
        .unwrap();
}

/// A letter as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub from: String,
    pub to: String,
    pub raw: String,
}

/// What the mail server says to a recipient: its answer, or a connection that breaks after the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Good,
    Refuse,
    Busy,
    BreakAfterLetter,
}

/// A mail server on a port of its own.
pub struct Sink {
    pub port: u16,
    pub came: Arc<Mutex<Vec<Came>>>,
    pub mood: Arc<Mutex<Mood>>,
}

impl Sink {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (came, mood) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Mood::Good)));
        let (letters, moods) = (came.clone(), mood.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (letters, moods) = (letters.clone(), moods.clone());
                std::thread::spawn(move || talk(&stream, &letters, &moods));
            }
        });
        Self { port, came, mood }
    }

    pub fn mailer(&self) -> Mailer {
        mailer_at(self.port)
    }

    pub fn letters(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    pub fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }
}

pub fn mailer_at(port: u16) -> Mailer {
    let url = format!("smtp+plain://127.0.0.1:{port}");
    Mailer::new(Server::read(&url, None, "Perpustakaan Tomohon <pustaka@tomohon.example>").unwrap()).unwrap()
}

fn talk(stream: &TcpStream, letters: &Mutex<Vec<Came>>, moods: &Mutex<Mood>) -> Option<()> {
    let mut out = stream.try_clone().ok()?;
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).ok();
    let (mut from, mut to) = (String::new(), String::new());
    say("220 sink.example ESMTP")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        let verb = line.to_ascii_uppercase();
        if verb.starts_with("EHLO") {
            say("250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8")?;
        } else if verb.starts_with("MAIL FROM:") {
            line[10..].clone_into(&mut from);
            say("250 OK")?;
        } else if verb.starts_with("RCPT TO:") {
            match *moods.lock().unwrap() {
                Mood::Refuse => say("550 5.1.1 No such user here")?,
                Mood::Busy => say("451 4.3.0 Try again later")?,
                Mood::Good | Mood::BreakAfterLetter => {
                    line[8..].clone_into(&mut to);
                    say("250 OK")?;
                }
            }
        } else if verb == "DATA" {
            say("354 Go on")?;
            let mut raw = String::new();
            loop {
                let mut line = String::new();
                lines.read_line(&mut line).ok()?;
                if line == ".\r\n" {
                    break;
                }
                raw.push_str(line.strip_prefix('.').unwrap_or(&line));
            }
            letters.lock().unwrap().push(Came { from: from.clone(), to: to.clone(), raw });
            if *moods.lock().unwrap() == Mood::BreakAfterLetter {
                let _ = stream.shutdown(std::net::Shutdown::Both);
                return None;
            }
            say("250 2.0.0 Queued as 42")?;
        } else if verb == "QUIT" {
            say("221 Bye")?;
            return None;
        } else {
            say("250 OK")?;
        }
    }
}
