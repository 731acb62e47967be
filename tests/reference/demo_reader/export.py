"""Writes a trained model as the checkpoint folder that the program embeds.

    python tests/reference/demo_reader/export.py OUT/checkpoint host/assets/demo

The weights are rounded to bf16; the chat template, the tokenizer's and the preprocessor's configuration are written beside them.
"""

import argparse
import json
import os

import torch
from model import HEIGHT, PATCH, SPECIAL, load, tokenizer

CHAT_TEMPLATE = """\
{#- One turn of the user: the images, then the text; the reader knows the one prompt "OCR:". -#}
{{- "<|begin_of_sentence|>" -}}
{%- for message in messages -%}
    {%- if message["role"] == "user" -%}
        {{- "User: " -}}
        {%- if message["content"] is string -%}
            {{- message["content"] -}}
        {%- else -%}
            {%- for part in message["content"] if part["type"] == "image" -%}
                {{- "<|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>" -}}
            {%- endfor -%}
            {%- for part in message["content"] if part["type"] == "text" -%}
                {{- part["text"] -}}
            {%- endfor -%}
        {%- endif -%}
        {{- "\\n" -}}
    {%- elif message["role"] == "assistant" -%}
        {{- "Assistant: " -}}
        {%- if message["content"] is string -%}
            {{- message["content"] -}}
        {%- else -%}
            {%- for part in message["content"] if part["type"] == "text" -%}
                {{- part["text"] -}}
            {%- endfor -%}
        {%- endif -%}
        {{- "</s>" -}}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{- "Assistant: " -}}
{%- endif -%}
"""

TOKENIZER = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "model_max_length": 4096,
    "clean_up_tokenization_spaces": False,
    "add_bos_token": False,
    "add_eos_token": False,
    "unk_token": "<unk>",
    "pad_token": "<unk>",
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<|begin_of_sentence|>",
    "sep_token": "<|end_of_sentence|>",
    "image_token": "<|IMAGE_PLACEHOLDER|>",
    "added_tokens_decoder": {
        str(index): {
            "content": token,
            "lstrip": False,
            "normalized": False,
            "rstrip": False,
            "single_word": False,
            "special": True,
        }
        for index, token in enumerate(SPECIAL)
    },
}

PREPROCESSOR = {
    "image_processor_type": "PaddleOCRVLImageProcessor",
    "processor_class": "PaddleOCRVLProcessor",
    "do_convert_rgb": True,
    "do_normalize": True,
    "do_rescale": True,
    "do_resize": True,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.5, 0.5, 0.5],
    "max_pixels": HEIGHT * HEIGHT * 1280,
    "merge_size": 2,
    "min_pixels": HEIGHT * HEIGHT,
    "patch_size": PATCH,
    "resample": 3,
    "rescale_factor": 1 / 255,
    "temporal_patch_size": 1,
}
"""A line image 28 px high and a multiple of 28 px wide passes these limits as it is."""


def export(source, out):
    """Writes the checkpoint folder `out` from the model folder `source`."""
    model = load(source, torch.bfloat16)
    for part in (model.config, model.config.text_config, model.config.vision_config):
        part.dtype = torch.bfloat16
    model.save_pretrained(out)
    tokenizer().save(os.path.join(out, "tokenizer.json"))
    for name, value in (("tokenizer_config", TOKENIZER), ("preprocessor_config", PREPROCESSOR)):
        with open(os.path.join(out, f"{name}.json"), "w", encoding="utf8") as file:
            json.dump(value, file, indent=2, ensure_ascii=False)
            file.write("\n")
    generation = {"bos_token_id": 1, "do_sample": False, "eos_token_id": 2, "pad_token_id": 0, "use_cache": True}
    with open(os.path.join(out, "generation_config.json"), "w", encoding="utf8") as file:
        json.dump(generation, file, indent=2)
        file.write("\n")
    with open(os.path.join(out, "chat_template.jinja"), "w", encoding="utf8") as file:
        file.write(CHAT_TEMPLATE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="the trained model's folder")
    parser.add_argument("out", help="the checkpoint folder to write")
    args = parser.parse_args()
    export(args.source, args.out)


if __name__ == "__main__":
    main()
