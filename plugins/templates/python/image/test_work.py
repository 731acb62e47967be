"""Tests of work.py; run them with: python3 -m unittest"""

import unittest

from work import framed

WHITE = 255


class Framed(unittest.TestCase):
    def test_adds_white_on_each_side(self):
        output = framed(bytes([10, 20]), width=2, channels=1, margin=1)
        rows = [[WHITE] * 4, [WHITE, 10, 20, WHITE], [WHITE] * 4]
        self.assertEqual(output, bytes(sum(rows, [])))

    def test_no_margin_changes_nothing(self):
        self.assertEqual(framed(bytes(12), width=2, channels=3, margin=0), bytes(12))


if __name__ == "__main__":
    unittest.main()
