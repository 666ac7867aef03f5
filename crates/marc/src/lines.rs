//! The record as lines of text that a librarian can read and edit.
//!
//! ```text
//! =LDR 00000nam#a2200000#i#4500
//! 001 tmh-1
//! 245 10 $a Laskar pelangi / $c Andrea Hirata.
//! ```
//!
//! The first line is the leader. A line is a tag, then a control field's text with `#` for blanks, or two
//! indicators with `#` for blanks and the subfields, each `$`, code and text. Blanks around a subfield's text
//! mean nothing. What has a meaning is written in braces where it stands for itself: `{dollar}`, `{lcub}` for
//! `{`, `{num}` for `#`, `{eq}` for a tag's leading `=`, `{sp}` for a blank at a text's edge, and `{U+000A}` for
//! a character that has no picture. A control field outside 00X has `=` before its tag; a data field without
//! subfields ends in a bare `$`.
//!
//! What is read is what MARC 21 can hold: tags of three characters, and none of the three signs that end subfields,
//! fields and records. A mistyped line is told of, where it would else vanish in writing.

use std::fmt::Write;

use thiserror::Error;

use crate::{Field, Leader, Record, Subfield, Tag};

/// A line that is no field.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {reason}")]
pub struct LineError {
    /// The line's number, from 1.
    pub line: usize,
    /// Why it is none.
    pub reason: LineReason,
}

/// Why a line is no field.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineReason {
    /// The first line is not `=LDR` and a leader.
    #[error("the first line must be the leader, =LDR and 24 characters")]
    LeaderMissing,
    /// The leader is not 24 printable ASCII characters.
    #[error("the leader must have 24 characters")]
    Leader,
    /// The line does not begin with a tag of three printable ASCII characters and a blank.
    #[error("the line must begin with a tag of three characters")]
    Tag,
    /// U+001D, U+001E or U+001F, which end records, fields and subfields, in the text.
    #[error("a separator of ISO 2709 (U+001D, U+001E or U+001F) cannot stand in the text")]
    Separator,
    /// A data field needs two indicators between tag and first subfield; `#` is a blank one.
    #[error("two indicators must stand between the tag and the first subfield")]
    Indicators,
    /// A data field has no subfield.
    #[error("a subfield must follow the indicators")]
    SubfieldsMissing,
    /// A `$` without a code behind it. A dollar sign in the text is `{dollar}`.
    #[error("a code must follow the sign $; a dollar sign in the text is written {{dollar}}")]
    Code,
    /// A brace that begins none of the known names. A brace in the text is `{lcub}`.
    #[error("an unknown name in braces; a brace in the text is written {{lcub}}")]
    Escape,
}

impl LineReason {
    /// A name for this reason that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::LeaderMissing => "leader-missing",
            Self::Leader => "leader",
            Self::Tag => "tag",
            Self::Separator => "separator",
            Self::Indicators => "indicators",
            Self::SubfieldsMissing => "subfields-missing",
            Self::Code => "code",
            Self::Escape => "escape",
        }
    }
}

impl Record {
    /// The record as lines to edit; [`Record::from_lines`] gives exactly the same record back, if it is one that
    /// ISO 2709 can name: tags of three characters, no separators in its texts.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let mut out = String::from("=LDR ");
        put_blanked(self.leader.as_str(), &mut out);
        out.push('\n');
        for field in &self.fields {
            put_field(field, &mut out);
            out.push('\n');
        }
        out
    }

    /// Reads lines as [`Record::to_lines`] writes them. Empty lines and blanks at a line's end mean nothing.
    ///
    /// # Errors
    /// Every line that cannot be read, so that all can be mended at once.
    pub fn from_lines(text: &str) -> Result<Self, Vec<LineError>> {
        let mut errors = Vec::new();
        let mut record = Self::default();
        let mut lines = (1..).zip(text.split('\n').map(trim)).filter(|(_, line)| !line.is_empty());
        match lines.next() {
            None => errors.push(LineError { line: 1, reason: LineReason::LeaderMissing }),
            Some((line, text)) => match read_leader(text) {
                Ok(leader) => record.leader = leader,
                Err(reason) => errors.push(LineError { line, reason }),
            },
        }
        for (line, text) in lines {
            match read_field(text) {
                Ok(field) => record.fields.push(field),
                Err(reason) => errors.push(LineError { line, reason }),
            }
        }
        if errors.is_empty() { Ok(record) } else { Err(errors) }
    }
}

fn put_field(field: &Field, out: &mut String) {
    let tag = field.tag();
    match field {
        Field::Control { value, .. } => {
            if !tag.is_control() {
                out.push('=');
            }
            put_tag(tag, out);
            out.push(' ');
            put_blanked(value, out);
        }
        Field::Data { ind1, ind2, subfields, .. } => {
            put_tag(tag, out);
            out.push(' ');
            put_unit(*ind1, out);
            put_unit(*ind2, out);
            for Subfield { code, value } in subfields {
                out.push_str(" $");
                match code {
                    ' ' => out.push_str("{sp}"),
                    _ => put_char(*code, out),
                }
                out.push(' ');
                put_value(value, out);
            }
            if subfields.is_empty() {
                out.push_str(" $");
            }
        }
    }
}

fn put_tag(tag: Tag, out: &mut String) {
    let text = tag.as_str();
    match text.strip_prefix('=') {
        Some(rest) => {
            out.push_str("{eq}");
            put_blanked(rest, out);
        }
        None => put_blanked(text, out),
    }
}

/// Text in which blanks matter.
fn put_blanked(text: &str, out: &mut String) {
    text.chars().for_each(|c| put_unit(c, out));
}

fn put_unit(c: char, out: &mut String) {
    match c {
        ' ' => out.push('#'),
        '#' => out.push_str("{num}"),
        _ => put_char(c, out),
    }
}

/// A subfield's text: blanks as they are, except at its edges, where none can be seen.
fn put_value(text: &str, out: &mut String) {
    let inner = text.trim_matches(' ');
    let before = text.len() - text.trim_start_matches(' ').len();
    let after = text.len() - before - inner.len();
    out.extend(std::iter::repeat_n("{sp}", before));
    inner.chars().for_each(|c| put_char(c, out));
    out.extend(std::iter::repeat_n("{sp}", after));
}

fn put_char(c: char, out: &mut String) {
    match c {
        '$' => out.push_str("{dollar}"),
        '{' => out.push_str("{lcub}"),
        // Line separators and the byte order mark have no picture either.
        _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
            // Writing to a string cannot fail.
            let _ = write!(out, "{{U+{:04X}}}", u32::from(c));
        }
        _ => out.push(c),
    }
}

fn trim(line: &str) -> &str {
    line.trim_matches([' ', '\t', '\r'])
}

fn read_leader(line: &str) -> Result<Leader, LineReason> {
    let text = line.strip_prefix("=LDR").filter(|t| t.starts_with(' ')).ok_or(LineReason::LeaderMissing)?;
    // A leader typed with blanks instead of `#` may lose those at its end, never those at its beginning.
    let text = blanked(text.strip_prefix("  ").or_else(|| text.strip_prefix(' ')).unwrap_or_default())?;
    Leader::parse(&text).ok_or(LineReason::Leader)
}

fn read_field(line: &str) -> Result<Field, LineReason> {
    let (marked, line) = line.strip_prefix('=').map_or((false, line), |rest| (true, rest));
    let (tag, rest) = line.split_once(' ').unwrap_or((line, ""));
    let tag = Tag::parse(&blanked(tag)?).filter(|tag| tag.as_str().len() == 3).ok_or(LineReason::Tag)?;
    // In text a dollar sign is always in braces, so one that is not begins a subfield.
    let Some((indicators, subfields)) = rest.split_once('$') else {
        if marked || tag.is_control() {
            return Ok(Field::Control { tag, value: blanked(trim(rest))? });
        }
        return Err(LineReason::SubfieldsMissing);
    };
    let indicators = blanked(trim(indicators))?;
    let mut chars = indicators.chars();
    let (Some(ind1), Some(ind2), None) = (chars.next(), chars.next(), chars.next()) else {
        return Err(LineReason::Indicators);
    };
    let subfields = if subfields.is_empty() {
        Vec::new()
    } else {
        subfields.split('$').map(read_subfield).collect::<Result<_, _>>()?
    };
    Ok(Field::Data { tag, ind1, ind2, subfields })
}

fn read_subfield(text: &str) -> Result<Subfield, LineReason> {
    if text.starts_with([' ', '\t']) {
        return Err(LineReason::Code);
    }
    let (code, rest) = unit(text)?.ok_or(LineReason::Code)?;
    let mut rest = trim(rest);
    let mut value = String::with_capacity(rest.len());
    while let Some((c, after)) = unit(rest)? {
        value.push(c);
        rest = after;
    }
    Ok(Subfield { code, value })
}

/// Text in which `#` is a blank.
fn blanked(mut text: &str) -> Result<String, LineReason> {
    let mut out = String::with_capacity(text.len());
    while let Some((c, rest)) = unit(text)? {
        out.push(if text.starts_with('#') { ' ' } else { c });
        text = rest;
    }
    Ok(out)
}

/// The first character of a text, or the one that a name in braces stands for, and what follows.
fn unit(text: &str) -> Result<Option<(char, &str)>, LineReason> {
    let mut chars = text.chars();
    match chars.next() {
        None => Ok(None),
        Some('{') => match named(chars.as_str()).ok_or(LineReason::Escape)? {
            (c, _) if is_separator(c) => Err(LineReason::Separator),
            found => Ok(Some(found)),
        },
        Some(c) if is_separator(c) => Err(LineReason::Separator),
        Some(c) => Ok(Some((c, chars.as_str()))),
    }
}

const fn is_separator(c: char) -> bool {
    matches!(c, '\u{1D}'..='\u{1F}')
}

fn named(text: &str) -> Option<(char, &str)> {
    // No name is longer, so a lone brace does not make reading slow.
    let end = text.bytes().take(9).position(|b| b == b'}')?;
    let (name, rest) = (text.get(..end)?, text.get(end + 1..)?);
    let c = match name {
        "dollar" => '$',
        "lcub" => '{',
        "num" => '#',
        "eq" => '=',
        "sp" => ' ',
        _ => {
            let number = name.strip_prefix("U+")?;
            char::from_u32(u32::from_str_radix(number, 16).ok()?)?
        }
    };
    Some((c, rest))
}
