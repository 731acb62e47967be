"""Reads the files under expected/ with other programs' readers and compares what they find with pages.json.

    pip install -r requirements.txt && python check.py

The files are what `cargo test -p inkstone --test formats` compares with what Inkstone writes. Prints a line per check and stops at the
first that fails. Places are compared in points (1/72 inch); the pages have 144 pixels to the inch.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTPage

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
PAGES = json.loads((HERE / "pages.json").read_text(encoding="utf-8"))
TO_POINTS = 72 / 144
XHTML = "{http://www.w3.org/1999/xhtml}"
GRIDS = [block["grid"] for page in PAGES for block in page["blocks"] if "grid" in block]


def placed_lines(page):
    """Text, corners and confidence of the lines whose place is given."""
    for block in page["blocks"]:
        for line in block.get("lines", [block] if block["kind"] == "line" else []):
            if "quad" in line:
                corners = line["quad"]
            else:
                left, top, right, bottom = line["box"]
                corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
            yield line["text"], corners, line["confidence"]


def other_lines(page):
    """Lines whose place within their block is not known."""
    for block in page["blocks"]:
        if "grid" in block:
            yield from (" ".join(filter(None, row)) for row in block["grid"] if any(row))
        elif block["kind"] in ("heading", "paragraph"):
            yield from filter(None, block["text"].split("\n"))


def bounds(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return [min(xs), min(ys), max(xs), max(ys)]


def close(a, b, tolerance):
    return all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True))


def chars(item):
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for child in item:
            yield from chars(child)


def check_pdf_structure():
    with pikepdf.open(EXPECTED / "pages.pdf") as pdf:
        problems = pdf.check_pdf_syntax()
        assert problems == [], problems
        assert len(pdf.pages) == len(PAGES)
        for page, known in zip(pdf.pages, PAGES, strict=True):
            assert [float(v) for v in page.mediabox] == [0, 0, known["size"][0] * TO_POINTS, known["size"][1] * TO_POINTS]
        assert str(pdf.docinfo["/Title"]) == PAGES[0]["source"]
    print("pdf: syntax, pages, sizes and title (pikepdf)")


def check_pdf_text():
    reader = pypdf.PdfReader(EXPECTED / "pages.pdf")
    document = pymupdf.open(EXPECTED / "pages.pdf")
    texts = {
        "pypdf": [page.extract_text() for page in reader.pages],
        "pymupdf": [page.get_text() for page in document],
    }
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-enc", "UTF-8", str(EXPECTED / "pages.pdf"), "-"]
        text = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
        texts["pdftotext"] = text.rstrip("\f").split("\f")
    for name, pages in texts.items():
        for number, (text, known) in enumerate(zip(pages, PAGES, strict=True), 1):
            found = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
            wanted = [line for line, _, _ in placed_lines(known)] + list(other_lines(known))
            if name == "pdftotext":
                # It breaks a line that leaves the height at which it began: the one that is turned by 3 degrees.
                found = [line for line in found if line not in ("slightly turned lin", "e")]
                wanted = [line for line in wanted if line != "slightly turned line"]
            assert sorted(found) == sorted(wanted), f"{name}, page {number}:\n{found}\n{wanted}"
        print(f"pdf: every line is found whole ({name})")


def check_pdf_places():
    worst = 0
    # Without layout analysis the letters come in the order of the file.
    for page, known in zip(extract_pages(EXPECTED / "pages.pdf", laparams=None), PAGES, strict=True):
        assert isinstance(page, LTPage)
        letters = list(chars(page))
        text = "".join(letter.get_text() for letter in letters)
        for line, corners, _ in placed_lines(known):
            at = text.index(line)
            own = letters[at : at + len(line)]
            found = bounds([p for c in own for p in ((c.x0, page.height - c.y1), (c.x1, page.height - c.y0))])
            wanted = [v * TO_POINTS for v in bounds(corners)]
            # Corners that are no rectangle are met by the nearest one.
            upright = corners[0][1] == corners[1][1]
            assert close(found, wanted, 0.01 if upright else 0.25), f"{line}: {found}, not {wanted}"
            worst = max(worst, *(abs(a - b) for a, b in zip(found, wanted, strict=True)))
    print(f"pdf: lines fill their boxes, at most {worst:.3f} points off (pdfminer)")


def check_pdf_is_found():
    document = pymupdf.open(EXPECTED / "pages.pdf")
    chinese = [40, 150, 320, 176]
    for needle, box in [("quick brown", [40, 80, 440, 104]), ("字符识别", chinese), ("𠮷野家", chinese)]:
        hits = document[0].search_for(needle)
        assert len(hits) == 1, f"{needle}: {hits}"
        left, top, right, bottom = (v * TO_POINTS for v in box)
        hit = hits[0]
        inside = left - 0.5 <= hit.x0 < hit.x1 <= right + 0.5 and top - 0.5 <= hit.y0 < hit.y1 <= bottom + 0.5
        assert inside, f"{needle}: {hit}"
    print("pdf: searches lead into the line (pymupdf)")


def check_hocr():
    path = EXPECTED / "pages.hocr"
    tree = etree.fromstring(path.read_bytes())
    pages = tree.findall(f".//{XHTML}div[@class='ocr_page']")
    assert len(pages) == len(PAGES)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)

    def properties(element):
        return dict(part.strip().split(" ", 1) for part in element.get("title").split(";"))

    def box(element):
        return [int(v) for v in properties(element)["bbox"].split()]

    for page, known in zip(pages, PAGES, strict=True):
        assert properties(page)["ppageno"] == str(known["page"] - 1)
        assert box(page) == [0, 0, *known["size"]]
        lines = page.findall(f".//{XHTML}span[@class='ocr_line']")
        for line, (text, corners, confidence) in zip(lines, placed_lines(known), strict=True):
            words = line.findall(f"{XHTML}span[@class='ocrx_word']")
            assert " ".join(word.text for word in words) == text
            assert box(line) == bounds(corners), text
            assert int(properties(line)["x_wconf"]) == round(confidence * 100)
            left, top, right, bottom = box(line)
            boxes = [box(word) for word in words]
            assert boxes[0][0] == left and boxes[-1][2] == right
            assert all(b[0] >= left and b[1] >= top and b[2] <= right and b[3] <= bottom for b in boxes)
            assert all(a[2] <= b[0] + 1 for a, b in zip(boxes, boxes[1:]))
        tables = page.findall(f".//{XHTML}div[@class='ocr_table']/{XHTML}table")
        assert len(tables) == sum("grid" in block for block in known["blocks"])
    print("hocr: pages, lines, words, boxes and confidence (lxml)")
    tool = Path(sys.executable).parent / "hocr-check"
    checked = subprocess.run([tool, str(path)], capture_output=True, text=True)
    assert checked.returncode == 0 and "not ok" not in checked.stdout, checked.stdout + checked.stderr
    print("hocr: hocr-check has nothing to say against it")


def check_tables():
    def tables(text, **dialect):
        found = [[]]
        for row in csv.reader(io.StringIO(text, newline=""), **dialect):
            if row:
                found[-1].append(row)
            else:
                found.append([])
        return found

    text = (EXPECTED / "pages.csv").read_bytes().decode("utf-8")
    assert tables(text) == GRIDS, tables(text)
    assert text.count("\n") == text.count("\r\n")
    text = (EXPECTED / "pages.tsv").read_bytes().decode("utf-8")
    # A table of one column whose cell is empty has an empty line in TSV, which knows no quotes.
    blocks = text.split("\n")
    rows = [row for grid in GRIDS for row in [*grid, [""]]]
    assert [line.split("\t") for line in blocks[:-1]] == rows[:-1], blocks
    print("csv, tsv: the tables, merged cells included (csv)")


def check_html():
    tree = etree.HTML((EXPECTED / "pages.html").read_text(encoding="utf-8"))
    assert tree.find(".//h1").text == "Überschrift & <Titel>"
    assert tree.findtext(".//title") == PAGES[0]["source"]
    cells = [[(c.text or "", c.get("rowspan"), c.get("colspan")) for c in row] for row in tree.find(".//table").iter("tr")]
    assert cells[0] == [("Jahr", "2", None), ("a, b & c", None, "2")], cells
    assert cells[1] == [("甲", None, None), ('"x"', None, None)], cells
    assert not tree.xpath("//script | //link | //img | //*[@src]")
    print("html: headings, title and tables; nothing is fetched (lxml)")


if __name__ == "__main__":
    check_pdf_structure()
    check_pdf_text()
    check_pdf_places()
    check_pdf_is_found()
    check_hocr()
    check_tables()
    check_html()
