"""«Оформление документов»: what is typed, what the sample shows, what is saved, who may."""

import io

import pytest
from django.urls import reverse

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.models import DocumentStyle
from methodservice.documents.register.tests.style.saved import style_of
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.forms import filled
from methodservice.testing.pictures import picture

NBSP = "\N{NO-BREAK SPACE}"


def errors(response) -> dict:
    return response.context["form"].errors


def test_a_municipality_begins_with_the_usual_style_and_its_card(methodist, district, url):
    page = methodist.get(url)
    snapshot = page.context["snapshot"]
    assert snapshot["organisation"] == ["АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"]
    assert (snapshot["word"], snapshot["style"]["header"]) == ("ПРИКАЗ", "row")
    form = page.context["form"]
    assert form.fields["service_heading"].widget.attrs["placeholder"] == (
        "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nИНФОРМАЦИОННО-МЕТОДИЧЕСКИЙ ЦЕНТР"
    )
    assert "remove_logo" not in form.fields
    assert not DocumentStyle.objects.exists()


def test_the_style_is_saved_with_its_journal(change, district, url):
    heading = "  ОТДЕЛ  ОБРАЗОВАНИЯ \n\n Заречного района"
    first = change(authority_heading=heading, header="stacked", kept="on")
    assert (first.status_code, first.url) == (302, url)
    style = style_of(district)
    assert style.authority_heading == "ОТДЕЛ ОБРАЗОВАНИЯ\nЗаречного района"
    assert (style.header, style.kept) == ("stacked", True)
    change(word="П Р И К А З", kept=None)
    assert [(row.verb, row.changes) for row in AuditEvent.objects.about(style).order_by("pk")] == [
        ("created", {}),
        (
            "changed",
            {
                "название документа": ["ПРИКАЗ", "П Р И К А З"],
                "левое поле 30 мм (хранение больше 10 лет)": ["да", "нет"],
            },
        ),
    ]


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        (
            {"authority_heading": "\n".join("строка" for _ in range(9))},
            {
                "authority_heading": [
                    "Строк в шапке 9, а помещается 8: соедините короткие или уберите лишние."
                ]
            },
        ),
        ({"word": " "}, {"word": ["Напишите, как называется документ, например ПРИКАЗ."]}),
        (
            {"verb": ""},
            {"verb": ["Напишите слово, которым кончается преамбула, например ПРИКАЗЫВАЮ:"]},
        ),
        ({"verb": "ПРИКАЗЫВАЮ"}, {"verb": ["Это слово заканчивается двоеточием: дальше идут пункты."]}),
        (
            {"control_phrase": "Надзор за исполнением"},
            {
                "control_phrase": [
                    "В начале пункта должно быть слово «контроль», "
                    "например: Контроль за исполнением настоящего приказа."
                ]
            },
        ),
        (
            {"control_phrase": "Контроль оставляю за собой."},
            {
                "control_phrase": [
                    "Только начало: «возложить на …» или «оставляю за собой» портал допишет сам."
                ]
            },
        ),
        (
            {"preamble_blank": "В целях порядка п р и к а з ы в а ю:"},
            {"preamble_blank": ["Слово «приказываю» допишется само: уберите его из преамбулы."]},
        ),
        (
            {"preamble_election": "По итогам выборов"},
            {
                "preamble_election": [
                    "Назовите документ, по которому издаётся приказ: напишите {протокола} вместе со скобками."
                ]
            },
        ),
    ],
)
def test_what_would_print_wrong_is_refused_beside_its_field(change, typed, sentences):
    answer = change(**typed)
    assert (answer.status_code, errors(answer)) == (422, sentences)
    (name, value), *_ = typed.items()
    assert answer.context["form"][name].value() == value
    assert not DocumentStyle.objects.exists()


def test_the_end_of_the_control_phrase_is_written_by_the_portal(change, district, methodist, url):
    change(control_phrase="Контроль за выполнением приказа.")
    assert style_of(district).control_phrase == "Контроль за выполнением приказа"
    points = methodist.get(url).context["snapshot"]["points"]
    assert points[-1]["text"] == "Контроль за выполнением приказа оставляю за собой."


def test_a_preamble_belongs_to_its_kind_and_may_be_taken_back(change, district, methodist, url):
    DocumentStyle.objects.create(
        municipality=district, preambles={"of_another_version": "Во исполнение плана"}
    )
    change(preamble_blank="В целях  подготовки\nк приказу от 01.09.2026 № 5")
    assert style_of(district).preambles == {
        "of_another_version": "Во исполнение плана",
        "blank": f"В целях подготовки к приказу от 01.09.2026 №{NBSP}5",
    }
    change(preamble_blank="")
    assert style_of(district).preambles == {"of_another_version": "Во исполнение плана"}


def test_preambles_are_asked_of_kinds_that_have_one_of_their_own(methodist, url):
    asked = {name for name in methodist.get(url).context["form"].fields if name.startswith("preamble_")}
    assert asked == {
        "preamble_staffing",
        "preamble_election",
        "preamble_programme",
        "preamble_monitoring",
        "preamble_mentors",
        "preamble_blank",
    }


def test_a_preamble_that_names_a_protocol_is_shown_with_a_made_up_one(methodist, url):
    data = filled(
        methodist.get(url), preamble_election="В соответствии с {протоколом} и {Протокола}",
        sample_kind="election",
    )  # fmt: skip
    snapshot = methodist.post(reverse("register:style_preview"), data).context["snapshot"]
    meeting = (
        f"заседания районного методического объединения учителей математики от 3{NBSP}сентября{NBSP}2026{NBSP}г. "
        f"№{NBSP}1"
    )
    assert snapshot["preamble"] == f"В соответствии с протоколом {meeting} и Протокола {meeting}"


def test_the_sample_shows_the_preamble_and_the_issuer_that_are_chosen(methodist, district):
    data = filled(
        methodist.get(reverse("register:style")),
        preamble_blank="В целях порядка", service_heading="ИМЦ\nЗаречного района",
        sample_kind="blank", sample_issuer="service",
    )  # fmt: skip
    snapshot = methodist.post(reverse("register:style_preview"), data).context["snapshot"]
    assert (snapshot["preamble"], snapshot["organisation"]) == (
        "В целях порядка",
        ["ИМЦ", "Заречного района"],
    )
    other = methodist.post(
        reverse("register:style_preview"), data | {"sample_kind": "", "sample_issuer": "nobody"}
    )
    assert other.context["snapshot"]["organisation"] == [
        "АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА",
        "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
    ]
    assert not DocumentStyle.objects.exists()


def test_the_preview_takes_what_is_right_and_names_what_is_not(methodist, url):
    data = filled(methodist.get(url), word="", header="row_place", dates="words")
    answer = methodist.post(reverse("register:style_preview"), data)
    assert answer.context["problems"] == ["Название документа"]
    snapshot = answer.context["snapshot"]
    assert (snapshot["word"], snapshot["style"]["header"]) == ("ПРИКАЗ", "row_place")
    assert snapshot["date"].endswith(f"{NBSP}г.")


def test_the_button_shows_and_saves_nothing(change):
    answer = change(word="П Р И К А З", preview="1")
    assert (answer.status_code, answer.context["snapshot"]["word"]) == (200, "П Р И К А З")
    assert answer.context["form"]["word"].value() == "П Р И К А З"
    assert not DocumentStyle.objects.exists()


def test_a_picture_chosen_before_a_look_is_asked_for_again(change):
    answer = change(preview="1", upload=sent(picture(), "герб.png"))
    assert [str(message) for message in answer.context["messages"]] == [
        "Выберите файл ещё раз: вместе с исправленной формой браузер его не пришлёт."
    ]


def test_two_who_open_the_unsaved_style_do_not_overwrite_each_other(methodist, district, url):
    mine = filled(methodist.get(url), word="П Р И К А З", verb="ПРИКАЗЫВАЮ:")
    methodist.post(url, filled(methodist.get(url), word="Приказ", control_phrase="Контроль за приказом"))
    answer = methodist.post(url, mine)
    assert answer.status_code == 409
    form = answer.context["form"]
    assert [(clash.label, clash.before, clash.saved, clash.typed) for clash in form.clashes] == [
        ("Название документа", "ПРИКАЗ", "Приказ", "П Р И К А З"),
        (
            "Пункт о контроле начинается словами",
            "Контроль за исполнением настоящего приказа",
            "Контроль за приказом",
            "Контроль за исполнением настоящего приказа",
        ),
    ]
    assert (form["verb"].value(), form["control_phrase"].value()) == ("ПРИКАЗЫВАЮ:", "Контроль за приказом")
    assert style_of(district).word == "Приказ"


def test_the_head_of_the_department_reads_and_may_not_change(district, visit, url):
    DocumentStyle.objects.create(municipality=district, preambles={"blank": "В целях порядка"}, word="Приказ")
    head = visit(make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district))
    facts = dict(head.get(url).context["facts"])
    assert (facts["Название документа"], facts["Преамбула: Другой приказ"]) == ("Приказ", "В целях порядка")
    assert "Муниципалитет" not in facts
    assert (
        facts["Шапка приказов органа управления"] == "АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА\nУПРАВЛЕНИЕ ОБРАЗОВАНИЯ"
    )
    assert head.post(url, {"word": "УКАЗ"}).status_code == 403
    assert style_of(district).word == "Приказ"


def test_others_do_not_open_it(district, visit, url):
    school = make.SchoolFactory(municipality=district)
    coordinator = visit(make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school))
    routes = [url, reverse("register:style_sample", args=["pdf"])]
    assert [coordinator.get(route).status_code for route in routes] == [403, 403]
    assert "Оформление документов" not in [
        card.title for card in coordinator.get(reverse("directory:index")).context["cards"]
    ]


def test_the_directories_lead_to_it(methodist, url):
    cards = methodist.get(reverse("directory:index")).context["cards"]
    assert [card.url for card in cards if card.title == "Оформление документов"] == [url]


def test_a_style_belongs_to_its_municipality(change, district):
    other = DocumentStyle.objects.create(municipality=make.MunicipalityFactory(), word="Приказ")
    change(word="П Р И К А З")
    other.refresh_from_db()
    assert (style_of(district).word, other.word) == ("П Р И К А З", "Приказ")


def test_the_page_costs_the_same_with_many_signatories_and_logos(
    methodist, district, url, assert_query_count
):
    style = DocumentStyle.objects.create(municipality=district)
    assert_query_count(methodist, url, 6)
    make.SignatoryFactory.create_batch(30, municipality=district)
    style.former_logos.set(make.StoredFileFactory.create_batch(30, municipality=district))
    assert_query_count(methodist, url, 6)


@pytest.mark.parametrize(("fmt", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_sample_is_a_file(methodist, fmt, begins):
    answer = methodist.get(reverse("register:style_sample", args=[fmt]))
    assert answer.content.startswith(begins)
    assert methodist.get(reverse("register:style_sample", args=["exe"])).status_code == 404


def test_the_word_twin_says_that_it_is_a_sample(methodist):
    from docx import Document

    answer = methodist.get(reverse("register:style_sample", args=["docx"]))
    document = Document(io.BytesIO(answer.content))
    assert "Образец оформления, не приказ." in [line.text for line in document.sections[0].footer.paragraphs]
