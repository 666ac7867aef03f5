use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};
use kernel::{Id, Kind, Message, Refusal, Rupiah};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, Result};

/// What goes into a placeholder and what comes out of a column: the few types both engines share.
/// Instants are epoch milliseconds, days are ISO text, ids are sixteen bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// A true or false; 1 or 0 on SQLite.
    Bool(bool),
    /// A floating-point number.
    Real(f64),
    /// Text, also JSON.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
    /// An id.
    Uuid([u8; 16]),
}

impl Value<'_> {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "integer",
            Self::Bool(_) => "boolean",
            Self::Real(_) => "real",
            Self::Text(_) => "text",
            Self::Blob(_) => "blob",
            Self::Uuid(_) => "uuid",
        }
    }
}

/// Something that can stand in a placeholder.
pub trait ToValue {
    /// The value, borrowing where it can.
    fn to_value(&self) -> Value<'_>;
}

/// Something a column can be read as.
pub trait FromValue: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// [`Error::Shape`] when the value is of another type or out of range.
    fn from_value(value: Value<'_>) -> Result<Self>;
}

fn mismatch<T>(wanted: &str, found: &Value<'_>) -> Result<T> {
    Err(Error::Shape(format!("wanted {wanted}, found {}", found.kind())))
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl ToValue for $number {
            fn to_value(&self) -> Value<'_> {
                Value::Int(i64::from(*self))
            }
        }
        impl FromValue for $number {
            fn from_value(value: Value<'_>) -> Result<Self> {
                let number = i64::from_value(value)?;
                Self::try_from(number).map_err(|_| Error::Shape(format!("{number} is out of range")))
            }
        }
    )*};
}
whole_numbers!(i32, u32, i16, u16, u8);

impl ToValue for i64 {
    fn to_value(&self) -> Value<'_> {
        Value::Int(*self)
    }
}
impl FromValue for i64 {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Int(number) => Ok(number),
            other => mismatch("integer", &other),
        }
    }
}
impl ToValue for bool {
    fn to_value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}
impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Bool(flag) => Ok(flag),
            Value::Int(number) => Ok(number != 0),
            other => mismatch("boolean", &other),
        }
    }
}
impl ToValue for f64 {
    fn to_value(&self) -> Value<'_> {
        Value::Real(*self)
    }
}
impl FromValue for f64 {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Real(number) => Ok(number),
            other => mismatch("real", &other),
        }
    }
}
impl ToValue for str {
    fn to_value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}
impl ToValue for String {
    fn to_value(&self) -> Value<'_> {
        self.as_str().to_value()
    }
}
impl FromValue for String {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            other => mismatch("text", &other),
        }
    }
}
impl ToValue for [u8] {
    fn to_value(&self) -> Value<'_> {
        Value::Blob(Cow::Borrowed(self))
    }
}
impl ToValue for Vec<u8> {
    fn to_value(&self) -> Value<'_> {
        self.as_slice().to_value()
    }
}
impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Blob(bytes) => Ok(bytes.into_owned()),
            other => mismatch("blob", &other),
        }
    }
}
impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value<'_> {
        self.as_slice().to_value()
    }
}
impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value<'_>) -> Result<Self> {
        Vec::from_value(value)?
            .try_into()
            .map_err(|bytes: Vec<u8>| Error::Shape(format!("wanted {N} bytes, found {}", bytes.len())))
    }
}
impl<T> ToValue for Id<T> {
    fn to_value(&self) -> Value<'_> {
        Value::Uuid(*self.as_bytes())
    }
}
impl<T> FromValue for Id<T> {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Uuid(bytes) => Ok(Self::from_bytes(bytes)),
            Value::Blob(bytes) => match <[u8; 16]>::try_from(bytes.as_ref()) {
                Ok(bytes) => Ok(Self::from_bytes(bytes)),
                Err(_) => Err(Error::Shape("an id has sixteen bytes".into())),
            },
            other => mismatch("uuid", &other),
        }
    }
}
impl ToValue for Timestamp {
    fn to_value(&self) -> Value<'_> {
        Value::Int(self.as_millisecond())
    }
}
impl FromValue for Timestamp {
    fn from_value(value: Value<'_>) -> Result<Self> {
        let millis = i64::from_value(value)?;
        Self::from_millisecond(millis).map_err(|error| Error::Shape(error.to_string()))
    }
}
impl ToValue for Date {
    fn to_value(&self) -> Value<'_> {
        Value::Text(Cow::Owned(self.to_string()))
    }
}
impl FromValue for Date {
    fn from_value(value: Value<'_>) -> Result<Self> {
        String::from_value(value)?.parse().map_err(|error: jiff::Error| Error::Shape(error.to_string()))
    }
}
impl ToValue for Rupiah {
    fn to_value(&self) -> Value<'_> {
        Value::Int(self.0)
    }
}
impl FromValue for Rupiah {
    fn from_value(value: Value<'_>) -> Result<Self> {
        i64::from_value(value).map(Self)
    }
}
impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match value {
            Value::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }
}
impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value<'_> {
        (**self).to_value()
    }
}

/// A value kept as JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Json<T>(pub T);

impl<T: Serialize> ToValue for Json<T> {
    fn to_value(&self) -> Value<'_> {
        // A value that cannot be JSON (a map with keys that are not text) is a mistake of the program; null
        // then meets the column's NOT NULL instead of writing something false.
        serde_json::to_string(&self.0).map_or(Value::Null, |text| Value::Text(Cow::Owned(text)))
    }
}
impl<T: DeserializeOwned> FromValue for Json<T> {
    fn from_value(value: Value<'_>) -> Result<Self> {
        match &value {
            Value::Text(text) => {
                serde_json::from_str(text).map(Json).map_err(|error| Error::Shape(error.to_string()))
            }
            other => mismatch("json", other),
        }
    }
}

/// What is answered to a word that none of an enumeration's is: what was sent is wrong, not the program.
pub fn unknown_word() -> Error {
    Refusal::new(Kind::Invalid, Message::new("word-unknown")).into()
}

/// An enumeration that is stored as words: `words! { pub enum Status { Open = "open", Closed = "closed" } }`.
///
/// Gives `as_str`, `ALL`, parsing from text, and the two directions to and from a column.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value, in the order they are written.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word it is stored, sent and chosen by.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(word: &str) -> ::std::result::Result<Self, $crate::Error> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::unknown_word()),
                }
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl $crate::ToValue for $name {
            fn to_value(&self) -> $crate::Value<'_> {
                $crate::ToValue::to_value(self.as_str())
            }
        }
        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value<'_>) -> $crate::Result<Self> {
                let word = <String as $crate::FromValue>::from_value(value)?;
                word.parse().map_err(|_| $crate::Error::Shape(format!("{word:?} is no {}", stringify!($name))))
            }
        }
    };
}
