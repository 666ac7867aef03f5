//! By which ways a message goes to somebody: decided from what is known of them alone.

use crate::{Channel, NoticeKind, Purpose, Reader, Reason};

/// The ways a message takes now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whether it lies in the inbox.
    pub inbox: bool,
    /// The one way out of the house, with number or address; empty for paper.
    pub out: Option<(Channel, String)>,
    /// Why it goes nowhere, where it does not.
    pub missed: Option<Reason>,
}

/// Whether `reader` wants `kind` by `channel`.
pub fn is_wanted(reader: &Reader, kind: &NoticeKind, channel: Channel) -> bool {
    let wish = reader.wish(kind.name, channel);
    match kind.purpose {
        Purpose::Marketing => wish.is_some_and(|wish| wish.wanted && wish.confirmed_at.is_some()),
        _ => wish.is_none_or(|wish| wish.wanted),
    }
}

/// The ways for a message of `kind`, when those in `tried` have been gone already.
///
/// Every message lies in the inbox of whoever has one, and goes out by one way: the reader's own first, else
/// WhatsApp, else e-mail; on paper only where there is no other. Whoever has put the inbox first gets nothing
/// else. What one must know comes by some way even where all are turned off.
pub fn plan(reader: &Reader, kind: &NoticeKind, minor: bool, tried: &[Channel]) -> Plan {
    let nothing = |reason| Plan { inbox: false, out: None, missed: Some(reason) };
    if minor && kind.purpose == Purpose::Marketing {
        return nothing(Reason::Minor);
    }
    let open = |channel: &Channel| kind.channels.contains(channel) && !tried.contains(channel);
    let reachable: Vec<(Channel, String)> = order(reader)
        .into_iter()
        .filter(open)
        .filter_map(|channel| reader.address(channel).map(|address| (channel, address)))
        .collect();
    let mut wanted: Vec<_> =
        reachable.iter().filter(|(channel, _)| is_wanted(reader, kind, *channel)).cloned().collect();
    let has_inbox = |ways: &[(Channel, String)]| ways.iter().any(|(channel, _)| *channel == Channel::Inbox);
    if kind.purpose.is_settled() && (wanted.is_empty() || has_inbox(&reachable) && !has_inbox(&wanted)) {
        // In the inbox it disturbs nobody; where there is none, the first way serves.
        wanted = match has_inbox(&reachable) {
            true => wanted
                .into_iter()
                .chain(reachable.into_iter().filter(|(c, _)| *c == Channel::Inbox))
                .collect(),
            false => reachable,
        };
    } else if wanted.is_empty() {
        let gone = !tried.is_empty();
        return match reachable.is_empty() || gone {
            true if tried.contains(&Channel::Inbox) => Plan { inbox: false, out: None, missed: None },
            true => nothing(Reason::NoWay),
            false => nothing(Reason::NotWanted),
        };
    }
    let inbox = has_inbox(&wanted);
    let in_inbox = inbox || tried.contains(&Channel::Inbox);
    let is_enough = in_inbox && reader.first == Some(Channel::Inbox);
    let out = wanted.into_iter().find(|(channel, _)| match channel {
        Channel::Inbox => false,
        Channel::Print => !in_inbox,
        Channel::WhatsApp | Channel::Email => !is_enough,
    });
    let missed = (!in_inbox && out.is_none()).then_some(Reason::NoWay);
    Plan { inbox, out, missed }
}

fn order(reader: &Reader) -> Vec<Channel> {
    let rest = Channel::ALL.iter().copied().filter(|channel| Some(*channel) != reader.first);
    reader.first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use ui::Lang;

    use super::*;
    use crate::Wish;

    const SERVICE: NoticeKind =
        NoticeKind { name: "circulation.due-soon", purpose: Purpose::Service, channels: Channel::ALL };
    const DUTY: NoticeKind = NoticeKind { purpose: Purpose::Duty, ..SERVICE };
    const NEWS: NoticeKind = NoticeKind { purpose: Purpose::Marketing, ..SERVICE };
    const SECURITY: NoticeKind =
        NoticeKind { purpose: Purpose::Security, channels: &[Channel::Email, Channel::Inbox], ..SERVICE };

    fn everywhere() -> Reader {
        Reader {
            person: Id::new(),
            name: "Meiske Lumi".into(),
            born: None,
            lang: Lang::Id,
            first: None,
            account: true,
            whatsapp: Some("6281234567890".into()),
            email: Some("meiske@tomohon.example".into()),
            wishes: Vec::new(),
        }
    }

    fn wishing(reader: Reader, channel: Channel, wanted: bool, confirmed: bool) -> Reader {
        let wish = Wish {
            person: reader.person,
            kind: SERVICE.name.into(),
            channel,
            wanted,
            confirmed_at: confirmed.then_some(jiff::Timestamp::UNIX_EPOCH),
            token: String::new(),
            said_by: None,
        };
        Reader { wishes: [reader.wishes, vec![wish]].concat(), ..reader }
    }

    fn ways(
        reader: &Reader,
        kind: &NoticeKind,
        tried: &[Channel],
    ) -> (bool, Option<Channel>, Option<Reason>) {
        let plan = plan(reader, kind, false, tried);
        (plan.inbox, plan.out.map(|(channel, _)| channel), plan.missed)
    }

    #[test]
    fn whatsapp_comes_before_email_and_the_inbox_has_everything() {
        let reader = everywhere();
        assert_eq!(ways(&reader, &SERVICE, &[]), (true, Some(Channel::WhatsApp), None));
        let reader = Reader { whatsapp: None, ..reader };
        assert_eq!(ways(&reader, &SERVICE, &[]), (true, Some(Channel::Email), None));
        let reader = Reader { email: None, ..reader };
        assert_eq!(ways(&reader, &SERVICE, &[]), (true, None, None));
    }

    #[test]
    fn the_readers_own_first_way_decides_and_the_inbox_alone_can_be_enough() {
        let email = Reader { first: Some(Channel::Email), ..everywhere() };
        assert_eq!(ways(&email, &SERVICE, &[]), (true, Some(Channel::Email), None));
        let inbox = Reader { first: Some(Channel::Inbox), ..everywhere() };
        assert_eq!(ways(&inbox, &SERVICE, &[]), (true, None, None));
    }

    #[test]
    fn whoever_has_neither_telephone_nor_email_nor_account_gets_paper() {
        let reader = Reader { account: false, whatsapp: None, email: None, ..everywhere() };
        assert_eq!(ways(&reader, &SERVICE, &[]), (false, Some(Channel::Print), None));
        assert_eq!(ways(&reader, &SECURITY, &[]), (false, None, Some(Reason::NoWay)));
    }

    #[test]
    fn what_is_turned_off_does_not_come_but_what_one_must_know_does() {
        let reader =
            Channel::ALL.iter().copied().fold(everywhere(), |r, channel| wishing(r, channel, false, false));
        assert_eq!(ways(&reader, &SERVICE, &[]), (false, None, Some(Reason::NotWanted)));
        assert_eq!(ways(&reader, &DUTY, &[]), (true, None, None));
        let reader = Reader { account: false, ..reader };
        assert_eq!(ways(&reader, &DUTY, &[]), (false, Some(Channel::WhatsApp), None));
    }

    #[test]
    fn a_way_that_was_turned_off_is_passed_over() {
        let reader = wishing(everywhere(), Channel::WhatsApp, false, false);
        assert_eq!(ways(&reader, &SERVICE, &[]), (true, Some(Channel::Email), None));
    }

    #[test]
    fn news_come_only_where_somebody_said_yes_and_confirmed_it_and_never_to_children() {
        assert_eq!(ways(&everywhere(), &NEWS, &[]), (false, None, Some(Reason::NotWanted)));
        let asked = wishing(everywhere(), Channel::Email, true, false);
        assert_eq!(ways(&asked, &NEWS, &[]), (false, None, Some(Reason::NotWanted)));
        let confirmed = wishing(everywhere(), Channel::Email, true, true);
        assert_eq!(ways(&confirmed, &NEWS, &[]), (false, Some(Channel::Email), None));
        assert_eq!(plan(&confirmed, &NEWS, true, &[]).missed, Some(Reason::Minor));
    }

    #[test]
    fn when_one_way_fails_the_next_one_is_gone() {
        let reader = everywhere();
        let tried = [Channel::Inbox, Channel::WhatsApp];
        assert_eq!(ways(&reader, &SERVICE, &tried), (false, Some(Channel::Email), None));
        let tried = [Channel::Inbox, Channel::WhatsApp, Channel::Email];
        assert_eq!(ways(&reader, &SERVICE, &tried), (false, None, None), "it lies in the inbox");
        let reader = Reader { account: false, ..reader };
        let tried = [Channel::WhatsApp, Channel::Email];
        assert_eq!(ways(&reader, &SERVICE, &tried), (false, Some(Channel::Print), None));
    }
}
