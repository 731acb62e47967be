//! Compares with the textbook recurrence, and checks what every edit distance must obey.

use edit_distance::{distance, try_distance};

/// The whole matrix, cell by cell (Wagner and Fischer).
fn textbook(a: &[u32], b: &[u32]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Numbers without a pattern (xorshift), the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn sequence(&mut self, length: usize, symbols: usize) -> Vec<u32> {
        (0..length).map(|_| self.below(symbols) as u32).collect()
    }
}

#[test]
fn equals_the_textbook_around_the_edges_of_blocks() {
    let mut numbers = Numbers(7);
    for a in [0, 1, 2, 3, 31, 63, 64, 65, 127, 128, 129, 200] {
        for b in [0, 1, 5, 63, 64, 65, 128, 130, 193] {
            for symbols in [1, 2, 4, 60] {
                let (a, b) = (numbers.sequence(a, symbols), numbers.sequence(b, symbols));
                assert_eq!(distance(&a, &b), textbook(&a, &b), "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn equals_the_textbook_on_edited_sequences() {
    let mut numbers = Numbers(11);
    for _ in 0..300 {
        let (length, symbols) = (1 + numbers.below(300), 1 + numbers.below(40));
        let a = numbers.sequence(length, symbols);
        let mut b = a.clone();
        for _ in 0..numbers.below(30) {
            let at = numbers.below(b.len().max(1));
            match numbers.below(3) {
                0 => b.insert(at.min(b.len()), numbers.below(symbols + 5) as u32),
                1 if !b.is_empty() => drop(b.remove(at)),
                _ if !b.is_empty() => b[at] = numbers.below(symbols + 5) as u32,
                _ => {}
            }
        }
        assert_eq!(distance(&a, &b), textbook(&a, &b), "{a:?} {b:?}");
        assert_eq!(distance(&b, &a), textbook(&a, &b), "{a:?} {b:?}");
    }
}

#[test]
fn obeys_the_bounds() {
    let mut numbers = Numbers(13);
    for _ in 0..200 {
        let [a, b, c] = [(); 3].map(|()| {
            let length = numbers.below(150);
            numbers.sequence(length, 5)
        });
        assert_eq!(distance(&a, &a), 0);
        let d = distance(&a, &b);
        assert!(d >= a.len().abs_diff(b.len()) && d <= a.len().max(b.len()));
        assert!(
            distance(&a, &c) <= d + distance(&b, &c),
            "triangle inequality"
        );
    }
}

#[test]
fn takes_ten_thousand_characters_and_other_kinds_of_symbols() {
    let mut numbers = Numbers(17);
    let a = numbers.sequence(10_000, 3_000);
    let b = numbers.sequence(10_000, 3_000);
    assert_eq!(distance(&a, &b), textbook(&a, &b));
    let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
    assert_eq!(
        distance(&words("the quick brown fox"), &words("the brown fox jumps")),
        2
    );
}

#[test]
fn the_caller_sees_the_work_and_can_stop_it() {
    let (a, b) = (vec![1; 200], vec![2; 300]);
    let mut cells = 0;
    let whole = try_distance(&a, &b, |passed| {
        cells += passed;
        Ok::<(), ()>(())
    });
    assert_eq!((whole, cells), (Ok(300), 200 * 300));
    let mut calls = 0;
    let stopped = try_distance(&a, &b, |_| {
        calls += 1;
        if calls == 2 { Err("stopped") } else { Ok(()) }
    });
    assert_eq!((stopped, calls), (Err("stopped"), 2));
}
