"""The demo reader's model: its tokenizer, its configuration, what it makes of a line's image, and reading by transformers.

The parameters live in transformers' PaddleOCRVLForConditionalGeneration, so `save_pretrained` writes an ordinary checkpoint.
"""

import numpy as np
import torch
from PIL import Image
from tokenizers import AddedToken, Tokenizer, decoders, models
from transformers import PaddleOCRVLConfig, PaddleOCRVLForConditionalGeneration

from chars import CHARS

HEIGHT, STEP, WIDEST = 28, 56, 784
PATCH = 14

SPECIAL = [
    "<unk>",
    "<s>",
    "</s>",
    "<|begin_of_sentence|>",
    "<|end_of_sentence|>",
    "<|IMAGE_START|>",
    "<|IMAGE_PLACEHOLDER|>",
    "<|IMAGE_END|>",
]
PROMPT = ["User: ", "OCR:", "\nAssistant: "]
"""What the chat template writes around the image, each a token of its own."""


def tokenizer():
    """One token per character, the special tokens and the three pieces of the prompt."""
    vocab = {token: index for index, token in enumerate(SPECIAL)}
    for char in ["\n"] + CHARS:
        vocab.setdefault(char, len(vocab))
    tok = Tokenizer(models.BPE(vocab=vocab, merges=[], unk_token="<unk>", fuse_unk=False))
    tok.decoder = decoders.Fuse()
    tok.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tok.add_tokens([AddedToken(piece, normalized=False) for piece in PROMPT])
    return tok


def config(tok, vision_layers=8):
    """The dimensions: 5.7 M parameters, eight vision layers and four language layers of 192 channels."""
    token = tok.token_to_id
    text = dict(
        vocab_size=(tok.get_vocab_size() + 31) // 32 * 32,
        hidden_size=192,
        intermediate_size=512,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=48,
        max_position_embeddings=4096,
        rms_norm_eps=1e-5,
        use_bias=False,
        tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [8, 8, 8]},
        pad_token_id=token("<unk>"),
        bos_token_id=token("<s>"),
        eos_token_id=token("</s>"),
    )
    vision = dict(
        hidden_size=192,
        intermediate_size=640,
        num_hidden_layers=vision_layers,
        num_attention_heads=4,
        image_size=224,
        patch_size=PATCH,
        spatial_merge_size=2,
    )
    return PaddleOCRVLConfig(
        text_config=text,
        vision_config=vision,
        image_token_id=token("<|IMAGE_PLACEHOLDER|>"),
        video_token_id=token("<|end_of_sentence|>"),
        vision_start_token_id=token("<|IMAGE_START|>"),
        vision_end_token_id=token("<|IMAGE_END|>"),
        tie_word_embeddings=True,
    )


def scaled(image):
    """A line image as the reader wants it: 28 px high, padded on the right with its edge colour to a step of 56 px."""
    width = max(PATCH, round(image.width * HEIGHT / image.height))
    return padded(np.asarray(image.convert("RGB").resize((width, HEIGHT), Image.BICUBIC)))


def padded(pixels):
    """Pixels (28, width, 3) padded on the right with their edge colour to a step of 56 px."""
    width = pixels.shape[1]
    out = np.empty((HEIGHT, width + -width % STEP, 3), np.uint8)
    out[:, :width] = pixels
    out[:, width:] = pixels[:, -1:]
    return out


def patches(pixels):
    """Pixels (batch, 28, width, 3) of 0 to 255 as patches (batch, 2 * columns, 588) of -1 to 1 in raster order."""
    batch, columns = pixels.shape[0], pixels.shape[2] // PATCH
    values = (pixels.float() / 127.5 - 1).view(batch, 2, PATCH, columns, PATCH, 3)
    return values.permute(0, 1, 3, 5, 2, 4).reshape(batch, 2 * columns, -1)


def prompt(tok, columns):
    """The ids before the text: the chat template's with columns / 2 image tokens."""
    token = tok.token_to_id
    image = [token("<|IMAGE_PLACEHOLDER|>")] * (columns // 2)
    before = [token("<|begin_of_sentence|>"), token("User: "), token("<|IMAGE_START|>")]
    return before + image + [token("<|IMAGE_END|>"), token("OCR:"), token("\nAssistant: ")]


def load(folder, dtype=torch.float32):
    """The model of a checkpoint folder."""
    model = PaddleOCRVLForConditionalGeneration.from_pretrained(folder, dtype=dtype, attn_implementation="sdpa")
    # PaddleOCR-VL's own code interpolates so; transformers before 5.18 aligned the corners.
    model.model.visual.vision_model.embeddings.interpolation_align_corners = False
    return model


@torch.no_grad()
def read(model, images, tok, limit=80, most=32):
    """The greedy texts of lines' pixels (28, width, 3), by transformers' own generate, up to `most` lines of equal width at once."""
    texts, widths, device = [None] * len(images), {}, model.device
    for index, pixels in enumerate(images):
        widths.setdefault(pixels.shape[1], []).append(index)
    for width, indices in sorted(widths.items()):
        columns = width // PATCH
        for at in range(0, len(indices), most):
            batch = indices[at : at + most]
            ids = torch.tensor([prompt(tok, columns)] * len(batch), device=device)
            px = patches(torch.from_numpy(np.stack([images[index] for index in batch])).to(device))
            out = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                mm_token_type_ids=(ids == model.config.image_token_id).int(),
                pixel_values=px.view(-1, 3, PATCH, PATCH),
                image_grid_thw=torch.tensor([[1, 2, columns]] * len(batch), device=device),
                max_new_tokens=limit,
                do_sample=False,
            )
            for index, row in zip(batch, out[:, ids.shape[1] :].tolist()):
                texts[index] = tok.decode(row, skip_special_tokens=True)
    return texts
