"""Deadlines in words on pages: the field that explains itself, the page and its fragment; the command."""

import json
from datetime import date
from io import StringIO

import pytest
from django import forms
from django.core.management import CommandError, call_command
from playwright.sync_api import expect

from methodservice.directory.forms.deadlines import DeadlineField
from methodservice.directory.models import RoleKind
from methodservice.lib.deadlines import Kind
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as, press

URL = "/directory/deadlines/explain/"
YEAR = {"first": "2024-01-01", "last": "2024-12-31"}


class LineForm(forms.Form):
    deadline = DeadlineField(period=(date(2024, 1, 1), date(2024, 12, 31)), required=False)


@pytest.fixture
def teacher(visit):
    return visit(make.user_with_role(RoleKind.TEACHER, municipality=make.MunicipalityFactory()))


def fragment(client, **asked):
    return client.get(URL, asked, headers={"HX-Request": "true"})


def test_the_field_shows_the_meaning_of_what_is_saved():
    html = str(LineForm(initial={"deadline": "2 раза в год"})["deadline"])
    assert "Два раза в год. Ближайший срок — до 30 июня 2024 года." in html
    assert 'aria-live="polite"' in html


def test_the_field_asks_for_its_own_name_and_period():
    html = str(LineForm(prefix="lines-3")["deadline"])
    assert f'hx-get="{URL}?field=lines-3-deadline&amp;first=2024-01-01&amp;last=2024-12-31"' in html
    assert 'aria-describedby="id_lines-3-deadline-meaning"' in html
    assert 'id="id_lines-3-deadline-meaning"' in html


def test_the_period_can_be_set_on_the_field_of_one_form():
    form, other = LineForm(initial={"deadline": "май"}), LineForm(initial={"deadline": "май"})
    form.fields["deadline"].period = (date(2025, 1, 1), date(2025, 12, 31))
    assert "мае 2025 года" in str(form["deadline"])
    assert "мае 2024 года" in str(other["deadline"])


def test_words_that_are_not_understood_are_kept():
    form = LineForm({"deadline": "когда рак свистнет"})
    assert form.is_valid()
    assert form.cleaned_data == {"deadline": "когда рак свистнет"}
    assert "Срок не распознан" in str(form["deadline"])


def test_the_fragment_answers_for_the_field_that_asked(teacher):
    answer = fragment(teacher, **YEAR, field="lines-3-deadline", **{"lines-3-deadline": "Ежегодно, август"})
    assert answer.templates[0].name == "components/deadline_meaning.html"
    assert answer.context["meaning"].kind is Kind.RECURRING
    assert "Каждый год в августе." in answer.content.decode()
    assert teacher.queries == 3


def test_the_fragment_of_an_empty_field_is_empty(teacher):
    assert fragment(teacher, **YEAR, text="  ").content.decode().strip() == ""


def test_a_doubt_is_shown_beside_the_meaning(teacher):
    answer = fragment(teacher, first="2024-01-01", last="2026-12-31", text="май").content.decode()
    assert "Год не указан" in answer


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"first": "2024-31-12", "last": "2024-12-31", "text": "май"}, "first"),
        ({"first": "2024-12-31", "last": "2024-01-01", "text": "май"}, "last"),
        ({**YEAR, "text": "май " * 100}, "text"),
    ],
)
def test_a_wrong_question_is_refused_beside_the_field(teacher, asked, field):
    answer = teacher.get(URL, asked)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert fragment(teacher, **asked).status_code == 422


def test_the_page_lists_the_days_of_the_period(teacher):
    answer = teacher.get(URL, {**YEAR, "text": "не реже 1 раза в квартал"})
    ends = [one.end for one in answer.context["meaning"].occurrences]
    assert ends == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]
    assert "30 сентября 2024" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_reads_in_the_current_school_year_unless_told(teacher):
    answer = teacher.get(URL, {"text": "с 1 сентября по 25 мая"})
    (only,) = answer.context["meaning"].occurrences
    assert (only.start.month, only.end.month, only.end.year - only.start.year) == (9, 5, 1)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_meaning_follows_what_is_typed(page):
    login_as(page, make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory()))
    page.goto(URL)
    page.get_by_label("Срок словами").fill("2 раза в год")
    meaning = page.locator(".deadline-meaning")
    expect(meaning).to_contain_text("Два раза в год.")
    page.get_by_label("Срок словами").fill("31 июня")
    expect(meaning).to_contain_text("в июне 30 дней")
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_works_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    login_as(page, make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory()))
    page.goto(URL)
    page.get_by_label("Срок словами").fill("до 5 числа каждого месяца")
    press(page, "Показать")
    expect(page.locator(".deadline-meaning")).to_contain_text("Каждый месяц до 5-го числа.")
    expect(page.locator("tbody tr")).to_have_count(12)


def told(*arguments, **options):
    out = StringIO()
    call_command("deadline", *arguments, stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_command_answers_one_text():
    answer = told("Ежегодно, август", first="2023-01-01", last="2023-12-31")
    assert answer == {
        "text": "Ежегодно, август",
        "kind": "recurring",
        "occurrences": [{"start": "2023-08-01", "end": "2023-08-31"}],
        "offset": None,
        "review": None,
        "explanation": "Каждый год в августе. Ближайший срок — до 31 августа 2023 года.",
    }


def test_the_command_answers_a_file_of_cases(tmp_path):
    cases = tmp_path / "cases.json"
    cases.write_text(
        json.dumps(
            [
                {"text": "за 10 рабочих дней до заседания", "from": "2024-01-01", "to": "2024-12-31"},
                {"text": "до 5 сентября", "from": "2024-01-01", "to": "2024-12-31", "kind": "date"},
            ]
        ),
        encoding="utf-8",
    )
    first, second = told(cases=str(cases))
    assert first["offset"] == {"days": 10, "working": True, "direction": "before"}
    assert second["occurrences"] == [{"start": None, "end": "2024-09-05"}]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Укажите или срок словами, или файл --cases."),
        ({"text": "май"}, "Укажите период: --from и --to."),
        ({"text": "май", "first": "2024", "last": "2024-12-31"}, "нужна дата в виде ГГГГ-ММ-ДД"),
        ({"text": "май", "first": "2024-12-31", "last": "2024-01-01"}, "Период кончается раньше"),
        ({"cases": "/no/such/file.json"}, "не читается"),
    ],
)
def test_the_command_says_what_is_wrong(options, sentence):
    arguments = [options.pop("text")] if "text" in options else []
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(")):
        told(*arguments, **options)


@pytest.mark.parametrize(
    "content", ["{}", "[1]", '[{"text": "май"}]', "[", '[{"text": 5, "from": "", "to": ""}]']
)
def test_the_command_refuses_a_file_that_is_no_list_of_cases(tmp_path, content):
    cases = tmp_path / "cases.json"
    cases.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError):
        told(cases=str(cases))
