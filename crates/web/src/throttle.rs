//! Slows guessing down, locks nobody out: five tries are free, then each costs twice the wait of the one
//! before, up to a minute; per account and address (reliability-security.md).

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Mutex,
    time::{Duration, Instant},
};

const FREE: u32 = 5;
const LONGEST: Duration = Duration::from_secs(60);
/// A pair that has been quiet for this long is forgotten.
const FORGET: Duration = Duration::from_secs(15 * 60);
/// How many pairs are remembered; a flood of invented logins must not eat the memory.
const ROOM: usize = 20_000;

/// Remembers failures.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<(String, IpAddr), Failures>>);

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Failures {
    fn wait(self) -> Duration {
        match self.count.checked_sub(FREE) {
            None | Some(0) => Duration::ZERO,
            Some(over) => Duration::from_secs(1 << (over - 1).min(6)).min(LONGEST),
        }
    }
}

impl Throttle {
    /// How long this login must wait at this address before the next try; zero when it need not.
    pub(crate) fn wait(&self, login: &str, from: IpAddr, now: Instant) -> Duration {
        let known = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(failures) = known.get(&(login.to_owned(), from)) else { return Duration::ZERO };
        failures.wait().saturating_sub(now.saturating_duration_since(failures.last))
    }

    /// Notes a failed try.
    pub(crate) fn failed(&self, login: &str, from: IpAddr, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.len() >= ROOM {
            known.retain(|_, failures| now.saturating_duration_since(failures.last) < FORGET);
        }
        if known.len() >= ROOM {
            known.clear();
        }
        let failures = known.entry((login.to_owned(), from)).or_insert(Failures { count: 0, last: now });
        if now.saturating_duration_since(failures.last) >= FORGET {
            failures.count = 0;
        }
        *failures = Failures { count: failures.count.saturating_add(1), last: now };
    }

    /// Notes success: the slate is clean.
    pub(crate) fn succeeded(&self, login: &str, from: IpAddr) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&(login.to_owned(), from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_are_free_then_the_wait_doubles_to_a_minute() {
        let throttle = Throttle::default();
        let (here, start) = ([127, 0, 0, 1].into(), Instant::now());
        let waits: Vec<u64> = (0..14)
            .map(|_| {
                throttle.failed("maria", here, start);
                throttle.wait("maria", here, start).as_secs()
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn another_address_and_another_login_do_not_wait() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for _ in 0..20 {
            throttle.failed("maria", [127, 0, 0, 1].into(), now);
        }
        assert_eq!(throttle.wait("maria", [10, 0, 0, 1].into(), now), Duration::ZERO);
        assert_eq!(throttle.wait("ani", [127, 0, 0, 1].into(), now), Duration::ZERO);
    }

    #[test]
    fn success_and_time_clear_the_slate() {
        let throttle = Throttle::default();
        let (here, now) = ([127, 0, 0, 1].into(), Instant::now());
        for _ in 0..8 {
            throttle.failed("maria", here, now);
        }
        throttle.succeeded("maria", here);
        assert_eq!(throttle.wait("maria", here, now), Duration::ZERO);
        for _ in 0..8 {
            throttle.failed("ani", here, now);
        }
        assert_eq!(throttle.wait("ani", here, now + FORGET), Duration::ZERO);
    }
}
