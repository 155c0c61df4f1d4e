"""The section of an indicator on the page of its definition: proposed, kept, renamed whole or left by one."""

import pytest

from methodservice.testing.forms import filled
from methodservice.testing.monitoring import SHARE, SUM, YES, indicator_set
from monitoring.forms.indicators import LONGEST_SECTION
from monitoring.models import Definition

pytestmark = pytest.mark.django_db
URL = "/monitoring/indicators/"
SECTION = "Подпрограмма 1. Кадры\nЗадача 1.1. Повышение квалификации"


@pytest.fixture
def draft(district):
    """Two indicators in the section, one in none."""
    first, second = ({**fields, "section": SECTION} for fields in (SHARE, SUM))
    return indicator_set(district, first, second, YES, state="draft")


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def url_of(definition):
    return f"{URL}definitions/{definition.pk}/"


def sections(edition):
    return list(Definition.objects.of(edition).values_list("section", flat=True))


def test_the_rows_above_an_indicator_stand_in_its_form(client, draft):
    form = client.get(url_of(Definition.objects.of(draft)[0])).context["form"]
    assert (form["section"].value(), form["section"].label) == (SECTION, "Раздел таблицы")
    assert "whole_section" in form.fields


def test_where_there_is_no_section_nothing_is_offered_to_be_renamed_whole(client, draft):
    form = client.get(url_of(Definition.objects.of(draft)[2])).context["form"]
    assert (form["section"].value(), "whole_section" in form.fields) == ("", False)


@pytest.mark.parametrize(("whole", "others"), [("on", "Задача А"), (None, SECTION)])
def test_it_is_renamed_for_the_whole_section_or_for_one(client, draft, whole, others):
    url = url_of(Definition.objects.of(draft)[0])
    typed = filled(
        client.get(url), section="  Задача   А \r\n\r\n", whole_section=whole, more_is_better="True"
    )
    assert client.post(url, typed).url == draft.get_absolute_url()
    assert sections(draft) == ["Задача А", others, ""]
    page = client.get(draft.get_absolute_url()).content.decode()
    assert page.count('class="mn-section"') == (1 if whole else 3)


def test_a_new_indicator_begins_in_the_last_section_and_a_part_has_none(client, draft):
    last = Definition.objects.of(draft)[2]
    Definition.objects.filter(pk=last.pk).update(section="Задача 2")
    add = f"{URL}editions/{draft.pk}/add/"
    page = client.get(add)
    assert page.context["form"]["section"].value() == "Задача 2"
    assert client.post(add, filled(page, name="Новый", more_is_better="True")).status_code == 302
    assert sections(draft) == [SECTION, SECTION, "Задача 2", "Задача 2"]
    assert "section" not in client.get(f"{add}?parent={last.pk}").context["form"].fields


def test_too_long_a_section_is_told_beside_the_field_and_nothing_is_lost(client, draft):
    url = url_of(Definition.objects.of(draft)[0])
    long = "а" * (LONGEST_SECTION + 1)
    answer = client.post(url, filled(client.get(url), section=long, name="Моё название"))
    form = answer.context["form"]
    assert (answer.status_code, form.errors["section"]) == (422, [f"Не длиннее {LONGEST_SECTION} знаков."])
    assert (form["section"].value(), form["name"].value()) == (long, "Моё название")
    assert sections(draft) == [SECTION, SECTION, ""]
