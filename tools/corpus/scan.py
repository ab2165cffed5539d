"""tools/corpus/scan.py - a PDF becomes a scan of it: pages drawn, turned a
little, blurred, made noisy, packed as JPEG into a PDF without a word."""

import glob
import io
import random
import subprocess

try:
    import numpy
    from PIL import Image, ImageFilter
except ImportError:
    Image = None


def worn(picture, dice):
    picture = picture.convert("L")
    turn = dice.uniform(-1.6, 1.6) if dice.random() < 0.7 else 0
    picture = picture.rotate(turn, Image.BICUBIC, expand=False, fillcolor=255)
    if dice.random() < 0.5:
        picture = picture.filter(
            ImageFilter.GaussianBlur(dice.uniform(0.3, 0.8)))
    grey = numpy.asarray(picture, dtype=numpy.float32)
    noise = numpy.random.default_rng(dice.randint(0, 1 << 30))
    grey = grey * dice.uniform(0.85, 1) + dice.uniform(0, 12)
    grey += noise.normal(0, dice.uniform(1, 9), grey.shape)
    if dice.random() < 0.3:  # a shadow from one side
        grey *= numpy.linspace(0.75, 1, grey.shape[1])
    out = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype("uint8")).save(
        out, "JPEG", quality=dice.choice((45, 60, 75, 85)))
    out.seek(0)
    return Image.open(out)


def make(source, to, work, seed):
    dice = random.Random(f"scan {seed}")
    dpi = dice.choice((150, 170, 200, 200))
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", source,
                    f"{work}/page"], check=True)
    files = sorted(glob.glob(f"{work}/page*.png"))
    pages = [worn(Image.open(f), dice) for f in files]
    pages[0].save(to, "PDF", resolution=dpi, save_all=True,
                  append_images=pages[1:])
