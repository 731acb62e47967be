//! Device memory, cached: pieces are cut from large segments and merged again.
//!
//! All work is on one stream, so that a piece can be used anew as soon as it was given back: what follows on the stream runs later. Every
//! piece starts on 512 bytes and has 32 bytes more than were asked for, as kernels may read that far past the end.

use std::collections::{BTreeMap, BTreeSet};

/// Where pieces start.
const ALIGN: usize = 512;
/// Bytes that a kernel may read past the end.
const TAIL: usize = 32;
/// Pieces up to this size share segments of [`SMALL_SEGMENT`] bytes.
const SMALL: usize = 1 << 20;
const SMALL_SEGMENT: usize = 2 << 20;
/// Larger pieces share segments of at least this size; what is larger still gets a segment of its own.
const LARGE_SEGMENT: usize = 20 << 20;
/// Segments are a multiple of this, the size of a large page.
const PAGE: usize = 2 << 20;

/// Where segments come from.
pub(crate) trait Source {
    /// Device memory of `bytes` bytes, or none.
    fn allocate(&mut self, bytes: usize) -> Option<usize>;
    /// Takes it back. Nothing on the stream may use it any more.
    fn release(&mut self, address: usize);
}

/// A piece of a segment, by its address.
#[derive(Clone, Copy)]
struct Piece {
    size: usize,
    free: bool,
    /// The segment's address.
    segment: usize,
}

/// The pool of a device.
#[derive(Default)]
pub(crate) struct Pool {
    pieces: BTreeMap<usize, Piece>,
    /// Free pieces by size and address.
    free: BTreeSet<(usize, usize)>,
    segments: BTreeMap<usize, usize>,
    used: usize,
}

/// Bytes that a piece for `bytes` takes.
fn rounded(bytes: usize) -> Option<usize> {
    (bytes.max(1))
        .checked_add(TAIL)?
        .checked_next_multiple_of(ALIGN)
}

impl Pool {
    /// A piece of at least `bytes` bytes. Where the device has no memory left, whole free segments are given back first and it is asked
    /// once more; `settle` is called before that and has to wait for the stream.
    pub(crate) fn take(
        &mut self,
        bytes: usize,
        source: &mut impl Source,
        settle: impl FnOnce(),
    ) -> Option<usize> {
        let size = rounded(bytes)?;
        let address = self.fitting(size);
        let address = address.or_else(|| self.grow(size, source, settle));
        // With nothing left, a piece of the wrong kind of segment is better than none.
        let any = || {
            self.free
                .range((size, 0)..)
                .next()
                .map(|&(_, address)| address)
        };
        let address = address.or_else(any)?;
        self.occupy(address, size);
        Some(address)
    }

    /// A segment for a piece of `size` bytes and others, or where that is too much for it alone.
    fn grow(
        &mut self,
        size: usize,
        source: &mut impl Source,
        settle: impl FnOnce(),
    ) -> Option<usize> {
        let shared = segment_size(size)?;
        let mut taken = source.allocate(shared).map(|address| (address, shared));
        if taken.is_none() {
            settle();
            self.trim(source);
            let mut sizes = [shared, size].into_iter();
            taken = sizes.find_map(|bytes| Some((source.allocate(bytes)?, bytes)));
        }
        let (address, segment) = taken?;
        self.segments.insert(address, segment);
        let piece = Piece {
            size: segment,
            free: true,
            segment: address,
        };
        self.pieces.insert(address, piece);
        self.free.insert((segment, address));
        Some(address)
    }

    /// The smallest free piece that is large enough; small pieces are not cut from large segments, nor large ones from those of small pieces.
    fn fitting(&self, size: usize) -> Option<usize> {
        let fits = self.free.range((size, 0)..);
        let small = size <= SMALL;
        let kind = |&&(_, address): &&(usize, usize)| {
            let segment = self.pieces[&address].segment;
            (self.segments[&segment] == SMALL_SEGMENT) == small
        };
        fits.into_iter().find(kind).map(|&(_, address)| address)
    }

    fn occupy(&mut self, address: usize, size: usize) {
        let Some(piece) = self.pieces.get_mut(&address) else {
            return;
        };
        self.free.remove(&(piece.size, address));
        let rest = piece.size - size;
        let segment = piece.segment;
        piece.free = false;
        if rest >= ALIGN {
            piece.size = size;
            let behind = Piece {
                size: rest,
                free: true,
                segment,
            };
            self.pieces.insert(address + size, behind);
            self.free.insert((rest, address + size));
        }
        self.used += self.pieces[&address].size;
    }

    /// Gives a piece back to the pool.
    pub(crate) fn give(&mut self, address: usize) {
        let Some(mut piece) = self.pieces.remove(&address) else {
            return;
        };
        self.used -= piece.size;
        let mut start = address;
        piece.free = true;
        if let Some((&next, &behind)) = self.pieces.range(address..).next()
            && behind.free
            && behind.segment == piece.segment
        {
            self.pieces.remove(&next);
            self.free.remove(&(behind.size, next));
            piece.size += behind.size;
        }
        if let Some((&previous, &before)) = self.pieces.range(..address).next_back()
            && before.free
            && before.segment == piece.segment
        {
            self.free.remove(&(before.size, previous));
            start = previous;
            piece.size += before.size;
        }
        self.free.insert((piece.size, start));
        self.pieces.insert(start, piece);
    }

    /// Gives segments back to the device of which no piece is in use.
    pub(crate) fn trim(&mut self, source: &mut impl Source) {
        let whole = |(address, size): (&usize, &usize)| {
            let piece = self.pieces.get(address)?;
            (piece.free && piece.size == *size).then_some(*address)
        };
        let unused: Vec<usize> = self.segments.iter().filter_map(whole).collect();
        for address in unused {
            if let Some(size) = self.segments.remove(&address) {
                self.pieces.remove(&address);
                self.free.remove(&(size, address));
                source.release(address);
            }
        }
    }

    /// Bytes of all segments.
    pub(crate) fn reserved(&self) -> usize {
        self.segments.values().sum()
    }

    /// Bytes of the pieces in use.
    pub(crate) fn used(&self) -> usize {
        self.used
    }
}

fn segment_size(size: usize) -> Option<usize> {
    if size <= SMALL {
        Some(SMALL_SEGMENT)
    } else if size < LARGE_SEGMENT / 2 {
        Some(LARGE_SEGMENT)
    } else {
        size.checked_next_multiple_of(PAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out addresses up to a limit.
    struct Limited {
        left: usize,
        next: usize,
        given: BTreeMap<usize, usize>,
    }

    impl Source for Limited {
        fn allocate(&mut self, bytes: usize) -> Option<usize> {
            self.left = self.left.checked_sub(bytes)?;
            let address = self.next;
            self.next += bytes + PAGE;
            self.given.insert(address, bytes);
            Some(address)
        }
        fn release(&mut self, address: usize) {
            self.left += self.given.remove(&address).expect("given before");
        }
    }

    fn source(left: usize) -> Limited {
        Limited {
            left,
            next: PAGE,
            given: BTreeMap::new(),
        }
    }

    #[test]
    fn pieces_do_not_overlap_and_merge_again() {
        let (mut pool, mut source) = (Pool::default(), source(1 << 30));
        let sizes = [1, 512, 5000, 480, 481, 100_000];
        let pieces: Vec<_> = (sizes.iter())
            .map(|&size| pool.take(size, &mut source, || ()).expect("memory"))
            .collect();
        for (index, &start) in pieces.iter().enumerate() {
            assert_eq!(start % ALIGN, 0);
            for (other, &next) in pieces.iter().enumerate() {
                let apart =
                    start + sizes[index] + TAIL <= next || next + sizes[other] + TAIL <= start;
                assert!(index == other || apart, "{index} and {other}");
            }
        }
        assert_eq!(source.given.len(), 1);
        for at in [1, 3, 0, 5, 2, 4] {
            pool.give(pieces[at]);
        }
        assert_eq!((pool.used(), pool.pieces.len(), pool.free.len()), (0, 1, 1));
        pool.trim(&mut source);
        assert!(source.given.is_empty() && pool.reserved() == 0);
    }

    #[test]
    fn a_full_device_gets_its_cached_memory_back_before_it_is_asked_again() {
        let (mut pool, mut source) = (Pool::default(), source(64 << 20));
        let first = pool.take(40 << 20, &mut source, || ()).expect("memory");
        pool.give(first);
        let mut settled = false;
        let second = pool.take(50 << 20, &mut source, || settled = true);
        assert!(second.is_some() && settled);
        assert!(pool.take(20 << 20, &mut source, || ()).is_none());
        assert!(pool.take(usize::MAX, &mut source, || ()).is_none());
        let left = pool.take(8 << 20, &mut source, || ());
        assert!(
            left.is_some(),
            "a segment of 20 MB does not fit, the piece does"
        );
    }
}
