"""Make the fixtures of the image processor's tests.

Writes, beside this script:

* `files/`      small encoded images in every format and mode that is read, and small PDFs;
* `decoded.json` for each of them, the SHA-256 of every frame's RGB bytes after EXIF orientation, flattening on white and conversion
  to RGB by Pillow and transformers (raw bytes in `files/NAME.rgb` where the test allows a difference);
* `patches.json` for some (and for noise of a given size), grid, SHA-256 of the f32 bytes and a few literal values of `PaddleOCRVLImageProcessorPil`;
* `bicubic.json` SHA-256 of Pillow's bicubic resizing of a generated image to many sizes;
* `smart_resize.json` target sizes for chosen and random image sizes.

Run: `python tests/reference/image/make.py` with the versions of `tests/reference/requirements.txt`. The output does not depend on
the machine.
"""

import argparse
import hashlib
import io
import json
import random
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence
from transformers.image_transforms import convert_to_rgb
from transformers.models.paddleocr_vl.image_processing_pil_paddleocr_vl import (
    PaddleOCRVLImageProcessorPil,
    smart_resize,
)

ORIENTATION = 0x0112
V15 = {"shortest_edge": 112896, "longest_edge": 1003520}
V1 = {"shortest_edge": 147384, "longest_edge": 2822400}
GOLDEN = [
    (1, 1), (10, 300), (350, 350), (1000, 1000), (1684, 1191), (3508, 2480), (4032, 3024), (5000, 100),
    (27, 5300), (20, 3999), (14, 2810), (5300, 27), (14, 14), (42, 70), (70, 42), (98, 98), (28, 5600), (28, 5601),
]  # fmt: skip


def noise(width, height, channels, seed):
    """Bytes that every language can make: a linear congruential generator's upper bytes."""
    count = width * height * channels
    state, out = seed, bytearray(count)
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = state >> 24
    return bytes(out)


def picture(width, height):
    """A small page: strokes in black and colour on white, a gradient, and noise."""
    y, x = np.mgrid[0:height, 0:width]
    page = np.full((height, width, 3), 255.0)
    page[..., 0] -= 60 * x / max(width, 1)
    page[..., 2] -= 90 * y / max(height, 1)
    page[(y // 3) % 4 == 0] = (20, 20, 30)
    page[(x % 11 == 0) & (y > height // 2)] = (230, 10, 10)
    page[(x % 13 == 5) & (y > height // 2)] = (10, 40, 240)
    grain = np.frombuffer(noise(width, height, 3, 7), np.uint8).reshape(height, width, 3)
    corner = (x > 2 * width // 3) & (y < height // 3)
    page[corner] = grain[corner]
    return Image.fromarray(page.round().clip(0, 255).astype(np.uint8))


def ramp(width, height, top):
    """A gradient over the whole range from 0 to `top`."""
    return (np.arange(width * height, dtype=np.uint64) * top // (width * height - 1)).reshape(height, width)


def png(width, height, bit_depth, color_type, rows, chunks=()):
    """A PNG of a kind that Pillow does not write."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bit_depth, color_type, 0, 0, 0))
    for kind, data in chunks:
        out += chunk(kind, data)
    raw = b"".join(b"\0" + row for row in rows)
    return out + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation):
    block = Image.Exif()
    block[ORIENTATION] = orientation
    return block


def ycck(page):
    """A CMYK JPEG as Adobe programs write it (inks inverted, Adobe marker): Pillow writes exactly that."""
    return encoded(page.convert("CMYK"), "JPEG", quality=85)


def still_images(page):
    rgba = page.copy()
    rgba.putalpha(Image.fromarray(ramp(*page.size, 255).astype(np.uint8)))
    gray = page.convert("L")
    la = rgba.convert("LA")
    palette = page.quantize(24)
    width, height = page.size
    files = {}
    # PNG
    files["rgb.png"] = encoded(page, "PNG", optimize=True)
    files["gray.png"] = encoded(gray, "PNG", optimize=True)
    files["gray-alpha.png"] = encoded(la, "PNG", optimize=True)
    files["rgba.png"] = encoded(rgba, "PNG", optimize=True)
    files["palette.png"] = encoded(palette, "PNG", optimize=True)
    files["palette-alpha.png"] = encoded(palette, "PNG", transparency=bytes(range(0, 240, 10)))
    files["bilevel.png"] = encoded(page.convert("1"), "PNG")
    files["rgb-transparent-colour.png"] = encoded(page, "PNG", transparency=(20, 20, 30))
    files["gray-transparent-level.png"] = encoded(gray, "PNG", transparency=21)
    samples = (np.asarray(page).astype(np.uint16) * 257 + 99 * (np.asarray(page) < 255)).astype(">u2")
    files["rgb16.png"] = png(width, height, 16, 2, [row.tobytes() for row in samples])
    alpha = ramp(width, height, 65535).astype(">u2")[..., None]
    files["rgba16.png"] = png(width, height, 16, 6, [row.tobytes() for row in np.concatenate([samples, alpha], -1)])
    files["gray16.png"] = png(width, height, 16, 0, [row.tobytes() for row in ramp(width, height, 65535).astype(">u2")])
    packed = np.asarray(gray) >> 4
    packed = np.pad(packed, ((0, 0), (0, width % 2)))
    files["gray4.png"] = png(width, height, 4, 0, [bytes(row[::2] << 4 | row[1::2]) for row in packed])
    interlaced = page.resize((9, 7))
    files["interlaced.png"] = adam7(interlaced)
    # JPEG
    for name, options in {
        "444": {"quality": 90, "subsampling": 0},
        "422": {"quality": 75, "subsampling": 1},
        "420": {"quality": 75, "subsampling": 2},
        "420-progressive": {"quality": 75, "subsampling": 2, "progressive": True},
        "420-low": {"quality": 20, "subsampling": 2},
        "restart": {"quality": 80, "restart_marker_rows": 1},
    }.items():
        files[f"{name}.jpg"] = encoded(page, "JPEG", **options)
    files["gray.jpg"] = encoded(gray, "JPEG", quality=80)
    files["cmyk.jpg"] = encoded(page.convert("CMYK"), "JPEG", quality=85)
    files["rgb-as-rgb.jpg"] = encoded(page, "JPEG", quality=85, keep_rgb=True)
    files["tiny-420.jpg"] = encoded(page.crop((0, 0, 3, 2)), "JPEG", quality=90, subsampling=2)
    # WebP
    files["lossy.webp"] = encoded(page, "WEBP", quality=70)
    files["lossless.webp"] = encoded(page, "WEBP", lossless=True)
    files["lossy-alpha.webp"] = encoded(rgba, "WEBP", quality=70)
    files["lossless-alpha.webp"] = encoded(rgba, "WEBP", lossless=True, exact=True)
    # BMP
    files["rgb.bmp"] = encoded(page.crop((0, 0, 31, 20)), "BMP")
    files["gray.bmp"] = encoded(gray.crop((0, 0, 31, 20)), "BMP")
    files["palette.bmp"] = encoded(palette.crop((0, 0, 31, 20)), "BMP")
    files["bilevel.bmp"] = encoded(page.convert("1"), "BMP")
    files["rgba.bmp"] = encoded(rgba.crop((0, 0, 31, 20)), "BMP")
    # TIFF
    for name, image in {"rgb": page, "gray": gray, "rgba": rgba, "gray-alpha": la, "palette": palette}.items():
        files[f"{name}.tif"] = encoded(image, "TIFF", compression="tiff_deflate")
    files["bilevel.tif"] = encoded(page.convert("1"), "TIFF", compression="group4")
    files["white-is-zero.tif"] = encoded(page.convert("1"), "TIFF", tiffinfo={262: 0})
    files["cmyk.tif"] = encoded(page.convert("CMYK"), "TIFF", compression="tiff_lzw")
    files["gray16.tif"] = encoded(
        Image.fromarray(ramp(width, height, 65535).astype(np.uint16)), "TIFF", compression="tiff_deflate"
    )
    files["jpeg.tif"] = encoded(page, "TIFF", compression="jpeg", quality=90)
    # GIF
    files["palette.gif"] = encoded(palette, "GIF")
    files["transparent.gif"] = encoded(palette, "GIF", transparency=3)
    return files


def adam7(image):
    """An interlaced PNG: Pillow reads but does not write these."""
    pixels = np.asarray(image)
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = []
    for x, y, step_x, step_y in passes:
        part = pixels[y::step_y, x::step_x]
        if part.size:
            rows += [row.tobytes() for row in part]
    data = bytearray(png(image.width, image.height, 8, 2, rows))
    data[28] = 1  # interlace method of IHDR
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


def oriented_images(page):
    small = page.crop((0, 0, 24, 17))
    files = {}
    for orientation in range(1, 9):
        files[f"orientation-{orientation}.jpg"] = encoded(small, "JPEG", quality=90, exif=exif(orientation))
    files["orientation-6.png"] = encoded(small, "PNG", exif=exif(6))
    files["orientation-8.webp"] = encoded(small, "WEBP", lossless=True, exif=exif(8))
    files["orientation-3.tif"] = encoded(small, "TIFF", compression="tiff_deflate", tiffinfo={ORIENTATION: 3})
    files["orientation-5.tif"] = encoded(small, "TIFF", compression="tiff_deflate", tiffinfo={ORIENTATION: 5})
    return files


def multi_frame_images(page):
    frames = [page.crop((x, 0, x + 40, 30)) for x in (0, 5, 11)]
    files = {}
    files["frames.tif"] = encoded(
        frames[0], "TIFF", save_all=True, compression="tiff_lzw",
        append_images=[frames[1].convert("L"), frames[2].convert("1")],
    )  # fmt: skip
    files["frames.gif"] = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)
    shapes = []
    for position in range(3):
        shape = Image.new("RGBA", (40, 30))
        shape.paste((200, 40 * position, 10, 255), (4 + 9 * position, 5, 14 + 9 * position, 20))
        shapes.append(shape)
    files["disposal.gif"] = encoded(shapes[0], "GIF", save_all=True, append_images=shapes[1:], disposal=2, duration=50)
    files["frames.webp"] = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True, duration=50)
    files["frames-alpha.webp"] = encoded(
        shapes[0], "WEBP", save_all=True, append_images=shapes[1:], lossless=True, duration=50
    )
    return files


def pdf(pages, encrypt=False):
    """A PDF with one line of Helvetica per page and a filled rectangle."""
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
    kids = []
    objects[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for number in range(pages):
        page, content = 4 + 2 * number, 5 + 2 * number
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 144 72] /Contents {content} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        stream = f"0.5 0 0 rg {10 + 20 * number} 8 16 12 re f 0 g BT /F 18 Tf 10 40 Td (Page {number + 1}) Tj ET"
        objects[content] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    trailer_extra = ""
    if encrypt:
        # No password opens this one: its check values are arbitrary.
        objects[99] = (
            f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >>"
        )
        trailer_extra = f" /Encrypt 99 0 R /ID [<{'01' * 16}> <{'01' * 16}>]"
    out, offsets = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {max(objects) + 1}\n".encode()
    for number in range(max(objects) + 1):
        out += f"{offsets[number]:010} 00000 n \n".encode() if number in offsets else b"0000000000 65535 f \n"
    out += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R{trailer_extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def rgb_frames(data):
    """Every frame as the reference sees it: upright, on white, RGB; 16-bit gray scaled, which Pillow clips."""
    image = Image.open(io.BytesIO(data))
    for frame in ImageSequence.Iterator(image):
        upright = ImageOps.exif_transpose(frame)
        if upright.mode.startswith("I;16"):
            upright = Image.fromarray((np.asarray(upright) >> 8).astype(np.uint8))
        yield np.asarray(convert_to_rgb(upright, return_numpy=True))
        if image.format == "WEBP":
            return  # of an animated WebP, the first frame is read


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def write_json(path, rows):
    """One row per line, so that differences are readable."""
    lines = ",\n".join("  " + json.dumps(row) for row in rows)
    path.write_text(f"[\n{lines}\n]\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where to write (default: beside the script)")
    out = parser.parse_args().out
    folder = out / "files"
    folder.mkdir(parents=True, exist_ok=True)

    page = picture(67, 45)
    images = {**still_images(page), **oriented_images(page), **multi_frame_images(page)}
    decoded = []
    for name, data in images.items():
        (folder / name).write_bytes(data)
        frames = list(rgb_frames(data))
        row = {"file": name, "frames": [{"size": [f.shape[1], f.shape[0]], "sha256": sha256(f.tobytes())} for f in frames]}
        if name.startswith("jpeg."):
            # Decoded by another JPEG decoder: compared with a tolerance.
            (folder / f"{name}.rgb").write_bytes(frames[0].tobytes())
        decoded.append(row)
    write_json(out / "decoded.json", decoded)
    for name, data in {"three-pages.pdf": pdf(3), "no-pages.pdf": pdf(0), "encrypted.pdf": pdf(1, encrypt=True)}.items():
        (folder / name).write_bytes(data)

    processor = PaddleOCRVLImageProcessorPil(size=V15, image_mean=[0.5] * 3, image_std=[0.5] * 3)
    clip = PaddleOCRVLImageProcessorPil(size=V1)
    patches = []
    for name, which in [
        ("rgb.png", processor), ("gray.png", processor), ("rgba.png", processor), ("palette-alpha.png", processor),
        ("bilevel.png", processor), ("cmyk.jpg", processor), ("420.jpg", processor), ("orientation-6.png", processor),
        ("rgb.png", clip), ("tiny-420.jpg", clip),
        # Noise of a size that is reduced, with the columns first and with the rows first.
        ((1100, 1000), processor), ((900, 1300), processor),
    ]:  # fmt: skip
        if isinstance(name, str):
            image = ImageOps.exif_transpose(Image.open(folder / name))
        else:
            image = Image.frombytes("RGB", name, noise(*name, 3, 1))
        result = which(images=[image], return_tensors="np")
        values = result["pixel_values"].astype("<f4").reshape(-1, 588)
        picks = [(0, 0), (0, 587), (len(values) // 2, 294), (len(values) - 1, 587)]
        patches.append(
            {
                "file": name,
                "clip": which is clip,
                "grid": result["image_grid_thw"][0].tolist(),
                "sha256": sha256(values.tobytes()),
                "values": [[row, column, float(values[row, column])] for row, column in picks],
            }
        )
    write_json(out / "patches.json", patches)

    source = Image.frombytes("RGB", (61, 47), noise(61, 47, 3, 1))
    bicubic = []
    for size in [(61, 47), (61, 20), (20, 47), (28, 28), (1, 1), (7, 200), (300, 5), (122, 94), (60, 46), (62, 48), (140, 168), (3, 2), (50, 24), (50, 25), (62, 40)]:
        resized = source.resize(size, Image.Resampling.BICUBIC)
        bicubic.append({"size": size, "sha256": sha256(resized.tobytes())})
    write_json(out / "bicubic.json", bicubic)

    rng = random.Random(3)
    sizes = [*GOLDEN, *((rng.randint(1, 6000), rng.randint(1, 6000)) for _ in range(150))]
    sizes += [(rng.randint(1, 60), rng.randint(1, 3000)) for _ in range(50)]
    sizes += [(14 * rng.randint(1, 200), 14 * rng.randint(1, 200)) for _ in range(100)]
    rows = []
    for height, width in sizes:
        for limits in (V1, V15):
            try:
                target = smart_resize(height, width, 28, limits["shortest_edge"], limits["longest_edge"])
            except ValueError:
                target = None
            rows.append([height, width, limits["shortest_edge"], limits["longest_edge"], target])
    write_json(out / "smart_resize.json", rows)


if __name__ == "__main__":
    main()
