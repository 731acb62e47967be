//! A file in memory without reading it: pages come from disk when they are touched and can be given back.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;

use memmap2::Mmap;

/// A read-only mapping of a whole file.
///
/// The file must stay as it is while the mapping lives. If another program cuts it short, touching the lost part ends this program, as it
/// would with every loader that maps its weights; what is written into it in place shows up in later reads.
#[derive(Debug)]
pub struct MappedFile {
    map: Mmap,
}

impl MappedFile {
    /// Maps the file at `path`.
    ///
    /// # Errors
    /// What the system reports on opening or mapping; an empty file cannot be mapped on every system.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: the mapping is read-only and owns its address range until it is dropped. The bytes are plain numbers to every user of
        // this type, so that a change from outside cannot break an invariant of a Rust type; the type's documentation forbids cutting.
        let map = unsafe { Mmap::map(&file)? };
        Ok(Self { map })
    }

    /// The file's contents.
    pub fn bytes(&self) -> &[u8] {
        &self.map
    }

    /// Gives the pages that hold `range` back to the system. They are read from the file again when they are next touched, so
    /// that the contents stay the same and only memory use changes. A range outside the file is ignored, as is a system that refuses.
    pub fn release(&self, range: Range<usize>) {
        if range.start >= range.end || range.end > self.map.len() {
            return;
        }
        #[cfg(unix)]
        {
            // SAFETY: the range lies inside the mapping (checked above). Dropping pages loses data only where memory differs from the
            // file; this mapping is read-only and backed by a file, so each page comes back with the file's contents.
            let released = unsafe {
                self.map.unchecked_advise_range(
                    memmap2::UncheckedAdvice::DontNeed,
                    range.start,
                    range.len(),
                )
            };
            // The advice is a wish: refusing it costs memory, never correctness.
            let _ = released;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn released_pages_come_back() {
        let path = std::env::temp_dir().join(format!("inkstone-mapped-{}", std::process::id()));
        let contents: Vec<u8> = (0..100_000_u32).map(|i| (i * 7 % 251) as u8).collect();
        std::fs::write(&path, &contents).unwrap();
        let file = MappedFile::open(&path).unwrap();
        assert_eq!(file.bytes(), contents);
        file.release(5_000..60_001);
        file.release(0..200_000);
        #[expect(clippy::reversed_empty_ranges, reason = "nonsense must be harmless")]
        file.release(9..3);
        assert_eq!(file.bytes(), contents);
        drop(file);
        std::fs::remove_file(&path).unwrap();
    }
}
