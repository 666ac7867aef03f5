//! Pure decisions.

/// A seller's number of an invoice as it is kept: one number, however it is typed. `inv 1 / 26` is `INV1/26`.
pub(crate) fn invoice_number(typed: &str) -> String {
    typed.split_whitespace().collect::<String>().to_uppercase()
}
