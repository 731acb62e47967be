"""What the demo reader's lines say: general lines (the evaluation's), and more kinds for training alone."""

import string

from chars import ASCII, CHARS, EXTRA, cased, fitted, number, word_list

COMMON = (
    "the of a I and to in is it that for as was with be by on not he his but at are this have from or had an they which one you "
    "were all her she there would their we him been has when who will no more if out so up said what its about than into them "
    "can only other time new some could these two may first then do any like my now over such our man me even most made after "
    "also well did many before must years back through much where your way down should because long each just state those people "
    "too how little good world make very year still see work men day get here old both life under never same day another know us "
    "while last might great since against go came right used take three states himself few house use during without again place "
    "around however small found thought went say part once general high upon school every does got left number until always away"
).split()
"""Words that every English page is full of and a word list has but once."""

FOREIGN = "french ngerman spanish italian portuguese dutch swedish danish catalan".split()
"""The lists whose words bring the accented letters in their places."""

RECEIPT = (
    "TOTAL SUBTOTAL TAX VAT CASH CHANGE CARD VISA QTY ITEM PRICE AMOUNT DUE BALANCE DISCOUNT TIP DATE TIME TABLE SERVER ORDER "
    "RECEIPT INVOICE No. THANK YOU Milk Bread Butter Coffee Tea Apples Eggs Cheese Rice Soap Salad Soup Water Juice 2x 3x kg @"
).split()


class Texts:
    """Draws the texts of lines from the word lists; every draw takes its randomness from the caller's generator."""

    def __init__(self):
        self.english = word_list("american-english")
        self._foreign = {}

    def word(self, rng):
        """An English word of the list, in one of the usual cases."""
        return cased(rng, rng.choice(self.english))

    def foreign(self, rng):
        """A word of another language that is written with the reader's characters."""
        language = rng.choice(FOREIGN)
        if language not in self._foreign:
            self._foreign[language] = word_list(language)
        return cased(rng, rng.choice(self._foreign[language]))

    def general(self, rng, limit):
        """A line as the evaluation has them: words and numbers, addresses, code, and random characters."""
        kind = rng.random()
        length = rng.randrange(1, limit + 1)
        if kind < 0.12:
            count = min(length, 24)
            text = "".join(rng.choice(CHARS if rng.random() < 0.5 else ASCII) for _ in range(count))
        elif kind < 0.20:
            text = self._token(rng)
        else:
            text = self._running(rng, length)
            if rng.random() < 0.2:
                text += "."
        return fitted(text, limit)

    def training(self, rng, limit):
        """A line to train with: a third of them general, the others of the kinds that pages have and readers get wrong."""
        kind = rng.random()
        if kind < 0.34:
            return self.general(rng, limit)
        length = rng.randrange(1, limit + 1)
        if kind < 0.50:
            text = self._prose(rng, length)
        elif kind < 0.57:
            text = self._words(rng, length)
        elif kind < 0.68:
            text = self._letters(rng, length)
        elif kind < 0.86:
            text = self._random(rng, length)
        elif kind < 0.90:
            text = self._row(rng, length)
        elif kind < 0.93:
            text = " ".join(number(rng) for _ in range(1 + length // 12))
        else:
            text = self._short(rng)
        return fitted(text, limit)

    def _token(self, rng):
        first = self.word(rng).lower().replace("'", "")
        second = self.word(rng).lower().replace("'", "")
        return rng.choice(
            [
                f"{first}@{second}.{rng.choice(['com', 'org', 'net', 'io', 'eu'])}",
                f"https://{first}.{rng.choice(['com', 'org', 'dev'])}/{second}",
                f"{first}_{second}({rng.randrange(10)}) = {number(rng)};",
                f"{first.title()}: {number(rng)}",
            ]
        )

    def _running(self, rng, length):
        parts, total = [], 0
        while not parts or total < length:
            part = number(rng) if rng.random() < 0.22 else self.word(rng)
            if rng.random() < 0.14:
                part += rng.choice(",,,.;:!?")
            elif rng.random() < 0.05:
                part = rng.choice(_WRAPPERS).format(part)
            if parts and total + len(part) + 1 > length:
                break
            parts.append(part)
            total += len(part) + 1
        return " ".join(parts)

    def _prose(self, rng, length):
        """Sentences with the common words as often as pages have them, in English or with foreign words."""
        foreign = rng.random() < 0.25
        capital, parts, total = rng.random() < 0.4, [], 0
        while not parts or total < length:
            draw = rng.random()
            if draw < 0.55 and not foreign:
                part = COMMON[int(len(COMMON) * rng.random() ** 2.5)]  # the first of them most of all
            elif foreign and draw < 0.85:
                part = self.foreign(rng)
            else:
                part = rng.choice(self.english)
            if draw > 0.97:
                part = str(rng.randrange(1, 2100))
            if capital:
                part, capital = part[:1].upper() + part[1:], False
            end = rng.random()
            if end < 0.09:
                part, capital = part + rng.choice("....?!"), True
            elif end < 0.19:
                part += rng.choice(",,,,;:")
            elif end < 0.23:
                part = rng.choice(_WRAPPERS).format(part)
            elif end < 0.25:
                part += rng.choice(["-", " –", " —", "—" + rng.choice(COMMON), "…", "-" + rng.choice(COMMON)])
            parts.append(part)
            total += len(part) + 1
        text = " ".join(parts)
        return text.upper() if rng.random() < 0.06 else text

    def _words(self, rng, length):
        """Words alone, each in small letters, capitalised or in capitals."""
        parts, total, capitals = [], 0, rng.random() < 0.15
        while not parts or total < length:
            part = self.foreign(rng) if rng.random() < 0.1 else self.word(rng)
            parts.append(part.upper() if capitals or rng.random() < 0.12 else part)
            total += len(part) + 1
        return " ".join(parts)

    def _letters(self, rng, length):
        """Words that no list has, so that what is seen outweighs what is expected, with accents and with parts that repeat."""
        parts, total = [], 0
        while total < length:
            kind, count = rng.random(), rng.randrange(1, 10)
            if kind < 0.35:
                part = cased(rng, "".join(rng.choice(string.ascii_lowercase) for _ in range(count)))
            elif kind < 0.60:
                part = "".join(rng.choice(_ACCENTED.get(c, c)) if rng.random() < 0.5 else c for c in self.word(rng))
            elif kind < 0.75:
                part = "".join(rng.choice(string.ascii_uppercase + string.digits) for _ in range(count))
            elif kind < 0.85:
                word = self.word(rng)
                at = rng.randrange(len(word))
                part = word[:at] + word[at : at + rng.randrange(1, 4)] * rng.randrange(1, 4) + word[at:]
            elif kind < 0.92:
                part = "".join(rng.choice(_ALIKE[rng.randrange(len(_ALIKE))]) for _ in range(count))
            else:
                part = "".join(rng.choice(EXTRA + list(string.punctuation)) for _ in range(min(count, 4)))
            parts.append(part)
            total += len(part) + 1
        return " ".join(parts)

    def _random(self, rng, length):
        """Characters without any sense: of all kinds, or some groups of look-alikes among others that tell them apart."""
        kind = rng.random()
        if kind < 0.5:
            text = "".join(rng.choice(CHARS if rng.random() < 0.5 else ASCII) for _ in range(length))
        elif kind < 0.65:
            text = "".join(rng.choice(EXTRA) if rng.random() < 0.7 else rng.choice(ASCII) for _ in range(length))
        else:
            alike = "".join(rng.choice(_ALIKE) for _ in range(rng.randrange(1, 4)))
            text = "".join(rng.choice(alike) if rng.random() < 0.7 else rng.choice(ASCII) for _ in range(length))
        if rng.random() < 0.3:  # in groups
            step = rng.randrange(2, 8)
            text = " ".join(text[at : at + step] for at in range(0, len(text), step))
        return text

    def _row(self, rng, length):
        """A row of a receipt or a table."""
        names = [rng.choice(RECEIPT) if rng.random() < 0.5 else self.word(rng) for _ in range(rng.randrange(1, 4))]
        text = " ".join(names)
        if rng.random() < 0.4:
            text = text.upper()
        if rng.random() < 0.15:
            text += ":"
        for _ in range(rng.randrange(1, 3)):
            text += " " + rng.choice(["", "", "€", "$", "£", "-"]) + f"{rng.uniform(0, 10 ** rng.randrange(1, 4)):.2f}"
        return text + rng.choice(["", "", "", " €", " A", " %"])

    def _short(self, rng):
        """One word, a mark or two, a page number: what a line is at its shortest."""
        kind = rng.random()
        if kind < 0.4:
            return self.word(rng)
        if kind < 0.6:
            return str(rng.randrange(1000)) + rng.choice(["", ".", ")", "%", ":"])
        if kind < 0.8:
            return "".join(rng.choice(CHARS) for _ in range(rng.randrange(1, 3)))
        return rng.choice(COMMON) + rng.choice(["", ".", ",", "?", "!"])


_WRAPPERS = ["({})", '"{}"', "“{}”", "[{}]", "‘{}’", "#{}", "{}/", "& {}", "{} –", "• {}"]
_ALIKE = (
    "Il1|!i íìïîi¡!jtfl O0oQDCG° oóòôõöø6 GC6bçcÇ S5s8$§ B83ßE& Z2z7 vVuUyYÿý wWvV xX×% kKR cCeoé pPþÞ ÅÄÃÂÁÀA åäãâáàa êëéèe "
    "ÈÉÊËEF ÌÍÎÏI ÒÓÔÕÖØO ÙÚÛÜUV ñnmrh ÑNMH rnmn tfrl.,:; '’‘`\"“”°*^ -–—_~= (){}[] <«»>( ÐDþ ðdóo ÆAE æaeo /\\|Il1 ·.•*: …._, "
    "¿?¡! £€E&L ¢cC¥Y ©®@ #HN± JjI] gqy9 4A& 7TF1"
).split()
"""Groups of characters that readers take for each other."""

_ACCENTED = {
    "a": "àáâãäåæ", "c": "ç", "d": "ð", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôõöø", "s": "ß", "u": "ùúûü", "y": "ýÿ",
    "A": "ÀÁÂÃÄÅÆ", "C": "Ç", "D": "Ð", "E": "ÈÉÊË", "I": "ÌÍÎÏ", "N": "Ñ", "O": "ÒÓÔÕÖØ", "T": "Þ", "U": "ÙÚÛÜ", "Y": "Ý",
}  # fmt: skip
