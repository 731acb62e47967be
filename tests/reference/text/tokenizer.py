"""Makes model/tokenizer.json, model/tokenizer_config.json and tokenizer_cases.json: a tiny tokenizer and what it encodes.

Run: python tests/reference/text/tokenizer.py

The tokenizer is of the kind that PaddleOCR-VL has: BPE with byte fallback, spaces written as U+2581, nothing added to a
text, control tokens marked special and OTSL tags not. It has about 700 tokens, of the location tokens only a few, and
other ids than the real one.
"""

import argparse
import json
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, trainers

CORPUS = [
    "The quick brown fox jumps over the lazy dog, and the dog does not mind it at all.",
    "User: OCR: Table Recognition: Formula Recognition: Chart Recognition: Spotting: Seal Recognition:",
    "User: Describe this document.\nAssistant: This document is a table of the numbers of the year 2026.",
    "Invoice no. 1234567890, total 89.50 EUR, due on 2026-11-30.\nThe total of the invoice is 89.50.\n",
    "Der schnelle braune Fuchs springt über den faulen Hund. Größe, Übung, Straße.",
    "Le café est à côté de la forêt, où l'été était très chaud.",
    "文字识别 表格识别 公式识别 图表识别 印章识别 这是一个测试文档。这个文档是测试。",
    "\\(x^2 + y^2 = z^2\\) \\[ \\frac{a}{b} \\]\n",
]
OTSL = ["<ecel>", "<fcel>", "<xcel>", "<lcel>", "<ucel>", "<nl>"]
SPECIAL = [
    "<|end_of_sentence|>",
    "<|begin_of_sentence|>",
    "<mask:1>",
    "<|IMAGE_PLACEHOLDER|>",
    *[f"<|LOC_{n}|>" for n in [0, 1, 2, 10, 99, 250, 500, 999, 1000]],
    "<|LOC_BEGIN|>",
    "<|LOC_END|>",
    "<|LOC_SEP|>",
    "<|TEXT_START|>",
    "<|TEXT_END|>",
    "<|IMAGE_START|>",
    "<|IMAGE_END|>",
    "<|video_pad|>",
]
TEXTS = [
    "",
    " ",
    "   two  spaces   ",
    "OCR:",
    "The quick brown fox",
    "<|begin_of_sentence|>User: <|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>OCR:\nAssistant: ",
    "<|begin_of_sentence|>User: <|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>OCR:\nAssistant:\n",
    "<fcel>a<fcel>b c<nl><ecel><lcel><nl><ucel><xcel><nl></s>",
    "Total <|LOC_10|><|LOC_99|><|LOC_500|><|LOC_1000|> 89.50<|LOC_SEP|>",
    "文字识别 café Größe",
    "unseen: ῥέω ⵣ 🙂👩‍👩‍👧 \u0000 \u007f \ufffd end",
    "tabs\tand\r\nlines\n\n",
    "▁ is the space mark",
    "<s>not</s><unk><|IMAGE_PLACEHOLDER|><|IMAGE_PLACEHOLDER|>",
    "< |LOC_1|> <fcel > <|LOC_77|>",
]
# Ids that a model may give and no text encodes to: bytes that are no UTF-8, alone and amid text.
BYTE_RUNS = [
    [0xFF],
    [0xE4, 0xBD],
    [0xE4, 0xBD, 0xA0],
    [0xE4, 0xBD, 0xA0, 0xFF],
    [0xFF, 0xE4, 0xBD, 0xA0],
    [0xF0, 0x9F, 0x99, 0x82],
    [0xF0, 0x9F, 0x99],
    [0xC3, 0xA9, 0xC3, 0xA9],
    [0x80] * 12,
]


def build():
    """Trains a small vocabulary on the corpus and puts the byte and added tokens round it."""
    trained = Tokenizer(models.BPE())
    trained.normalizer = normalizers.Replace(" ", "▁")
    trained.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=420, show_progress=False))
    model = json.loads(trained.to_str())["model"]
    pieces = [piece for piece, _ in sorted(model["vocab"].items(), key=lambda item: item[1])]
    names = ["<unk>", "<s>", "</s>", *[f"<0x{byte:02X}>" for byte in range(256)], *pieces]
    vocab = {name: index for index, name in enumerate(names)}
    merges = [tuple(pair) for pair in model["merges"]]
    tokenizer = Tokenizer(
        models.BPE(vocab=vocab, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    )
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in names[:3] + SPECIAL])
    tokenizer.add_tokens([AddedToken(name, special=False, normalized=False) for name in OTSL])
    return tokenizer


def config():
    """The tokenizer_config.json of the tiny model."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "cls_token": "<|begin_of_sentence|>",
        "eos_token": "</s>",
        "mask_token": "<mask:1>",
        "pad_token": "<unk>",
        "sep_token": "<|end_of_sentence|>",
        "unk_token": "<unk>",
        "clean_up_tokenization_spaces": False,
    }


def main():
    """Writes the tokenizer and the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    args = parser.parse_args()
    model = args.out / "model"
    model.mkdir(parents=True, exist_ok=True)
    tokenizer = build()
    # Not the library's own file format with indents, which would be three times as long.
    content = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
    (model / "tokenizer.json").write_text(content + "\n", encoding="utf-8")
    (model / "tokenizer_config.json").write_text(json.dumps(config(), indent=2) + "\n", encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))

    sequences = [(text, tokenizer.encode(text, add_special_tokens=False).ids) for text in TEXTS]
    for run in BYTE_RUNS:
        ids = [tokenizer.token_to_id(f"<0x{byte:02X}>") for byte in run]
        word = tokenizer.encode("fox").ids
        sequences += [(None, ids), (None, word + ids + word), (None, ids + [tokenizer.token_to_id("<fcel>")])]
    cases = [
        {
            "text": text,
            "ids": ids,
            "decoded": tokenizer.decode(ids, skip_special_tokens=False),
            "without_special": tokenizer.decode(ids, skip_special_tokens=True),
        }
        for text, ids in sequences
    ]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (args.out / "tokenizer_cases.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    size = (model / "tokenizer.json").stat().st_size
    print(f"{tokenizer.get_vocab_size()} tokens, {size} bytes, {len(cases)} cases")


if __name__ == "__main__":
    main()
