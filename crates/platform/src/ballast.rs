//! Room kept back for a full disk: a file of nothing, which goes when the disk is full, so that what has begun
//! can end and somebody can make room in peace (reliability-security.md, "Disk full").

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use store::Health;

use crate::files;

/// How much room it keeps, in bytes.
const SIZE: u64 = 8 << 20;
/// How much room there must be before it is taken (again): otherwise it would itself fill the disk.
const ROOM: u64 = 8 * SIZE;

/// The ballast of one library; cheap to clone.
#[derive(Debug, Clone)]
pub struct Ballast {
    path: Arc<PathBuf>,
    thrown: Arc<AtomicBool>,
}

impl Ballast {
    /// Takes ballast into the folder of the library, where there is room for it.
    pub fn load(folder: &Path) -> Self {
        let path = folder.join("ballast");
        let ballast = Self { thrown: Arc::new(AtomicBool::new(!is_whole(&path))), path: Arc::new(path) };
        ballast.tend(Health::Good);
        ballast
    }

    /// Whether the reserve is in use: the disk is, or was a moment ago, nearly full.
    pub fn is_thrown(&self) -> bool {
        self.thrown.load(Ordering::Acquire)
    }

    /// Throws the ballast where the disk is full, and takes it again where there is room; to be called every few
    /// seconds.
    pub fn tend(&self, health: Health) {
        let thrown = self.is_thrown();
        let done = match health {
            Health::Full if !thrown => fs::remove_file(&*self.path).map(|()| {
                tracing::error!("the disk is full; the ballast was thrown so that what has begun can end");
                true
            }),
            Health::Good if thrown && self.has_room() => self.take().map(|()| false),
            _ => return,
        };
        match done {
            Ok(thrown) => self.thrown.store(thrown, Ordering::Release),
            Err(error) => tracing::warn!(%error, "the ballast stays as it is"),
        }
    }

    fn has_room(&self) -> bool {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= ROOM)
    }

    /// Bytes of chance, since some disks keep no room for zeros.
    fn take(&self) -> io::Result<()> {
        let mut chance = blake3::Hasher::new().update(b"ballast").finalize_xof();
        let mut file = fs::File::create(&*self.path)?;
        let mut block = [0; 1 << 16];
        for _ in 0..SIZE / block.len() as u64 {
            chance.fill(&mut block);
            file.write_all(&block)?;
        }
        file.sync_all()?;
        files::sync_folder(self.path.parent().unwrap_or(Path::new(".")))
    }
}

fn is_whole(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.len() == SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ballast_is_thrown_when_the_disk_is_full_and_taken_again_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ballast");
        let ballast = Ballast::load(folder.path());
        assert!(is_whole(&path) && !ballast.is_thrown());
        ballast.tend(Health::Full);
        assert!(!path.exists() && ballast.is_thrown());
        ballast.tend(Health::Full);
        assert!(!path.exists());
        ballast.tend(Health::Good);
        assert!(is_whole(&path) && !ballast.is_thrown());
        ballast.tend(Health::Stopped);
        assert!(is_whole(&path), "a disk that failed gets no room from it");
        // Half of it, from a power cut, is made whole.
        fs::write(&path, b"half").unwrap();
        assert!(!Ballast::load(folder.path()).is_thrown() && is_whole(&path));
    }
}
