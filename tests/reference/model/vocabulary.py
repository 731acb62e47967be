"""A byte-fallback BPE vocabulary in the manner of the published tokenizer, a few hundred tokens."""

from __future__ import annotations

import itertools
import json
import string

SPECIAL = [
    "<|end_of_sentence|>",
    "<|begin_of_sentence|>",
    "<mask:1>",
    "<|IMAGE_PLACEHOLDER|>",
    *(f"<|LOC_{n}|>" for n in range(4)),
    "<|LOC_BEGIN|>",
    "<|LOC_END|>",
    "<|LOC_SEP|>",
    "<|IMAGE_START|>",
    "<|IMAGE_END|>",
    "<|video_pad|>",
]
# Table marks: added tokens that are not special, so that decoding keeps them.
TABLE = ["<ecel>", "<fcel>", "<xcel>", "<lcel>", "<ucel>", "<nl>"]
WORDS = [
    "User",
    "Assistant",
    "OCR",
    "Table",
    "\u2581Recognition",
    "Formula",
    "\u2581the",
    "\u2581page",
]


def build(vocab_size: int) -> tuple[dict, dict[str, int]]:
    """tokenizer.json as a dict, and the id of every token."""
    pieces = ["<unk>", "<s>", "</s>"]
    pieces += [f"<0x{byte:02X}>" for byte in range(256)]
    pieces += ["\u2581", *string.digits, *string.ascii_letters, *string.punctuation]
    room = vocab_size - len(SPECIAL) - len(TABLE)
    merges: list[tuple[str, str]] = []
    for word in WORDS:
        for end in range(2, len(word) + 1):
            if word[:end] not in pieces and len(pieces) < room:
                pieces.append(word[:end])
                merges.append((word[: end - 1], word[end - 1]))
    for left, right in itertools.product(string.ascii_lowercase, repeat=2):
        if len(pieces) < room and left + right not in pieces:
            pieces.append(left + right)
            merges.append((left, right))
    assert len(pieces) == room, "the vocabulary is not full"
    ids = {piece: index for index, piece in enumerate(pieces)}
    added = [(piece, True) for piece in ["<unk>", "<s>", "</s>", *SPECIAL]]
    added += [(piece, False) for piece in TABLE]
    for piece, _ in added:
        ids.setdefault(piece, len(ids))
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": ids[piece],
                "content": piece,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": special,
            }
            for piece, special in sorted(added, key=lambda item: ids[item[0]])
        ],
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"},
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
            ],
        },
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": "<unk>",
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": True,
            "byte_fallback": True,
            "ignore_merges": False,
            "vocab": {piece: ids[piece] for piece in pieces},
            "merges": [list(pair) for pair in merges],
        },
    }
    return tokenizer, ids


def tokenizer_config(ids: dict[str, int], template: str | None) -> dict:
    """tokenizer_config.json, with the chat template inside if one is given."""
    config = {
        "add_bos_token": False,
        "add_eos_token": False,
        "bos_token": "<s>",
        "clean_up_tokenization_spaces": False,
        "cls_token": "<|begin_of_sentence|>",
        "eos_token": "</s>",
        "image_token": "<|IMAGE_PLACEHOLDER|>",
        "model_max_length": 131072,
        "pad_token": "<unk>",
        "sep_token": "<|end_of_sentence|>",
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": "<unk>",
    }
    if template is not None:
        config["chat_template"] = template
    return config


def chat_template(version: str) -> str:
    """A chat template that renders what the published one of that version does."""
    tail = "Assistant: " if version == "v1" else "Assistant:\\n"
    return (
        "{{- '<|begin_of_sentence|>' -}}\n"
        "{%- for message in messages -%}\n"
        "  {%- if message['role'] == 'system' -%}\n"
        "    {{- message['content'] ~ '\\n' -}}\n"
        "  {%- elif message['role'] == 'user' -%}\n"
        "    {{- 'User: ' -}}\n"
        "    {%- if message['content'] is string -%}\n"
        "      {{- message['content'] -}}\n"
        "    {%- else -%}\n"
        "      {%- for part in message['content'] if part['type'] == 'image' -%}\n"
        "        {{- '<|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>' -}}\n"
        "      {%- endfor -%}\n"
        "      {%- for part in message['content'] if part['type'] == 'text' -%}\n"
        "        {{- part['text'] -}}\n"
        "      {%- endfor -%}\n"
        "    {%- endif -%}\n"
        "    {{- '\\n' -}}\n"
        "  {%- elif message['role'] == 'assistant' -%}\n"
        f"    {{{{- '{tail}' ~ message['content'] ~ '</s>' -}}}}\n"
        "  {%- endif -%}\n"
        "{%- endfor -%}\n"
        "{%- if add_generation_prompt -%}\n"
        f"  {{{{- '{tail}' -}}}}\n"
        "{%- endif -%}\n"
    )


def dumps(value: dict) -> str:
    """JSON text; small, with one token a line nowhere."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False) + "\n"
