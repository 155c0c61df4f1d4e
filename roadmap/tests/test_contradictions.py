"""What a document says against itself: each contradiction with its place, and documents without any."""

from datetime import date

import pytest

from methodservice.documents.annex_shape import cell_of
from methodservice.documents.recognition.answer import Role
from methodservice.testing.roadmaps import ROWS, living_part, roadmap_content
from roadmap.content import PartWords, SectionWords
from roadmap.contradictions import OrderFacts, Severity, contradictions
from roadmap.contradictions.stages import Stage, stages_in

SHORT = (("№", Role.NUMBER), ("Мероприятие", Role.ACTION), ("Срок", Role.DEADLINE), ("Кто", Role.RESPONSIBLE))


def table_part(kind, *rows):
    drawn = [{"group": False, "cells": [cell_of(text) for text in row]} for row in rows]
    return PartWords(kind, [{"kind": "table", "caption": "", "widths": [], "head": [], "rows": drawn}])


def of_rows(*rows, columns=SHORT, **words):
    part = living_part(rows, columns=columns, sections=())
    return contradictions(roadmap_content(parts=[part], **words))


def told(found):
    return [(each.sentence, each.anchor, each.severity) for each in found]


def row(number, action="Семинар", deadline="март", who="методисты"):
    return (number, action, deadline, who)


def test_a_document_in_order_says_nothing():
    order = OrderFacts("1", date(2025, 12, 1), "Об утверждении Дорожной карты развития службы на 2026 год")
    assert contradictions(roadmap_content(ROWS), order) == []


def test_rows_that_repeat_word_for_word_are_named_whatever_their_spaces_and_capitals():
    found = of_rows(row("1"), row("2", "Опрос"), row("3", " семинар", "Март"))
    assert told(found) == [("Повторяются слово в слово: 1 и 3.", "line-0", Severity.DOUBT)]
    assert found[0].lines == (0, 2)


@pytest.mark.parametrize(
    ("other", "heading", "severity"),
    [
        (row("2", who="директора"), "Кто", Severity.DOUBT),
        (row("2", deadline="май"), "Срок", Severity.NOTE),
    ],
)
def test_rows_that_differ_in_one_column_name_it(other, heading, severity):
    assert told(of_rows(row("1"), other)) == [
        (f"Отличаются только столбцом «{heading}»: 1 и 2.", "line-0", severity)
    ]


SIGNED = [{"kind": "paragraph", "text": "Начальник отдела Н.А. Бондаренко"}]


@pytest.mark.parametrize(
    ("signer", "told_of"),
    [
        (
            "Е.В. Ганина",
            [
                "Под приказом подпись «Директор Е.В. Ганина», под документом — «Начальник отдела Н.А. Бондаренко»."
            ],
        ),
        ("Бондаренко Н. А.", []),
        ("", []),
    ],
)
def test_a_document_signed_by_another_than_its_order_is_told(signer, told_of):
    order = OrderFacts("1", signed=f"Директор {signer}", signer=signer)
    parts = [living_part(ROWS), PartWords("text", SIGNED)]
    found = contradictions(roadmap_content(parts=parts), order)
    assert [each.sentence for each in found] == told_of


@pytest.mark.parametrize(
    ("action", "sentences"),
    [
        (
            "Проведение мониторингов:\n- аттестации педагогов\n- опрос педагогов",
            [
                "В паспорте («Мониторинг») перечислено 3, в пункте 3.1 — 2; "
                "только в паспорте: «мониторинг деятельности РМО»."
            ],
        ),
        ("Проведение мониторингов:\n- результатов аттестации педагогов\n- опрос\n- деятельности РМО", []),
        ("Проведение мониторингов:\n- сайтов школ\n- столовых", []),
        ("Проведение мониторингов", []),
        ("Издать сборник:\n- опрос педагогов\n- аттестация", []),
    ],
)
def test_a_list_of_the_passport_is_compared_with_the_item_about_it(action, sentences):
    listed = "Виды:\n- мониторинг результатов аттестации педагогов;\n- опрос педагогов;\n- мониторинг деятельности РМО."
    passport = table_part("passport", ("5", "Мониторинг", listed))
    part = living_part([row("3.1", action)], columns=SHORT, sections=())
    found = contradictions(roadmap_content(parts=[passport, part]))
    assert [each.sentence for each in found if "перечислено" in each.sentence] == sentences


def test_rows_of_different_work_are_no_twins():
    assert of_rows(row("1"), row("2", "Опрос"), row("3", "Семинар", "май", "директора")) == []


def test_marks_of_completion_make_no_difference():
    rows = [(*row("1"), ""), (*row("2"), "выполнено")]
    columns = (*SHORT, ("Отметка", Role.MARK))
    assert [each.sentence for each in of_rows(*rows, columns=columns)] == [
        "Повторяются слово в слово: 1 и 2."
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row("1", deadline=""), row("2", "Опрос")], "Не указан срок: 1."),
        ([row("1", who=""), row("2", "Опрос")], "Не указан ответственный: 1."),
        ([row("1", action=""), row("2", "Опрос")], "Не названо мероприятие: 1."),
        ([row("1", deadline="когда-нибудь"), row("2", "Опрос")], "Срок не понят: 1."),
        (
            [row("1", deadline="март 2027"), row("2", "Опрос")],
            "Срок вне периода документа (01.01.2026 – 31.12.2026): 1.",
        ),
        ([row("", deadline="")], "Не указан срок: строка 1."),
    ],
)
def test_what_a_row_lacks_or_cannot_mean_is_told(rows, sentence):
    assert told(of_rows(*rows)) == [(sentence, "line-0", Severity.DOUBT)]


def test_of_many_rows_the_first_are_named():
    rows = [row(str(number), f"Дело {number}", "") for number in range(1, 16)]
    assert of_rows(*rows)[0].sentence == "Не указан срок: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 и ещё 3."


def test_a_table_without_deadlines_lacks_none():
    columns = (("Мероприятие", Role.ACTION), ("Результат", Role.RESULT), ("Исполнители", Role.RESPONSIBLE))
    assert of_rows(("Семинар", "Справка", "методисты"), columns=columns) == []


@pytest.mark.parametrize(
    ("numbers", "sentences"),
    [
        (["1", "2", "2"], ["Номер 2 стоит у 2 пунктов."]),
        (["1.1", "1.2", "1.4"], ["После номера 1.2 сразу 1.4."]),
        (["1.", "2.", "4."], ["После номера 2 сразу 4."]),
        (["1.1", "1.2", "2.1"], []),
        (["I", "II", "а)"], []),
        (["", "", ""], []),
    ],
)
def test_numbers_that_repeat_or_leave_one_out(numbers, sentences):
    rows = [row(number, f"Дело {place}") for place, number in enumerate(numbers)]
    assert [each.sentence for each in of_rows(*rows)] == sentences


def test_plain_numbers_may_begin_anew_in_each_section():
    part = living_part([row("1"), row("2", "Опрос")], columns=SHORT, sections=("1. Один", "2. Два"))
    again = part.lines[1].__class__(["1", "Опрос", "март", "методисты"], 1)
    part = PartWords("roadmap", part.blocks, "", part.columns, part.sections, [part.lines[0], again])
    assert contradictions(roadmap_content(parts=[part])) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"mark": "Приложение", "mark_date": date(2025, 12, 2)},
            "Дата приказа 01.12.2025, а в отметке приложения 02.12.2025.",
        ),
        ({"mark": "Приложение", "mark_number": "12"}, "Номер приказа 7, а в отметке приложения 12."),
        (
            {"text": "на основании приказа от 15.01.2026 № 3"},
            "Приказ издан 01.12.2025, а в тексте назван документ от 15.01.2026: он позже.",
        ),
        (
            {"text": "Утвердить дорожную карту (приложение)."},
            "Приказ называет приложение, но на документе нет его отметки.",
        ),
        ({"text": "ввести в действие с 15.01.2026, на основании приказа от 01.12.2025"}, None),
    ],
)
def test_the_order_against_the_annex_mark_and_what_it_names(words, sentence):
    found = contradictions(roadmap_content(), OrderFacts("7", date(2025, 12, 1), **words))
    assert [each.sentence for each in found] == ([sentence] if sentence else [])


def test_a_document_named_in_the_text_that_is_younger_than_the_order():
    words = PartWords(
        "text", [{"kind": "text", "text": "Согласно приказу от 5 мая 2026 г.", "align": "left"}]
    )
    content = roadmap_content(parts=[words, living_part()])
    found = contradictions(content, OrderFacts("7", date(2025, 12, 1)))
    assert [(each.sentence, each.anchor) for each in found] == [
        ("Приказ издан 01.12.2025, а в тексте назван документ от 5 мая 2026 г.: он позже.", "part-0")
    ]


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Об утверждении дорожной карты развития службы на 2026 год", True),
        ("Об утверждении Дорожной карты «Развития службы»", True),
        ("Об утверждении дорожной карты развития методической службы", False),
        ("О мерах поддержки", True),
    ],
)
def test_titles_are_compared_after_the_word_of_the_document(title, same):
    content = roadmap_content(title="Дорожная карта развития службы на 2026 год")
    found = contradictions(content, OrderFacts("7", date(2025, 12, 1), title))
    assert bool(found) is not same
    if found:
        assert found[0].sentence == (
            "Название пишут по-разному: в приказе — «развития методической службы»; "
            "в заголовке — «развития службы»."
        )


def test_a_title_of_the_passport_leads_to_the_passport():
    passport = table_part(
        "passport", ("Наименование", "Дорожная карта развития службы района"), ("Цель", "Рост")
    )
    found = contradictions(roadmap_content(parts=[passport, living_part()]))
    assert [(each.anchor, "в паспорте — «развития службы района»" in each.sentence) for each in found] == [
        ("part-0", True)
    ]


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        (
            "1 этап – подготовительный (2024);\n2 этап – практический (2025- 2027)",
            [Stage(1, "подготовительный", (2024, 2024)), Stage(2, "практический", (2025, 2027))],
        ),
        ("Подготовительный этап\n2020 г.", [Stage(1, "подготовительный", (2020, 2020))]),
        ("Практический (этап реализации)\n2020-2026 гг.", [Stage(1, "практический", (2020, 2026))]),
        ("Второй этап 2026 год", [Stage(2, "", (2026, 2026))]),
        ("II этап: 2026 год", [Stage(2, "", (2026, 2026))]),
        ("этап 3 аналитический", [Stage(3, "аналитический", None)]),
        ("В течение 2026 года", []),
    ],
)
def test_stages_are_found_in_words(text, stages):
    assert stages_in(text) == stages


def staged(passport, table, sections, **words):
    parts = [
        table_part("passport", ("Сроки реализации", passport)),
        table_part("stages", *((text, "Содержание") for text in table)),
        living_part([], sections=()),
    ]
    parts[2] = PartWords(
        "activities",
        parts[2].blocks,
        "",
        list(parts[2].columns),
        [SectionWords(each) for each in sections],
        [],
    )
    return contradictions(roadmap_content(title="Программа", parts=parts, **words))


def test_stages_that_agree_say_nothing():
    found = staged("1 этап (2026)", ["1 этап\n2026 г."], ["1 этап (2026 г.)"])
    assert found == []


def test_stages_that_disagree_are_told_with_every_place():
    found = staged(
        "1 этап (2026);\n2 этап (2026)",
        ["Первый этап\n2025 г.", "Основной этап\n2026 г."],
        ["1. Вводный этап (2026 г.)", "2. Итоговый этап (2026 г.)"],
    )
    assert told(found) == [
        (
            "Годы этапа 1 расходятся: в паспорте 2026, в таблице этапов 2025, в разделах мероприятий 2026.",
            "part-2",
            Severity.DOUBT,
        ),
        ("Этап 1 (2025, в таблице этапов) выходит за срок документа: 2026.", "part-1", Severity.DOUBT),
        (
            "Этап 2 назван по-разному: в таблице этапов «основной», в разделах мероприятий «итоговый».",
            "part-2",
            Severity.NOTE,
        ),
        ("2026 год — и в этапе 1, и в этапе 2 (в паспорте).", "part-0", Severity.NOTE),
        ("2026 год — и в этапе 1, и в этапе 2 (в разделах мероприятий).", "part-2", Severity.NOTE),
    ]


def test_the_deadline_of_the_passport_against_the_title():
    passport = table_part("passport", ("Сроки реализации", "2026 – 2027 годы"), ("Цель", "Рост"))
    content = roadmap_content(parts=[passport, living_part()])
    assert [each.sentence for each in contradictions(content)] == [
        "Срок в паспорте — 2026–2027, а в названии — 2026."
    ]


@pytest.mark.parametrize(
    ("sections", "sentences"),
    [
        (("1.", "II."), ["Разделы пронумерованы по-разному: «1», «II»."]),
        (("1.", "3."), ["После раздела 1 сразу 3."]),
        (("1.", "1."), ["Номер раздела 1 стоит дважды."]),
        (("I.", "II."), []),
    ],
)
def test_numbers_of_sections(sections, sentences):
    part = living_part([row("1")], columns=SHORT, sections=())
    drawn = [SectionWords(f"{number} Раздел", number) for number in sections]
    part = PartWords("roadmap", part.blocks, "", part.columns, drawn, part.lines)
    assert [each.sentence for each in contradictions(roadmap_content(parts=[part]))] == sentences


def test_words_that_stand_twice_in_a_row():
    found = of_rows(row("1", "Анализ системы деятельности системы деятельности школ"))
    assert told(found) == [
        ("Слова стоят дважды подряд: «системы деятельности системы деятельности».", "line-0", Severity.NOTE)
    ]


def test_facts_of_an_order_travel_as_json():
    facts = OrderFacts(
        "7", date(2025, 12, 1), mark="Приложение к приказу отдела образования от 01.12.2025 № 7"
    )
    assert OrderFacts.from_json(facts.as_json()) == facts
    assert facts.act == "приказом отдела образования"
    assert OrderFacts().act == ""
