//! The two files an import leaves: the rejected records, to be mended and imported again, and what became of every
//! record.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use marc::Format;

use crate::{Failure, console::Console};

/// What an import writes beside the road. Both are opened before anything is imported, so that one that cannot be
/// written stops the import while nothing has changed, and so that neither is ever left from an earlier one. A dry
/// run leaves nothing.
pub(super) struct Written {
    /// For each form the files are in: records of both in one file could not be read again.
    rejects: Vec<(Format, Target)>,
    lines: Target,
}

impl Written {
    /// Opens what an import of these `files` will write; where `wanted` says, or beside the first of them.
    ///
    /// # Errors
    /// A failure when a file is no MARC or would be overwritten by its own rejects; what the system says of a file.
    pub(super) fn open(files: &[PathBuf], wanted: Option<&Path>, dry_run: bool) -> Result<Self, Failure> {
        let mut forms = Vec::new();
        for file in files {
            let form = form_of(file)?;
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let beside = match (wanted, files.first(), forms.first()) {
            (Some(wanted), ..) => wanted.to_owned(),
            (None, Some(first), Some(form)) => first.with_extension(format!("rejects.{}", extension(*form))),
            _ => PathBuf::from("rejects"),
        };
        // The first form has the name that was asked for.
        let rejects = forms.iter().enumerate().map(|(at, form)| match at {
            0 => (*form, beside.clone()),
            _ => (*form, beside.with_extension(extension(*form))),
        });
        let rejects: Vec<(Format, PathBuf)> = rejects.collect();
        let lines = beside.with_extension("jsonl");
        for path in rejects.iter().map(|(_, path)| path).chain([&lines]) {
            if files.iter().any(|file| is_same(file, path)) {
                let path = path.display().to_string();
                return Err(Failure::said("import-rejects-over-input", &[("path", &path)]));
            }
        }
        let open = |path: PathBuf| if dry_run { Ok(Target::nowhere(path)) } else { Target::open(path) };
        let lines = open(lines)?;
        let rejects = rejects.into_iter().map(|(form, path)| Ok((form, open(path)?)));
        Ok(Self { rejects: rejects.collect::<Result<_, Failure>>()?, lines })
    }

    /// Where the rejected records of the file at `path` go, and the lines about all its records.
    ///
    /// # Errors
    /// As [`Written::open`].
    pub(super) fn of(&mut self, path: &Path) -> Result<(&mut dyn Write, &mut dyn Write), Failure> {
        let form = form_of(path)?;
        let target = self.rejects.iter_mut().find(|(known, _)| *known == form);
        // Somebody has exchanged the file since it was looked at.
        let (_, target) = target.ok_or_else(|| no_marc(path))?;
        Ok((target, &mut self.lines))
    }

    /// The file that could not be written, with what the system said of it.
    pub(super) fn broken(&self, cause: io::Error) -> Failure {
        let mut targets = self.rejects.iter().map(|(_, target)| target).chain([&self.lines]);
        let path =
            targets.find(|target| target.is_broken).map_or_else(PathBuf::new, |target| target.path.clone());
        Failure::Io { path, cause }
    }

    /// Has everything written, takes away rejects there are none of, and tells where the rest is.
    ///
    /// # Errors
    /// What the system says of a file.
    pub(super) fn end(mut self, console: Console) -> Result<(), Failure> {
        let say = |key, path: &Path| console.say(key, &[("path", path.display().to_string().into())]);
        for (_, target) in &mut self.rejects {
            target.flush().map_err(Failure::io(&target.path))?;
            match (&target.file, target.is_used) {
                (Some(_), true) => say("import-rejects", &target.path),
                (Some(_), false) => fs::remove_file(&target.path).map_err(Failure::io(&target.path))?,
                (None, _) => {}
            }
        }
        self.lines.flush().map_err(Failure::io(&self.lines.path))?;
        if self.lines.file.is_some() {
            say("import-lines", &self.lines.path);
        }
        Ok(())
    }
}

const fn extension(form: Format) -> &'static str {
    match form {
        Format::Iso2709 => "mrc",
        Format::MarcXml => "xml",
    }
}

/// The form a file is in. An empty one has no records, in either.
pub(super) fn form_of(path: &Path) -> Result<Format, Failure> {
    let mut start = Vec::new();
    let file = File::open(path).map_err(Failure::io(path))?;
    file.take(64).read_to_end(&mut start).map_err(Failure::io(path))?;
    if start.is_empty() {
        return Ok(Format::Iso2709);
    }
    Format::sniff(&start).ok_or_else(|| no_marc(path))
}

/// What is said of a file that is no MARC.
pub(super) fn no_marc(path: &Path) -> Failure {
    Failure::said("import-no-marc", &[("path", &path.display().to_string())])
}

/// Whether two paths lead to one file that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A file being written, or nothing where nothing shall be left.
struct Target {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    is_used: bool,
    is_broken: bool,
}

impl Target {
    fn open(path: PathBuf) -> Result<Self, Failure> {
        let file = File::create(&path).map_err(Failure::io(&path))?;
        Ok(Self { file: Some(BufWriter::new(file)), ..Self::nowhere(path) })
    }

    fn nowhere(path: PathBuf) -> Self {
        Self { path, file: None, is_used: false, is_broken: false }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_used |= !bytes.is_empty();
        let written = self.file.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes));
        self.is_broken |= written.is_err();
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.as_mut().map_or(Ok(()), Write::flush);
        self.is_broken |= flushed.is_err();
        flushed
    }
}
