//! News of the library, for whoever has asked for them.

use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{Result, Tx};

use crate::{Notice, sending, wishes};

const TITLE_LENGTH: usize = 120;
const TEXT_LENGTH: usize = 4000;

/// Sends news to whoever has asked for them; to how many.
///
/// # Errors
/// A refusal without a subject or a text, or where one is too long; those of the database.
pub fn send(tx: &mut Tx<'_>, act: &Act, subject: &str, text: &str) -> Result<i64> {
    let (subject, text) = (subject.trim(), text.trim().replace("\r\n", "\n"));
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match subject.chars().count() {
        0 => object("subject", "news-subject-missing"),
        1..=TITLE_LENGTH => {}
        _ => object("subject", "news-too-long"),
    }
    match text.chars().count() {
        0 => object("text", "news-text-missing"),
        1..=TEXT_LENGTH => {}
        _ => object("text", "news-too-long"),
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let readers = wishes::subscribers(tx, crate::NEWS.name)?;
    let notices = readers
        .iter()
        .map(|&person| Notice::new(crate::NEWS, person).with("subject", subject).with("text", text.as_str()))
        .collect();
    let count = i64::try_from(sending::send_all(tx, act, notices)?).unwrap_or(i64::MAX);
    let detail = serde_json::json!({ "subject": subject, "readers": count });
    audit::record(tx, act, "news.sent", "news", Id::<()>::new(), &detail)?;
    Ok(count)
}
