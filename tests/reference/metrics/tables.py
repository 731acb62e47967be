"""Makes tables.json: pairs of HTML tables, well formed and not, and their TEDS and TEDS-S by table_recognition_metric, which
computes the tree edit distance with apted.

Run: python tests/reference/metrics/tables.py

`teds_levelled` is the TEDS with `th` read as `td` and with thead, tbody, tfoot and span taken away, as OmniDocBench levels tables.
"""

import json
import random
import re
from pathlib import Path

from table_recognition_metric import TEDS

WORDS = ["a", "b", "total", "1,234.50", "Größe", "发票号码", "金额", "السعر", "मूल्य", "😀👍🏽"]
WORDS += ["x &amp; y", "&lt;5", "3&nbsp;kg", "&eacute;t&eacute;", "&#8364; 5", "&#x41;", "R&D", "a < b", "&bogus;"]

SQUARE = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
GOLDEN = [
    (SQUARE, SQUARE),
    (SQUARE, SQUARE.replace("d<", "x<")),
    (SQUARE, "<table><tr><td colspan=2>a</td></tr><tr><td>c</td><td>d</td></tr></table>"),
    (SQUARE, "<table><tr><td>a</td><td>b</td></tr></table>"),
]
# What models write when they go wrong.
BROKEN = [
    "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d",
    "<table><tr><td>a</td><td>b</tr><tr><td>c</td></td><td>d</td></tr></table>",
    "<TABLE BORDER='1'><TR><TD COLSPAN=\"1\" bgcolor=red>a</TD><td nowrap>b</td></TR><tr><td>c</td><td>d</td></tr></TABLE>",
    "<table>\n <tr>\n  <td> a </td>\n  <td>b</td>\n </tr>\n <tr><td>c</td><td>d</td></tr>\n</table>",
    "<table><!-- <td>no</td> --><tr><td>a<br>b</td><td><b>b</b> tail</td></tr><tr><td>c<br/>x</td><td></td></tr></table>",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    "<table><tr><td>a</td><td>b</td></tr><tr><td><table><tr><td>in</td><td>ner</td></tr></table>after</td><td>d</td></tr></table>",
    "<table><tr><td>a</b></td><td>b</i></td></tr><tr><td>c</td><td>d</td></tr></tr></table>",
    "<table><tr><td>1 < 2</td><td>2 > 1</td></tr><tr><td>c &amp d</td><td>&copy;&euro;</td></tr></table>",
    "<table><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>d</td></tr></table>",
    "<table></table>",
    "<table><tr></tr></table>",
    "<table><tr><td>a</td><td>b</td></tr></table><table><tr><td>second</td></tr></table>",
    "<p>text</p><table><tr><td><p>a</p><p>c</p></td><td><ul><li>b<li>c</ul></td></tr></table>",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>",
    "<table><tr><td/><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<table><tr><th>head <b>bold</b></th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
]


def cell(rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.1:
        return ""
    text = " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 4)))
    if draw < 0.2:
        return f"<b>{text}</b>"
    if draw < 0.3:
        return f"{text}<br>{rng.choice(WORDS)}"
    if draw < 0.4:
        return f"<span>{text}</span>{rng.choice(WORDS)}"
    return text


def grid(rng: random.Random, rows: int, columns: int) -> list:
    def one(is_head):
        spans = {name: rng.randint(2, 3) for name in ("colspan", "rowspan") if rng.random() < 0.12}
        return ["th" if is_head else "td", spans, cell(rng)]

    has_head = rng.random() < 0.3
    return [[one(has_head and row == 0) for _ in range(columns)] for row in range(rows)]


def misread(rng: random.Random, table: list) -> list:
    read = []
    for row in table:
        if rng.random() < 0.08:
            continue
        cells = []
        for tag, spans, content in row:
            draw = rng.random()
            if draw < 0.06:
                continue
            if draw < 0.12:
                spans = {}
            if draw > 0.7:
                has_markup = "<" in content or "&" in content
                content = cell(rng) if has_markup else "".join(c for c in content if rng.random() > 0.15)
            cells.append([tag, spans, content])
            if draw > 0.95:
                cells.append(["td", {}, cell(rng)])
        read.append(cells)
    return read


def html(rng: random.Random, table: list) -> str:
    def row(cells):
        inner = ""
        for tag, spans, content in cells:
            attributes = "".join(f' {name}="{count}"' for name, count in spans.items())
            inner += f"<{tag}{attributes}>{content}</{tag}>"
        return f"<tr>{inner}</tr>"

    rows = [row(cells) for cells in table]
    if rows and rng.random() < 0.3:
        return f"<table><thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"
    return f"<table>{''.join(rows)}</table>"


def levelled(text: str) -> str:
    return re.sub(r"(</?)th\b", r"\1td", text)


def main() -> None:
    rng = random.Random(418420)
    made = [(truth, read) for truth, read in GOLDEN]
    made += [(SQUARE, broken) for broken in BROKEN] + [(broken, broken) for broken in BROKEN[5:10]]
    for size in [1, 2, 3, 3, 4, 5, 6] * 6 + [12]:
        truth = grid(rng, rng.randint(1, size), rng.randint(1, size))
        read = misread(rng, truth) if rng.random() < 0.85 else grid(rng, size, size)
        made.append((html(rng, truth), html(rng, read)))
    teds, structure = TEDS(), TEDS(structure_only=True)
    bare = TEDS(ignore_nodes=["thead", "tbody", "tfoot", "span"])
    cases = []
    for truth, read in made:
        page = [f"<html><body>{text}</body></html>" for text in (read, truth)]
        cases.append(
            {
                "reference": truth,
                "prediction": read,
                "teds": teds(*page),
                "teds_s": structure(*page),
                "teds_levelled": bare(*map(levelled, page)),
            }
        )
    path = Path(__file__).with_name("tables.json")
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{path}: {len(cases)} pairs of tables")


if __name__ == "__main__":
    main()
