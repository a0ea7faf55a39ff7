"""Pictures that people bring: read with care, made anew, and only the new one kept.

Made anew from its pixels, a picture holds nothing that was hidden in it: no place, no day, no camera, no second file.
Pictures are read one at a time, so that many at once cannot fill the memory.
"""

import warnings
from io import BytesIO
from threading import Lock
from typing import IO

from PIL import Image, ImageOps

KINDS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000  # what today's phones make; about 100 MB while it is read
MADE = "image/webp"
_one_at_a_time = Lock()


class NotAPicture(ValueError):
    """It is none of KINDS, or broken."""


class TooManyPixels(ValueError):
    """It is larger than MOST_PIXELS. Known from its first bytes, before anything is unpacked."""


def remade(file: IO[bytes], most: int, square: bool = False) -> bytes:
    """The picture as WebP: upright, without its metadata, at most `most` pixels a side; `square` cuts about its middle.

    Raises NotAPicture and TooManyPixels.
    """
    with _one_at_a_time:
        try:
            picture = _upright(file, most)
        except TooManyPixels:
            raise
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as why:
            raise NotAPicture from why
        size = (most, most)
        small = ImageOps.fit(picture, size, Image.Resampling.LANCZOS) if square else _within(picture, size)
        made = BytesIO()
        small.save(made, "WEBP", quality=82, method=4)
        return made.getvalue()


def size_of(made: bytes) -> tuple[int, int]:
    """Width and height in pixels of a picture that was made anew here."""
    with Image.open(BytesIO(made), formats=("WEBP",)) as picture:
        return picture.size


def _upright(file: IO[bytes], most: int) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is the stricter one
        picture = Image.open(file, formats=KINDS)
    if picture.width * picture.height > MOST_PIXELS:
        raise TooManyPixels
    seen = "A" in picture.getbands() or "transparency" in picture.info
    picture.draft("RGB", (most * 2, most * 2))  # a JPEG can be read at a half, a quarter or an eighth of its size
    return ImageOps.exif_transpose(picture).convert("RGBA" if seen else "RGB")


def _within(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    picture.thumbnail(size, Image.Resampling.LANCZOS)
    return picture
