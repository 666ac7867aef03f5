//! What the money of each fund became, as the modules count it, so that it is followed from whoever gave it to whoever has
//! something of it.

use std::collections::BTreeMap;

use kernel::Id;
use store::{Result, Tx};
use ui::Speech;
use web::{Outcome, Period};

use crate::model::Fund;

/// How much came of a fund, by the key of each outcome; what did not come is left out.
pub type Became = Vec<(&'static str, i64)>;

/// What came of each fund out of what was spent within a period.
///
/// # Errors
/// Those of the modules that count.
pub fn by_fund(tx: &mut Tx<'_>, outcomes: &[Outcome], period: Period) -> Result<BTreeMap<Id<Fund>, Became>> {
    let mut all: BTreeMap<Id<Fund>, Became> = BTreeMap::new();
    for one in outcomes {
        for (fund, count) in (one.count)(tx, period)?.into_iter().filter(|(_, count)| *count > 0) {
            all.entry(fund.cast()).or_default().push((one.key, count));
        }
    }
    Ok(all)
}

/// As people say it: `83 buku dibeli`, `214 kali dipinjam`.
pub fn in_words(t: Speech, became: &[(&str, i64)]) -> Vec<String> {
    became.iter().map(|(key, count)| t.count(&format!("outcome-{}", key.replace('.', "-")), *count)).collect()
}
