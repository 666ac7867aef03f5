//! Pure decisions.

/// A seller's number of an invoice as it is shown: `inv 1 / 26` is `INV1/26`.
pub(crate) fn invoice_number(typed: &str) -> String {
    typed.split_whitespace().collect::<String>().to_uppercase()
}

/// By what two numbers of a seller are one, however they are typed: their words and figures in order, whatever stands between
/// them. `KR-0999`, `kr.0999` and `KR 0999` are one; `1/12` and `11/2` are two.
pub(crate) fn invoice_key(number: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut before = None;
    for letter in number.to_uppercase().chars() {
        let sort = letter.is_alphanumeric().then(|| letter.is_numeric());
        match (sort, parts.last_mut()) {
            (None, _) => {}
            (_, Some(part)) if before == sort => part.push(letter),
            _ => parts.push(letter.to_string()),
        }
        before = sort;
    }
    if parts.is_empty() { number.to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_one_however_it_is_typed_and_two_stay_two() {
        for (one, other, same) in [
            ("KR-0999", "kr.0999", true),
            ("KR-0999", " KR 0999", true),
            ("inv 1 / 26", "INV1/26", true),
            ("1/12", "11/2", false),
            ("INV-1", "INV-10", false),
            ("--", "-", false),
        ] {
            let [one, other] = [one, other].map(|typed| invoice_key(&invoice_number(typed)));
            assert_eq!(one == other, same, "{one} {other}");
        }
    }
}
