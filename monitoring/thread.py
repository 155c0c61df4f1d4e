"""A management cycle as one thread: its numbers, recommendations, measures, what comes next, what it still lacks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from methodservice.lib.numerals import agree, counted
from methodservice.lib.typography import bind
from monitoring.models import (
    Campaign,
    Cycle,
    Definition,
    Measure,
    MunicipalAggregate,
    Note,
    Recommendation,
    Verdict,
)
from monitoring.note_words import Line, named
from monitoring.words import unit_of
from monitoring.workflow import STATE_KINDS

State, Advice = Cycle.State, Recommendation.State
UNANSWERED = (Advice.SENT, Advice.ACKNOWLEDGED)
SHOWN = 3
"""Organisations that a card names."""


@dataclass(frozen=True)
class Step:
    """What comes next. action: words of the button, "" while there is only to wait; by_post: the button sends a form
    (fields: its hidden fields); due: until when."""

    words: str
    action: str = ""
    url: str = ""
    by_post: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    due: date | None = None

    @property
    def sentence(self) -> str:
        """«Дальше — посмотреть 1 ответ»."""
        return f"Дальше\N{NO-BREAK SPACE}— {self.words[:1].lower()}{self.words[1:]}"


@dataclass(frozen=True)
class Thread:
    """A cycle read for a page, with what the person may see. line: the indicator's number, None of a finding in words;
    notes: signed ones it could rely on, the draft; following: the nearest later closed campaign."""

    cycle: Cycle
    line: Line | None
    advice: tuple[Recommendation, ...]
    measures: tuple[Measure, ...]
    notes: tuple[Note, ...]
    following: Campaign | None
    today: date

    @property
    def state(self) -> tuple[str, str]:
        """(kind, word) for the badge."""
        kind = "done" if self.cycle.is_closed else STATE_KINDS[self.cycle.state]
        return kind, self.cycle.get_state_display()

    @property
    def numbers(self) -> str:
        """«62 % при цели 80 %: не хватает 18 п. п.»; "" of a finding in words."""
        if self.line is None:
            return ""
        words = self.line.value_words
        if self.line.target is not None:
            words += f" при цели {self.line.target_words}"
        return f"{words}: {self.line.gap}" if self.line.gap else words

    @property
    def drafts(self) -> list[Recommendation]:
        return [row for row in self.advice if row.state == Advice.DRAFT]

    @property
    def sent(self) -> list[Recommendation]:
        return [row for row in self.advice if row.state != Advice.DRAFT]

    @property
    def answered(self) -> list[Recommendation]:
        """Answers that wait for the methodist."""
        return [row for row in self.advice if row.state == Advice.ANSWERED]

    @property
    def unanswered(self) -> list[Recommendation]:
        return [row for row in self.advice if row.state in UNANSWERED]

    @property
    def overdue(self) -> list[Recommendation]:
        return [row for row in self.unanswered if row.due < self.today and not self.cycle.is_closed]

    @property
    def overdue_words(self) -> str:
        """«просрочена 1 рекомендация»; "" when none is."""
        number = len(self.overdue)
        verb = agree(number, "просрочена", "просрочены", "просрочено")
        words = counted(number, "рекомендация", "рекомендации", "рекомендаций")
        return f"{verb} {words}" if number else ""

    @property
    def organisations(self) -> str:
        """«СОШ № 1, СОШ № 2 и ещё 3», its numbers kept with their words."""
        names = [_to(row) for row in self.advice]
        shown, rest = names[:SHOWN], len(names) - SHOWN
        return bind(", ".join(shown)) + (
            f" и\N{NO-BREAK SPACE}ещё\N{NO-BREAK SPACE}{rest}" if rest > 0 else ""
        )

    @property
    def draft_note(self) -> Note | None:
        return next((note for note in self.notes if note.is_draft), None)

    @property
    def signed_notes(self) -> list[Note]:
        return [note for note in self.notes if not note.is_draft]

    @property
    def next(self) -> Step | None:
        """What the methodist does now; None when the thread is closed."""
        match self.cycle.state:
            case State.ANALYSIS:
                return self._to_analyse()
            case State.ADVICE:
                return self._to_advise()
            case State.MEASURES:
                return self._to_act()
            case State.EFFECT:
                return Step("Сделать вывод о результативности", "Сделать вывод", self._url("cycle_conclude"))
        return None

    def _url(self, name: str) -> str:
        return reverse(f"monitoring:{name}", args=[self.cycle.pk])

    def _to_analyse(self) -> Step:
        if self.draft_note:
            return Step("Дописать и подписать справку", "Открыть справку", self.draft_note.get_absolute_url())
        if self.signed_notes:
            note = self.signed_notes[0]
            return Step(
                "Опереться на подписанную справку",
                "Взять справку",
                self._url("cycle_rely"),
                by_post=True,
                fields=(("note", str(note.pk)),),
            )
        return Step(
            "Составить аналитическую справку",
            "Составить справку",
            reverse("monitoring:note_add", args=[self.cycle.campaign_id]),
            by_post=True,
        )

    def _to_advise(self) -> Step:
        if self.drafts:
            return self._to_send()
        return Step("Написать рекомендации", "Написать рекомендации", self._url("recommendation_add"))

    def _to_send(self) -> Step:
        number = counted(len(self.drafts), "рекомендацию", "рекомендации", "рекомендаций")
        return Step(f"Отправить {number}", "Отправить", self._url("cycle_send"), by_post=True)

    def _to_act(self) -> Step:
        if self.drafts:
            return self._to_send()
        if self.answered:
            number = counted(len(self.answered), "ответ", "ответа", "ответов")
            return Step(f"Посмотреть {number}", "Посмотреть ответ", self.answered[0].get_absolute_url())
        if self.following:
            return Step(
                f"Сравнить с итогами за {self.following.period_title}", "Сравнить", self._url("cycle_compare")
            )
        if self.unanswered:
            number = counted(len(self.unanswered), "ответа", "ответов", "ответов")
            return Step(f"Ждём {number}", due=min(row.due for row in self.unanswered))
        if not self.measures:
            return Step("Записать, какие меры приняты", "Записать меру", self._url("cycle_measure_add"))
        return Step("Ждём итогов следующей кампании")

    @property
    def lacking(self) -> list[str]:
        """What is missing before the thread can be closed, in the order of work."""
        if self.cycle.is_closed:
            return []
        return [words for words, is_there in self._needed() if not is_there]

    def _needed(self) -> Iterable[tuple[str, bool]]:
        yield "подписанная справка", self.cycle.note_id is not None
        yield "отправленные рекомендации", bool(self.sent)
        if self.unanswered:
            yield f"ответы: {named(_to(row) for row in self.unanswered)}", False
        if self.answered:
            yield f"решения по ответам: {named(_to(row) for row in self.answered)}", False
        yield "принятые меры", bool(self.measures)
        yield "итоги следующей кампании", self.cycle.following_id is not None
        yield "вывод о результативности", False


def _to(row: Recommendation) -> str:
    return row.school.short_name if row.school else "методическая служба"


def threads_of(cycles: Sequence[Cycle], user, today: date) -> list[Thread]:
    """Threads of cycles read with `campaign`, narrowed to what the user may see. 6 queries, however many cycles."""
    cycles = list(cycles)
    advice = _by_cycle(
        Recommendation.objects.visible_to(user)
        .filter(cycle__in=cycles)
        .select_related("school")
        .order_by("school__short_name", "pk")
    )
    measures = _by_cycle(Measure.objects.filter(cycle__in=cycles).order_by("on", "pk"))
    campaigns = {cycle.campaign_id for cycle in cycles}
    notes = defaultdict(list)
    rows = Note.objects.visible_to(user).filter(campaign__in=campaigns).select_related("document__entry")
    for note in rows.defer("document__pdf", "document__snapshot").order_by("-signed_at", "-pk"):
        notes[note.campaign_id].append(note)
    later = _later_campaigns(cycles)
    lines = _lines(cycles)
    return [
        Thread(
            cycle=cycle,
            line=lines.get((cycle.campaign_id, cycle.indicator_id)),
            advice=tuple(advice[cycle.pk]),
            measures=tuple(measures[cycle.pk]),
            notes=tuple(notes[cycle.campaign_id]),
            following=_nearest(cycle, later),
            today=today,
        )
        for cycle in cycles
    ]


def _by_cycle(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.cycle_id].append(row)
    return found


def _later_campaigns(cycles: list[Cycle]) -> list[Campaign]:
    """Closed ones of the same sets, the earliest first."""
    return list(
        Campaign.objects.filter(
            municipality__in={cycle.municipality_id for cycle in cycles},
            set__in={cycle.campaign.set_id for cycle in cycles},
            state=Campaign.State.CLOSED,
        ).order_by("starts", "pk")
    )


def _nearest(cycle: Cycle, campaigns: list[Campaign]) -> Campaign | None:
    return next(
        (
            row
            for row in campaigns
            if row.municipality_id == cycle.municipality_id
            and row.set_id == cycle.campaign.set_id
            and row.starts > cycle.campaign.starts
        ),
        None,
    )


def _lines(cycles: list[Cycle]) -> dict[tuple[int, int], Line]:
    """{(campaign, indicator): its number}, without history and organisations."""
    indicators = {cycle.indicator_id for cycle in cycles if cycle.indicator_id}
    definitions = {
        (row.edition_id, row.indicator_id): row
        for row in Definition.objects.filter(
            indicator__in=indicators, edition__in={cycle.campaign.edition_id for cycle in cycles}
        )
    }
    aggregates = {
        (row.campaign_id, row.indicator_id): row
        for row in MunicipalAggregate.objects.filter(
            campaign__in={cycle.campaign_id for cycle in cycles}, indicator__in=indicators
        )
    }
    found = {}
    for cycle in cycles:
        definition = definitions.get((cycle.campaign.edition_id, cycle.indicator_id))
        if definition is None:
            continue
        key = cycle.campaign_id, cycle.indicator_id
        row = aggregates.get(key)
        found[key] = Line(
            indicator=cycle.indicator_id,
            title=str(definition),
            name=definition.name,
            unit=unit_of(definition),
            more_is_better=definition.more_is_better,
            target=row.target if row else None,
            value=row.to_date if row else None,
            verdict=row.verdict if row else Verdict.NO_DATA,
        )
    return found
