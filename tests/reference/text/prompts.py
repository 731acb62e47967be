"""Makes prompts.json: prompts and their token ids, by transformers and the tiny tokenizer.

Run: python tests/reference/text/prompts.py (after tokenizer.py)

A prompt goes through the host's built-in template, as version `v1` or `v1_5`, or is used as it stands (`raw`). Each
placeholder is then written as often as its image has tokens and the text encoded, as PaddleOCR-VL's processor does.
"""

import argparse
import json
from pathlib import Path

from transformers import PreTrainedTokenizerFast

from chat_template import BUILT_IN, HERE, IMAGE, message

PLACEHOLDER = "<|IMAGE_PLACEHOLDER|>"
ASSISTANT = {"v1": "Assistant: ", "v1_5": "Assistant:\n"}
TASKS = ["OCR:", "Table Recognition:", "Formula Recognition:", "Chart Recognition:", "Spotting:", "Seal Recognition:"]
RAW = [
    (f"<|IMAGE_START|>{PLACEHOLDER}<|IMAGE_END|>Describe this document.", [6]),
    (f"{PLACEHOLDER} and {PLACEHOLDER}", [2, 3]),
    ("no image at all", []),
    ("", []),
]


def grow(text, image_tokens):
    """Writes every placeholder as often as its image has tokens."""
    parts = text.split(PLACEHOLDER)
    assert len(parts) == len(image_tokens) + 1
    return parts[0] + "".join(PLACEHOLDER * count + part for count, part in zip(image_tokens, parts[1:]))


def main():
    """Writes the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    args = parser.parse_args()
    tokenizer = PreTrainedTokenizerFast.from_pretrained(HERE / "model")
    template = BUILT_IN.read_text(encoding="utf-8")
    prompts = [(task, [4]) for task in TASKS] + [("Describe it.", []), ("Compare\nthem: ", [4, 9, 1]), ("", [2])]
    rendered = []
    for version, assistant in ASSISTANT.items():
        for prompt, image_tokens in prompts:
            messages = [message("user", *[IMAGE] * len(image_tokens), prompt)]
            text = tokenizer.apply_chat_template(
                messages, chat_template=template, tokenize=False, add_generation_prompt=True, assistant=assistant
            )
            rendered.append((version, prompt, image_tokens, text))
    rendered += [("raw", prompt, image_tokens, prompt) for prompt, image_tokens in RAW]
    cases = []
    for version, prompt, image_tokens, text in rendered:
        ids = tokenizer(grow(text, image_tokens), add_special_tokens=False)["input_ids"]
        case = {"version": version, "prompt": prompt, "image_tokens": image_tokens, "text": text, "input_ids": ids}
        cases.append(case)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    args.out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{args.out}: {len(cases)} cases")


if __name__ == "__main__":
    main()
