"""Tests of digits.py; run them with: python3 -m unittest"""

import unittest

from digits import common, digits


class Digits(unittest.TestCase):
    def test_keeps_digits_alone(self):
        self.assertEqual(digits("Total: 1,234.50 \u20ac", any_script=True), "123450")

    def test_knows_other_scripts(self):
        arabic = "\u0661\u0662"
        self.assertEqual(digits(arabic, any_script=True), "12")
        self.assertEqual(digits(arabic, any_script=False), "")

    def test_a_superscript_is_no_decimal_digit(self):
        self.assertEqual(digits("m\u00b2", any_script=True), "")


class Common(unittest.TestCase):
    def test_counts_what_can_be_matched_in_order(self):
        self.assertEqual(common("1234", "1324"), 3)
        self.assertEqual(common("88", "8"), 1)
        self.assertEqual(common("12", "21"), 1)

    def test_of_nothing_is_nothing(self):
        self.assertEqual(common("", "1"), 0)
        self.assertEqual(common("1", ""), 0)


if __name__ == "__main__":
    unittest.main()
