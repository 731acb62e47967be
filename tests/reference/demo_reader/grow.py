"""Adds layers to a checkpoint that give what they are given, so that it can learn more without forgetting.

    python tests/reference/demo_reader/grow.py host/assets/demo GROWN

The new layers are copies of their neighbours below with nothing coming out of their attention and of their perceptron. The grown model's
outputs are checked to be the old one's.
"""

import argparse
import random

import torch
from transformers import PaddleOCRVLForConditionalGeneration

from batches import Batches
from chars import split_families
from forward import Forward
from model import config, load, tokenizer
from training_lines import TrainingLines

OUTPUTS = ("self_attn.out_proj.weight", "self_attn.out_proj.bias", "mlp.fc2.weight", "mlp.fc2.bias")
"""The parameters of a vision layer that write to the stream between the layers."""


def sources(old, new):
    """For each of `new` layers the old layer that it is, or that it copies, and whether it is a copy; copies follow their originals,
    spread over the depth."""
    copied = {index * old // (new - old + 1) for index in range(1, new - old + 1)}
    return [pair for layer in range(old) for pair in [(layer, False)] + [(layer, True)] * (layer in copied)]


def grown(source):
    """The model of the folder `source` with the vision layers that config() has."""
    tok, old = tokenizer(), load(source)
    model = PaddleOCRVLForConditionalGeneration(config(tok)).eval()
    weights, prefix = old.state_dict(), "model.visual.vision_model.encoder.layers."
    made = {name: value for name, value in weights.items() if not name.startswith(prefix)}
    layers = sources(old.config.vision_config.num_hidden_layers, model.config.vision_config.num_hidden_layers)
    for place, (layer, copy) in enumerate(layers):
        for name, value in weights.items():
            if name.startswith(f"{prefix}{layer}."):
                part = name.removeprefix(f"{prefix}{layer}.")
                made[f"{prefix}{place}.{part}"] = torch.zeros_like(value) if copy and part in OUTPUTS else value
    model.load_state_dict(made)
    return old.eval(), model


@torch.no_grad()
def same(old, model):
    """Whether two models give the same losses for a batch of lines."""
    tok = tokenizer()
    batch = next(iter(Batches(TrainingLines(split_families()[0]), tok, 400, random.randrange(1000), 20)))
    model.model.visual.vision_model.embeddings.interpolation_align_corners = False
    before, after = (Forward(each, tok).losses(*batch)[0].item() for each in (old, model))
    print(f"loss: before {before:.7f}, after {after:.7f}")
    return before == after


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="the checkpoint folder to start from")
    parser.add_argument("out", help="the folder to write the grown model to")
    args = parser.parse_args()
    old, model = grown(args.source)
    if not same(old, model):
        raise SystemExit("the grown model does not give what the old one gave")
    model.save_pretrained(args.out)
    tokenizer().save(f"{args.out}/tokenizer.json")


if __name__ == "__main__":
    main()
