"""The demo reader's model: its tokenizer, its configuration and a batched forward pass.

The parameters live in transformers' PaddleOCRVLForConditionalGeneration, so `save_pretrained` writes an ordinary checkpoint. The forward
pass here is the same computation over a batch whose images share one grid (a line is 28 px high, its width padded to a step of 56 px),
several times faster on a CPU than the image-by-image reference; `check.py` compares the two.
"""

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from tokenizers import AddedToken, Tokenizer, decoders, models
from transformers import PaddleOCRVLConfig
from transformers.models.paddleocr_vl import modeling_paddleocr_vl as reference

from chars import CHARS

HEIGHT, STEP, WIDEST = 28, 56, 784
PATCH = 14
FRAMES = 3
"""Frames of the auxiliary CTC head per column of patches."""

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


def config(tok):
    """The dimensions: 4.5 M parameters, five vision layers and four language layers of 192 channels."""
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
        num_hidden_layers=5,
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
    pixels = np.asarray(image.convert("RGB").resize((width, HEIGHT), Image.BICUBIC))
    return np.pad(pixels, ((0, 0), (0, -width % STEP), (0, 0)), mode="edge")


def patches(pixels):
    """Pixels (28, width, 3) of 0 to 255 as patches (2 * columns, 588) of -1 to 1 in raster order."""
    columns = pixels.shape[1] // PATCH
    values = (pixels.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    return values.reshape(3, 2, PATCH, columns, PATCH).transpose(1, 3, 0, 2, 4).reshape(2 * columns, -1)


def prompt(tok, columns):
    """The ids before the text: the chat template's with columns / 2 image tokens."""
    token = tok.token_to_id
    image = [token("<|IMAGE_PLACEHOLDER|>")] * (columns // 2)
    before = [token("<|begin_of_sentence|>"), token("User: "), token("<|IMAGE_START|>")]
    return before + image + [token("<|IMAGE_END|>"), token("OCR:"), token("\nAssistant: ")]


def vision_features(model, px, columns):
    """Patches (batch, 2 * columns, 588) to features of the last vision layer (batch, 2 * columns, channels)."""
    vision = model.model.visual.vision_model
    embed = vision.embeddings
    batch, count, _ = px.shape
    index, weight = reference.get_vision_interpolation_indices_and_weights(
        torch.tensor([[1, 2, columns]]),
        num_grid_per_side=embed.num_grid_per_side,
        mode=embed.interpolation_mode,
        align_corners=embed.interpolation_align_corners,
        spatial_merge_size=1,
        kwargs={},
    )
    position = (embed.position_embedding(index.to(px.device)) * weight.to(px.device)[:, :, None]).sum(1)
    x = F.linear(px, embed.patch_embedding.weight.flatten(1), embed.patch_embedding.bias) + position
    inverse = vision.encoder.rotary_pos_emb.inv_freq.to(px.device)
    rows = torch.arange(2, device=px.device).repeat_interleave(columns)[:, None] * inverse
    across = torch.arange(columns, device=px.device).repeat(2)[:, None] * inverse
    angles = torch.cat([rows, across, rows, across], -1)
    cos, sin = angles.cos(), angles.sin()
    for layer in vision.encoder.layers:
        attention, h = layer.self_attn, layer.layer_norm1(x)
        query, key, value = (
            project(h).view(batch, count, attention.num_heads, attention.head_dim).transpose(1, 2)
            for project in (attention.q_proj, attention.k_proj, attention.v_proj)
        )
        query, key = (t * cos.to(t.dtype) + reference.rotate_half(t) * sin.to(t.dtype) for t in (query, key))
        mixed = F.scaled_dot_product_attention(query, key, value)
        x = x + attention.out_proj(mixed.transpose(1, 2).reshape(batch, count, -1))
        x = x + layer.mlp(layer.layer_norm2(x))
    return vision.post_layernorm(x)


def losses(model, ctc, px, text, columns, tok):
    """The cross-entropy of the texts (batch, length; -100 where there is none) and the CTC head's loss (0 without a head)."""
    batch, device, image_tokens = text.shape[0], px.device, columns // 2
    features = vision_features(model, px, columns)
    projector = model.model.projector
    h = projector.pre_norm(features)
    h = h.reshape(batch, 2, image_tokens, 2, -1).transpose(1, 2).reshape(batch, image_tokens, -1)
    image = projector.linear_2(projector.act(projector.linear_1(h)))

    before = prompt(tok, columns)
    ids = torch.cat([torch.tensor(before, device=device).expand(batch, -1), text.clamp(min=0)[:, :-1]], 1)
    language = model.model.language_model
    x = language.embed_tokens(ids)
    x = torch.cat([x[:, :3], image.to(x.dtype), x[:, 3 + image_tokens :]], 1)
    head = torch.arange(3, device=device)
    still = torch.full((image_tokens,), 3, device=device)
    across = torch.arange(image_tokens, device=device) + 3
    rest = torch.arange(ids.shape[1] - 3 - image_tokens, device=device) + 3 + image_tokens
    positions = torch.stack([torch.cat([head, part, rest]) for part in (still, still, across)])
    rope = language.rotary_emb(x, position_ids=positions[:, None].expand(3, batch, -1))
    for layer in language.layers:
        x = layer(x, attention_mask=None, position_embeddings=rope)
    x = language.norm(x[:, len(before) - 1 :])
    entropy = F.cross_entropy(model.lm_head(x).flatten(0, 1).float(), text.flatten(), ignore_index=-100)
    if ctc is None:
        return entropy, entropy.new_zeros(())
    frames = ctc(features.view(batch, 2, columns, -1).transpose(1, 2).reshape(batch, columns, -1))
    frames = frames.view(batch, columns * FRAMES, -1).float().log_softmax(-1).transpose(0, 1)
    lengths = (text >= 0).sum(1) - 1
    whole = torch.full((batch,), columns * FRAMES)
    aux = F.ctc_loss(frames, text.clamp(min=0)[:, :-1], whole, lengths.cpu(), blank=0, zero_infinity=True)
    return entropy, aux


@torch.no_grad()
def read(model, images, tok, limit=80, most=32):
    """The greedy texts of lines' pixels (28, width, 3), by transformers' own generate; lines of equal width go in one batch."""
    texts, widths = [None] * len(images), {}
    for index, pixels in enumerate(images):
        widths.setdefault(pixels.shape[1], []).append(index)
    for width, indices in sorted(widths.items()):
        columns = width // PATCH
        for at in range(0, len(indices), most):
            batch = indices[at : at + most]
            ids = torch.tensor([prompt(tok, columns)] * len(batch))
            px = np.concatenate([patches(images[index]) for index in batch])
            out = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                mm_token_type_ids=(ids == model.config.image_token_id).int(),
                pixel_values=torch.from_numpy(px).view(-1, 3, PATCH, PATCH),
                image_grid_thw=torch.tensor([[1, 2, columns]] * len(batch)),
                max_new_tokens=limit,
                do_sample=False,
            )
            for index, row in zip(batch, out[:, ids.shape[1] :].tolist()):
                texts[index] = tok.decode(row, skip_special_tokens=True)
    return texts
