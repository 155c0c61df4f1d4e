"""Orders of real districts made through the pages: the printed text equals the original, its oddities are told.

The files and what is in them lie beside the checkout (../shared/real); nothing of their text is kept here.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.jobs.services import run_waiting
from methodservice.testing import factories as make
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


def flat(text: str) -> str:
    """One kind of space, none around line ends: as the originals are compared."""
    return re.sub(r"\s+", " ", text).strip()


@dataclass(frozen=True)
class Real:
    """name of the file; role of who signs; style: what the municipality's instruction says about its orders."""

    name: str
    signs: RoleKind
    issuer: str
    style: dict

    def truth(self, shared: Path) -> dict:
        path = shared / "real" / "truth" / f"{self.name}.json"
        return json.loads(path.read_text(encoding="utf-8"))["order"]


OKTYABRSKY = Real(
    "oktyabrsky-programme-2021",
    RoleKind.DEPARTMENT_HEAD,
    "authority",
    {"word": "П Р И К А З", "verb_on_own_line": "on", "initials_together": "on"},
)
SERYSHEVO = Real(
    "seryshevo-programme-2024",
    RoleKind.DEPARTMENT_HEAD,
    "authority",
    {"verb": "приказываю:"},
)
SEVERSKY = Real(
    "seversky-roadmap-2023",
    RoleKind.SERVICE_HEAD,
    "service",
    {"word": "П Р И К А З", "header": "row_place", "dates": "from_digits", "initials_together": "on"},
)
ORDERS = [OKTYABRSKY, SERYSHEVO, SEVERSKY]


class District:
    """A district with the people who prepare and sign, working through the pages."""

    def __init__(self, visit, real: Real):
        self.real = real
        self.municipality = make.MunicipalityFactory()
        make.SignatoryFactory(municipality=self.municipality, starts=date(2020, 1, 1))
        self.methodist = visit(make.user_with_role(RoleKind.METHODIST, municipality=self.municipality))
        self.boss = visit(make.user_with_role(real.signs, municipality=self.municipality))

    def set_style(self) -> None:
        """«Оформление документов»."""
        self._save("register:style", self.real.style)

    def _save(self, name, changes, *args):
        url = reverse(name, args=args)
        form = self.methodist.get(url).context["form"]
        data = {field: form[field].value() for field in form.fields}
        data = {field: value for field, value in data.items() if value not in (None, False)}
        answer = self.methodist.post(url, data | changes)
        assert answer.status_code == 302, answer.context["form"].errors

    def read_file(self, path: Path) -> Order:
        """«Новый приказ» → «Из готового файла Word»."""
        upload = SimpleUploadedFile(path.name, path.read_bytes())
        data = {"file": upload, "issuer": self.real.issuer}
        answer = self.methodist.post(reverse("orders:start", args=["file"]), data)
        assert answer.status_code == 302, answer.context["form"].errors
        return Order.objects.get()

    def remarks(self, order: Order) -> list[str]:
        page = self.methodist.get(order.get_absolute_url())
        return [flat(remark.text) for remark in page.context["screen"].remarks]

    def sign(self, order: Order) -> Order:
        """Handed over by the methodist, signed by the boss with the date and number of the draft."""
        self.methodist.post(reverse("orders:submit", args=[order.pk]))
        url = reverse("orders:sign", args=[order.pk])
        form = self.boss.get(url).context["form"]
        data = {field: form[field].value() or "" for field in form.fields} | {"decision": "sign"}
        data["date"] = order.date.isoformat()
        answer = self.boss.post(url, data)
        assert answer.status_code == 302, answer.context["form"].errors
        # a long one is signed by a job
        run_waiting()
        order.refresh_from_db()
        return order


def first_number(municipality, number: int, year: int) -> None:
    """The register goes on from paper: the year begins with this number."""
    from methodservice.documents.models import NumberMask

    NumberMask.objects.create(municipality=municipality, kind="order", year=year, mask="{n}", first=number)


@pytest.fixture(params=ORDERS, ids=lambda real: real.name)
def made(request, visit, shared_dir):
    """(real, district, order signed) of each real order."""
    real = request.param
    district = District(visit, real)
    truth = real.truth(shared_dir)
    first_number(district.municipality, int(truth["number"]), int(truth["date"][:4]))
    district.set_style()
    order = district.read_file(shared_dir / "real" / f"{real.name}.docx")
    return truth, district, order


def test_the_printed_order_equals_the_original(made):
    truth, district, order = made
    order = district.sign(order)
    printed = flat(Printed(bytes(order.document.pdf)).text)
    control = [point["text"] for point in truth["points"]]
    expected = [
        *([truth["above"]] if "above" in truth else []),
        truth["organisation"],
        truth["heading"],
        truth["title"],
        f"{truth['preamble']} {truth['verb']}",
        *(f"{place}. {text}" for place, text in enumerate(control, 1)),
        truth["signatory"]["position"],
    ]
    at = 0
    for words in expected:
        found = printed.find(flat(words), at)
        assert found >= 0, f"{words!r} is not printed after {printed[max(0, at - 80) : at]!r}"
        at = found + len(flat(words))
    assert flat(truth["signatory"]["name"]) in printed[at:]
    requisites = printed[printed.index(flat(truth["heading"])) : printed.index(flat(truth["title"]))]
    for words in (truth["date_text"], truth["place"], f"№ {truth['number']}"):
        assert flat(words) in requisites
    if "appendix" in truth:
        assert flat(truth["appendix"]["text"]) in printed
    assert order.entry.number == truth["number"]
    assert order.entry.date.isoformat() == truth["date"]


def test_the_word_twin_says_the_same(made):
    truth, district, order = made
    order = district.sign(order)
    answer = district.methodist.get(reverse("orders:file", args=[order.pk, "docx"]))
    words = flat(" ".join(row.text for row in WordFile(answer.content).document.paragraphs))
    for text in (truth["organisation"], truth["title"], truth["preamble"], truth["points"][0]["text"]):
        assert flat(text) in words


ODDITIES = {
    "oktyabrsky-programme-2021": [
        "В приложении не закрыта кавычка",
        "В приложении упомянут документ от 22.02.2022 № 29: он позже самого приказа (30.12.2021).",
        "Название приложения отличается от заголовка приказа: нет слов",
    ],
    "seryshevo-programme-2024": [
        "После «в соответствии» пропущен предлог «с».",
        "В преамбуле не закрыта кавычка",
        "В приложении упомянут документ от 18.05.2023 № 370: он позже самого приказа (13.05.2023).",
        "В приложении упомянут документ от 18.05.2023 № 372: он позже самого приказа (13.05.2023).",
        "В приложении упомянут документ от 18.05.2023 № 371: он позже самого приказа (13.05.2023).",
        "Нет пункта о контроле.",
        "На приложение нет ссылки в пунктах: допишите «(приложение)».",
        "Отметка приложения называет дату 13.05.2024, а приказ — 13.05.2023.",
        "Название приложения отличается от заголовка приказа: нет слов",
        "В подписи инициалы ставятся перед фамилией.",
    ],
    "seversky-roadmap-2023": [
        "В приложении слова повторены",
        "Подпись приложения — ",
    ],
}
"""How each remark begins; what follows is quoted from the document."""


def test_oddities_are_told_and_not_mended(visit, shared_dir):
    for real in ORDERS:
        district = District(visit, real)
        Order.objects.all().delete()
        told = district.remarks(district.read_file(shared_dir / "real" / f"{real.name}.docx"))
        begins = ODDITIES[real.name]
        assert [remark[: len(start)] for remark, start in zip(told, begins, strict=True)] == begins


def joined(text: str) -> str:
    """A line of print may end after a hyphen: the space that a reader finds there is none."""
    return flat(text).replace("- ", "-")


def test_a_regulation_is_an_annex_with_its_own_mark(visit, shared_dir):
    """The annex of the Izhmorsky order: mark, heading and clauses; the order itself is not in the file."""
    truth = json.loads((shared_dir / "real/truth/izhmorsky-regulation-2021.json").read_text(encoding="utf-8"))
    district = District(visit, OKTYABRSKY)
    first_number(district.municipality, int(truth["appendix"]["order_number"]), 2021)
    start = reverse("orders:start", args=["blank"])
    district.methodist.post(start, {"title": "Об утверждении Положения", "issuer": "authority"})
    order = Order.objects.get()
    path = shared_dir / "real" / "izhmorsky-regulation-2021.docx"
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    district.methodist.post(reverse("orders:annex_add", args=[order.pk]), {"file": upload})
    district.methodist.post(reverse("orders:point_add", args=[order.pk]))
    point = order.points.get()
    text = {"text": "Утвердить Положение (приложение 1).", "version": point.version}
    district.methodist.post(reverse("orders:point_text", args=[point.pk]), text)
    day = truth["appendix"]["order_date"]
    district._save(
        "orders:requisites", {"date": day, "wanted_number": truth["appendix"]["order_number"]}, order.pk
    )
    order.refresh_from_db()
    printed = joined(Printed(bytes(district.sign(order).document.pdf)).text)
    at = 0
    for block in truth["body"]:
        words = joined(block["p"])
        found = printed.find(words, at)
        assert found >= 0, (words, printed[at : at + 300])
        at = found + len(words)
