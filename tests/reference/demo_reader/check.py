"""Proves that the reader's shortcuts equal the reference.

    python tests/reference/demo_reader/check.py host/assets/demo

It checks that the batched forward pass gives transformers' loss; that the chat template, rendered and tokenised by tokenizer.json, gives
the ids that the reader was trained with; and that the processor leaves a line image as it is and cuts it into the patches of training.
"""

import argparse
import os
import random

import jinja2
import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer
from transformers import AutoProcessor, PaddleOCRVLForConditionalGeneration

from batches import Batches
from chars import split_families
from forward import Forward
from lines import EVALUATION_SIZES, Lines
from model import PATCH, config, patches, prompt, scaled, tokenizer
from training_lines import TrainingLines


def batched_loss_is_the_references():
    """On random weights, so that no trained habit hides a difference."""
    torch.manual_seed(1)
    tok = tokenizer()
    dimensions = config(tok)
    dimensions._attn_implementation = "sdpa"
    model = PaddleOCRVLForConditionalGeneration(dimensions).eval()
    count = 4
    pixels, text, lengths = (part[:count] for part in next(iter(Batches(TrainingLines(split_families()[0]), tok, 400, 5, 20))))
    columns, px = pixels.shape[2] // PATCH, patches(pixels)
    got = Forward(model, tok).losses(pixels, text, lengths)[0].item()
    before = torch.tensor(prompt(tok, columns)).expand(count, -1)
    ids = torch.cat([before, text.clamp(min=0)], 1)
    want = model(
        input_ids=ids,
        labels=torch.cat([torch.full_like(before, -100), text], 1),
        attention_mask=torch.ones_like(ids),
        mm_token_type_ids=(ids == model.config.image_token_id).int(),
        pixel_values=px.reshape(-1, 3, PATCH, PATCH),
        image_grid_thw=torch.tensor([[1, 2, columns]] * count),
    ).loss.item()
    print(f"loss: batched {got:.6f}, reference {want:.6f}")
    assert abs(got - want) < 1e-4


def prompt_is_the_templates(folder):
    """The rendered template through tokenizer.json gives training's ids."""
    tok = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
    with open(os.path.join(folder, "chat_template.jinja"), encoding="utf8") as file:
        template = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(file.read())
    turn = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "OCR:"}]}
    text = template.render(messages=[turn], add_generation_prompt=True)
    assert text == "<|begin_of_sentence|>User: <|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>OCR:\nAssistant: ", text
    for columns in (4, 12, 56):
        placed = text.replace("<|IMAGE_PLACEHOLDER|>", "<|IMAGE_PLACEHOLDER|>" * (columns // 2))
        assert tok.encode(placed, add_special_tokens=False).ids == prompt(tokenizer(), columns)
    print("prompt: the template's ids are training's")


def processor_keeps_lines(folder):
    """transformers' processor neither scales a line image nor orders its patches otherwise."""
    processor = AutoProcessor.from_pretrained(folder)
    rng, lines = random.Random(5), Lines(split_families()[1], EVALUATION_SIZES)
    turn = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "OCR:"}]}
    text = processor.apply_chat_template([turn], add_generation_prompt=True)
    for _ in range(8):
        pixels = scaled(lines.general(rng, 40)[0])
        columns = pixels.shape[1] // PATCH
        given = processor(images=[Image.fromarray(pixels)], text=[text], return_tensors="pt")
        assert given["image_grid_thw"].tolist() == [[1, 2, columns]]
        assert given["input_ids"].tolist() == [prompt(tokenizer(), columns)]
        difference = np.abs(given["pixel_values"].reshape(2 * columns, -1).numpy() - patches(torch.from_numpy(pixels[None]))[0].numpy()).max()
        assert difference < 1e-6, difference
    print("processor: grid, ids and pixels are training's")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", help="the checkpoint folder")
    args = parser.parse_args()
    prompt_is_the_templates(args.checkpoint)
    processor_keeps_lines(args.checkpoint)
    batched_loss_is_the_references()


if __name__ == "__main__":
    main()
