"""Tests of work.py; run them with: python3 -m unittest"""

import unittest

from work import plain


class Plain(unittest.TestCase):
    def test_replaces_and_keeps_the_rest(self):
        self.assertEqual(plain("\u201ca\u2013b\u201d\u00a0é"), '"a-b" é')


if __name__ == "__main__":
    unittest.main()
