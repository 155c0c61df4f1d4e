"""Pictures made ready for print: one kind of file, whatever was attached."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from methodservice.lib.pictures import UnreadablePicture, printable_picture
from methodservice.testing.pictures import picture


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        (picture(), "RGB"),
        (picture(mode="RGBA"), "RGBA"),
        (picture(mode="P"), "RGB"),
        (picture(form="JPEG"), "RGB"),
        (picture(form="JPEG", mode="CMYK"), "RGB"),
        (picture(form="JPEG", mode="L"), "RGB"),
    ],
)
def test_every_picture_becomes_the_same_kind_of_file(data, mode):
    ready = opened(printable_picture(data))
    assert (ready.format, ready.mode, ready.size) == ("PNG", mode, (30, 40))


def test_large_picture_is_no_larger_than_a_print_needs():
    assert opened(printable_picture(picture(4000, 2000))).size == (1200, 600)


def test_picture_is_upright_and_says_nothing_of_the_camera():
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "Камера"
    ready = opened(printable_picture(picture(form="JPEG", exif=notes)))
    assert (ready.size, dict(ready.getexif()), ready.info) == ((40, 30), {}, {})


def test_same_picture_gives_the_same_bytes():
    assert printable_picture(picture()) == printable_picture(picture())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        picture()[:20],
        picture(200, 200, form="JPEG")[:400],
        picture(form="GIF"),
        picture(form="EPS"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture(7000, 7000, mode="1"),
    ],
)
def test_what_is_no_picture_or_is_damaged_is_refused(data):
    with pytest.raises(UnreadablePicture):
        printable_picture(data)


@given(cut=st.integers(0, 400), junk=st.binary(max_size=40))
def test_damage_is_never_anything_but_a_refusal(cut, junk):
    whole = picture(form="JPEG")
    try:
        ready = printable_picture(whole[:cut] + junk + whole[cut + len(junk) :])
    except UnreadablePicture:
        return
    assert opened(ready).format == "PNG"
