//! Code 128 (ISO/IEC 15417): code set B for text, set C for runs of digits.

use crate::html::Html;
use std::fmt::Write as _;

/// Widths of bars and spaces of each symbol, in modules.
const WIDTHS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
];
const STOP: &str = "2331112";
const START_B: u8 = 104;
const START_C: u8 = 105;
const TO_C: u8 = 99;
const TO_B: u8 = 100;

/// A text that Code 128 cannot hold here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Code128Error {
    /// Nothing to encode.
    #[error("an empty code has no bars")]
    Empty,
    /// Longer than a label can hold readably (48 characters).
    #[error("a code of {0} characters is too long for a bar code")]
    TooLong(usize),
    /// A character outside printable ASCII.
    #[error("the character {0:?} cannot stand in a bar code")]
    Character(char),
}

/// A bar code as one SVG path with its quiet zones of ten modules; the text is its label.
///
/// # Errors
/// [`Code128Error`] for an empty or overlong text or a character outside printable ASCII.
pub fn code128(text: &str) -> Result<Html, Code128Error> {
    let symbols = symbols(text)?;
    let mut path = String::new();
    let mut x = 10;
    for widths in symbols.iter().map(|symbol| WIDTHS[usize::from(*symbol)]).chain([STOP]) {
        for (i, width) in widths.bytes().map(|digit| u32::from(digit - b'0')).enumerate() {
            if i % 2 == 0 {
                let _ = write!(path, "M{x} 0h{width}v30h-{width}z");
            }
            x += width;
        }
    }
    Ok(Html::trusted(format!(
        "<svg class=\"bars-128\" viewBox=\"0 0 {} 30\" preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\" role=\"img\" \
         aria-label=\"{}\"><path d=\"{path}\"/></svg>",
        x + 10,
        crate::escape(text)
    )))
}

/// Start, data and check symbols.
fn symbols(text: &str) -> Result<Vec<u8>, Code128Error> {
    if let Some(wrong) = text.chars().find(|c| !(' '..='~').contains(c)) {
        return Err(Code128Error::Character(wrong));
    }
    match text.len() {
        0 => return Err(Code128Error::Empty),
        1..=48 => {}
        length => return Err(Code128Error::TooLong(length)),
    }
    let mut rest = text.as_bytes();
    let mut symbols = Vec::new();
    let mut in_c = false;
    while let [first, after @ ..] = rest {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        // Changing sets costs a symbol: worth it from four digits on; inside C any pair pays.
        let wanted = if in_c { digits >= 2 } else { digits >= 4 && digits.is_multiple_of(2) };
        if symbols.is_empty() {
            symbols.push(if wanted { START_C } else { START_B });
        } else if wanted != in_c {
            symbols.push(if wanted { TO_C } else { TO_B });
        }
        in_c = wanted;
        if let ([tens, ones, after @ ..], true) = (rest, in_c) {
            symbols.push((tens - b'0') * 10 + (ones - b'0'));
            rest = after;
        } else {
            symbols.push(first - b' ');
            rest = after;
        }
    }
    let weighted = symbols.iter().enumerate().map(|(i, symbol)| u32::from(*symbol) * i.max(1) as u32);
    let check = weighted.sum::<u32>() % 103;
    symbols.push(check as u8);
    Ok(symbols)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads symbols back as a scanner does.
    fn read(symbols: &[u8]) -> String {
        let (check, body) = symbols.split_last().unwrap();
        let sum: u32 = body.iter().enumerate().map(|(i, s)| u32::from(*s) * i.max(1) as u32).sum();
        assert_eq!(sum % 103, u32::from(*check));
        let mut in_c = body[0] == START_C;
        let mut text = String::new();
        for symbol in &body[1..] {
            match (*symbol, in_c) {
                (TO_B, true) => in_c = false,
                (TO_C, false) => in_c = true,
                (pair, true) => text.push_str(&format!("{pair:02}")),
                (letter, false) => text.push(char::from(letter + b' ')),
            }
        }
        text
    }

    #[test]
    fn every_symbol_is_eleven_modules_wide_and_unlike_the_others() {
        for (i, widths) in WIDTHS.iter().enumerate() {
            assert_eq!(widths.bytes().map(|b| b - b'0').sum::<u8>(), 11);
            assert!(!WIDTHS[..i].contains(widths));
        }
    }

    #[test]
    fn a_text_known_from_the_literature_has_its_known_check_symbol() {
        assert_eq!(symbols("Wikipedia").unwrap(), [104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88]);
    }

    #[test]
    fn runs_of_digits_are_packed_in_pairs() {
        assert_eq!(symbols("0041").unwrap()[..3], [START_C, 0, 41]);
        assert_eq!(symbols("TMH-004120").unwrap().len(), 1 + 4 + 1 + 3 + 1);
    }

    #[test]
    fn what_cannot_stand_in_a_bar_code_is_refused() {
        assert_eq!(code128(""), Err(Code128Error::Empty));
        assert_eq!(code128("é"), Err(Code128Error::Character('é')));
        assert_eq!(code128(&"x".repeat(49)), Err(Code128Error::TooLong(49)));
    }

    proptest! {
        #[test]
        fn any_printable_code_reads_back_as_itself(text in "[ -~]{1,48}") {
            prop_assert_eq!(read(&symbols(&text).unwrap()), text);
        }
    }
}
