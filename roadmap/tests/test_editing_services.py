"""Changing a draft: lines, sections, columns, parts; what they mean is read anew, items go with their last line."""

from datetime import date

import pytest

from methodservice.directory.models import AuditEvent
from methodservice.documents.recognition.answer import Role
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing.roadmaps import draft_roadmap, living_part, roadmap_content
from roadmap.content import content_of
from roadmap.models import Edition, Item, Line, LineParty, Programme
from roadmap.services import columns, editing, lines, sections
from roadmap.services.coming import approve
from roadmap.usual import passport_part, table_part, text_part

pytestmark = pytest.mark.django_db
CELLS = ("3", "Провести слёт", "май 2026", "методисты", "")


@pytest.fixture
def part(draft):
    return draft.parts.get(kind="roadmap")


def numbers(part):
    return list(part.lines.values_list("number", flat=True))


def line_of(part, number):
    return part.lines.get(number=number)


def journal():
    return AuditEvent.objects.order_by("-pk").first()


def test_a_line_is_added_at_the_end_of_its_section_and_understood(part, methodist):
    section = part.sections.get(position=1)
    line = lines.add_line(part=part, cells=CELLS, section=section.pk, by=methodist)
    assert numbers(part) == ["1.1", "1.2", "3", "2.1", "2.2", "2.3"]
    assert (line.position, line.action, line.deadline_kind) == (3, "Провести слёт", "window")
    assert journal().note == "Добавлен пункт «3 Провести слёт»"
    assert journal().municipality_id == methodist.municipality_id


def test_a_line_is_added_under_another(part, methodist):
    lines.add_line(part=part, cells=CELLS, after=line_of(part, "2.1").pk, by=methodist)
    assert numbers(part) == ["1.1", "1.2", "2.1", "3", "2.2", "2.3"]
    assert line_of(part, "3").section.position == 2


def test_a_second_click_adds_nothing(part, methodist):
    version = Edition.objects.get().version
    options = {"part": part, "cells": CELLS, "section": part.sections.first().pk, "by": methodist}
    lines.add_line(version=version, **options)
    with pytest.raises(AlreadyDone, match="уже добавлен"):
        lines.add_line(version=version, **options)
    lines.add_line(version=version + 1, **options)
    assert part.lines.count() == 7


def test_other_words_are_understood_anew(part, methodist):
    line = line_of(part, "1.1")
    cells = ["1.1", "Провести совет", "ежемесячно", "методисты", ""]
    lines.change_line(line=line, cells=cells, section=line.section_id, parties=["role:heads"], by=methodist)
    line.refresh_from_db()
    assert (line.action, line.deadline_kind) == ("Провести совет", "recurring")
    assert list(line.parties.values_list("key", "by_hand")) == [("role:heads", True)]
    assert journal().changes == {
        "Мероприятие": ["Провести совещание руководителей объединений", "Провести совет"],
        "Срок": ["март 2026", "ежемесячно"],
    }
    lines.change_line(line=line, cells=cells, section=line.section_id, parties=[], by=methodist)
    assert not LineParty.objects.filter(line=line, by_hand=True).exists()


def test_a_line_goes_to_the_end_of_another_section(part, methodist):
    line, section = line_of(part, "1.1"), part.sections.get(position=2)
    lines.change_line(line=line, cells=line.cells, section=section.pk, parties=[], by=methodist)
    assert numbers(part) == ["1.2", "2.1", "2.2", "2.3", "1.1"]


def test_lines_move_over_the_edges_of_sections(part, methodist):
    lines.move_line(line=line_of(part, "2.1"), up=True, by=methodist)
    assert numbers(part) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert line_of(part, "2.1").section.position == 1
    assert journal().changes == {"Раздел": ["2. Работа с педагогами", "1. Организация"]}
    lines.move_line(line=line_of(part, "2.1"), up=True, by=methodist)
    assert numbers(part) == ["1.1", "2.1", "1.2", "2.2", "2.3"]
    for _ in range(4):
        lines.move_line(line=line_of(part, "2.1"), up=True, by=methodist)
    assert numbers(part) == ["2.1", "1.1", "1.2", "2.2", "2.3"]
    assert line_of(part, "2.1").section is None
    for _ in range(9):
        lines.move_line(line=line_of(part, "2.1"), up=False, by=methodist)
    assert numbers(part) == ["1.1", "1.2", "2.2", "2.3", "2.1"]


def test_a_line_is_put_before_another_or_at_the_end_of_a_section(part, methodist):
    lines.place_line(line=line_of(part, "2.3"), before=line_of(part, "1.2").pk, by=methodist)
    assert numbers(part) == ["1.1", "2.3", "1.2", "2.1", "2.2"]
    lines.place_line(line=line_of(part, "1.1"), section=part.sections.get(position=2).pk, by=methodist)
    assert numbers(part) == ["2.3", "1.2", "2.1", "2.2", "1.1"]
    with pytest.raises(Refused, match="кто-то убрал"):
        lines.place_line(line=line_of(part, "1.1"), before=0, by=methodist)


def test_a_line_is_taken_out_with_its_item(part, methodist):
    lines.remove_line(line=line_of(part, "1.1"), by=methodist)
    assert list(part.lines.values_list("position", flat=True)) == [1, 2, 3, 4]
    assert Item.objects.count() == 4


def test_numbers_change_on_request_only(district, methodist):
    rows = [("1.1", "А", "", "", ""), ("1.1", "Б", "", "", ""), ("2.5", "В", "", "", "")]
    part = draft_roadmap(district, methodist, roadmap_content(rows)).parts.get(kind="roadmap")
    assert lines.renumber(part=part, by=methodist) == 2
    assert numbers(part) == ["1.1", "1.2", "2.1"]
    with pytest.raises(AlreadyDone, match="подряд"):
        lines.renumber(part=part, by=methodist)


def test_a_line_of_another_width_is_refused(part, methodist):
    with pytest.raises(Refused, match="столбцов"):
        lines.add_line(part=part, cells=["1"], by=methodist)


def test_lines_without_deadlines_go_by_the_period_of_their_section(district, methodist):
    table = (("№", Role.NUMBER), ("Мероприятие", Role.ACTION))
    content = roadmap_content(
        parts=[living_part([("1.1", "Собрать")], columns=table, sections=("1. Начало",))]
    )
    part = draft_roadmap(district, methodist, content).parts.get()
    section = part.sections.get()
    sections.change_section(
        section=section, text="1. Начало (март)", number="1", period="март 2026", by=methodist
    )
    assert (part.lines.get().deadline, part.lines.get().deadline_kind) == ("март 2026", "window")


def test_a_section_moves_with_its_lines(part, methodist):
    sections.move_section(section=part.sections.get(number="2"), up=True, by=methodist)
    assert numbers(part) == ["2.1", "2.2", "2.3", "1.1", "1.2"]


def test_only_an_empty_section_is_taken_out(part, methodist):
    with pytest.raises(Refused, match="есть пункты"):
        sections.remove_section(section=part.sections.first(), by=methodist)
    section = sections.add_section(part=part, text="3. Итоги", number="3", by=methodist)
    with pytest.raises(AlreadyDone, match="уже добавлен"):
        sections.add_section(part=part, text="3. Итоги", number="3", by=methodist)
    sections.remove_section(section=section, by=methodist)
    assert part.sections.count() == 2


def test_another_role_gives_another_meaning(part, methodist):
    roles = ["number", "action", "other", "responsible", "deadline"]
    words = [(column["heading"], role) for column, role in zip(part.columns, roles, strict=True)]
    words[4] = ("Когда", "deadline")
    columns.change_columns(part=part, columns=words, by=methodist)
    part.refresh_from_db()
    assert set(part.lines.values_list("deadline", flat=True)) == {""}
    assert part.table["head"][0][4]["text"] == "Когда"
    assert journal().changes["Столбец 5"] == [
        "Отметка о выполнении (Отметка о выполнении)",
        "Когда (Срок)",
    ]


def test_a_column_is_added_and_an_empty_one_taken_out(part, draft, methodist):
    columns.add_column(part=part, heading="Примечание", by=methodist)
    with pytest.raises(AlreadyDone, match="уже добавлен"):
        columns.add_column(part=part, heading="Примечание", by=methodist)
    assert {len(line.cells) for line in content_of(draft).lines} == {6}
    with pytest.raises(Refused, match="есть записи"):
        columns.remove_column(part=part, place=2, heading="Срок", by=methodist)
    with pytest.raises(Refused, match="другое число"):
        columns.remove_column(part=part, place=5, heading="Срок", by=methodist)
    columns.remove_column(part=part, place=5, heading="Примечание", by=methodist)
    assert content_of(draft).printed() == roadmap_content().printed()


def test_another_period_gives_deadlines_another_meaning(draft, methodist):
    line = Line.objects.get(number="2.1")
    cells = ["2.1", "Совещание", "I квартал", "", ""]
    lines.change_line(line=line, cells=cells, section=line.section_id, parties=[], by=methodist)
    edition = editing.change_edition(
        edition=draft, title="Другая", first=date(2027, 1, 1), last=date(2027, 12, 31), by=methodist
    )
    assert edition.version == 3
    assert Programme.objects.get().title == "Другая"
    assert str(date(2027, 1, 1).year) in journal().changes["с"][1]


def test_parts_are_added_moved_and_taken_out(draft, methodist):
    editing.add_part(edition=draft, words=passport_part("Карта"), place=1, by=methodist)
    editing.add_part(edition=draft, words=table_part("stages"), place=None, by=methodist)
    text = editing.add_part(edition=draft, words=text_part(), place=0, by=methodist)
    kinds = ["text", "text", "passport", "roadmap", "roadmap"]
    assert list(draft.parts.values_list("kind", flat=True)) == kinds
    assert draft.parts.last().sections.get().text == "I этап"
    editing.move_part(part=text, up=True, by=methodist)
    editing.move_part(part=text, up=False, by=methodist)
    assert draft.parts.all()[1] == text
    editing.remove_part(part=draft.parts.get(position=4), by=methodist)
    assert (Item.objects.count(), list(draft.parts.values_list("position", flat=True))) == (0, [1, 2, 3, 4])


def test_a_document_that_was_never_approved_is_discarded_whole(draft, methodist):
    assert editing.discard(programme=draft.programme, by=methodist) is False
    assert (Programme.objects.count(), Item.objects.count()) == (0, 0)


def test_what_was_approved_survives_its_draft(edition, methodist):
    from roadmap.services.writing import add_edition

    draft = add_edition(
        programme=edition.programme, content=roadmap_content(), reason="По итогам года", by=methodist
    )
    assert Item.objects.count() == 10
    assert editing.discard(programme=edition.programme, by=methodist) is True
    assert (Edition.objects.get(), Item.objects.count()) == (edition, 5)
    with pytest.raises(AlreadyDone, match="уже удалён"):
        editing.discard(programme=draft.programme, by=methodist)


def test_what_is_approved_does_not_change(draft, part, methodist):
    line = line_of(part, "1.1")
    approve(
        edition=draft, order_number="1", approved_on=date(2026, 1, 1), approved_act="приказом",
        in_force_from=date(2099, 1, 1), by=methodist,
    )  # fmt: skip
    for change in (
        lambda: lines.remove_line(line=line, by=methodist),
        lambda: lines.add_line(part=part, cells=CELLS, by=methodist),
        lambda: editing.remove_part(part=part, by=methodist),
        lambda: editing.change_edition(edition=draft, title="Другая", by=methodist),
        lambda: columns.add_column(part=part, heading="Ещё", by=methodist),
        lambda: sections.move_section(section=part.sections.first(), up=False, by=methodist),
    ):
        with pytest.raises(Refused, match="утверждена"):
            change()
