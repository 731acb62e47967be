"""The demo reader's batched forward pass for training.

It is the computation of transformers' model over a batch whose images share one grid (a line is 28 px high, its width padded to a step of
56 px), several times faster than the image-by-image reference; `check.py` compares the two. What depends on the shapes alone is computed
once for each and stays on the device, so that a step on a GPU waits for nothing.
"""

import torch
import torch.nn.functional as F
from transformers.models.paddleocr_vl import modeling_paddleocr_vl as reference

from model import PATCH, patches, prompt

FRAMES = 3
"""Frames of the auxiliary CTC head per column of patches."""


class Forward:
    """The losses of batches of lines under a model, which stays on its device."""

    def __init__(self, model, tok):
        self.model, self.tok = model, tok
        self._constants = {}

    def features(self, px, columns):
        """Patches (batch, 2 * columns, 588) to features of the last vision layer (batch, 2 * columns, channels)."""
        vision = self.model.model.visual.vision_model
        embed, batch, count = vision.embeddings, px.shape[0], px.shape[1]
        index, weight, cos, sin = self._constant(self._grid, columns)
        position = (embed.position_embedding(index) * weight[:, :, None]).sum(1)
        x = F.linear(px, embed.patch_embedding.weight.flatten(1), embed.patch_embedding.bias) + position
        for layer in vision.encoder.layers:
            attention, h = layer.self_attn, layer.layer_norm1(x)
            query, key, value = (
                project(h).view(batch, count, attention.num_heads, attention.head_dim).transpose(1, 2)
                for project in (attention.q_proj, attention.k_proj, attention.v_proj)
            )
            cos, sin = cos.to(query.dtype), sin.to(query.dtype)
            query, key = (t * cos + reference.rotate_half(t) * sin for t in (query, key))
            mixed = F.scaled_dot_product_attention(query, key, value)
            x = x + attention.out_proj(mixed.transpose(1, 2).reshape(batch, count, -1))
            x = x + layer.mlp(layer.layer_norm2(x))
        return vision.post_layernorm(x)

    def losses(self, pixels, texts, lengths, ctc=None, settled=True):
        """The cross-entropy of lines' pixels (batch, 28, width, 3) and texts (batch, length; -100 where there is none), and the loss of
        a CTC head (0 without one), which reaches the encoder only once it is settled. `lengths` are the texts' without the end, on the
        CPU."""
        batch, columns = pixels.shape[0], pixels.shape[2] // PATCH
        image_tokens = columns // 2
        features = self.features(patches(pixels), columns)
        projector = self.model.model.projector
        h = projector.pre_norm(features)
        h = h.reshape(batch, 2, image_tokens, 2, -1).transpose(1, 2).reshape(batch, image_tokens, -1)
        image = projector.linear_2(projector.act(projector.linear_1(h)))

        before = self._constant(self._prompt, columns)
        ids = torch.cat([before.expand(batch, -1), texts.clamp(min=0)[:, :-1]], 1)
        language = self.model.model.language_model
        x = language.embed_tokens(ids)
        x = torch.cat([x[:, :3], image.to(x.dtype), x[:, 3 + image_tokens :]], 1)
        rope = self._constant(self._rope, columns, ids.shape[1])
        for layer in language.layers:
            x = layer(x, attention_mask=None, position_embeddings=rope)
        x = language.norm(x[:, before.shape[0] - 1 :])
        entropy = F.cross_entropy(self.model.lm_head(x).flatten(0, 1).float(), texts.flatten(), ignore_index=-100)
        if ctc is None:
            return entropy, entropy.new_zeros(())
        if not settled:
            features = features.detach()
        frames = ctc(features.view(batch, 2, columns, -1).transpose(1, 2).reshape(batch, columns, -1))
        frames = frames.view(batch, columns * FRAMES, -1).float().log_softmax(-1).transpose(0, 1)
        whole = torch.full((batch,), columns * FRAMES)
        aux = F.ctc_loss(frames, texts.clamp(min=0)[:, :-1], whole, lengths, blank=0, zero_infinity=True)
        return entropy, aux

    def _constant(self, make, *shape):
        key = (make.__name__, *shape)
        if key not in self._constants:
            with torch.no_grad(), torch.autocast(self.model.device.type, enabled=False):
                self._constants[key] = make(*shape)
        return self._constants[key]

    def _prompt(self, columns):
        return torch.tensor(prompt(self.tok, columns), device=self.model.device)

    def _grid(self, columns):
        """The vision positions' interpolation (indices and weights) and rotations (cosines and sines)."""
        vision, device = self.model.model.visual.vision_model, self.model.device
        embed = vision.embeddings
        index, weight = reference.get_vision_interpolation_indices_and_weights(
            torch.tensor([[1, 2, columns]]),
            num_grid_per_side=embed.num_grid_per_side,
            mode=embed.interpolation_mode,
            align_corners=embed.interpolation_align_corners,
            spatial_merge_size=1,
            kwargs={},
        )
        inverse = vision.encoder.rotary_pos_emb.inv_freq.to(device)
        rows = torch.arange(2, device=device).repeat_interleave(columns)[:, None] * inverse
        across = torch.arange(columns, device=device).repeat(2)[:, None] * inverse
        angles = torch.cat([rows, across, rows, across], -1)
        return index.to(device), weight.to(device), angles.cos(), angles.sin()

    def _rope(self, columns, length):
        """The language positions' rotations: an image token's column is its third coordinate."""
        device, language, image_tokens = self.model.device, self.model.model.language_model, columns // 2
        head = torch.arange(3, device=device)
        still = torch.full((image_tokens,), 3, device=device)
        across = torch.arange(image_tokens, device=device) + 3
        rest = torch.arange(length - 3 - image_tokens, device=device) + 3 + image_tokens
        positions = torch.stack([torch.cat([head, part, rest]) for part in (still, still, across)])
        return language.rotary_emb(language.norm.weight, position_ids=positions[:, None])
