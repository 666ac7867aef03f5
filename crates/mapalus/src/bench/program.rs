//! This program, run beside itself: what a command takes in time and memory.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Error},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::client::Client;
use crate::Failure;

/// How often a running command's memory is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// What a command took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Took {
    pub(super) time: Duration,
    /// The most memory of its own it had at once, in MiB. Files it has mapped are the system's cache and not
    /// counted: they make way when others need the room.
    pub(super) peak: f64,
}

/// Runs this program with `arguments` until it ends.
pub(super) fn run<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Took, Failure> {
    let started = Instant::now();
    let mut child =
        command(folder, arguments)?.stdout(Stdio::null()).spawn().map_err(Failure::io("bench"))?;
    let mut peak: f64 = 0.0;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(Failure::io("bench"))? {
            break status;
        }
        // It may end between the question and the look.
        peak = peak.max(memory(&child, "RssAnon:").unwrap_or_default());
        thread::sleep(LOOK);
    };
    if !status.success() {
        let said: Vec<_> = arguments.iter().map(|argument| argument.as_ref().to_string_lossy()).collect();
        return Err(Failure::io("bench")(Error::other(format!("{}: {status}", said.join(" ")))));
    }
    Ok(Took { time: started.elapsed(), peak })
}

/// This program serving a library; it ends when this is dropped.
pub(super) struct Served {
    child: Child,
    /// Kept, so that what it says at the end has somewhere to go.
    _said: BufReader<ChildStdout>,
    pub(super) address: SocketAddr,
    /// From its start to its first answer.
    pub(super) ready: Duration,
}

impl Served {
    /// Serves the library in `data` and waits for the first answer to `path`.
    pub(super) fn start(folder: &Path, data: &Path, path: &str) -> Result<Self, Failure> {
        let started = Instant::now();
        let arguments = [
            OsStr::new("serve"),
            "--listen".as_ref(),
            "127.0.0.1:0".as_ref(),
            "--data".as_ref(),
            data.as_ref(),
        ];
        let mut child =
            command(folder, &arguments)?.stdout(Stdio::piped()).spawn().map_err(Failure::io("bench"))?;
        let said = child.stdout.take().map(BufReader::new);
        let heard = said.ok_or_else(|| Error::other("no output")).and_then(|mut said| {
            let address = address(&mut said)?;
            Client::connect(address, "")?.get(path)?;
            Ok((said, address))
        });
        match heard {
            Ok((said, address)) => Ok(Self { child, _said: said, address, ready: started.elapsed() }),
            Err(error) => {
                end(&mut child);
                Err(Failure::io("bench")(error))
            }
        }
    }

    /// The memory it holds now, in MiB.
    pub(super) fn memory(&self) -> Result<f64, Failure> {
        memory(&self.child, "VmRSS:").map_err(Failure::io("/proc"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // The library it serves is thrown away next; it may have ended already.
    let _ = child.kill();
    let _ = child.wait();
}

/// This program with nothing of the caller's settings.
fn command<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Command, Failure> {
    let program: PathBuf = std::env::current_exe().map_err(Failure::io("bench"))?;
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MAPALUS_")) {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env("MAPALUS_LOG", "warn");
    Ok(command)
}

/// The address in the first line that has one.
fn address(said: &mut impl BufRead) -> std::io::Result<SocketAddr> {
    for line in said.lines() {
        if let Some((_, rest)) = line?.split_once("http://") {
            let end = rest.find(|c: char| c == '/' || c.is_whitespace()).unwrap_or(rest.len());
            return rest[..end].parse().map_err(Error::other);
        }
    }
    Err(Error::other("it ended before it was open"))
}

/// A figure of the kernel's about a process, in MiB (proc(5), `/proc/pid/status`).
fn memory(child: &Child, name: &str) -> std::io::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kib| kib.parse::<f64>().ok());
    kib.map(|kib| kib / 1024.0).ok_or_else(|| Error::other(format!("{name} is not known")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_whatever_sentence_it_stands() {
        let mut said = "Menyiapkan …\nPerpustakaan terbuka di http://127.0.0.1:40123/ — Ctrl+C\n".as_bytes();
        assert_eq!(address(&mut said).unwrap(), "127.0.0.1:40123".parse().unwrap());
        assert!(address(&mut "Gagal.\n".as_bytes()).is_err());
    }
}
