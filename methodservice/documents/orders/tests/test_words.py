"""Words of people in drafts: the tags of templates and the executors."""

import pytest
from django.template import Context, Template

from methodservice.documents.orders.drafts import unmarked
from methodservice.documents.orders.models import Order, OrderPoint
from methodservice.documents.orders.people import find_party
from methodservice.documents.orders.printed import point_text
from methodservice.documents.orders.services.control import control_words
from methodservice.documents.orders.services.editing import add_point, set_control, set_executor
from methodservice.testing import factories as make
from methodservice.testing.drafts import plain


def said(text: str, **context) -> tuple[str, str]:
    """(words, their doubts) of a piece of a template."""
    template = Template("{% load official %}" + text)
    return unmarked(plain(template.render(Context(context, autoescape=False))))


@pytest.fixture
def teacher(db):
    school = make.SchoolFactory(short_name="МОУ «Школа № 1»")
    return make.TeacherFactory(school=school, surname="Светлова")


def test_a_person_is_named_by_post_and_short_name(teacher):
    assert said('{% form who "accusative" %}', who=teacher) == (
        "учителя математики МОУ «Школа № 1» Светлову М. И.",
        "",
    )


def test_a_person_is_named_by_another_post(teacher):
    assert said('{% form who "dative" post="руководитель РМО" %}', who=teacher) == (
        "руководителю РМО Светловой М. И.",
        "",
    )


def test_initials_at_the_end_of_the_control_point_close_its_sentence(teacher):
    words, _ = control_words(teacher.school.municipality, f"teacher:{teacher.pk}")
    assert plain(words) == (
        "Контроль за исполнением настоящего приказа возложить на учителя математики МОУ «Школа № 1» Светлову М. И."
    )


def test_an_office_is_put_into_case():
    assert said('{% in_case "заместитель руководителя объединения" "instrumental" %}') == (
        "заместителем руководителя объединения",
        "",
    )


def test_without_a_gender_the_name_stays_and_asks_for_a_look(teacher):
    teacher.gender = ""
    words, doubt = said('{% form who "accusative" %}', who=teacher)
    assert words == "учитель математики МОУ «Школа № 1» Светлова М. И."
    assert "не указан пол" in doubt


def test_an_executor_without_a_gender_is_doubtful_not_an_error(teacher):
    type(teacher).objects.filter(pk=teacher.pk).update(gender="")
    form = find_party(teacher.school.municipality, f"teacher:{teacher.pk}").words("dative")
    assert (plain(form.text), form.sure) == ("учитель математики МОУ «Школа № 1» Светлова М. И.", False)


def test_a_slash_in_a_post_does_not_begin_a_deadline(teacher):
    teacher.position = "учитель//воспитатель"
    words, _ = said('{% form who "nominative" %}', who=teacher)
    assert words == "учитель//воспитатель МОУ «Школа № 1» Светлова М. И."


def test_a_long_doubt_fits_where_it_is_kept(teacher):
    municipality = teacher.school.municipality
    type(teacher).objects.filter(pk=teacher.pk).update(gender="", position="п" * 200, surname="С" * 100)
    user = make.UserFactory(municipality=municipality)
    order = Order.objects.create(municipality=municipality, title="О", made_by=user)
    key = f"teacher:{teacher.pk}"
    order = set_control(order=order, key=key, by=user)
    point = set_executor(point=add_point(order=order, text="сообщить", by=user), key=key, by=user)
    assert (len(order.control_doubt), len(point.doubt)) == (300, 500)


@pytest.mark.parametrize(
    ("text", "deadline", "printed"),
    [
        ("провести семинар", "", "Методистам провести семинар"),
        ("провести семинар.", "  ", "Методистам провести семинар."),
        ("провести семинар;", "до 1 мая", "Методистам провести семинар. Срок: до 1 мая."),
        ("провести семинар.", "до 1 мая 2027 г.", "Методистам провести семинар. Срок: до 1 мая 2027 г."),
        ("обеспечить:", "до 1 мая", "Методистам обеспечить. Срок: до 1 мая."),
        ("обеспечить.", "Срок: до 1 мая", "Методистам обеспечить. Срок: до 1 мая."),
        ("обеспечить.", "срок исполнения — 1 мая.", "Методистам обеспечить. Срок: 1 мая."),
    ],
)
def test_a_deadline_is_a_sentence_of_its_own(text, deadline, printed):
    assert plain(point_text(OrderPoint(executor="Методистам", text=text, deadline=deadline))) == printed
