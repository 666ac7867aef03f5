//! Telephone numbers: typed as people type them, kept in E.164 without the plus sign.

/// Indonesia's country code (ITU-T E.164).
const HOME: &str = "62";
/// E.164 allows fifteen digits; fewer than eight is no subscriber's number here or abroad.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// The number as it is kept: `0812-3456-789`, `+62 812 3456 789` and `8123456789` are all `628123456789`.
/// Numbers from abroad begin with `+` or `00`. Words that say it is one may stand before it, and whose it is behind it in
/// brackets: `WA: 0812-3456-789 (Ibu)`. None when it is no telephone number.
pub fn normalised(typed: &str) -> Option<String> {
    let plain: String = typed.chars().map(plain_digit).collect();
    let typed = bare(&plain);
    if !typed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-.()/–".contains(c)) {
        return None;
    }
    let abroad = typed.starts_with('+');
    if typed.chars().skip(usize::from(abroad)).any(|c| c == '+') {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let (abroad, digits) = match digits.strip_prefix("00") {
        Some(rest) if !abroad => (true, rest),
        _ => (abroad, digits.as_str()),
    };
    let number = if abroad {
        digits.to_owned()
    } else if let Some(rest) = digits.strip_prefix('0') {
        format!("{HOME}{rest}")
    } else if digits.starts_with('8') {
        format!("{HOME}{digits}")
    } else if digits.starts_with(HOME) {
        digits.to_owned()
    } else {
        return None;
    };
    // `+62 (0)812…` is written often; the trunk zero is no part of the number.
    let number = match number.strip_prefix("620") {
        Some(rest) => format!("{HOME}{rest}"),
        None => number,
    };
    is_well_formed(&number).then_some(number)
}

/// What people write before a number to say that it is one.
const LABELS: [&str; 19] = [
    "wa",
    "whatsapp",
    "hp",
    "hape",
    "handphone",
    "ponsel",
    "seluler",
    "no",
    "nomor",
    "nr",
    "tel",
    "telp",
    "tlp",
    "telepon",
    "phone",
    "mobile",
    "cp",
    "sms",
    "call",
];

/// A digit, also one of a keyboard of East Asia, whose digits are as wide as their letters.
fn plain_digit(c: char) -> char {
    let wide = u32::from(c).checked_sub(u32::from('０')).filter(|digit| *digit < 10);
    wide.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
}

/// A number without the words around it.
fn bare(typed: &str) -> &str {
    let typed = typed.trim();
    let begins = typed.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(').unwrap_or(0);
    let (before, number) = typed.split_at(begins);
    let mut words = before.split([' ', '.', ':', '/', '-', '–', '=']).filter(|word| !word.is_empty());
    let number = match words.all(|word| LABELS.contains(&word.to_lowercase().as_str())) {
        true => number,
        false => typed,
    };
    match number.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((rest, whose)) if !whose.contains(|c: char| c.is_ascii_digit()) => rest.trim_end(),
        _ => number,
    }
}

/// Whether a number as it is kept may have WhatsApp: one of a mobile network here, or any from abroad, of which only the
/// digits are known.
pub fn may_have_whatsapp(kept: &str) -> bool {
    kept.strip_prefix(HOME).is_none_or(|rest| rest.starts_with('8'))
}

/// Where a tap on a number as it is kept leads: WhatsApp's own address of it, or a call where there can be none.
pub fn link(kept: &str) -> String {
    match kept.starts_with(HOME) && may_have_whatsapp(kept) {
        true => format!("https://wa.me/{kept}"),
        false => format!("tel:+{kept}"),
    }
}

/// Whether this is a number as it is kept.
pub fn is_well_formed(kept: &str) -> bool {
    DIGITS.contains(&kept.len())
        && kept.bytes().all(|b| b.is_ascii_digit())
        && !kept.starts_with('0')
        && !kept.starts_with("620")
}

/// The number as people here read it: `0812-3456-789`, or with plus sign and country code from abroad.
pub fn shown(kept: &str) -> String {
    let Some(rest) = kept.strip_prefix(HOME) else { return format!("+{kept}") };
    let local: Vec<char> = format!("0{rest}").chars().collect();
    local.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What a number that begins with these digits begins with as it is kept; none for fewer than four digits.
pub fn prefix(typed: &str) -> Option<String> {
    let typed = bare(typed);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let plain = typed.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-' || c == '+');
    if !plain || digits.len() < 4 {
        return None;
    }
    Some(match digits.strip_prefix('0') {
        Some(rest) => format!("{HOME}{rest}"),
        None if digits.starts_with('8') && !typed.contains('+') => format!("{HOME}{digits}"),
        None => digits,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        for typed in [
            "081234567890",
            "0812-3456-7890",
            "+62 812 3456 7890",
            "62812 34567890",
            "81234567890",
            "+62 (0)812-3456-7890",
            "WA: 0812-3456-7890",
            "No. HP/WA 0812 3456 7890",
            "whatsapp +62 812-3456-7890",
            "tel:+62-812-3456-7890",
            "0812-3456-7890 (Ibu)",
            "０８１２３４５６７８９０",
        ] {
            assert_eq!(normalised(typed).as_deref(), Some("6281234567890"), "{typed}");
        }
    }

    #[test]
    fn a_land_line_and_a_number_from_abroad_are_kept_with_their_codes() {
        assert_eq!(normalised("(0431) 351-234").as_deref(), Some("62431351234"));
        assert_eq!(normalised("+81 90 1234 5678").as_deref(), Some("819012345678"));
        assert_eq!(normalised("0031 20 123 4567").as_deref(), Some("31201234567"));
    }

    #[test]
    fn a_land_line_has_no_whatsapp() {
        assert!(may_have_whatsapp("6281234567890") && may_have_whatsapp("819012345678"));
        assert!(!may_have_whatsapp("62431351234"));
    }

    #[test]
    fn what_is_no_number_is_not_kept() {
        for typed in [
            "",
            "0",
            "tidak ada",
            "12345",
            "0812 atau 0813",
            "++62812345678",
            "0812345678901234567",
            "WA:",
            "Ibu Ruth 081234567890",
            "A-08123456789",
        ] {
            assert_eq!(normalised(typed), None, "{typed}");
        }
    }

    #[test]
    fn people_read_the_number_they_know() {
        assert_eq!(shown("6281234567890"), "0812-3456-7890");
        assert_eq!(shown("819012345678"), "+819012345678");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_refused_or_well_formed(typed in "\\PC{0,24}") {
            prop_assert!(normalised(&typed).is_none_or(|kept| is_well_formed(&kept)));
        }

        #[test]
        fn a_number_read_out_and_typed_again_is_the_same(typed in "(\\+|00|0|8|62)[-0-9 ().]{5,18}") {
            if let Some(kept) = normalised(&typed) {
                prop_assert_eq!(normalised(&shown(&kept)), Some(kept));
            }
        }

        #[test]
        fn the_beginning_of_a_local_number_finds_it(rest in "8[0-9]{8,10}", cut in 4usize..9) {
            let typed = format!("0{rest}");
            let kept = normalised(&typed).unwrap();
            prop_assert!(kept.starts_with(&prefix(&typed[..cut]).unwrap()));
        }
    }
}
