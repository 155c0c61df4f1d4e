"""Roadmaps for tests: a content of a table or two, a draft, an edition in force."""

from datetime import date

from methodservice.documents.annex_shape import cell_of
from methodservice.documents.recognition.answer import Role
from roadmap.content import Content, LineWords, PartWords, SectionWords
from roadmap.models import ChangeReason, Edition, EditionPart
from roadmap.services.coming import approve
from roadmap.services.revising import revise
from roadmap.services.writing import start_programme

COLUMNS = (
    ("№", Role.NUMBER),
    ("Мероприятие", Role.ACTION),
    ("Срок", Role.DEADLINE),
    ("Ответственный", Role.RESPONSIBLE),
    ("Отметка о выполнении", Role.MARK),
)
ROWS = (
    ("1.1", "Провести совещание руководителей объединений", "март 2026", "методисты", ""),
    ("1.2", "Обновить страницу службы на сайте", "до 15 мая 2026", "методисты", ""),
    ("2.1", "Провести неделю открытых уроков", "ежеквартально", "руководители РМО", ""),
    ("2.2", "Посетить уроки молодых педагогов", "по отдельному графику", "руководители РМО", ""),
    ("2.3", "Консультировать школы", "по мере необходимости", "методисты", ""),
)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def living_part(
    rows=ROWS, *, columns=COLUMNS, sections=("1. Организация", "2. Работа с педагогами"), **words
):
    """A table of a roadmap: rows of texts; those whose number begins with the section's stand in it."""
    drawn = [SectionWords(text, text.partition(".")[0]) for text in sections]
    numbers = [section.number for section in drawn]
    head = [[cell_of(heading) for heading, _ in columns]]
    block = {"kind": "table", "caption": "", "widths": [], "head": head, "rows": []}
    lines = [
        LineWords(
            list(row),
            numbers.index(row[0].partition(".")[0]) if row[0].partition(".")[0] in numbers else None,
        )
        for row in rows
    ]
    described = [{"heading": heading, "role": role.value, "group": ""} for heading, role in columns]
    return PartWords("roadmap", [block], "Мероприятия", described, drawn, lines, **words)


def roadmap_content(rows=ROWS, *, title="Дорожная карта развития службы на 2026 год", parts=None, **words):
    """The content of a roadmap of one text and one table."""
    text = PartWords(EditionPart.TEXT, [{"kind": "heading", "text": title, "level": 2}])
    options = {"document": "roadmap", "first": FIRST, "last": LAST, "landscape": False, "mark": []} | words
    return Content(title=title, parts=parts or [text, living_part(rows)], **options)


def draft_roadmap(municipality, by, content=None) -> Edition:
    """A first edition, a draft."""
    return start_programme(municipality=municipality, content=content or roadmap_content(), by=by)


def roadmap_in_force(municipality, by, content=None, *, on=FIRST) -> Edition:
    """A first edition, approved by an order on paper and in force since `on`."""
    edition = draft_roadmap(municipality, by, content)
    return approve(
        edition=edition,
        order_number="12-ОД",
        approved_on=on,
        approved_act="приказом управления образования",
        in_force_from=on,
        by=by,
    )


def revised(
    edition: Edition, by, *, years=1, kept=None, today=date(2026, 12, 1), kind="monitoring"
) -> Edition:
    """The next edition, a draft, with a reason of each change. kept: keys of items, by default all."""
    items = edition.programme.items.values_list("pk", flat=True) if kept is None else kept
    return revise(
        programme=edition.programme, base=edition, years=years, kept=list(items), kind=ChangeReason.Kind(kind),
        reason="Итоги мониторинга за 2026 год", today=today, by=by,
    )  # fmt: skip
