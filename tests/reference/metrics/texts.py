"""Makes texts.json: random pairs of texts in several scripts, and what jiwer, RapidFuzz and sacrebleu say of them.

Run: python tests/reference/metrics/texts.py

`pairs` are judged one by one; `corpora` name pairs by index and are judged as a whole. BLEU and chrF are corpus scores of sacrebleu
in both.
"""

import json
import random
from pathlib import Path

import jiwer
from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics import BLEU, CHRF

ALPHABETS = {
    "latin": "abcdefghijklmnoprstuvwzABCDEFIRST" + "äöüßéèñçøÅİıſﬁ" + "e\u0301n\u0303",
    "digits": "0123456789.,-%$€/:",
    "marks": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "cjk": "的一是不了人我在有他这中大来上国发票号码金额东京日本語カタカナひらがな한국어" + "，。、「」（）１２ＡＢ" + "𠀀𠮷鿋㐀豈",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "ًٌٍَُِّْ" + "،؟٠١٢",
    "devanagari": "अआइईउऊएकखगघचछजझटडतथदधनपफबभमयरलवशसह" + "ािीुूेैोौं्ः" + "।०१२",
    "emoji": "😀😂🎉👍🏽👩\u200d🚀🇩🇪❤\ufe0f☂✂①㈱★",
    "greek": "ΑΒΓΔΣΟΣαβγδσςλ",
}
SPACES = [" "] * 12 + ["  ", "\n", "\t", "\u3000", "\u00a0", " \n", "\r\n", "\u2009", "-\n"]
ENTITIES = ["&amp;", "&lt;b&gt;", "&quot;", "<skipped>", "&nbsp;", "1,234.50", "3.", ".5", "a-b", "10-12", "(x)", "U.S.", "--"]

GOLDEN = [
    ("hello world", "helo wrld"),
    ("The quick brown fox", "The quick brown"),
    ("发票号码 12345678", "发票号碼 1234567B"),
    ("abc", ""),
    ("a", "abcdef"),
    ("total: 1,234.50", "tota1: 1.234,50"),
    ("the cat sat on the mat", "the cat is on the mat"),
]
EDGES = [
    ("", ""),
    ("", "abc"),
    ("", "two words"),
    (" ", "\n"),
    ("abc", "   "),
    ("a\nb", "a b"),
    ("a  b", "a b"),
    (" padded ", "padded"),
    ("x", "x"),
    ("a b c d", "a b c d"),
    ("a b c", "a b c"),
    ("ΟΔΟΣ", "οδος"),
    ("İstanbul", "istanbul"),
    ("e\u0301", "é"),
    ("one,two.three", "one , two . three"),
    ("a\u2001b\u2014c\u2a6dd", "a b\u2014c d"),
    ("(hi) \"there\"!", "(hi there!\""),
]


def word(rng: random.Random, alphabet: str) -> str:
    if rng.random() < 0.08:
        return rng.choice(ENTITIES)
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(1, 8)))


def text(rng: random.Random, alphabet: str, words: int) -> str:
    parts = [word(rng, alphabet)]
    for _ in range(words - 1):
        parts += [rng.choice(SPACES), word(rng, alphabet)]
    return "".join(parts)


def misread(rng: random.Random, truth: str, alphabet: str, rate: float) -> str:
    read = []
    for c in truth:
        draw = rng.random()
        if draw < rate / 3:
            continue
        if draw < 2 * rate / 3:
            read.append(rng.choice(alphabet + " "))
            continue
        read.append(c.swapcase() if draw < rate else c)
        if rng.random() < rate / 3:
            read.append(rng.choice(alphabet + " "))
    return "".join(read)


def pairs(rng: random.Random) -> list[tuple[str, str]]:
    made = GOLDEN + EDGES
    alphabets = list(ALPHABETS.values())
    for index in range(72):
        alphabet = alphabets[index % len(alphabets)]
        if index % 5 == 0:
            alphabet += rng.choice(alphabets)
        truth = text(rng, alphabet, rng.choice([1, 3, 8, 20]))
        rate = rng.choice([0.0, 0.05, 0.2, 0.6])
        made.append((truth, misread(rng, truth, alphabet, rate)))
    for alphabet in alphabets[:2]:
        truth = text(rng, alphabet, 150)
        made.append((truth, misread(rng, truth, alphabet, 0.1)))
    for _ in range(4):
        made.append((text(rng, rng.choice(alphabets), 6), text(rng, rng.choice(alphabets), 9)))
    return made


def collapsed(s: str) -> str:
    return " ".join(s.split())


def removed(s: str) -> str:
    return "".join(s.split())


def judged(references: list[str], predictions: list[str]) -> dict:
    lower = [s.lower() for s in references], [s.lower() for s in predictions]
    apart = [collapsed(s) for s in references], [collapsed(s) for s in predictions]
    bare = [removed(s) for s in references], [removed(s) for s in predictions]
    output = jiwer.process_characters(references, predictions)
    words = jiwer.process_words(references, predictions)
    values = {
        "cer": jiwer.cer(references, predictions),
        "cer_errors": output.substitutions + output.deletions + output.insertions,
        "cer_ignore_case": jiwer.cer(*lower),
        "cer_collapse": jiwer.cer(*apart),
        "cer_remove": jiwer.cer(*bare),
        "wer": jiwer.wer(references, predictions),
        "wer_errors": words.substitutions + words.deletions + words.insertions,
        "wer_ignore_case": jiwer.wer(*lower),
        "wer_any_space": jiwer.wer(*apart),
    }
    for tokenizer in ["13a", "zh", "char", "none"]:
        bleu = BLEU(tokenize=tokenizer, force=True)
        values[f"bleu_{tokenizer}"] = bleu.corpus_score(predictions, [references]).score
    lower_bleu = BLEU(lowercase=True, force=True)
    values["bleu_ignore_case"] = lower_bleu.corpus_score(predictions, [references]).score
    for name, metric in {
        "chrf": CHRF(),
        "chrf++": CHRF(word_order=2),
        "chrf_ignore_case": CHRF(lowercase=True),
        "chrf_spaces": CHRF(whitespace=True),
        "chrf_4_1_beta_1": CHRF(char_order=4, word_order=1, beta=1),
    }.items():
        values[name] = metric.corpus_score(predictions, [references]).score
    return values


def edit_distance_of_pages(references: list[str], predictions: list[str], pages: list[int]) -> dict:
    """The three figures of OmniDocBench's edit distance, for blocks that belong to pages; where both texts are empty a block has no ratio."""
    edits = [Levenshtein.distance(p, r) for p, r in zip(predictions, references)]
    lengths = [max(len(p), len(r)) for p, r in zip(predictions, references)]
    ratios = [e / n for e, n in zip(edits, lengths) if n]
    averages = []
    for page in sorted(set(pages)):
        edit = sum(e for e, at in zip(edits, pages) if at == page)
        length = sum(n for n, at in zip(lengths, pages) if at == page)
        if length:
            averages.append(edit / length)
    return {
        "ned_pages": sum(averages) / len(averages),
        "ned_pooled": sum(edits) / sum(lengths),
        "ned_samples": sum(ratios) / len(ratios),
    }


def main() -> None:
    rng = random.Random(20261124)
    made = pairs(rng)
    judged_pairs = []
    for reference, prediction in made:
        values = judged([reference], [prediction])
        values["ned"] = Levenshtein.normalized_distance(prediction, reference)
        judged_pairs.append({"reference": reference, "prediction": prediction, "values": values})
    corpora = []
    for _ in range(12):
        chosen = rng.sample(range(len(made)), rng.randint(2, 25))
        references, predictions = zip(*(made[index] for index in chosen))
        pages = sorted(rng.randint(1, 6) for _ in chosen)
        values = judged(list(references), list(predictions))
        values |= edit_distance_of_pages(list(references), list(predictions), pages)
        corpora.append({"pairs": chosen, "pages": pages, "values": values})
    path = Path(__file__).with_name("texts.json")
    with path.open("w", encoding="utf-8") as file:
        file.write('{"pairs": [\n')
        file.write(",\n".join(json.dumps(pair, ensure_ascii=False) for pair in judged_pairs))
        file.write('\n], "corpora": [\n')
        file.write(",\n".join(json.dumps(corpus) for corpus in corpora))
        file.write("\n]}\n")
    print(f"{path}: {len(judged_pairs)} pairs, {len(corpora)} corpora")


if __name__ == "__main__":
    main()
