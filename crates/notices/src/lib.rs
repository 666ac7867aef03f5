//! What the library tells people: messages, the ways they go, and what each person wants.
//!
//! A module lists its kinds of message in `Module::notices` and calls [`send`] in the transaction of its use case:
//!
//! ```ignore
//! let notice = Notice::new(DUE_SOON, member).once(loan, due, 0).with("title", title).link("/saya/pinjaman");
//! notices::send(tx, act, notice)?;
//! ```
//!
//! The message and its deliveries are written there ([`sending`]). It lies in the inbox of whoever has an account,
//! and goes out by one way more, as [`rules`] decide from how the reader can be reached ([`readers`]) and what they
//! want ([`wishes`]): e-mail by a job after the commit ([`office`]), WhatsApp and paper by a colleague's hand. Every
//! delivery ends sent, failed or missed, where the staff see it; from one that failed the message goes on to the
//! next way. [`addresses`] lets somebody show that an e-mail address is theirs.

pub mod addresses;
mod api;
mod holdings;
mod model;
pub mod news;
pub mod office;
mod pages;
pub mod queries;
pub mod readers;
pub mod rules;
pub mod sending;
pub mod wishes;
pub mod wording;

use kernel::Id;
pub use model::{
    Channel, Delivery, Notice, NoticeKind, Purpose, Reader, Reason, State, Told, Values, Wish, Word,
};
use platform::{
    permissions::{Permission, Reach, Role},
    schedule::{Task, When},
};
pub use sending::{send, send_all};
use store::{Migration, migrations, sql, vals};
use ui::{Lang, part::Tone};
use web::{Follower, Group, Indicator, Invariant, Matter, Module, Nav, Shell, Unread, Waiting};

/// The schema; applied after that of people.
pub const MIGRATIONS: &[Migration] = migrations!["0001_notices"];

/// To see what was told to whom, send by hand, and note what people want.
pub const WORK: Permission = Permission("notices.work", Reach::Library);
/// To write to everybody who has asked for news, and to try the way to the mail server.
pub const DECIDE: Permission = Permission("notices.decide", Reach::Everywhere);

/// News of the library, for whoever has asked for them.
pub const NEWS: NoticeKind = NoticeKind {
    name: "notices.news",
    purpose: Purpose::Marketing,
    channels: &[Channel::Email, Channel::Inbox],
};

/// The words of this module.
pub const TEXTS: [(Lang, &str); 2] =
    [(Lang::Id, include_str!("../locales/id.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

/// This module, for the house.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        routes: pages::routes().and(api::routes()),
        nav: NAV,
        permissions: &[WORK, DECIDE],
        roles: ROLES,
        jobs: &[office::MAIL, office::PROOF],
        tasks: TASKS,
        indicators: INDICATORS,
        invariants: INVARIANTS,
        followers: FOLLOWERS,
        holdings: holdings::HOLDINGS,
        matters: MATTERS,
        notices: &[NEWS],
        unread: Some(Unread { href: pages::INBOX, count: queries::unread }),
        ..Module::new("notices", TEXTS)
    }
}

const ROLES: &[Role] = &[
    Role { name: "head", permissions: &[WORK, DECIDE] },
    Role { name: "librarian", permissions: &[WORK, DECIDE] },
    Role { name: "desk", permissions: &[WORK] },
];

const NAV: &[Nav] = &[
    Nav::staff(Group::Day, 40, "nav-notices", pages::DELIVERIES, "LuSend", WORK),
    Nav::staff(Group::House, 930, "nav-mail", pages::MAIL, "LuMail", DECIDE),
    Nav::member(15, "nav-inbox", pages::INBOX, "LuInbox"),
];

const TASKS: &[Task] = &[Task {
    name: "notices.sweep",
    when: When::Daily(jiff::civil::Time::constant(3, 40, 0, 0)),
    run: |store, act| {
        let now = act.at;
        store.write_blocking(move |tx| addresses::sweep(tx, now))
    },
}];

const INDICATORS: &[Indicator] = &[
    Indicator {
        key: "notices.sent-whatsapp",
        compute: |tx, act, period| queries::sent(tx, act, Channel::WhatsApp, period.from, period.to),
    },
    Indicator {
        key: "notices.sent-email",
        compute: |tx, act, period| queries::sent(tx, act, Channel::Email, period.from, period.to),
    },
    Indicator {
        key: "notices.sent-inbox",
        compute: |tx, act, period| queries::sent(tx, act, Channel::Inbox, period.from, period.to),
    },
    Indicator {
        key: "notices.sent-print",
        compute: |tx, act, period| queries::sent(tx, act, Channel::Print, period.from, period.to),
    },
];

const MATTERS: &[Matter] = &[
    Matter {
        name: "notices.whatsapp",
        shell: Shell::Staff,
        permission: Some(WORK),
        ask: |tx, _| {
            let n = queries::waiting_count(tx, Channel::WhatsApp)?;
            Ok(Waiting::counted(Tone::Info, "matter-whatsapp", n, pages::WHATSAPP))
        },
    },
    Matter {
        name: "notices.print",
        shell: Shell::Staff,
        permission: Some(WORK),
        ask: |tx, _| {
            let n = queries::waiting_count(tx, Channel::Print)?;
            Ok(Waiting::counted(Tone::Info, "matter-print", n, pages::PRINT))
        },
    },
    Matter {
        name: "notices.unread",
        shell: Shell::Member,
        permission: None,
        ask: |tx, asking| {
            let n = queries::unread(tx, asking.person)?;
            Ok(Waiting::counted(Tone::Info, "matter-unread", n, pages::INBOX))
        },
    },
];

const INVARIANTS: &[Invariant] = &[Invariant {
    name: "notices.every-message-goes-some-way",
    violations: |tx| {
        web::named::<Id<Told>>(tx.all(
            sql!(
                "SELECT n.id FROM notice n WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.notice = n.id)
                 ORDER BY n.id LIMIT 100"
            ),
            vals![],
        ))
    },
}];

/// Messages and wishes stay with whoever survives; a wish that the survivor has too gives way to theirs.
const FOLLOWERS: &[Follower] = &[
    web::follower!("notices.received", notice.recipient),
    web::follower!("notices.about", notice.about),
    Follower {
        name: "notices.wishes",
        follow: |tx, _, from, to| {
            web::followed(tx.all(
                sql!(
                    "UPDATE notice_wish SET person = ?2 WHERE person = ?1 AND NOT EXISTS (
                         SELECT 1 FROM notice_wish o WHERE o.person = ?2 AND o.kind = notice_wish.kind
                             AND o.channel = notice_wish.channel) RETURNING id"
                ),
                vals![from, to],
            ))
        },
        back: |tx, _, rows, from, to| {
            for row in rows {
                tx.exec(
                    sql!("UPDATE notice_wish SET person = ?2 WHERE id = ?1 AND person = ?3"),
                    vals![row, from, to],
                )?;
            }
            Ok(())
        },
    },
];
