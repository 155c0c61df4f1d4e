"""Every number of the district's views opens into exactly the rows it counts, under any filter."""

import html
import re
from datetime import date

import pytest
from django.utils import timezone

from development.models import CourseRequest, PlannedAttestation
from methodservice.testing import development as have
from methodservice.testing import factories as make

TODAY = date(2026, 11, 28)
LINK = re.compile(
    r'<a href="(?P<url>[^"]*)"[^>]*>(?P<inside>[^<]*)(?:<span[^>]*>[^<]*</span>)?</a>(?P<after>:\s*\d+)?'
)


@pytest.fixture
def district(monkeypatch, methodist, municipality, school, other_school):
    """Thirty teachers of two schools, everything of each kind, in uneven numbers."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    maths = make.SubjectFactory(municipality=municipality, name="математика")
    institute, centre = have.provider(municipality), have.provider(municipality, "Центр", False)
    for number in range(30):
        person = make.TeacherFactory(
            school=school if number % 4 else other_school,
            position=("учитель", "воспитатель")[number % 4 == 0],
            hired_on=date(2026, 9, 1) if number % 5 == 0 else date(2015, 9, 1),
            born_on=date(2001, 1, 1) if number % 6 == 0 else date(1980, 1, 1),
            teaching_since=date(2025, 9, 1) if number % 6 == 0 else date(2005, 9, 1),
        )
        have.course(person, date(2021 + number % 6, 5, 1), provider=(institute, centre)[number % 2])
        have.attestation(person, date((2020, 2022)[number % 2], 3, 1))
        if number % 4 == 1:
            PlannedAttestation.objects.create(teacher=person, category="first", planned_on=date(2027, 3, 1))
        for kind in ("subject", "methodical")[: number % 3]:
            words = ("Оценивание", "Формирующее оценивание", "ОЦЕНИВАНИЕ")[number % 3]
            have.deficit(person, kind=kind, subject=maths if kind == "subject" else None, words=words)
        state = ("asked", "planned", "declined", "done")[number % 4]
        CourseRequest.objects.create(
            teacher=person, year=2027, programme=("Чтение", "чтение", "Смысловое чтение")[number % 3], state=state,
            planned_on=date(2027, 2, 1) if state in ("planned", "done") else None,
            state_note="Нет группы" if state == "declined" else "", provider=institute,
        )  # fmt: skip
    left = make.TeacherFactory(school=school, left_on=date(2026, 1, 1))
    have.course(left, provider=institute)


def numbers_of(client, url: str) -> list[tuple[str, int]]:
    """(address, number) of each link that tells a number."""
    page = client.get(url).content.decode()
    found = []
    for link in LINK.finditer(page[page.index("<main") :]):
        numbers = re.findall(r"\d+", link["after"] or link["inside"])
        if (
            "page=" not in link["url"]
            and ("#people" in link["url"] or "/providers/" in link["url"])
            and numbers
        ):
            address = html.unescape(link["url"])
            found.append(
                (
                    address if address.startswith("/") else f"{url.partition('?')[0]}{address}",
                    int(numbers[-1]),
                )
            )
    return found


def rows_of(client, url: str) -> int:
    """How many rows, or people where a person may have several of them, the list at the address has."""
    rows = list(client.get(url).context["page"].paginator.object_list)
    return len({row.teacher_id for row in rows}) if "/needs/" in url else len(rows)


@pytest.mark.parametrize(
    ("url", "least"),
    [
        ("/development/needs/", 9),
        ("/development/needs/?q=учитель", 9),
        ("/development/needs/?theme=оценивание&kind=methodical", 3),
        ("/development/months/", 9),
        ("/development/months/?q=воспитатель&state=fresh", 2),
        ("/development/newcomers/", 2),
        ("/development/newcomers/?why=young&q=учитель", 2),
        ("/development/attestation/?year=2027", 3),
        ("/development/attestation/?year=2027&kind=planned&q=учитель", 2),
        ("/development/requests/?year=2027", 8),
        ("/development/requests/?year=2027&state=planned", 4),
        ("/development/requests/?year=2027&q=чтение", 8),
        ("/development/providers/", 3),
    ],
)
def test_each_number_opens_into_the_rows_it_counts(visit, methodist, district, url, least):
    client = visit(methodist)
    found = numbers_of(client, url)
    assert len(found) >= least
    assert [(address, rows_of(client, address)) for address, _ in found] == found


def test_a_school_is_counted_among_the_numbers_of_its_filter(visit, methodist, district, school):
    client = visit(methodist)
    for page in ("needs", "months", "attestation", "requests"):
        found = numbers_of(client, f"/development/{page}/?year=2027&school={school.pk}")
        assert found
        assert all(f"school={school.pk}" in address for address, _ in found)
        assert [(address, rows_of(client, address)) for address, _ in found] == found
