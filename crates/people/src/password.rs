//! Passwords to read out.

/// A password to read out and type once: three words and three digits, one of some 800 million.
pub fn readable() -> String {
    let words: Vec<&str> = include_str!("../data/words.txt").lines().collect();
    let word = || words.get(rand::random_range(0..words.len())).copied().unwrap_or_default();
    format!("{}-{}-{}-{:03}", word(), word(), word(), rand::random_range(0..1000))
}

#[cfg(test)]
mod tests {
    use platform::accounts::Password;

    use super::*;

    #[test]
    fn a_readable_is_accepted_and_never_the_same_twice() {
        let made: std::collections::BTreeSet<String> = (0..50).map(|_| readable()).collect();
        assert!(made.len() > 45, "{made:?}");
        for password in made.iter().take(2) {
            assert_eq!(password.split('-').filter(|part| part.len() >= 3).count(), 4, "{password}");
            assert!(Password::hash(password).unwrap().is(password));
        }
    }
}
