"""Trains the demo reader on synthetic printed lines.

    python tests/reference/demo_reader/train.py OUT --minutes 130 --resume host/assets/demo

OUT receives `state.pt` (the weights, their moving average, both optimizers, the schedule) every ten minutes and at the end, and a run
that finds it there goes on from it; `checkpoint/` in it is the averaged model in transformers' format (see export.py). The learning rate
falls with the clock to nothing at the end of the time given, whatever share of the machine the run gets. Several processes of one thread
each, which share their gradients, make better use of a CPU than one process of several threads: the matrices are small. An auxiliary CTC
head on the vision features, dropped at the end, teaches the encoder to read before the decoder has learned to look.
"""

import argparse
import json
import os
import random
import tempfile
import time

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from tokenizers import Tokenizer
from torch.utils.data import DataLoader, IterableDataset
from transformers import PaddleOCRVLForConditionalGeneration

from chars import split_families
from lines import TRAIN_SIZES, Lines
from model import FRAMES, HEIGHT, PATCH, WIDEST, config, losses, patches, scaled, tokenizer
from muon import Muon


class Batches(IterableDataset):
    """Batches of equal image width; their size falls with the width so that every step costs about the same."""

    def __init__(self, tok, area, seed, limit):
        self.tok, self.area, self.seed, self.limit = tok, area, seed, limit

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 1000 + (worker.id if worker else 0))
        lines = Lines(split_families()[0], TRAIN_SIZES)
        waiting = {}
        while True:
            image, text = lines.training(rng, rng.randint(self.limit // 2, self.limit))
            if image.width * HEIGHT > WIDEST * image.height:
                continue
            pixels = scaled(image)
            width = pixels.shape[1]
            rows = waiting.setdefault(width, [])
            rows.append((pixels, text))
            if len(rows) >= max(8, self.area // (width // PATCH + 12)):
                yield self._collate(waiting.pop(width), width)

    def _collate(self, rows, width):
        token = self.tok.token_to_id
        longest = max(len(text) for _, text in rows) + 1
        texts = torch.full((len(rows), longest), -100)
        for row, (_, text) in enumerate(rows):
            texts[row, : len(text) + 1] = torch.tensor([token(char) for char in text] + [token("</s>")])
        px = torch.from_numpy(np.stack([patches(pixels) for pixels, _ in rows]))
        return px, texts, width // PATCH


class Run:
    """A training run: the model, its moving average, the optimizers, and where the schedule stands."""

    def __init__(self, args):
        torch.manual_seed(args.seed)
        self.args, self.tok = args, tokenizer()
        dimensions = config(self.tok)
        dimensions._attn_implementation = "sdpa"
        if args.resume:
            self.model = PaddleOCRVLForConditionalGeneration.from_pretrained(args.resume, dtype=torch.float32)
            known = Tokenizer.from_file(f"{args.resume}/tokenizer.json").get_vocab()
            if known != self.tok.get_vocab():
                raise SystemExit(f"{args.resume}/tokenizer.json has other characters than chars.py")
        else:
            self.model = PaddleOCRVLForConditionalGeneration(dimensions)
        channels, vocabulary = 2 * dimensions.vision_config.hidden_size, dimensions.text_config.vocab_size
        self.ctc = torch.nn.Linear(channels, FRAMES * vocabulary)
        if args.resume and os.path.exists(f"{args.resume}/ctc.pt"):
            self.ctc.load_state_dict(torch.load(f"{args.resume}/ctc.pt"))

        hidden = [p for n, p in self.model.named_parameters() if p.ndim == 2 and "embed" not in n and "lm_head" not in n]
        orthogonal = {id(p) for p in hidden}
        self.params = list(self.model.parameters()) + list(self.ctc.parameters())
        other = [p for p in self.params if id(p) not in orthogonal]
        self.optimizers = [
            Muon(hidden, lr=args.lr * 10),
            torch.optim.AdamW(other, lr=args.lr, betas=(0.9, 0.98), weight_decay=0.01, foreach=True),
        ]
        self.rates = [args.lr * 10, args.lr]
        self.average = [p.detach().clone() for p in self.model.parameters()]
        self.step = self.lines = 0
        self.spent = 0.0
        """Seconds of the schedule that earlier runs have used."""
        path = f"{args.out}/state.pt"
        if os.path.exists(path):
            self._load(torch.load(path))

    def _load(self, state):
        self.model.load_state_dict(state["model"])
        self.ctc.load_state_dict(state["ctc"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.average = state["average"]
        self.step, self.lines, self.spent = state["step"], state["lines"], state["spent"]

    def save(self, spent):
        """Writes the state and the averaged model, each replacing the one before only when it is whole."""
        os.makedirs(self.args.out, exist_ok=True)
        state = dict(
            model=self.model.state_dict(),
            ctc=self.ctc.state_dict(),
            optimizers=[optimizer.state_dict() for optimizer in self.optimizers],
            average=self.average,
            step=self.step,
            lines=self.lines,
            spent=spent,
        )
        torch.save(state, f"{self.args.out}/state.new")
        os.replace(f"{self.args.out}/state.new", f"{self.args.out}/state.pt")
        params = list(self.model.parameters())
        kept = [p.detach().clone() for p in params]
        with torch.no_grad():
            for p, a in zip(params, self.average):
                p.copy_(a)
            out = f"{self.args.out}/checkpoint"
            self.model.save_pretrained(out)
            self.tok.save(f"{out}/tokenizer.json")
            torch.save(self.ctc.state_dict(), f"{out}/ctc.pt")
            for p, k in zip(params, kept):
                p.copy_(k)

    def update(self, batches, rate, aux_weight):
        """One step on some batches and those of the other processes; the losses of the batches."""
        for optimizer, base in zip(self.optimizers, self.rates):
            for group in optimizer.param_groups:
                group["lr"] = base * rate
        entropies, auxes = [], []
        for px, texts, columns in batches:
            with torch.autocast("cpu", torch.bfloat16, enabled=self.args.bf16):
                entropy, aux = losses(self.model, self.ctc, px, texts, columns, self.tok)
            ((entropy + aux_weight * aux) / len(batches)).backward()
            self.lines += len(px) * self.args.processes
            entropies.append(entropy.item())
            auxes.append(aux.item())
        if self.args.processes > 1:
            flat = torch.cat([p.grad.flatten() for p in self.params]) / self.args.processes
            dist.all_reduce(flat)
            for p, grad in zip(self.params, flat.split([p.numel() for p in self.params])):
                p.grad.copy_(grad.view_as(p))
        torch.nn.utils.clip_grad_norm_(self.params, 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        decay = min(self.args.average, self.step / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, [p.detach() for p in self.model.parameters()], 1 - decay)
        return sum(entropies) / len(entropies), sum(auxes) / len(auxes)


def train(rank, args, meeting):
    """One of the processes of a run."""
    torch.set_num_threads(1)
    if args.processes > 1:
        dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=args.processes)
    run = Run(args)
    start = time.time() - run.spent
    total = args.minutes * 60 if args.until is None else args.until - start
    if rank == 0:
        print(f"{sum(p.numel() for p in run.model.parameters()) / 1e6:.2f} M parameters, {total / 60:.0f} minutes", flush=True)
    limit = source = smooth = None
    saved = logged = time.time()
    first = run.step
    while True:
        now = torch.tensor([(time.time() - start) / total])
        if args.processes > 1:
            dist.broadcast(now, 0)
        part = now.item()
        if part >= 1:
            break
        wanted = next(chars for end, chars in args.stages if part < end)
        if wanted != limit:
            limit = wanted
            data = Batches(run.tok, args.area, args.seed + limit + run.step * args.processes + rank, limit)
            source = iter(DataLoader(data, batch_size=None, num_workers=1, prefetch_factor=8))
        warm = min(1.0, (run.step - first + 1) / args.warmup)
        rate = warm * (1.0 if part < args.hold else (1 - part) / (1 - args.hold))
        batches = [next(source) for _ in range(args.batches)]
        loss = run.update(batches, max(rate, 0.003), args.ctc * (1 - part))
        smooth = loss if smooth is None else tuple(0.98 * old + 0.02 * new for old, new in zip(smooth, loss))
        if rank == 0 and time.time() - logged > args.log:
            logged = time.time()
            line = f"{(logged - start) / 60:6.1f} min step {run.step} lines {run.lines} up to {limit} characters"
            print(f"{line} loss {smooth[0]:.4f} ctc {smooth[1]:.4f} rate {rate:.3f}", flush=True)
        if rank == 0 and time.time() - saved > args.every * 60:
            saved = time.time()
            run.save(saved - start)
    if rank == 0:
        run.save(total)
        print("done", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="the folder for the state and the checkpoint")
    parser.add_argument("--minutes", type=float, default=60, help="how long to train, all runs together")
    parser.add_argument("--until", type=float, help="when to end, in seconds since 1970 (instead of --minutes)")
    parser.add_argument("--resume", help="a checkpoint to start from where OUT holds no state")
    parser.add_argument("--lr", type=float, default=2e-3, help="AdamW's highest learning rate; Muon's is ten times that")
    parser.add_argument("--hold", type=float, default=0.3, help="the part of the time at the highest learning rate")
    parser.add_argument("--warmup", type=int, default=200, help="steps until the highest learning rate")
    parser.add_argument("--stages", type=json.loads, default=[[0.06, 10], [0.25, 24], [1, 52]], help="[part, characters] pairs")
    parser.add_argument("--area", type=int, default=700, help="columns of patches and characters in a batch")
    parser.add_argument("--batches", type=int, default=2, help="batches of a process in a step")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--ctc", type=float, default=0.3, help="the auxiliary loss's weight at the start; it falls to 0")
    parser.add_argument("--average", type=float, default=0.998, help="the moving average's decay per step")
    parser.add_argument("--bf16", action="store_true", help="compute in bf16 where that is faster")
    parser.add_argument("--every", type=float, default=10, help="minutes between saves")
    parser.add_argument("--log", type=float, default=30, help="seconds between lines of the log")
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        meeting = os.path.join(folder, "meeting")
        mp.start_processes(train, (args, meeting), nprocs=args.processes, start_method="fork")


if __name__ == "__main__":
    main()
