//! Standard numbers as people type them.

/// The forms under which a typed number may be indexed: the digits as they are and, for an ISBN-10,
/// its ISBN-13. Empty when the text is not shaped like an ISBN (10 or 13) or ISSN (8).
pub(crate) fn forms(text: &str) -> Vec<String> {
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            'x' | 'X' => digits.push('X'),
            '-' | ' ' | '‐' | '‑' | '–' => {}
            _ => return Vec::new(),
        }
    }
    let body = digits.strip_suffix('X').unwrap_or(&digits);
    if body.contains('X') || !matches!(digits.len(), 8 | 10 | 13) {
        return Vec::new();
    }
    let mut forms = vec![digits.clone()];
    match digits.len() {
        10 => forms.push(with_check_digit(&format!("978{}", &digits[..9]))),
        // A record may carry only the old number.
        13 if digits.starts_with("978") && body.len() == 13 => forms.push(as_isbn_10(&digits[3..12])),
        _ => {}
    }
    forms
}

fn digit_values(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.bytes().map(|b| u32::from(b.saturating_sub(b'0')))
}

/// ISO 2108: weights 1 and 3 in turn, modulo 10.
fn with_check_digit(twelve: &str) -> String {
    let sum: u32 = digit_values(twelve).zip([1, 3].into_iter().cycle()).map(|(d, w)| d * w).sum();
    format!("{twelve}{}", (10 - sum % 10) % 10)
}

/// ISO 2108 (before 2007): weights 10 down to 2, modulo 11, X for 10.
fn as_isbn_10(nine: &str) -> String {
    let sum: u32 = digit_values(nine).zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    match (11 - sum % 11) % 11 {
        10 => format!("{nine}X"),
        check => format!("{nine}{check}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isbn_10_and_its_13_are_the_same() {
        assert_eq!(forms("0-306-40615-2"), ["0306406152", "9780306406157"]);
        assert_eq!(forms("978-0-306-40615-7"), ["9780306406157", "0306406152"]);
        assert_eq!(forms("080442957x"), ["080442957X", "9780804429573"]);
        assert_eq!(forms("978 0 8044 2957 3")[1], "080442957X");
    }

    #[test]
    fn an_issn_keeps_its_digits_and_other_texts_are_no_numbers() {
        assert_eq!(forms("0317-8471"), ["03178471"]);
        for text in ["", "1984", "bunga", "12X4567890", "XXXXXXXXXX", "1234567890123456"] {
            assert!(forms(text).is_empty(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_13_with_prefix_978_comes_back_from_its_10(nine in "[0-9]{9}") {
            let thirteen = with_check_digit(&format!("978{nine}"));
            let ten = forms(&thirteen)[1].clone();
            proptest::prop_assert!(forms(&ten).contains(&thirteen));
        }

        #[test]
        fn any_text_may_be_asked(text in "\\PC{0,40}") {
            proptest::prop_assert!(forms(&text).len() <= 2);
        }
    }
}
