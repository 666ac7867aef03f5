//! Prepares what the browser fetches: stylesheets and modules are assembled, every file is named after
//! its content (so it can be cached for ever), and compressed once, here, instead of per request.

#![expect(clippy::print_stdout, reason = "cargo reads what a build script prints")]

mod colour;
mod style;

use std::{collections::BTreeMap, env, error::Error, fmt::Write as _, fs, io::Write as _, path::Path};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A file ready to serve.
struct Ready {
    url: String,
    hash: String,
    bytes: Vec<u8>,
}

fn main() -> Outcome<()> {
    for watched in ["build", "static", "styles"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let out = env::var("OUT_DIR")?;
    let ready = name_by_content(read_sources(Path::new(&root))?)?;
    let mut table = String::from("static TABLE: &[Asset] = &[\n");
    for (name, file) in &ready {
        let stem = Path::new(&out).join(file.url.trim_start_matches('/').replace('/', "-"));
        let (raw, br, gz) = (stem.clone(), stem.with_added_extension("br"), stem.with_added_extension("gz"));
        fs::write(&raw, &file.bytes)?;
        fs::write(&br, brotli(&file.bytes)?)?;
        fs::write(&gz, gzip(&file.bytes)?)?;
        writeln!(
            table,
            "Asset {{ name: {name:?}, url: {:?}, mime: {:?}, etag: \"\\\"{}\\\"\", bytes: include_bytes!({raw:?}), \
             brotli: include_bytes!({br:?}), gzip: include_bytes!({gz:?}) }},",
            file.url,
            mime(name),
            file.hash,
        )?;
    }
    table.push_str("];\n");
    fs::write(Path::new(&out).join("assets.rs"), table)?;
    Ok(())
}

/// Every file of `static/` by its name there, stylesheets assembled, modules without their comments.
fn read_sources(root: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut sources = BTreeMap::new();
    let folder = root.join("static");
    for (folder, prefix) in [(folder.clone(), ""), (folder.join("js"), "js/")] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if !entry.file_type()?.is_file() {
                continue;
            }
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let bytes = match name.rsplit('.').next() {
                Some("css") => {
                    style::assemble(&fs::read_to_string(entry.path())?, &root.join("styles"))?.into_bytes()
                }
                Some("js") => bare_module(&fs::read_to_string(entry.path())?).into_bytes(),
                _ => fs::read(entry.path())?,
            };
            sources.insert(name, bytes);
        }
    }
    Ok(sources)
}

/// A module without indentation, blank lines and whole-line comments (ours hold no multi-line strings).
fn bare_module(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Names each file by the hash of its final bytes. A file that mentions others waits until they have
/// their names, so a changed picture also changes the name of the stylesheet that shows it.
fn name_by_content(mut waiting: BTreeMap<String, Vec<u8>>) -> Outcome<BTreeMap<String, Ready>> {
    let mut ready = BTreeMap::<String, Ready>::new();
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.keys().cloned().collect();
        let before = waiting.len();
        for name in &names {
            let text = String::from_utf8_lossy(&waiting[name]).into_owned();
            if names.iter().any(|other| waiting.contains_key(other) && mentions(&text, name, other)) {
                continue;
            }
            let text = ready.iter().fold(text, |text, (other, file)| {
                text.replace(&quoted(name, other), &format!("\"{}\"", file.url))
            });
            waiting.remove(name);
            ready.insert(name.clone(), file(name, text.into_bytes()));
        }
        if waiting.len() == before {
            return Err(format!("static files that mention each other in a circle: {names:?}").into());
        }
    }
    Ok(ready)
}

/// How `name` refers to `other`: `"band.svg"` in a stylesheet, `"./other.js"` in a module.
fn quoted(name: &str, other: &str) -> String {
    if name.ends_with(".js") {
        format!("\"./{}\"", other.trim_start_matches("js/"))
    } else {
        format!("\"{other}\"")
    }
}

fn mentions(text: &str, name: &str, other: &str) -> bool {
    name != other && text.contains(&quoted(name, other))
}

fn file(name: &str, bytes: Vec<u8>) -> Ready {
    let hash = blake3::hash(&bytes).to_hex()[..10].to_owned();
    let (stem, extension) = name.trim_start_matches("js/").rsplit_once('.').unwrap_or((name, "bin"));
    Ready { url: format!("/aset/{stem}.{hash}.{extension}"), hash, bytes }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}
