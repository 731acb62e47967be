"""Batches of training lines."""

import random

import numpy as np
import torch
from torch.utils.data import IterableDataset

from model import PATCH


class Batches(IterableDataset):
    """Batches of equal image width, without end: pixels (batch, 28, width, 3) as bytes, ids of the texts with their end (batch, length;
    -100 where there is none), and the texts' lengths without the end.

    Their size falls with the width so that every step costs about the same.
    """

    def __init__(self, lines, tok, area, seed, limit):
        self.lines, self.tok, self.area, self.seed, self.limit = lines, tok, area, seed, limit

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 1000 + (worker.id if worker else 0))
        waiting = {}
        while True:
            for pixels, text in self.lines.lines(rng, rng.randint(self.limit // 2, self.limit)):
                width = pixels.shape[1]
                rows = waiting.setdefault(width, [])
                rows.append((pixels, text))
                if len(rows) >= max(8, self.area // (width // PATCH + 12)):
                    yield self._collate(waiting.pop(width))

    def _collate(self, rows):
        token = self.tok.token_to_id
        longest = max(len(text) for _, text in rows) + 1
        texts = torch.full((len(rows), longest), -100)
        for row, (_, text) in enumerate(rows):
            texts[row, : len(text) + 1] = torch.tensor([token(char) for char in text] + [token("</s>")])
        lengths = torch.tensor([len(text) for _, text in rows])
        return torch.from_numpy(np.stack([pixels for pixels, _ in rows])), texts, lengths
