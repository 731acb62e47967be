"""Tests of work.py; run them with: python3 -m unittest"""

import math
import unittest

from work import absolute_difference


class AbsoluteDifference(unittest.TestCase):
    def test_sums_over_the_row(self):
        self.assertEqual(absolute_difference([0.0, 1.0, 3.0], [1.0, 1.0, 0.0]), 4.0)

    def test_is_undefined_where_a_logit_is(self):
        self.assertTrue(math.isnan(absolute_difference([math.nan], [1.0])))


if __name__ == "__main__":
    unittest.main()
