//! White space by Python's rules, and n-grams against a count with a map.

use std::collections::BTreeMap;

use text_units::{Vocabulary, is_space, ngrams, trim, words};

/// What `[c for c in map(chr, range(0x110000)) if c.isspace()]` gives in Python 3.11.
const PYTHON_SPACES: &str = "\t\n\u{b}\u{c}\r\u{1c}\u{1d}\u{1e}\u{1f} \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\
\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

#[test]
fn white_space_is_pythons() {
    let spaces: String = ('\0'..=char::MAX).filter(|&c| is_space(c)).collect();
    assert_eq!(spaces, PYTHON_SPACES);
    assert_eq!(
        words(" a\u{3000}b\n\n c\u{1f}").collect::<Vec<_>>(),
        ["a", "b", "c"]
    );
    assert_eq!(words(" \t ").count(), 0);
    assert_eq!(trim("\u{a0} a b\r\n"), "a b");
}

#[test]
fn equal_words_have_equal_numbers() {
    let mut vocabulary = Vocabulary::new();
    let first = vocabulary.number(["b", "a", "b"]);
    let second = vocabulary.number(["c", "a"]);
    assert_eq!((first, second), (vec![0, 1, 0], vec![2, 1]));
}

#[test]
fn ngrams_equal_a_count_with_maps() {
    let mut state = 5_u64;
    let mut below = |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit) as u32
    };
    for _ in 0..200 {
        let [a, b] = [(); 2].map(|()| (0..below(40)).map(|_| below(4)).collect::<Vec<_>>());
        let counts = ngrams::count(&a, &b, 6);
        for order in 1..=6 {
            let map = |symbols: &[u32]| {
                let mut map = BTreeMap::<Vec<u32>, u64>::new();
                for gram in symbols.windows(order) {
                    *map.entry(gram.to_vec()).or_default() += 1;
                }
                map
            };
            let (a, b) = (map(&a), map(&b));
            let expected = ngrams::Counts {
                prediction: a.values().sum(),
                reference: b.values().sum(),
                matched: a
                    .iter()
                    .map(|(gram, n)| *n.min(b.get(gram).unwrap_or(&0)))
                    .sum(),
            };
            assert_eq!(counts[order - 1], expected, "order {order}");
        }
    }
}
