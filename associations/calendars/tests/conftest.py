"""A district in November 2026, its methodist and plans in force."""

from datetime import date

import pytest
from django.utils import timezone

from associations.plans.lines import LineDraft, write_lines
from associations.plans.models import ItemDone, PlanEdition, PlanLine
from associations.plans.services.editing import start_edition
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make

NOVEMBER = date(2026, 11, 20)
YEAR = SchoolYear(2026)


@pytest.fixture
def november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: NOVEMBER)


@pytest.fixture
def district(db):
    return make.MunicipalityFactory(name="Заречный район", name_genitive="Заречного района")


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


@pytest.fixture
def maths(district):
    return make.AssociationFactory(municipality=district, teachers_of="учителей математики")


@pytest.fixture
def head(district, maths):
    """The account of the head of «РМО учителей математики»."""
    person = make.TeacherFactory(
        school=make.SchoolFactory(municipality=district),
        surname="Ветрова",
        given_name="Анна",
        patronymic="Сергеевна",
    )
    make.MembershipFactory(association=maths, teacher=person)
    make.TermFactory(association=maths, teacher=person)
    return make.user_with_role("teacher", municipality=district, teacher=person)


@pytest.fixture
def in_force(methodist):
    """in_force(association, *lines, year) → lines of an approved plan; a line is words of LineDraft but for section."""

    def _in_force(association, *lines, year=YEAR):
        edition = start_edition(association=association, year=year, by=methodist)
        drafts = [LineDraft(section=PlanLine.Section.BETWEEN, **words) for words in lines]
        written = write_lines(edition, drafts, by=methodist)
        PlanEdition.objects.filter(pk=edition.pk).update(state=PlanEdition.State.APPROVED)
        return written

    return _in_force


@pytest.fixture
def mark_done(methodist):
    """mark_done(line, day): the item of the line is done."""

    def _mark_done(line, day=NOVEMBER):
        return ItemDone.objects.create(item=line.item, done_on=day, marked_by=methodist)

    return _mark_done
