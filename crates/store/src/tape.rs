use crate::{FromValue, Result, Sql, Value};

/// What a use case asked of the database, in order: every statement with its values. A benchmark plays it
/// again on bare connections; a test counts it.
#[derive(Debug, Default)]
pub struct Tape(Vec<(&'static Sql, Vec<Value<'static>>)>);

impl Tape {
    /// The statements with their values, in order.
    pub fn statements(&self) -> impl DoubleEndedIterator<Item = (&'static Sql, &[Value<'static>])> {
        self.0.iter().map(|(sql, values)| (*sql, values.as_slice()))
    }

    pub(crate) fn note(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<()> {
        let values = values.iter().cloned().map(Value::from_value).collect::<Result<_>>()?;
        self.0.push((sql, values));
        Ok(())
    }
}
