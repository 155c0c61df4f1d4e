"""The picture at the top of an order: whose bytes are printed, and what happens when they cannot be."""

import hashlib

import pytest
from django.db import transaction
from docx.oxml.ns import qn

from methodservice.directory.models import RoleKind
from methodservice.documents.files import keep_file
from methodservice.documents.pictures import images_of
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.documents.tests.orders import ORDER, order
from methodservice.lib.pictures import printable_picture
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent
from methodservice.testing.pictures import picture
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile


@pytest.fixture
def keep(db, settings, tmp_path):
    """Function(content, name) → the file kept, as a snapshot names it."""
    settings.MEDIA_ROOT = tmp_path
    user = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())

    def kept(content: bytes, name: str = "герб.png") -> dict:
        with transaction.atomic():
            stored = keep_file(sent(content, name), municipality=user.municipality, by=user)
        return {"file": stored.pk, "sha256": stored.sha256, "media_type": stored.media_type}

    return kept


def figures(snapshot) -> list[str]:
    printed = Printed(pdf_of(ORDER, snapshot))
    return [element["/Alt"] for element in printed.elements() if element["/S"] == "/Figure"]


def pictures(snapshot):
    """(width, height in mm, words for it) of each picture in the DOCX."""
    document = WordFile(docx_of(ORDER, snapshot)).document
    return [
        (round(shape.width.mm), round(shape.height.mm), shape._inline.docPr.get("descr"))
        for shape in document.inline_shapes
    ]


@pytest.mark.parametrize(("name", "form"), [("герб.png", "PNG"), ("герб.jpg", "JPEG")])
def test_logo_is_printed_in_both_files(keep, name, form):
    snapshot = order(logo=keep(picture(300, 400, form=form), name))
    assert figures(snapshot) == ["Герб"]
    assert pictures(snapshot) == [(15, 20, "Герб")]


def test_logo_stands_in_the_middle_above_the_organisation(keep):
    document = WordFile(docx_of(ORDER, order(logo=keep(picture())))).document
    first, second = document.paragraphs[:2]
    assert first._p.xpath(".//w:drawing") != []
    assert (first.style.name, second.style.name) == ("Рисунок", "Организация")
    assert first.style.base_style.element.find(f".//{qn('w:jc')}").get(qn("w:val")) == "center"


def test_order_without_a_logo_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert images_of(order()["logo"]) == {}


def test_logo_is_read_in_one_query(keep, django_assert_num_queries):
    logo = keep(picture())
    with django_assert_num_queries(1):
        assert images_of(logo) == {f"logo:{logo['sha256']}": printable_picture(picture())}


def test_same_order_prints_the_same_bytes(keep):
    snapshot = order(logo=keep(picture()))
    assert pdf_of(ORDER, snapshot) == pdf_of(ORDER, snapshot)
    assert docx_of(ORDER, snapshot) == docx_of(ORDER, snapshot)


def gone(keep):
    return keep(picture()) | {"file": 10**6}


def changed(keep):
    return keep(picture()) | {"sha256": hashlib.sha256(b"").hexdigest()}


def no_picture(keep):
    return keep(PDF, "приказ.pdf")


def damaged(keep):
    return keep(picture()[:20])


@pytest.mark.parametrize("logo", [gone, changed, no_picture, damaged])
def test_logo_that_cannot_be_printed_is_left_out_and_told_in_the_log(keep, logo, caplog):
    snapshot = order(logo=logo(keep))
    assert figures(snapshot) == []
    assert f"The logo {snapshot['logo']['file']} is not printed" in caplog.text
    assert pictures(snapshot) == []


def test_logo_whose_copy_is_lost_is_left_out(keep, tmp_path, caplog):
    snapshot = order(logo=keep(picture()))
    [path] = (path for path in tmp_path.rglob("*") if path.is_file())
    path.unlink()
    assert figures(snapshot) == []
    assert "is not printed" in caplog.text
