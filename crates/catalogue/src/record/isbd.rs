//! The punctuation that ISBD puts between the areas of a description, taken away again.

/// The text without the marks that announce the next area (`/ : ; = ,`) and without its closing full stop,
/// unless the stop belongs to an abbreviation or an initial.
pub fn plain(text: &str) -> String {
    let text = tidy(text);
    let mut rest = text.as_str();
    loop {
        let shorter = rest.trim_end_matches([' ', '/', ':', ';', '=', ',']);
        let shorter = match shorter.strip_suffix('.') {
            Some(before) if !keeps_stop(before) => before,
            _ => shorter,
        };
        if shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    unbracketed(rest).to_owned()
}

/// The text on one line, without the marks around letters that do not sort (MARC 21, NSB and NSE).
pub fn tidy(text: &str) -> String {
    // Each of the marks begins with this byte, which hardly any text has.
    if text.as_bytes().contains(&0xc2) {
        let marks = ['\u{88}', '\u{89}', '\u{98}', '\u{9c}'];
        return on_one_line(&text.replace(marks, ""));
    }
    on_one_line(text)
}

fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Abbreviations that keep their stop at the end of a name or an edition.
const ABBREVIATED: &[&str] = &[
    "jr", "sr", "dr", "prof", "dkk", "et al", "etc", "dll", "dst", "inc", "ltd", "co", "ed", "cet", "rev",
    "vol", "no", "hlm", "ill", "ilus", "st", "s.pd", "s.sos", "m.si", "m.pd", "ph.d", "tbk", "pt",
];

fn keeps_stop(before: &str) -> bool {
    let word = before.rsplit([' ', '.']).next().unwrap_or(before);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    if initial || before.ends_with('.') {
        return true;
    }
    let lower = before.to_lowercase();
    let ends_with =
        |word: &&str| lower.strip_suffix(*word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
    ABBREVIATED.iter().any(ends_with)
}

/// `[Jakarta]` is `Jakarta`: the brackets say only where the cataloguer found it.
fn unbracketed(text: &str) -> &str {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.filter(|inner| !inner.contains(['[', ']'])).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_between_areas_go_and_stops_of_initials_stay() {
        for (as_written, shown) in [
            ("Laskar pelangi /", "Laskar pelangi"),
            ("Yogyakarta :", "Yogyakarta"),
            ("Bentang Pustaka,", "Bentang Pustaka"),
            ("Sejarah Minahasa.", "Sejarah Minahasa"),
            ("Lumoindong, David D. S.", "Lumoindong, David D. S."),
            ("Davis, Sammy, Jr.", "Davis, Sammy, Jr."),
            ("[Jakarta] :", "Jakarta"),
            ("Dan kemudian ...", "Dan kemudian ..."),
            (" \u{98}The \u{9c}moon = ", "The moon"),
            ("/", ""),
        ] {
            assert_eq!(plain(as_written), shown, "{as_written}");
        }
    }
}
