"""Tests of work.py; run them with: python3 -m unittest"""

import unittest

from work import exact


class Exact(unittest.TestCase):
    PAIRS = [("one", "one"), ("tw o", "two"), ("", ""), ("4", "four")]

    def test_counts_exact_matches(self):
        self.assertEqual(exact(self.PAIRS, ignore_space=False), 2)

    def test_ignores_white_space(self):
        self.assertEqual(exact(self.PAIRS, ignore_space=True), 3)


if __name__ == "__main__":
    unittest.main()
