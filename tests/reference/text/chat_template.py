"""Makes chat_template.json: conversations and what transformers' chat templates make of them.

Run: python tests/reference/text/chat_template.py (after tokenizer.py)

Rendered are the built-in template of the host (host/src/processor/paddleocr_vl.jinja), as `v1` and `v1_5`, and those in
templates/. `rendered` is null where a template raises an exception.
"""

import argparse
import json
from pathlib import Path

from transformers import PreTrainedTokenizerFast

HERE = Path(__file__).resolve().parent
BUILT_IN = HERE.parents[2] / "host" / "src" / "processor" / "paddleocr_vl.jinja"
IMAGE = {"type": "image"}


def text(content):
    """A part of a message."""
    return {"type": "text", "text": content}


def message(role, *parts):
    """A message of texts and images."""
    return {"role": role, "content": [part if isinstance(part, dict) else text(part) for part in parts]}


CONVERSATIONS = [
    [message("user", IMAGE, "OCR:")],
    [message("user", IMAGE, "Table Recognition:")],
    [message("user", "a text alone, in two\nlines ")],
    [message("user", "first ", IMAGE, "second", IMAGE, IMAGE)],
    [message("user", IMAGE)],
    [message("system", "Answer briefly."), message("user", IMAGE, "OCR:")],
    [message("system", "One.", "Two."), message("user", "Hä? 日本 🙂 </s> {{ 1 }}")],
    [message("user", IMAGE, "OCR:"), message("assistant", "read\n"), message("user", "stop", "again")],
    [message("user", "a  "), message("assistant", "b", "c")],
    [message("user", "a"), message("system", "too late")],
]


def main():
    """Writes the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    args = parser.parse_args()
    tokenizer = PreTrainedTokenizerFast.from_pretrained(HERE / "model")
    built_in = BUILT_IN.read_text(encoding="utf-8")
    templates = {"v1": (built_in, {"assistant": "Assistant: "}), "v1_5": (built_in, {"assistant": "Assistant:\n"})}
    for path in sorted((HERE / "templates").glob("*.jinja")):
        templates[path.name] = (path.read_text(encoding="utf-8"), {})
    cases = []
    for name, (template, variables) in templates.items():
        for messages in CONVERSATIONS:
            for add_generation_prompt in [True, False]:
                options = {"tokenize": False, "add_generation_prompt": add_generation_prompt, **variables}
                try:
                    rendered = tokenizer.apply_chat_template(messages, chat_template=template, **options)
                except Exception as error:
                    if "comes first" not in str(error):
                        raise
                    rendered = None
                cases.append(
                    {
                        "template": name,
                        "messages": messages,
                        "add_generation_prompt": add_generation_prompt,
                        "rendered": rendered,
                    }
                )
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    args.out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{args.out}: {len(cases)} cases")


if __name__ == "__main__":
    main()
