"""Trains the demo reader on synthetic printed lines.

    python tests/reference/demo_reader/train.py OUT --minutes 9 --resume GROWN --device cuda

OUT receives `checkpoint/`, the averaged model in transformers' format (see export.py), every few minutes and at the end, and `state.pt`
(the weights, their moving average, both optimizers, the schedule) beside it; a run that finds it there goes on from it. The learning rate
falls with the clock to nothing at the end of the time given, whatever share of the machine the run gets. An auxiliary CTC head on the
vision features, dropped at the end, teaches the encoder to read before the decoder has learned to look.

On a GPU one process trains and `--workers` draw its lines. On a CPU several processes of one thread each, which share their gradients,
make better use of it than one process of several threads: the matrices are small.
"""

import argparse
import json
import os
import tempfile
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from tokenizers import Tokenizer
from torch.utils.data import DataLoader
from transformers import PaddleOCRVLForConditionalGeneration

from batches import Batches
from chars import split_families
from forward import FRAMES, Forward
from model import config, load, tokenizer
from muon import Muon
from training_lines import TrainingLines


class Run:
    """A training run: the model, its moving average, the optimizers, and where the schedule stands."""

    def __init__(self, args):
        torch.manual_seed(args.seed)
        self.args, self.tok = args, tokenizer()
        if args.resume:
            model = load(args.resume)
            known = Tokenizer.from_file(f"{args.resume}/tokenizer.json").get_vocab()
            if known != self.tok.get_vocab():
                raise SystemExit(f"{args.resume}/tokenizer.json has other characters than chars.py")
        else:
            dimensions = config(self.tok, args.vision_layers)
            dimensions._attn_implementation = "sdpa"
            model = PaddleOCRVLForConditionalGeneration(dimensions)
        channels, vocabulary = 2 * model.config.vision_config.hidden_size, model.config.text_config.vocab_size
        ctc, self.settled = torch.nn.Linear(channels, FRAMES * vocabulary), 0
        if args.resume and os.path.exists(f"{args.resume}/ctc.pt"):
            ctc.load_state_dict(torch.load(f"{args.resume}/ctc.pt"))
        elif args.resume:
            self.settled = args.warmup  # steps in which a new head learns from the trained encoder and not the other way round
        self.model, self.ctc = model.to(args.device), ctc.to(args.device)
        self.forward = Forward(self.model, self.tok)

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
            self._load(torch.load(path, map_location=args.device))

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
            torch._foreach_copy_(params, self.average)
            out = f"{self.args.out}/checkpoint"
            self.model.save_pretrained(f"{out}.new")
            self.tok.save(f"{out}.new/tokenizer.json")
            torch.save(self.ctc.state_dict(), f"{out}.new/ctc.pt")
            torch._foreach_copy_(params, kept)
        os.makedirs(out, exist_ok=True)
        for name in sorted(os.listdir(f"{out}.new")):
            os.replace(f"{out}.new/{name}", f"{out}/{name}")

    def update(self, batches, rate, aux_weight):
        """One step on some batches and those of the other processes; the losses of the batches, on the device."""
        for optimizer, base in zip(self.optimizers, self.rates):
            for group in optimizer.param_groups:
                group["lr"] = base * rate
        total, device = 0, self.args.device
        for pixels, texts, lengths in batches:
            self.lines += len(pixels) * self.args.processes
            pixels, texts = (tensor.to(device, non_blocking=True) for tensor in (pixels, texts))
            with torch.autocast(device, torch.bfloat16, enabled=self.args.bf16):
                entropy, aux = self.forward.losses(pixels, texts, lengths, self.ctc, self.step >= self.settled)
            ((entropy + aux_weight * aux) / len(batches)).backward()
            total = total + torch.stack([entropy, aux]).detach() / len(batches)
        if self.args.processes > 1:
            flat = torch.cat([p.grad.flatten() for p in self.params]) / self.args.processes
            dist.all_reduce(flat)
            for p, grad in zip(self.params, flat.split([p.numel() for p in self.params])):
                p.grad.copy_(grad.view_as(p))
        torch.nn.utils.clip_grad_norm_(self.params, 1.0, foreach=True)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.step += 1
        decay = min(self.args.average, self.step / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, [p.detach() for p in self.model.parameters()], 1 - decay)
        return total


def drawn(lines, args, seed, limit):
    """An endless iterator of batches that other processes draw; they give way to the one that trains."""
    data = Batches(lines, tokenizer(), args.area, seed, limit)
    loader = DataLoader(
        data,
        batch_size=None,
        num_workers=args.workers,
        prefetch_factor=4,
        pin_memory=args.device == "cuda",
        worker_init_fn=lambda _: os.nice(5),
        multiprocessing_context="fork",
    )
    return iter(loader)


def train(rank, args, meeting):
    """One of the processes of a run."""
    torch.set_num_threads(1)
    if args.processes > 1:
        dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=args.processes)
    run, lines = None, TrainingLines(split_families()[0])
    limit = source = None
    first_limit = args.stages[0][1]
    if args.device == "cuda":  # the processes that draw start before this one touches the GPU
        limit, source = first_limit, drawn(lines, args, args.seed + first_limit, first_limit)
    run = Run(args)
    start = time.time() - run.spent
    total = args.minutes * 60 if args.until is None else args.until - start
    if rank == 0:
        print(f"{sum(p.numel() for p in run.model.parameters()) / 1e6:.2f} M parameters, {total / 60:.1f} minutes", flush=True)
    saved = logged = time.time()
    first, since, recent, waited = run.step, (run.step, run.lines), 0, 0.0
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
            source = drawn(lines, args, args.seed + limit + run.step * args.processes + rank, limit)
        warm = min(1.0, (run.step - first + 1) / args.warmup)
        rate = warm * (1.0 if part < args.hold else (1 - part) / (1 - args.hold))
        asked = time.time()
        batches = [next(source) for _ in range(args.batches)]
        waited += time.time() - asked
        recent = recent + run.update(batches, max(rate, 0.003), args.ctc * (1 - part))
        if rank == 0 and time.time() - logged > args.log:
            steps, drawn_lines, seconds = run.step - since[0], run.lines - since[1], time.time() - logged
            entropy, aux = (recent / steps).tolist()
            line = f"{(logged - start) / 60:6.2f} min step {run.step} lines {run.lines} up to {limit} characters"
            speed = f"{drawn_lines / seconds:.0f} lines/s {1000 * seconds / steps:.1f} ms/step, {waited / seconds:.0%} of it for lines"
            logged, since, recent, waited = time.time(), (run.step, run.lines), 0, 0.0
            print(f"{line} loss {entropy:.4f} ctc {aux:.4f} rate {rate:.3f} {speed}", flush=True)
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
    parser.add_argument("--vision-layers", type=int, default=8, help="the vision layers of a model that is not resumed")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--lr", type=float, default=2e-3, help="AdamW's highest learning rate; Muon's is ten times that")
    parser.add_argument("--hold", type=float, default=0.3, help="the part of the time at the highest learning rate")
    parser.add_argument("--warmup", type=int, default=200, help="steps until the highest learning rate")
    parser.add_argument("--stages", type=json.loads, default=[[0.06, 10], [0.25, 24], [1, 52]], help="[part, characters] pairs")
    parser.add_argument("--area", type=int, default=700, help="columns of patches and characters in a batch")
    parser.add_argument("--batches", type=int, default=2, help="batches of a process in a step")
    parser.add_argument("--processes", type=int, help="processes that train (default: every core of a CPU, one on a GPU)")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw for each that trains")
    parser.add_argument("--ctc", type=float, default=0.3, help="the auxiliary loss's weight at the start; it falls to 0")
    parser.add_argument("--average", type=float, default=0.998, help="the moving average's decay per step")
    parser.add_argument("--bf16", action="store_true", help="compute in bf16 where that is faster")
    parser.add_argument("--every", type=float, default=10, help="minutes between saves")
    parser.add_argument("--log", type=float, default=30, help="seconds between lines of the log")
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()
    args.processes = args.processes or (os.cpu_count() if args.device == "cpu" else 1)
    with tempfile.TemporaryDirectory() as folder:
        meeting = os.path.join(folder, "meeting")
        mp.start_processes(train, (args, meeting), nprocs=args.processes, start_method="fork")


if __name__ == "__main__":
    main()
