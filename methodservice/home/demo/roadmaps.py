"""Roadmaps of the demo: of this year with its marks, a programme of three years, a draft for the next year."""

from datetime import date, timedelta

from associations.models import Meeting
from methodservice.directory.models import Municipality, User
from methodservice.documents.annex_shape import cell_of, heading_block, text_block
from methodservice.documents.recognition.answer import Kind, Role
from methodservice.home.demo import roadmap_words as words
from methodservice.home.demo.districts import DISTRICTS
from roadmap.content import Content, LineWords, PartWords, SectionWords
from roadmap.models import ChangeReason, Edition, EditionPart, Line, Occurrence
from roadmap.revising import offers_of
from roadmap.services.coming import approve
from roadmap.services.marking import add_fact, mark_occurrence
from roadmap.services.revising import revise
from roadmap.services.scheduling import Time, set_schedule, state_of
from roadmap.services.writing import start_programme

ROADMAP_COLUMNS = (
    ("№ п/п", Role.NUMBER, 6),
    ("Мероприятие", Role.ACTION, 30),
    ("Срок", Role.DEADLINE, 14),
    ("Показатель", Role.INDICATOR, 18),
    ("Ответственные", Role.RESPONSIBLE, 18),
    ("Отметка о выполнении", Role.MARK, 14),
)
PROGRAMME_COLUMNS = (
    ("Мероприятие", Role.ACTION, 44),
    ("Ожидаемый результат", Role.RESULT, 32),
    ("Ответственные", Role.RESPONSIBLE, 24),
)


def fill_roadmaps(municipalities: list[Municipality], today: date) -> None:
    """In the districts that have logins; kept by the methodist."""
    for district, municipality in zip(DISTRICTS, municipalities, strict=True):
        if district.logins:
            methodist = User.objects.get(username=f"metodist-{district.key}")
            _Shelf(municipality, methodist, today).fill()


class _Shelf:
    def __init__(self, municipality: Municipality, methodist: User, today: date):
        self.municipality, self.methodist, self.today = municipality, methodist, today
        year = today.year
        self.known = {
            "district": municipality.name_genitive,
            "year": year,
            "last": year - 1,
            "first": year - 1,
            "final": year + 1,
        }

    def fill(self) -> None:
        year = self.today.year
        self._mark_stages(self._approved(self._programme(), "131-ОД", date(year - 1, 12, 26)))
        edition = self._approved(self._roadmap(), "4-ОД", date(year, 1, 12))
        self.items = {line.number: line.item for line in Line.objects.of(edition).select_related("item")}
        self._schedule()
        self._mark()
        self._prepare_next(edition)

    def _schedule(self) -> None:
        """Lessons to be visited, by a schedule; consultations as they came."""
        year = self.today.year
        times = [Time(date(year, month, 1), date(year, month, 25), note) for month, note in words.SCHEDULE]
        set_schedule(item=self.items["3.3"], times=times, seen=state_of([]), by=self.methodist)
        for days_ago, comment in words.FACTS:
            day = max(self.today - timedelta(days=days_ago), date(year, 1, 12))
            add_fact(item=self.items["3.4"], done_on=day, comment=comment, by=self.methodist)

    def _mark(self) -> None:
        """What was due is done, one thing later than it should have been; two are still waiting."""
        protocols = dict(
            Meeting.objects.filter(
                association__municipality=self.municipality, state=Meeting.State.SIGNED
            ).values_list("date", "pk")
        )
        past = Occurrence.objects.filter(item__in=self.items.values(), ends__lt=self.today)
        numbers = {item.pk: number for number, item in self.items.items()}
        for row in past.select_related("item"):
            number = numbers[row.item_id]
            if number in words.WAITING:
                continue
            late = timedelta(days=6 if number in words.LATE else -3)
            held = [day for day in protocols if row.starts and row.starts <= day <= row.ends]
            proved = number == "2.1" and held
            mark_occurrence(
                occurrence=row,
                done_on=min(max(held) if proved else row.ends + late, self.today),
                record=f"protocol:{protocols[max(held)]}" if proved else "",
                comment=words.DONE.get(number, ""),
                by=self.methodist,
            )

    def _mark_stages(self, programme: Edition) -> None:
        """The stages that are over are done."""
        over = Occurrence.objects.filter(item__programme=programme.programme_id, ends__lt=self.today)
        for row in over.select_related("item"):
            mark_occurrence(occurrence=row, done_on=row.ends, by=self.methodist)

    def _prepare_next(self, edition: Edition) -> None:
        """The draft of the next year: what goes on and what is not done."""
        kept = [each.item for each in offers_of(edition, years=1, today=self.today) if not each.is_over]
        revise(
            programme=edition.programme,
            base=edition,
            years=1,
            kept=kept,
            kind=ChangeReason.Kind.MONITORING,
            reason=self._said(words.REVISION),
            today=self.today,
            by=self.methodist,
        )

    def _said(self, text: str) -> str:
        return text.format(**self.known)

    def _approved(self, content: Content, number: str, on: date) -> Edition:
        edition = start_programme(municipality=self.municipality, content=content, by=self.methodist)
        return approve(
            edition=edition,
            order_number=number,
            approved_on=on,
            approved_act="приказом управления образования",
            in_force_from=max(on, content.first),
            by=self.methodist,
        )

    def _roadmap(self) -> Content:
        title = self._said(words.ROADMAP_TITLE)
        lines = [
            LineWords([*map(self._said, row), ""], place)
            for place, rows in enumerate(words.ROWS)
            for row in rows
        ]
        sections = [SectionWords(text, text.partition(".")[0]) for text in words.SECTIONS]
        parts = [
            _text(heading_block(title), text_block(words.ROADMAP_INTRO)),
            self._passport("Паспорт дорожной карты", words.PASSPORT),
            _text(heading_block("Мероприятия", 3)),
            _table(Kind.ROADMAP, "Мероприятия", ROADMAP_COLUMNS, sections=sections, lines=lines),
        ]
        year = self.today.year
        return Content("roadmap", title, date(year, 1, 1), date(year, 12, 31), True, [], parts)

    def _programme(self) -> Content:
        title = self._said(words.PROGRAMME_TITLE)
        sections = [
            SectionWords(self._said(text), text.partition(".")[0], self._said(period))
            for text, period in words.PROGRAMME_SECTIONS
        ]
        lines = [
            LineWords(list(row), place) for place, rows in enumerate(words.PROGRAMME_ROWS) for row in rows
        ]
        stages = [tuple(map(self._said, row)) for row in words.STAGES]
        parts = [
            _text(heading_block(title)),
            self._passport("Паспорт программы", words.PROGRAMME_PASSPORT),
            _text(heading_block("Этапы реализации программы", 3)),
            _kept(Kind.STAGES, "Этапы реализации", stages, ("Этап", "Содержание", "Результат"), (24, 46, 30)),
            _text(heading_block("Основные мероприятия", 3)),
            _table(
                Kind.ACTIVITIES, "Основные мероприятия", PROGRAMME_COLUMNS, sections=sections, lines=lines
            ),
        ]
        first, final = self.known["first"], self.known["final"]
        return Content("programme", title, date(first, 1, 1), date(final, 12, 31), False, [], parts)

    def _passport(self, caption: str, rows) -> PartWords:
        return _kept(Kind.PASSPORT, caption, [tuple(map(self._said, row)) for row in rows], (), (30, 70))


def _text(*blocks) -> PartWords:
    return PartWords(EditionPart.TEXT, list(blocks))


def _kept(kind: Kind, caption: str, rows, headings, widths) -> PartWords:
    """A table that is kept and printed."""
    head = [[cell_of(text) for text in headings]] if headings else []
    drawn = [{"group": False, "cells": [cell_of(text) for text in row]} for row in rows]
    block = {"kind": "table", "caption": "", "widths": list(widths), "head": head, "rows": drawn}
    return PartWords(kind.value, [block], caption)


def _table(kind: Kind, caption: str, columns, *, sections, lines) -> PartWords:
    """A living table."""
    head = [[cell_of(heading) for heading, _, _ in columns]]
    widths = [width for _, _, width in columns]
    block = {"kind": "table", "caption": "", "widths": widths, "head": head, "rows": []}
    described = [{"heading": heading, "role": role.value, "group": ""} for heading, role, _ in columns]
    return PartWords(kind.value, [block], caption, described, sections, lines)
