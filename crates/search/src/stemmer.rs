//! The root of an Indonesian word, in the manner of Nazief and Adriani with the refinements of
//! Enhanced Confix Stripping (Arifin, Mahendra and Ciptaningtyas 2009): affixes come off only when
//! what is left is a known root; otherwise the word stays as it is.

use std::collections::HashSet;
use std::sync::LazyLock;

static ROOTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("roots.txt").split_whitespace().collect());

/// Most prefixes a word carries: `mem-per-…`, `ke-ber-…`, `di-ber-…` and one to spare.
const MOST_PREFIXES: usize = 3;

fn is_root(word: &str) -> bool {
    ROOTS.contains(word)
}

/// The root of a folded word, or the word itself where no known root is inside it.
pub(crate) fn stem(word: &str) -> String {
    if word.len() <= 3 || !word.is_ascii() || is_root(word) {
        return word.to_owned();
    }
    find_root(word).unwrap_or_else(|| word.to_owned())
}

fn find_root(word: &str) -> Option<String> {
    let inflected = without_inflection(word);
    // Confixes whose prefix comes off first (ber-…-an, me-…-i and the like).
    if prefix_comes_first(word)
        && let Some(root) = inflected.iter().find_map(|form| strip_prefixes(form, "", MOST_PREFIXES))
    {
        return Some(root);
    }
    if let Some(root) = inflected.iter().find(|form| is_root(form)) {
        return Some((*root).to_owned());
    }
    for form in inflected.iter().rev() {
        for suffix in ["an", "kan", "i", "wan", "wati", "isme", "isasi", "is"] {
            let Some(rest) = strip(form, suffix) else { continue };
            if is_root(rest) {
                return Some(rest.to_owned());
            }
            if let Some(root) = strip_prefixes(rest, suffix, MOST_PREFIXES) {
                return Some(root);
            }
        }
    }
    inflected
        .iter()
        .rev()
        .find_map(|form| strip_prefixes(form, "", MOST_PREFIXES))
        .or_else(|| inflected.iter().find_map(|form| without_infix(form)))
}

/// The word, then without its particle (-lah, -kah, -tah, -pun), then without its possessive
/// (-ku, -mu, -nya).
fn without_inflection(word: &str) -> Vec<&str> {
    let mut forms = vec![word];
    for endings in [&["lah", "kah", "tah", "pun"][..], &["nya", "ku", "mu"][..]] {
        let last = forms[forms.len() - 1];
        if let Some(rest) = endings.iter().find_map(|ending| strip(last, ending)) {
            forms.push(rest);
        }
    }
    forms
}

fn strip<'a>(word: &'a str, suffix: &str) -> Option<&'a str> {
    word.strip_suffix(suffix).filter(|rest| rest.len() >= 2)
}

fn prefix_comes_first(word: &str) -> bool {
    (word.starts_with("ber") && (word.ends_with("lah") || word.ends_with("an")))
        || (["me", "di", "pe", "te"].iter().any(|prefix| word.starts_with(prefix)) && word.ends_with('i'))
}

/// Pairs of prefix and suffix that no Indonesian word has.
fn never_together(prefix: &str, suffix: &str) -> bool {
    matches!((prefix, suffix), ("be", "i") | ("di" | "me" | "te", "an") | ("ke" | "se", "i" | "kan"))
}

fn strip_prefixes(word: &str, suffix: &str, depth: usize) -> Option<String> {
    if depth == 0 || word.len() < 4 || (depth == MOST_PREFIXES && never_together(&word[..2], suffix)) {
        return None;
    }
    let candidates = without_prefix(word);
    if let Some(root) = candidates.iter().find(|rest| is_root(rest)) {
        return Some(root.clone());
    }
    candidates.iter().find_map(|rest| strip_prefixes(rest, suffix, depth - 1))
}

/// Prefixes, and what each may have swallowed of the word behind it (meny-apu ← sapu, mem-ukul ←
/// pukul), the likelier first.
const PREFIXES: [(&str, &[&str]); 24] = [
    ("di", &[""]),
    ("ke", &[""]),
    ("se", &[""]),
    ("ku", &[""]),
    ("kau", &[""]),
    ("ber", &["", "r"]),
    ("ter", &["", "r"]),
    ("per", &["", "r"]),
    ("menge", &[""]),
    ("meng", &["", "k"]),
    ("meny", &["s", "ny"]),
    ("mem", &["", "m", "p"]),
    ("men", &["", "t", "n"]),
    ("me", &[""]),
    ("penge", &[""]),
    ("peng", &["", "k"]),
    ("peny", &["s", "ny"]),
    ("pem", &["", "m", "p"]),
    ("pen", &["", "t", "n"]),
    ("pe", &[""]),
    ("be", &[""]),
    ("te", &[""]),
    // bel-ajar and pel-ajar are the only words of their kind.
    ("bel", &[""]),
    ("pel", &[""]),
];

fn without_prefix(word: &str) -> Vec<String> {
    let rest_of = |prefix: &str| word.strip_prefix(prefix).filter(|rest| rest.len() >= 2);
    PREFIXES
        .iter()
        .filter_map(|(prefix, swallowed)| rest_of(prefix).map(|rest| (prefix, *swallowed, rest)))
        .filter(|(prefix, _, rest)| !matches!(**prefix, "bel" | "pel") || rest.starts_with("ajar"))
        .flat_map(|(_, swallowed, rest)| swallowed.iter().map(move |letter| format!("{letter}{rest}")))
        .collect()
}

/// A root with an infix (-er-, -el-, -em-, -in-) after its first consonant, or its first syllable
/// said twice (`rerata`, `tetangga` stays as it is a root itself).
fn without_infix(word: &str) -> Option<String> {
    let (first, rest) = word.split_at(1);
    ["er", "el", "em", "in"]
        .iter()
        .filter_map(|infix| rest.strip_prefix(infix))
        .map(|rest| format!("{first}{rest}"))
        .chain(rest.strip_prefix(&format!("e{first}")).map(|rest| format!("{first}{rest}")))
        .find(|candidate| is_root(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_list_is_large_clean_and_without_repetitions() {
        let words: Vec<_> = include_str!("roots.txt").split_whitespace().collect();
        assert!(words.len() >= 2500, "{} roots", words.len());
        assert_eq!(words.len(), ROOTS.len());
        assert!(words.iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase()) && word.len() >= 2));
    }

    #[test]
    fn affixes_come_off_down_to_the_root() {
        let pairs = "membaca baca pembacaan baca bacaan baca terbaca baca dibacakan baca pembaca baca \
            menulis tulis penulisan tulis tulisannya tulis menyapu sapu penyapu sapu memukul pukul \
            memukuli pukul mengajar ajar pengajaran ajar pelajaran ajar belajar ajar mempelajari ajar \
            bekerja kerja pekerjaan kerja mengerjakan kerja pembangunan bangun memperbarui baru \
            kebudayaan budaya berkebun kebun perkebunan kebun pertanian tani petani tani menanam tanam \
            penanaman tanam tanaman tanam bukunya buku bukumukah buku kesehatan sehat kebersihan bersih \
            pendidikan didik mendidik didik terdidik didik perpustakaan pustaka kepustakaan pustaka \
            pustakawan pustaka menyanyikan nyanyi penyanyi nyanyi memberdayakan daya \
            keberuntunganmu untung perusakan rusak merusak rusak melihat lihat penglihatan lihat \
            mengecat cat pengeboman bom menari tari tarian tari sejarahnya sejarah bersejarah sejarah \
            kewirausahaan wirausaha memasak masak masakan masak minuman minum kehidupan hidup";
        let words: Vec<_> = pairs.split_whitespace().collect();
        let wrong: Vec<_> = words
            .chunks(2)
            .filter(|pair| stem(pair[0]) != pair[1])
            .map(|pair| format!("{} → {} (not {})", pair[0], stem(pair[0]), pair[1]))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_word_without_a_known_root_stays() {
        for word in ["meiske", "tomohon", "meeting", "chrysanthemum", "di", "low", "1984", "belanda"] {
            assert_eq!(stem(word), word);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_has_a_stem(word in "\\PC{0,70}") {
            let folded = crate::analyser::fold(&word);
            proptest::prop_assert_eq!(stem(&folded).is_empty(), folded.is_empty());
        }
    }
}
