"""Staffing a district association for the school year, as a methodist does it: clicks are counted."""

import pytest

from associations.models import Membership, Roster
from methodservice.testing import factories as make
from methodservice.testing.browser import click_through, login_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS = 8


def test_an_association_is_staffed_and_approved_in_eight_clicks(page):
    subject = make.SubjectFactory()
    district = make.AssociationFactory(municipality=subject.municipality, subject=subject)
    school = make.SchoolFactory(municipality=subject.municipality)
    people = make.TeacherFactory.create_batch(20, school=school)
    for person in people:
        person.subjects.add(subject)
    login_as(page, make.user_with_role("methodist", municipality=subject.municipality))
    clicks = 0

    def click(role, name):
        nonlocal clicks
        clicks += 1
        click_through(page.get_by_role(role, name=name).first)

    page.goto("/")
    click("link", "Объединения")
    click("link", district.title)
    click("link", "Заполнить состав")
    click("button", "Отметить всех")
    click("button", "Добавить отмеченных")
    click("link", "Утвердить приказом")
    page.get_by_label("Номер приказа").fill("145-ОД")
    click("button", "Утвердить состав")
    page.get_by_text("Состав утверждён.").wait_for()
    assert Membership.objects.filter(association=district).count() == 20
    assert Roster.objects.get().members.count() == 20
    assert clicks <= MOST_CLICKS
