//! From the bytes of one record to the record: every length is checked against the bytes that are there.

use memchr::memchr;

use super::{ENTRY, FIELD_END, LEADER, RECORD_END, SUBFIELD};
use crate::leader::digits;
use crate::marc8::Decoder;
use crate::{Field, Leader, Reason, Record, Subfield, Tag, Warning};

/// One line of the directory; a length or start that is no number is unknown.
struct Place {
    tag: Tag,
    length: Option<usize>,
    start: Option<usize>,
}

/// Reads one record from all its bytes, the record terminator included if there is one.
pub(super) fn parse(raw: &[u8]) -> Result<(Record, Vec<Warning>), Reason> {
    let mut warnings = Vec::new();
    let body = match raw.split_last() {
        Some((&RECORD_END, body)) => body,
        _ => raw,
    };
    // A leader and the terminator of an empty directory.
    let (Some(head), Some(rest)) = (body.get(..LEADER), body.get(LEADER..).filter(|r| !r.is_empty())) else {
        return Err(if body.len() == raw.len() { Reason::Truncated } else { Reason::TooShort });
    };
    let (leader, mended) = Leader::mend(head);
    if mended {
        warnings.push(Warning::LeaderMended);
    }
    let stated = leader.number(0, 5);
    if body.len() == raw.len() {
        if stated.is_some_and(|length| length > raw.len() + 1) {
            return Err(Reason::Truncated);
        }
        warnings.push(Warning::TerminatorMissing);
    } else if stated != Some(raw.len()) {
        warnings.push(Warning::LengthMisstated);
    }

    let directory_end = memchr(FIELD_END, rest).ok_or(Reason::Directory)?;
    let (directory, data) = rest.split_at(directory_end);
    let data = data.get(1..).unwrap_or_default();
    if leader.number(12, 17) != Some(LEADER + directory_end + 1) {
        warnings.push(Warning::BaseMisstated);
    }
    let places = places(directory)?;
    let fields = match as_stated(&places, data) {
        Some(fields) => {
            if fields.iter().map(|f| f.len() + 1).sum::<usize>() < data.len() {
                warnings.push(Warning::DataUnreferenced);
            }
            fields
        }
        None => {
            warnings.push(Warning::DirectoryMended);
            by_terminators(&places, data).ok_or(Reason::FieldBounds)?
        }
    };

    let mut decoder = Decoder::choose(leader.at(9) == 'a', data, &mut warnings);
    let fields = places
        .iter()
        .zip(fields)
        .map(|(place, bytes)| field(place.tag, bytes, &mut decoder, &mut warnings))
        .collect();
    if decoder.replaced() > 0 {
        warnings.push(Warning::CharactersReplaced { count: decoder.replaced() });
    }
    if decoder.nuls() > 0 {
        warnings.push(Warning::NulReplaced { count: decoder.nuls() });
    }
    Ok((Record { leader, fields }, warnings))
}

fn places(directory: &[u8]) -> Result<Vec<Place>, Reason> {
    if !directory.len().is_multiple_of(ENTRY) {
        return Err(Reason::Directory);
    }
    directory
        .chunks_exact(ENTRY)
        .map(|entry| {
            let (tag, numbers) = entry.split_at(3);
            let (length, start) = numbers.split_at(4);
            let tag = Tag::from_bytes(tag).ok_or(Reason::Tag)?;
            Ok(Place { tag, length: digits(length), start: digits(start) })
        })
        .collect()
}

/// The fields where the directory says, without terminators; none when one of them is not exactly one
/// field, or when they overlap, which also keeps a hostile directory from multiplying the data.
fn as_stated<'a>(places: &[Place], data: &'a [u8]) -> Option<Vec<&'a [u8]>> {
    let mut total = 0;
    let mut fields = Vec::with_capacity(places.len());
    for place in places {
        let (start, length) = (place.start?, place.length?);
        let field = data.get(start..start.checked_add(length)?)?;
        total += length;
        if total > data.len() || memchr(FIELD_END, field)? + 1 != length {
            return None;
        }
        fields.push(field.get(..length - 1)?);
    }
    Some(fields)
}

/// The fields told apart by their terminators, when there are as many as the directory has entries and it
/// does not say that they stand in another order.
fn by_terminators<'a>(places: &[Place], data: &'a [u8]) -> Option<Vec<&'a [u8]>> {
    let data = data.strip_suffix(&[FIELD_END]).unwrap_or(data);
    let in_order = places.iter().filter_map(|p| p.start).is_sorted();
    if !in_order || memchr::memchr_iter(FIELD_END, data).count() + 1 != places.len() {
        return None;
    }
    Some(data.split(|&b| b == FIELD_END).collect())
}

fn field(tag: Tag, bytes: &[u8], decoder: &mut Decoder, warnings: &mut Vec<Warning>) -> Field {
    let Some(first) = memchr(SUBFIELD, bytes) else {
        // Two indicators alone are a data field without subfields; Aleph's `FMT` with `BK` is not.
        if let (false, &[ind1 @ (b' ' | b'0'..=b'9'), ind2 @ (b' ' | b'0'..=b'9')]) =
            (tag.is_control(), bytes)
        {
            return Field::data(tag, char::from(ind1), char::from(ind2));
        }
        if !tag.is_control() {
            warnings.push(Warning::SubfieldsMissing(tag));
        }
        return Field::Control { tag, value: decoder.decode(bytes) };
    };
    if tag.is_control() {
        warnings.push(Warning::SubfieldsUnexpected(tag));
    }
    let (head, rest) = bytes.split_at(first);
    let (ind1, ind2, stray) = indicators(tag, head, decoder, warnings);
    let mut subfields =
        Vec::with_capacity(memchr::memchr_iter(SUBFIELD, rest).count() + usize::from(stray.is_some()));
    subfields.extend(stray.map(|value| Subfield { code: 'a', value }));
    for part in rest.split(|&b| b == SUBFIELD).skip(1) {
        match part.split_first() {
            None => warnings.push(Warning::SubfieldEmpty(tag)),
            Some((&code @ 0x00..=0x7F, value)) => {
                subfields.push(Subfield { code: char::from(code), value: decoder.decode(value) });
            }
            Some(_) => {
                // In Unicode the code may be any character, which is kept; otherwise there is no code.
                let text = decoder.decode(part);
                let mut chars = text.chars();
                match chars.next() {
                    Some(code) if decoder.is_utf8() => {
                        subfields.push(Subfield { code, value: chars.as_str().to_owned() });
                    }
                    _ => {
                        warnings.push(Warning::CodeMissing(tag));
                        subfields.push(Subfield { code: 'a', value: text });
                    }
                }
            }
        }
    }
    Field::Data { tag, ind1, ind2, subfields }
}

/// Both indicators, and text that stood between them and the first subfield.
fn indicators(
    tag: Tag,
    head: &[u8],
    decoder: &mut Decoder,
    warnings: &mut Vec<Warning>,
) -> (char, char, Option<String>) {
    if let &[ind1 @ 0x00..=0x7F, ind2 @ 0x00..=0x7F] = head {
        return (char::from(ind1), char::from(ind2), None);
    }
    let text = decoder.decode(head);
    let mut chars = text.chars();
    let (ind1, ind2) = (chars.next(), chars.next());
    let stray = Some(chars.as_str()).filter(|s| !s.trim().is_empty()).map(str::to_owned);
    if stray.is_some() {
        warnings.push(Warning::CodeMissing(tag));
    } else if ind2.is_none() || !chars.as_str().is_empty() {
        warnings.push(Warning::IndicatorsMended(tag));
    }
    (ind1.unwrap_or(' '), ind2.unwrap_or(' '), stray)
}
