"""The picture of the head: what is refused, kept, printed, when its file goes."""

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.documents.models import FrozenDocument, StoredFile
from methodservice.documents.register.tests.style.saved import style_of
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent
from methodservice.testing.forms import filled
from methodservice.testing.pictures import picture


def signed_with(logo: StoredFile) -> FrozenDocument:
    """An order that was signed while it was printed with the logo."""
    return FrozenDocument.objects.create(
        municipality=logo.municipality, kind="order", number="1", date="2026-10-12", title="Приказ",
        snapshot={"logo": {"file": logo.pk, "sha256": logo.sha256, "media_type": logo.media_type}},
        pdf=b"%PDF", sha256="0" * 64, check_code="ABCDEFGHJKLMNPQR", signed_by=logo.uploaded_by,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("герб.pdf", PDF, "Картинка печатается только из PNG или JPG. Сохраните её в одном из этих видов."),
        (
            "герб.svg",
            b"<svg/>",
            "Картинка печатается только из PNG или JPG. Сохраните её в одном из этих видов.",
        ),
        (
            "герб.png",
            PDF,
            "Содержимое файла не подходит к его расширению «.png». Откройте файл, сохраните заново и приложите снова.",
        ),
        (
            "герб.png",
            picture()[:40],
            "Картинка не открывается: файл повреждён или слишком велик. Откройте его у себя и сохраните заново.",
        ),
        (
            "герб.jpg",
            picture(form="JPEG") + bytes(2**20),
            "Картинка больше 1 МБ. Уменьшите её: для печати хватит 600 точек по ширине.",
        ),
        ("герб.png", b"", "Файл пустой. Выберите другой."),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused(change, name, content, sentence):
    answer = change(word="Приказ", upload=sent(content, name))
    assert (answer.status_code, answer.context["form"].errors) == (422, {"upload": [sentence]})
    assert answer.context["form"]["word"].value() == "Приказ"
    assert not StoredFile.objects.exists()


def test_a_picture_is_kept_and_printed(change, district, methodist, url):
    change(upload=sent(picture(), "Герб района.png"))
    logo = style_of(district).logo
    assert (logo.name, logo.media_type, logo.path.read_bytes()) == ("Герб района.png", "image/png", picture())
    page = methodist.get(url)
    assert page.context["snapshot"]["logo"]["file"] == logo.pk
    sample = methodist.get(reverse("register:style_sample", args=["pdf"]))
    assert b"/Image" in sample.content


def test_a_picture_that_no_order_prints_goes_when_it_is_replaced_or_removed(
    change, district, django_capture_on_commit_callbacks
):
    change(upload=sent(picture(), "первый.png"))
    first = style_of(district).logo.path
    with django_capture_on_commit_callbacks(execute=True):
        change(upload=sent(picture(form="JPEG"), "второй.jpg"))
    second = style_of(district).logo
    assert (first.exists(), second.name, second.media_type) == (False, "второй.jpg", "image/jpeg")
    with django_capture_on_commit_callbacks(execute=True):
        change(remove_logo="on")
    assert (style_of(district).logo, second.path.exists(), StoredFile.objects.count()) == (None, False, 0)


def test_a_picture_of_a_signed_order_stays_readable_to_everybody_of_the_municipality(change, district, visit):
    change(upload=sent(picture(), "герб.png"))
    logo = style_of(district).logo
    signed_with(logo)
    change(remove_logo="on")
    style = style_of(district)
    assert (style.logo, list(style.former_logos.all())) == (None, [logo])
    teacher = make.TeacherFactory(school__municipality=district)
    reader = make.user_with_role(RoleKind.TEACHER, municipality=district, teacher=teacher)
    answer = visit(reader).get(logo.get_absolute_url())
    assert b"".join(answer.streaming_content) == picture()
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    assert visit(stranger).get(logo.get_absolute_url()).status_code == 404


def test_the_sample_shows_the_order_without_the_picture_while_it_is_being_removed(
    change, district, methodist, url
):
    change(upload=sent(picture(), "герб.png"))
    data = filled(methodist.get(url), remove_logo="on")
    assert methodist.post(reverse("register:style_preview"), data).context["snapshot"]["logo"] == ""
    assert style_of(district).logo.name == "герб.png"
