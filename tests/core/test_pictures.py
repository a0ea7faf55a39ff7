"""Only pixels come through; what is no picture, or far too large, is refused before it is unpacked."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from cop.core.pictures import MOST_PIXELS, NotAPicture, TooManyPixels, remade

AMBER, HARBOUR = (224, 160, 48), (32, 96, 160)


def drawn(width, height, kind="PNG", mode="RGB", color=AMBER, **more):
    made = BytesIO()
    Image.new(mode, (width, height), color).save(made, kind, **more)
    made.seek(0)
    return made


def seen(made):
    return Image.open(BytesIO(made))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_made_anew_and_small(kind):
    made = seen(remade(drawn(900, 300, kind), 512))
    assert (made.format, made.size) == ("WEBP", (512, 171))


def test_a_small_one_is_not_blown_up():
    assert seen(remade(drawn(40, 20), 512)).size == (40, 20)


def test_a_square_is_cut_about_the_middle():
    file = Image.new("RGB", (900, 300), HARBOUR)
    file.paste(AMBER, (300, 0, 600, 300))
    whole = BytesIO()
    file.save(whole, "PNG")
    whole.seek(0)
    made = seen(remade(whole, 100, square=True)).convert("RGB")
    assert made.size == (100, 100)
    assert all(abs(a - b) < 12 for a, b in zip(made.getpixel((50, 50)), AMBER, strict=True))


def test_where_and_when_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    made = seen(remade(drawn(60, 40, "JPEG", exif=exif, comment=b"at home"), 512))
    assert dict(made.getexif()) == {}
    assert {"exif", "icc_profile", "xmp", "comment"} & set(made.info) == set()


def test_one_that_was_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert seen(remade(drawn(60, 40, "JPEG", exif=exif), 512)).size == (40, 60)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "L"])
def test_every_kind_of_pixel_comes_through(mode):
    file = drawn(30, 30, mode=mode, color=None)
    assert seen(remade(file, 512)).size == (30, 30)


def test_what_can_be_seen_through_stays_so():
    assert seen(remade(drawn(30, 30, mode="RGBA", color=(*AMBER, 0)), 512)).mode == "RGBA"


@pytest.mark.parametrize("what", [b"", b"<html><script>1</script>", b"<svg xmlns='...'/>", b"\x89PNG"])
def test_what_is_no_picture_is_refused(what):
    with pytest.raises(NotAPicture):
        remade(BytesIO(what), 512)


def test_kinds_that_are_not_asked_for_are_refused():
    with pytest.raises(NotAPicture):
        remade(drawn(30, 30, "GIF"), 512)


def test_one_that_is_cut_off_is_refused():
    with pytest.raises(NotAPicture):
        remade(BytesIO(drawn(300, 300, "JPEG").getvalue()[:500]), 512)


def test_a_bomb_is_known_from_its_first_bytes():
    side = int(MOST_PIXELS**0.5) + 1
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(TooManyPixels):
        remade(BytesIO(bomb + b"\x00\x00\x00\x00IDAT"), 512)


def test_far_beyond_what_the_library_itself_allows_too():
    head = b"IHDR" + struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    with pytest.raises((TooManyPixels, NotAPicture)):
        remade(BytesIO(bomb + b"\x00\x00\x00\x00IDAT"), 512)
