"""A return as its page, its forms and the check before sending read it: each value with all that is said about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from methodservice import registries
from monitoring.before import accepted_before
from monitoring.models import Definition, Return, Value
from monitoring.prefill import PARTS
from monitoring.rules.arithmetic import Amount, is_answered
from monitoring.rules.checks import Doubt, amount_of, asks_word, doubts_of
from monitoring.rules.numbers import plain, read_answer, read_number, written
from monitoring.rules.parts import doubt_of_parts

FIELDS = ("numerator", "denominator", "no_data", "word")
LONGEST_WORD = 500
TOO_LONG = f"Не длиннее {LONGEST_WORD} знаков: сократите пояснение."


def reader_of(definition: Definition):
    """What makes a number of a text typed for the indicator."""
    return read_answer if definition.is_yes_no else read_number


def key_of(value: Value, name: str) -> str:
    """Where a text that is no number is kept in `Return.unread`."""
    return f"{value.pk}.{name}"


def field_name(value_pk: int, name: str) -> str:
    """Of a field in the form of the return: «v12-numerator»."""
    return f"v{value_pk}-{name}"


def asked_words(definition: Definition, part: str) -> str:
    """What to write: «Педагоги, прошедшие диагностику»; the words of the edition, of a share else those of the portal's
    figure, otherwise the name of the indicator has said it."""
    figure = registries.figures.get(getattr(definition, f"{part}_figure")) if definition.is_share else None
    words = getattr(definition, f"{part}_words").strip() or (figure.title if figure else "")
    if words:
        return words[:1].upper() + words[1:]
    if definition.is_share:
        return "Числитель" if part == "numerator" else "Знаменатель"
    return "Ответ" if definition.is_yes_no else f"Значение, {definition.unit}"


def known_words(definition: Definition, known: Decimal | None) -> str:
    """The portal's figure of a part: «12», «да», «» where it has none."""
    if known is not None and definition.is_yes_no:
        return "да" if known > 0 else "нет"
    return written(known)


@dataclass(frozen=True)
class Input:
    """A number of a line in the form. known: the portal's figure as text; opens: its records can be shown."""

    part: str
    name: str
    label: str
    text: str
    known: str
    opens: bool
    is_wrong: bool


@dataclass
class Line:
    """One asked indicator. before: accepted of the period before, or None; texts: {field: as it stands in the form}.

    missing: nothing is answered yet; doubts of it are said only when somebody wants to send the return.
    """

    definition: Definition
    value: Value
    before: Amount | None
    unread: dict[str, str]
    doubts: list[Doubt] = field(default_factory=list)
    wants_word: bool = False
    is_part: bool = False
    checked: bool = False

    @property
    def texts(self) -> dict[str, str]:
        value = self.value
        plain_texts = {
            "numerator": written(value.numerator),
            "denominator": written(value.denominator),
            "no_data": "on" if value.no_data else "",
            "word": value.word,
        }
        return plain_texts | self.unread

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the numbers that are asked."""
        return PARTS if self.definition.is_share else PARTS[:1]

    @property
    def inputs(self) -> list[Input]:
        return [self._input(part) for part in self.parts]

    def _input(self, part: str) -> Input:
        wrong = part in self.unread or any(doubt.field == part and doubt.forbids for doubt in self.said)
        return Input(
            part,
            field_name(self.value.pk, part),
            asked_words(self.definition, part),
            self.texts[part],
            known_words(self.definition, getattr(self.value, f"known_{part}")),
            has_records(self.definition, self.value, part),
            wrong,
        )

    @property
    def word_name(self) -> str:
        return field_name(self.value.pk, "word")

    @property
    def no_data_name(self) -> str:
        return field_name(self.value.pk, "no_data")

    @property
    def is_answered(self) -> bool:
        return not self.unread and (
            self.value.no_data or is_answered(amount_of(self.value), self.definition.formula)
        )

    @property
    def differs(self) -> bool:
        """From what the portal knows."""
        return not self.value.no_data and any(
            getattr(self.value, part) is not None
            and getattr(self.value, f"known_{part}") is not None
            and getattr(self.value, part) != getattr(self.value, f"known_{part}")
            for part in self.parts
        )

    @property
    def is_known(self) -> bool:
        """Whether the portal has a figure for some part of it."""
        return any(getattr(self.value, f"known_{part}") is not None for part in self.parts)

    @property
    def may_agree(self) -> bool:
        """Whether the portal's figure can be taken instead of what stands there."""
        return self.differs or (self.is_known and any(part in self.unread for part in self.parts))

    @property
    def stops(self) -> list[Doubt]:
        """What keeps the return from being sent."""
        return [doubt for doubt in self.doubts if doubt.forbids or doubt.asks]

    @property
    def said(self) -> list[Doubt]:
        """Doubts to show now: that something is empty is no news until it is to be sent."""
        if self.checked or self.is_answered or self.unread:
            return self.doubts
        return [doubt for doubt in self.doubts if not doubt.forbids]

    @property
    def result(self) -> str:
        return told(self.definition, amount_of(self.value))

    @property
    def told(self) -> str:
        """«8 из 12 — 66,7 %»."""
        return told(self.definition, amount_of(self.value), with_parts=True)

    @property
    def before_told(self) -> str:
        return told(self.definition, self.before, with_parts=True) if self.before else ""

    @property
    def label(self) -> str:
        """«показатель 1.2» for sentences elsewhere."""
        return self.definition.number or str(self.definition.position)


def told(definition: Definition, amount: Amount, *, with_parts: bool = False) -> str:
    """«66,7 %», «12 чел.», «да»; with_parts: «8 из 12 — 66,7 %». An empty text of what is not known."""
    if amount.numerator is None:
        return ""
    if definition.is_yes_no:
        return "да" if amount.numerator > 0 else "нет"
    if not definition.is_share:
        return f"{plain(amount.numerator)}\N{NO-BREAK SPACE}{definition.unit}"
    value: Fraction | None = amount.value(definition.formula)
    share = "" if value is None else f"{plain(value)}\N{NO-BREAK SPACE}%"
    if not with_parts:
        return share
    whole = "…" if amount.denominator is None else plain(amount.denominator)
    parts = f"{plain(amount.numerator)} из {whole}"
    return f"{parts} — {share}" if share else parts


@dataclass(frozen=True)
class Sheet:
    """The whole return. lines: in the order of the edition."""

    given: Return
    lines: list[Line]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def filled(self) -> int:
        return sum(line.is_answered for line in self.lines)

    @property
    def differing(self) -> int:
        return sum(line.differs for line in self.lines)

    @property
    def stopped(self) -> list[Line]:
        """Lines that keep it from being sent."""
        return [line for line in self.lines if line.stops]

    @property
    def is_known(self) -> bool:
        return any(
            line.definition.numerator_figure or line.definition.denominator_figure for line in self.lines
        )

    @property
    def is_ready(self) -> bool:
        """Nothing keeps it from being sent."""
        return bool(self.lines) and not self.stopped

    def line_of(self, value_pk: int) -> Line | None:
        return next((line for line in self.lines if line.value.pk == value_pk), None)

    @property
    def base(self) -> dict[str, dict[str, str]]:
        """What the form was opened with: {value's key as text: texts}."""
        return {str(line.value.pk): line.texts for line in self.lines}


def read_sheet(given: Return, *, checked: bool = False) -> Sheet:
    """The return with its doubts. 3 queries: definitions, values, the campaign before; one
    more for its accepted values.

    given: with `campaign`. checked: somebody wants to send it, what is missing is said.
    """
    definitions = {row.indicator_id: row for row in Definition.objects.of(given.campaign.edition_id)}
    values = {row.indicator_id: row for row in given.values.all() if row.indicator_id in definitions}
    before = accepted_before(given.campaign, [given])
    shown = {definitions[key].pk for key in values}
    lines = []
    for definition in definitions.values():
        value = values.get(definition.indicator_id)
        if value is None:
            continue
        unread = {
            name: text for name in FIELDS if (text := given.unread.get(key_of(value, name))) is not None
        }
        line = Line(
            definition, value, before.get((given.school_id, definition.indicator_id)), unread, checked=checked
        )
        line.is_part = definition.parent_id in shown
        lines.append(line)
    for line in lines:
        parts = [row for row in definitions.values() if row.parent_id == line.definition.pk]
        judge(line, parts, values)
    return Sheet(given, lines)


def judge(line: Line, parts: Iterable[Definition], values: dict[int, Value]) -> None:
    """Write the doubts into the line."""
    reader = reader_of(line.definition)
    for name, text in line.unread.items():
        line.doubts.append(Doubt(_wrong(name, text, reader), name, forbids=True))
    if line.value.asked_again:
        line.doubts.append(Doubt(line.value.asked_again, asks=True))
    found = doubts_of(line.definition, line.value, line.before)
    # what was typed and could not be read is not «empty»
    line.doubts += [doubt for doubt in found if doubt.field not in line.unread]
    line.wants_word = (
        line.value.no_data or bool(line.texts["word"]) or asks_word(line.definition, line.value, line.before)
    )
    whole = doubt_of_parts(line.definition, list(parts), values)
    if whole is not None:
        line.doubts.append(whole)


def _wrong(name: str, text: str, reader) -> str:
    if name == "word":
        return TOO_LONG
    try:
        reader(text)
    except ValueError as wrong:
        return str(wrong)
    return "Впишите число заново."


def has_records(definition: Definition, value: Value, part: str) -> bool:
    """Whether the records behind the portal's figure can be shown."""
    return (
        getattr(value, f"known_{part}") is not None
        and getattr(definition, f"{part}_figure") in registries.figures
    )
