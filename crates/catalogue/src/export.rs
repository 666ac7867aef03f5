//! The catalogue as a file: every record as it came or as it was last edited here, byte by byte.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use kernel::{Id, Rupiah};
use marc::{Field, iso2709, xml};
use store::{FromRow, Store, Tx, many::Ids, sql, vals};

use crate::{
    model::{Record, Status},
    stored,
};

/// How many records are read at once.
const CHUNK: i64 = 500;

/// What an export may be told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// MARCXML instead of ISO 2709.
    pub xml: bool,
    /// Also records hidden from the public.
    pub hidden: bool,
    /// Writes the copies into fields 952, in place of those that came with the record.
    pub items: bool,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// Records in the file.
    pub written: u64,
    /// Short numbers of records that ISO 2709 cannot hold; MARCXML can.
    pub too_long: Vec<i64>,
}

/// Why an export ended early. What the file has so far is whole records.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The database.
    #[error("{0}; the export is not complete")]
    Store(#[from] store::Error),
    /// The file.
    #[error("the file could not be written: {0}; the export is not complete")]
    Output(#[from] io::Error),
}

/// Writes the records to `to`, in the order of their numbers; `progress` hears how many there are so far.
///
/// # Errors
/// [`Failed`].
pub fn marc(
    store: &Store,
    to: impl Write,
    options: Options,
    progress: &mut dyn FnMut(u64),
) -> Result<Exported, Failed> {
    let mut exported = Exported::default();
    let mut sink = if options.xml { Sink::Xml(xml::Writer::new(to)?) } else { Sink::Iso2709(to) };
    let mut after = 0;
    loop {
        let rows = store.read_blocking(move |tx| chunk(tx, after, options))?;
        let Some((last, ..)) = rows.last() else { break };
        after = *last;
        for (number, bytes, items) in rows {
            if sink.put(&bytes, items)? {
                exported.written += 1;
            } else {
                exported.too_long.push(number);
            }
        }
        progress(exported.written);
    }
    sink.finish()?;
    Ok(exported)
}

enum Sink<W: Write> {
    Iso2709(W),
    Xml(xml::Writer<W>),
}

impl<W: Write> Sink<W> {
    /// Writes a record; false when this format cannot hold it.
    fn put(&mut self, bytes: &[u8], items: Option<Vec<Field>>) -> Result<bool, Failed> {
        if let (Self::Iso2709(to), None) = (&mut *self, &items)
            && bytes.first() != Some(&b'<')
        {
            to.write_all(bytes)?;
            return Ok(true);
        }
        let mut record = stored::read(bytes)?;
        if let Some(items) = items {
            record.remove("952");
            for item in items {
                record.insert(item);
            }
        }
        match self {
            Self::Xml(writer) => {
                writer.write(&record)?;
                Ok(true)
            }
            Self::Iso2709(to) => match iso2709::to_vec(&record) {
                Ok(bytes) => Ok(to.write_all(&bytes).map(|()| true)?),
                Err(_) => Ok(false),
            },
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Iso2709(mut to) => to.flush(),
            Self::Xml(writer) => writer.finish()?.flush(),
        }
    }
}

type Row = (i64, Vec<u8>, Option<Vec<Field>>);

fn chunk(tx: &mut Tx<'_>, after: i64, options: Options) -> store::Result<Vec<Row>> {
    let rows: Vec<(Id<Record>, i64, Vec<u8>)> = tx.all(
        sql!(
            "SELECT id, number, marc FROM record WHERE number > ?1 AND (?2 OR NOT hidden) ORDER BY number LIMIT ?3"
        ),
        vals![after, options.hidden, CHUNK],
    )?;
    if !options.items {
        return Ok(rows.into_iter().map(|(_, number, bytes)| (number, bytes, None)).collect());
    }
    let ids: Vec<Id<Record>> = rows.iter().map(|(id, ..)| *id).collect();
    let mut items = items(tx, &ids)?;
    let with_items = |(id, number, bytes)| (number, bytes, Some(items.remove(&id).unwrap_or_default()));
    Ok(rows.into_iter().map(with_items).collect())
}

#[derive(FromRow)]
struct Item {
    record: Id<Record>,
    barcode: String,
    branch: String,
    kind: String,
    call_number: String,
    shelf: String,
    status: Status,
    price: Option<Rupiah>,
    inventory: Option<String>,
    source: Option<String>,
    received_on: Option<String>,
}

/// The copies of records as Koha's item fields, which most systems read.
fn items(tx: &mut Tx<'_>, records: &[Id<Record>]) -> store::Result<HashMap<Id<Record>, Vec<Field>>> {
    const OF: Ids = store::ids!(
        "SELECT c.record, c.barcode, b.code AS branch, c.kind,
                CASE WHEN c.call_number = '' THEN r.call_number ELSE c.call_number END AS call_number,
                c.shelf, c.status, c.price, c.inventory, c.source, c.received_on
         FROM copy c JOIN branch b ON b.id = c.branch JOIN record r ON r.id = c.record
         WHERE c.record IN ",
        1,
        " ORDER BY c.barcode"
    );
    let mut fields: HashMap<Id<Record>, Vec<Field>> = HashMap::new();
    for item in tx.all_ids::<_, Item>(&OF, vals![], records)? {
        fields.entry(item.record).or_default().push(field(item));
    }
    Ok(fields)
}

fn field(item: Item) -> Field {
    let mark = match item.status {
        Status::Withdrawn => Some('0'),
        Status::Lost => Some('1'),
        Status::Repair => Some('4'),
        Status::Reference => Some('7'),
        Status::Available | Status::Processing => None,
    };
    let field = Field::data("952", ' ', ' ');
    let field = mark.into_iter().fold(field, |field, code| field.with(code, "1"));
    let parts = [
        ('a', Some(item.branch.clone())),
        ('b', Some(item.branch)),
        ('c', Some(item.shelf)),
        ('d', item.received_on),
        ('e', item.source),
        ('i', item.inventory),
        ('o', Some(item.call_number)),
        ('p', Some(item.barcode)),
        ('v', item.price.map(|price| price.0.to_string())),
        ('y', Some(item.kind)),
    ];
    let told =
        parts.into_iter().filter_map(|(code, text)| Some((code, text.filter(|text| !text.is_empty())?)));
    told.fold(field, |field, (code, text)| field.with(code, text))
}
