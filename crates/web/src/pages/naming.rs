use ui::Speech;

/// The words for a name the program uses inside: those of `audit` `setting.changed` stand under
/// `audit-setting-changed`. A name nobody has put into words stands for itself.
pub fn in_words(t: Speech, kind: &str, name: &str) -> String {
    t.known(&format!("{kind}-{}", hyphened(name))).map_or_else(|| name.to_owned(), str::to_owned)
}

/// A name as part of a Fluent key or of an address within a page: `Asia/Makassar` is `asia-makassar`.
pub(crate) fn hyphened(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// The module a dotted name belongs to: `circulation` of `circulation.grace-days`.
pub fn module_of(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
