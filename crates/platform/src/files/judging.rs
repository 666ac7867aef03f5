//! What a file is, and whether it is what it says: its content is looked at, and its name held against it.

use kernel::{Message, Reason};
use memchr::memmem;

store::words! {
    /// What may be uploaded; the word is its media type.
    pub enum FileKind {
        /// A PDF document.
        Pdf = "application/pdf",
        /// A PNG image.
        Png = "image/png",
        /// A JPEG image.
        Jpeg = "image/jpeg",
        /// A WebP image.
        Webp = "image/webp",
        /// Plain text, also CSV, in any encoding that extends ASCII.
        Text = "text/plain",
        /// A spreadsheet (Office Open XML).
        Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// A text document (Office Open XML).
        Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// A ZIP archive of anything else.
        Zip = "application/zip",
        /// MARC records in ISO 2709.
        Marc = "application/marc",
    }
}

impl FileKind {
    /// What `bytes` are, by what they begin with and never by their name; none for what may not be uploaded, such as a page or
    /// a drawing that a browser would run.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [] => None,
            _ if headed(bytes).starts_with(b"%PDF-") => Some(Self::Pdf),
            _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some(Self::Png),
            _ if bytes.starts_with(b"\xff\xd8\xff") => Some(Self::Jpeg),
            _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some(Self::Webp),
            _ if bytes.starts_with(b"PK\x03\x04") => Self::of_archive(bytes),
            _ if is_marc(bytes) => Some(Self::Marc),
            _ if is_markup(bytes) => None,
            _ if bytes
                .iter()
                .all(|&b| b >= 0x20 && b != 0x7f || matches!(b, b'\t' | b'\n' | b'\r' | 0x0c)) =>
            {
                Some(Self::Text)
            }
            _ => None,
        }
    }

    /// What an archive is, by the files that its directory lists; none where it has none that can be read.
    fn of_archive(bytes: &[u8]) -> Option<Self> {
        let names = listed(bytes)?;
        let has = |name: &[u8]| names.contains(&name);
        Some(if has(b"xl/workbook.xml") {
            Self::Spreadsheet
        } else if has(b"word/document.xml") {
            Self::Word
        } else {
            Self::Zip
        })
    }

    /// What people call it: `PDF`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Webp => "WebP",
            Self::Text => "CSV",
            Self::Spreadsheet => "XLSX",
            Self::Word => "DOCX",
            Self::Zip => "ZIP",
            Self::Marc => "MARC",
        }
    }

    /// How the name of such a file ends: `pdf`.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Text => "csv",
            Self::Spreadsheet => "xlsx",
            Self::Word => "docx",
            Self::Zip => "zip",
            Self::Marc => "mrc",
        }
    }

    /// What a name says by its ending: that a file is of a kind, or something that is never kept. None where it says nothing:
    /// `Surat Nomor 12.2026`.
    fn said(name: &str) -> Option<Option<Self>> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.trim().to_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "png" => Some(Self::Png),
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "webp" => Some(Self::Webp),
            "csv" | "tsv" | "txt" => Some(Self::Text),
            "xlsx" => Some(Self::Spreadsheet),
            "docx" => Some(Self::Word),
            "zip" => Some(Self::Zip),
            "mrc" => Some(Self::Marc),
            "htm" | "html" | "xhtml" | "svg" | "xml" | "js" | "mjs" | "css" | "php" | "exe" | "dll"
            | "com" | "bat" | "cmd" | "ps1" | "sh" | "msi" | "scr" | "jar" | "apk" | "doc" | "docm"
            | "xls" | "xlsm" | "ppt" | "pptx" | "odt" | "ods" | "rtf" | "gif" | "bmp" | "tif" | "tiff"
            | "heic" | "rar" | "7z" | "gz" | "tar" | "mp3" | "mp4" => None,
            _ => return None,
        })
    }
}

/// A leader whose length and base address hold, and a record terminator where it says.
fn is_marc(bytes: &[u8]) -> bool {
    let number = |digits: Option<&[u8]>| digits.and_then(number_of);
    let (Some(length), Some(base)) = (number(bytes.get(..5)), number(bytes.get(12..17))) else {
        return false;
    };
    base > 24 && base < length && bytes.get(length.saturating_sub(1)) == Some(&0x1d)
}

/// How much of a text is looked through.
const LOOKED_THROUGH: usize = 4_096;

/// The beginning of a text, as far as it is looked through.
fn beginning(content: &[u8]) -> String {
    String::from_utf8_lossy(&content[..content.len().min(LOOKED_THROUGH)]).into_owned()
}

/// Whether a text is a page or a drawing for a browser, or a program for a printer, and no table.
fn is_markup(content: &[u8]) -> bool {
    const SIGNS: [&str; 6] = ["<!doctype", "<html", "<svg", "<script", "<?xml", "%!ps"];
    let head = beginning(content).to_lowercase();
    let begins = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{fffd}']).starts_with('<');
    begins || SIGNS.iter().any(|sign| head.contains(sign))
}

/// Whether a document or picture is one from its beginning to its end: half a file, or junk between the marks of another, shows
/// nobody anything. An archive without its directory is none ([`listed`]).
fn is_whole(kind: FileKind, content: &[u8]) -> bool {
    let length = |from: usize| -> Option<usize> {
        let bytes: [u8; 4] = content.get(from..from + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    match kind {
        FileKind::Pdf => is_document(content),
        FileKind::Png => has_chunks(content) && is_picture(content),
        FileKind::Jpeg => memmem::rfind(content, b"\xff\xd9").is_some() && is_picture(content),
        FileKind::Webp => {
            length(4).is_some_and(|length| length >= 12 && length + 8 <= content.len()) && is_picture(content)
        }
        FileKind::Text | FileKind::Spreadsheet | FileKind::Word | FileKind::Zip | FileKind::Marc => true,
    }
}

/// A file from its heading on: some programs write a mark of the order of bytes, or a blank line, before that of a document.
fn headed(content: &[u8]) -> &[u8] {
    content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start()
}

/// Whether a PDF document says where its parts lie: at its end stands where its cross-reference is, and that, or the trailer
/// behind it, names the root of the document, which is there (ISO 32000, 7.5). Its parts are not read: a reader that follows
/// them can be led on for ever by whoever makes the file.
fn is_document(content: &[u8]) -> bool {
    /// How far from its end a document says that it ends (annex H).
    const TAIL: usize = 1_024;
    /// How many trailers are looked at, the last first: each change adds one, and a document for the web has two.
    const TRAILERS: usize = 64;
    // Some programs fill up the last block with nothing.
    let filled = content.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let tail = &content[filled.saturating_sub(TAIL)..filled];
    let Some(end) = memmem::rfind(tail, b"%%EOF") else { return false };
    let Some(at) = memmem::rfind(&tail[..end], b"startxref") else { return false };
    let said = tail[at + b"startxref".len()..end].trim_ascii_start();
    let digits = said.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // A stream of cross-references keeps the root with other objects, packed. Its place is counted from the file's first
    // byte, or from the heading's.
    let is_stream = number_of(&said[..digits]).is_some_and(|at| {
        [content, headed(content)].iter().any(|counted| {
            let object = counted.get(at..).unwrap_or_default();
            let head = &object[..memmem::find(object, b"stream").unwrap_or(0)];
            memmem::find(head, b"/XRef").is_some() && root(head).is_some()
        })
    });
    // The trailer of a table is looked for as readers do: programs move it without saying so.
    let mut trailers = memmem::rfind_iter(content, b"trailer").take(TRAILERS);
    let mut named = || trailers.find_map(|at| root(&content[at..content.len().min(at + TAIL)]));
    is_stream || named().is_some_and(|root| is_object(content, root))
}

/// The number and generation of the object that a dictionary names as the root: `/Root 1 0 R`.
fn root(dictionary: &[u8]) -> Option<(usize, usize)> {
    let rest = &dictionary[memmem::find(dictionary, b"/Root")? + b"/Root".len()..];
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let found = (number_of(words.next()?)?, number_of(words.next()?)?);
    words.next()?.starts_with(b"R").then_some(found)
}

/// Whether a document has an object with this number and generation: `1 0 obj`.
fn is_object(content: &[u8], (number, generation): (usize, usize)) -> bool {
    let begins = format!("{number} {generation} obj");
    memmem::find_iter(content, begins.as_bytes()).any(|at| at == 0 || !content[at - 1].is_ascii_digit())
}

/// A whole number in digits.
fn number_of(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
}

/// Whether the chunks of a PNG picture follow each other to its last, each with the sum that stands behind it (PNG, 5.3).
fn has_chunks(content: &[u8]) -> bool {
    let number = |at: usize| -> Option<u32> {
        let bytes: [u8; 4] = content.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    let chunk = |at: usize| -> Option<&[u8]> {
        let length = usize::try_from(number(at)?).ok()?;
        let chunk = content.get(at + 4..at + 8 + length)?;
        let mut sum = flate2::Crc::new();
        sum.update(chunk);
        (Some(sum.sum()) == number(at + 8 + length)).then_some(chunk)
    };
    let mut at = b"\x89PNG\r\n\x1a\n".len();
    while let Some(one) = chunk(at) {
        if one.starts_with(b"IEND") {
            return true;
        }
        at += one.len() + 8;
    }
    false
}

/// Whether a picture says how large it is; larger than what is ever shown it may be, since it is only kept.
fn is_picture(content: &[u8]) -> bool {
    matches!(picture::dimensions(content), Ok(_) | Err(picture::Error::TooLarge))
}

/// The files that the directory at the end of a ZIP archive lists (APPNOTE 4.3.12 and 4.3.16); none where there is no such
/// directory, or it leads out of the file.
fn listed(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    /// How long the end of the directory is without its comment, and an entry without its names.
    const END: usize = 22;
    const ENTRY: usize = 46;
    let number = |from: usize, length: usize| -> Option<usize> {
        bytes
            .get(from..from.checked_add(length)?)?
            .iter()
            .rev()
            .try_fold(0_usize, |sum, byte| sum.checked_mul(256)?.checked_add(usize::from(*byte)))
    };
    let end = memmem::rfind(bytes, b"PK\x05\x06").filter(|end| end + END <= bytes.len())?;
    let (count, mut at) = (number(end + 10, 2)?, number(end + 16, 4)?);
    let mut names = Vec::new();
    for _ in 0..count {
        bytes.get(at..)?.strip_prefix(b"PK\x01\x02")?;
        let (name, extra, comment) = (number(at + 28, 2)?, number(at + 30, 2)?, number(at + 32, 2)?);
        names.push(bytes.get(at + ENTRY..at + ENTRY + name)?);
        at += ENTRY + name + extra + comment;
    }
    Some(names)
}

/// Whether a text is a table: it is called one, and its first line has cells.
fn is_table(name: &str, content: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase());
    let head = beginning(content);
    let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    matches!(ending.as_deref(), Some("csv" | "tsv")) && first.contains([',', ';', '\t'])
}

/// Whether a cell of a table is a formula, which a program that opens it would reckon out: numbers may begin with a sign.
fn has_formula(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    let is_formula = |cell: &str| {
        let cell = cell.trim().trim_start_matches('"').trim_start();
        let is_number =
            |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '"'));
        match cell.chars().next() {
            Some('=' | '@') => true,
            Some(sign @ ('+' | '-')) => !is_number(&cell[sign.len_utf8()..]),
            _ => false,
        }
    };
    text.lines().any(|line| line.split([',', ';', '\t']).any(is_formula))
}

/// How long a title may be.
const TITLE: usize = 200;

/// A file somebody hands in, to be kept under a title.
#[derive(Debug, Clone, Copy)]
pub struct Handed<'a> {
    /// What it is called; empty where it is called as the file was.
    pub title: &'a str,
    /// What the file was called.
    pub name: &'a str,
    /// What is in it.
    pub content: &'a [u8],
}

impl<'a> Handed<'a> {
    /// What it is called.
    pub fn title(&self) -> &'a str {
        let title = self.title.trim();
        if title.is_empty() { self.name.trim() } else { title }
    }

    /// What it is, by its content alone: one of these, or none.
    pub fn kind(&self, allowed: &[FileKind]) -> Option<FileKind> {
        FileKind::of(self.content).filter(|kind| allowed.contains(kind))
    }

    /// What speaks against its content where only these are kept: that there is none, that it is not what its name says or not
    /// one of these; that a text is no table, or one that reckons.
    fn objection(&self, allowed: &[FileKind]) -> Option<Message> {
        let is = FileKind::of(self.content);
        let names = || allowed.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
        match is.filter(|kind| allowed.contains(kind)) {
            _ if self.content.is_empty() => Some(Message::new("file-none")),
            _ if FileKind::said(self.name).is_some_and(|said| said != is) => {
                Some(Message::new("file-called-otherwise").with("name", self.name))
            }
            None => Some(Message::new("file-of-another-kind").with("kinds", names())),
            Some(kind) if !is_whole(kind, self.content) => {
                Some(Message::new("file-cut-off").with("name", self.name))
            }
            Some(FileKind::Text) if !is_table(self.name, self.content) => Some(Message::new("file-no-table")),
            Some(FileKind::Text) if has_formula(self.content) => Some(Message::new("file-formula")),
            Some(_) => None,
        }
    }

    /// What speaks against keeping it where only these are kept: of the field `file`, and of `title` where it has none.
    pub fn objections(&self, allowed: &[FileKind], title: &'static str) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
        if let Some(message) = self.objection(allowed) {
            object("file", message);
        }
        if !(1..=TITLE).contains(&self.title().chars().count()) {
            object(title, Message::new("file-title-missing").with("most", TITLE as i64));
        }
        reasons
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP archive of empty files with these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let (mut whole, mut directory) = (Vec::new(), Vec::new());
        for name in names {
            let (at, length) = (whole.len() as u32, (name.len() as u16).to_le_bytes());
            whole.extend(b"PK\x03\x04\x14\0");
            whole.extend([0; 20]);
            whole.extend(length);
            whole.extend([0; 2]);
            whole.extend(name.as_bytes());
            directory.extend(b"PK\x01\x02\x14\0\x14\0");
            directory.extend([0; 20]);
            directory.extend(length);
            directory.extend([0; 12]);
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let (count, at) = ((names.len() as u16).to_le_bytes(), (whole.len() as u32).to_le_bytes());
        whole.extend(&directory);
        whole.extend(b"PK\x05\x06\0\0\0\0");
        whole.extend([count, count].concat());
        whole.extend((directory.len() as u32).to_le_bytes());
        whole.extend(at);
        whole.extend([0; 2]);
        whole
    }

    #[test]
    fn a_file_is_known_by_its_content_and_not_by_its_name() {
        let marc = b"00042nam a2200037   4500001000200000\x1ex\x1e12\x1d";
        let (table, text, photos) = (
            archive(&["[Content_Types].xml", "xl/workbook.xml"]),
            archive(&["[Content_Types].xml", "word/document.xml"]),
            archive(&["foto.jpg"]),
        );
        let cut_off = &table[..table.len() - 30];
        for (bytes, kind) in [
            (&b"%PDF-1.7\n"[..], Some(FileKind::Pdf)),
            (b"\x89PNG\r\n\x1a\nrest", Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(FileKind::Webp)),
            (b"nama;alamat\r\nAn\xe9;Tomohon\r\n", Some(FileKind::Text)),
            (&table, Some(FileKind::Spreadsheet)),
            (&text, Some(FileKind::Word)),
            (&photos, Some(FileKind::Zip)),
            (marc, Some(FileKind::Marc)),
            (cut_off, None),
            (b"PK\x03\x04 xl/workbook.xml", None),
            (b"MZ\x90\0\x03", None),
            (b"\x7fELF\x02", None),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"<!DOCTYPE html><p>Halo", None),
            (b"\xef\xbb\xbf <svg onload=a()>", None),
            (b"nama;kelas\n<script>a()</script>;7", None),
            (b"", None),
        ] {
            assert_eq!(FileKind::of(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_file_that_is_not_what_its_name_says_is_not_kept() {
        let every = FileKind::ALL;
        let (table, text) = (archive(&["xl/workbook.xml"]), archive(&["word/document.xml"]));
        let picture = |format| {
            let mut bytes = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(3, 2).write_to(&mut bytes, format).map(|()| bytes.into_inner())
        };
        let [png, jpeg, webp] = [image::ImageFormat::Png, image::ImageFormat::Jpeg, image::ImageFormat::WebP]
            .map(|format| picture(format).unwrap_or_default());
        // Its head and its end are true; a byte between them is another.
        let mut forged_png = png.clone();
        forged_png[45] ^= 1;
        let judged = |name: &str, content: &[u8], allowed: &[FileKind]| {
            let handed = Handed { title: "Surat", name, content };
            handed.objections(allowed, "title").first().map(|reason| reason.message.key)
        };
        for (name, content, said) in [
            ("pks.pdf", trial::PDF, None),
            ("PKS.PDF", trial::PDF, None),
            ("Surat Nomor 12.2026", trial::PDF, None),
            ("terpotong.pdf", &trial::PDF[..trial::PDF.len() - 20], Some("file-cut-off")),
            ("foto.png", &png, None),
            ("palsu.png", b"\x89PNG\r\n\x1a\nisi\0\0\0\0IEND\xae\x42\x60\x82", Some("file-cut-off")),
            ("palsu.png", &forged_png, Some("file-cut-off")),
            ("terpotong.png", b"\x89PNG\r\n\x1a\nisi", Some("file-cut-off")),
            ("foto.jpg", &jpeg, None),
            ("palsu.jpg", b"\xff\xd8\xff\xe0isi\xff\xd9", Some("file-cut-off")),
            ("terpotong.jpg", b"\xff\xd8\xff\xe0isi", Some("file-cut-off")),
            ("foto.webp", &webp, None),
            ("palsu.webp", b"RIFF\x0c\0\0\0WEBPVP8 isi!", Some("file-cut-off")),
            ("potongan.jpg", &jpeg[..jpeg.len() - 2], Some("file-cut-off")),
            ("terpotong.webp", b"RIFF\xff\0\0\0WEBPVP8 isi!", Some("file-cut-off")),
            ("siswa.xlsx", &table, None),
            ("surat.docx", &text, None),
            ("siswa.csv", b"nama;kelas\nAni;7", None),
            ("kosong.pdf", b"", Some("file-none")),
            ("halaman.pdf", b"<!DOCTYPE html><p>Halo", Some("file-called-otherwise")),
            ("halaman.jpg", b"<html><script>a()</script>", Some("file-called-otherwise")),
            ("program.pdf", b"MZ\x90\0\x03", Some("file-called-otherwise")),
            ("foto.png", b"%PDF-1.7\n", Some("file-called-otherwise")),
            ("surat.docx", &table, Some("file-called-otherwise")),
            ("surat.exe", b"%PDF-1.7\n", Some("file-called-otherwise")),
            ("siswa.pdf", b"nama;kelas\nAni;7", Some("file-called-otherwise")),
            ("halaman.html", b"<!DOCTYPE html><p>Halo", Some("file-of-another-kind")),
            ("halaman", b"<!DOCTYPE html><p>Halo", Some("file-of-another-kind")),
            ("catatan.txt", b"nama;kelas\nAni;7", Some("file-no-table")),
            ("siswa.csv", b"nama kelas", Some("file-no-table")),
            ("siswa.csv", b"nama;nilai\n=cmd|calc;1", Some("file-formula")),
            ("siswa.csv", b"nama;nilai\nAni;-5\nBudi;+5", None),
        ] {
            assert_eq!(judged(name, content, every), said, "{name}");
        }
        assert_eq!(judged("siswa.xlsx", &table, &[FileKind::Pdf]), Some("file-of-another-kind"));
        let untitled = Handed { title: " ", name: "", content: trial::PDF };
        let said: Vec<_> = untitled.objections(every, "title").into_iter().map(|one| one.field).collect();
        assert_eq!(said, [Some("title")]);
    }

    #[test]
    fn a_document_names_its_root_and_has_it() {
        let whole = String::from_utf8_lossy(trial::PDF).into_owned();
        let stream = "%PDF-1.5\n1 0 obj\n<< /Type/XRef/Root 7 0 R/Size 8 >>\nstream\nisi\nendstream\nendobj\n\
                      startxref\n9\n%%EOF\n";
        for (document, is_one) in [
            (whole.clone(), true),
            (whole.replace("/Root 1 0 R", "/Info 9 0 R/Root\n1 0 R/ID[]"), true),
            // A program has put something before its parts, or a second end behind it.
            (whole.replace("%PDF-1.7\n", "%PDF-1.7\n% lebih panjang\n"), true),
            (format!("{whole}%%EOF\n"), true),
            (stream.to_owned(), true),
            (format!("{stream}%%EOF\n"), true),
            // Or before its heading, or has filled up its last block.
            (format!("\u{feff}\r\n{whole}"), true),
            (format!("\n{stream}"), true),
            (format!("{stream}{}", "\0".repeat(5_000)), true),
            ("%PDF-1.4 junk %%EOF".to_owned(), false),
            ("%PDF-1.4 junk startxref 0 %%EOF".to_owned(), false),
            ("%PDF-1.4 junk startxref 9 %%EOF".to_owned(), false),
            ("%PDF-1.4 junk startxref 99999999999999999999 %%EOF".to_owned(), false),
            (whole.replace("1 0 obj", "1 0 isi"), false),
            (whole.replace("1 0 obj", "11 0 obj"), false),
            (whole.replace("/Root", "/Akar"), false),
            (stream.replace("/Root", "/Akar"), false),
            (stream.replace("XRef", "XObj"), false),
        ] {
            assert_eq!(FileKind::of(document.as_bytes()), Some(FileKind::Pdf), "{document}");
            assert_eq!(is_whole(FileKind::Pdf, document.as_bytes()), is_one, "{document}");
        }
    }
}
