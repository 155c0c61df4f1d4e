"""The text of an order as a template writes it → title, preamble, points, control.

A template of a draft is a plain text file with the context that its kind states:

    # Об утверждении составов методических объединений на {{ year }} учебный год
    В целях … (the preamble; may take several lines)
    1. Утвердить составы методических объединений (приложение).
    2. [association:7] провести первое заседание. // до 15 сентября 2026 г.
    2.1. … (a sub-point)
    ! signatory:3

«[key]» puts the party in the dative before the text, «//» begins the deadline, «!» says who controls («self» or a key).
A form of a name that the library is not sure of comes marked (see `marked`) and becomes a doubt of its point; what a
person typed comes through `typed`, so that nothing of it is read as a mark.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.template import Context
from django.template.loader import get_template

from methodservice.lib.declension import Form
from methodservice.lib.typography import bind

OPEN, MIDDLE, CLOSE, GUARD = "\ue000", "\ue001", "\ue002", "\ue003"
"""Private signs: around a doubtful form and its reason; after what would be read as a mark. No text contains them."""
_PRIVATE = re.compile(f"[{OPEN}-{GUARD}]")
_MARKED = re.compile(f"{OPEN}([^{CLOSE}]*?){MIDDLE}([^{CLOSE}]*){CLOSE}")
_POINT = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.\s+(?:\[(?P<key>[\w:-]+)\]\s*)?(?P<text>.+)", re.DOTALL)


@dataclass
class PointDraft:
    """A point before it is written. executor: in the dative, as printed; doubt: why its forms want a look."""

    text: str
    executor: str = ""
    executor_key: str = ""
    deadline: str = ""
    doubt: str = ""
    points: list["PointDraft"] = field(default_factory=list)


@dataclass
class TextDraft:
    """The words of an order before they are written."""

    title: str
    preamble: str = ""
    points: list[PointDraft] = field(default_factory=list)
    control_key: str = ""


class BrokenTemplate(ValueError):
    """A template of a draft that cannot be read: a mistake of whoever wrote it."""


def marked(form: Form) -> str:
    """The form's text, marked when the library is not sure of it."""
    return form.text if form.sure else f"{OPEN}{form.text}{MIDDLE}{form.why}{CLOSE}"


def typed(text: str) -> str:
    """What a person typed, for a template: one line, and nothing in it is a mark («//», «#», «[…]», «1.»)."""
    plain = " ".join(_PRIVATE.sub("", text).split())
    return plain and GUARD + plain.replace("/", f"/{GUARD}")


def unmarked(text: str) -> tuple[str, str]:
    """(text without marks, doubts in words: «Зайца — …»)."""
    text = text.replace(GUARD, "")
    doubts = [f"«{word}»{NOTE_SEPARATOR}{why}" if why else f"«{word}»" for word, why in _MARKED.findall(text)]
    return _MARKED.sub(r"\1", text), "; ".join(dict.fromkeys(doubts))


NOTE_SEPARATOR = " — "


def draft_text(template: str, context: Mapping, words_of: Callable[[str, str], Form | None]) -> TextDraft:
    """Render and read a template of a draft. words_of(key, case) → words of a party, None for an unknown one."""
    text = get_template(template).template.render(Context(dict(context), autoescape=False))
    return read_draft(text, words_of)


def read_draft(text: str, words_of: Callable[[str, str], Form | None]) -> TextDraft:
    """Read the text of a draft. Raises BrokenTemplate without a title or with numbers out of order."""
    title, preamble, points, control = "", [], [], ""
    for line in _logical_lines(text):
        if line.startswith("#"):
            title = line[1:].strip()
        elif line.startswith("!"):
            control = line[1:].strip()
        elif found := _POINT.fullmatch(line):
            _put(points, found["number"], _point(found, words_of))
        else:
            preamble.append(line)
    if not title:
        raise BrokenTemplate("a draft begins with «# title»")
    return TextDraft(bind(unmarked(title)[0]), bind(unmarked(" ".join(preamble))[0]), points, control)


def _logical_lines(text: str) -> list[str]:
    """Lines with those that go on joined: a title, a point or control begins a new one, and so does the preamble."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = re.sub(r"[ \t]+", " ", raw).strip()
        if not line:
            continue
        begins = line[0] in "#!" or _POINT.fullmatch(line) or not lines or lines[-1][0] == "#"
        if begins:
            lines.append(line)
        else:
            lines[-1] += f" {line}"
    return lines


def _point(found: re.Match, words_of) -> PointDraft:
    text, _, deadline = found["text"].partition("//")
    text, doubt = unmarked(text.strip())
    draft = PointDraft(bind(text), deadline=bind(unmarked(deadline)[0]), doubt=doubt)
    if key := found["key"]:
        form = words_of(key, "dative")
        if form is None:
            raise BrokenTemplate(f"no such party: {key}")
        draft.executor_key, draft.executor = key, capitalised(form.text)
        if not form.sure:
            draft.doubt = "; ".join(filter(None, (unmarked(marked(form))[1], doubt)))
    return draft


def capitalised(text: str) -> str:
    """The first letter is capital: a point begins a sentence."""
    return text[:1].upper() + text[1:]


def _put(points: list[PointDraft], number: str, draft: PointDraft) -> None:
    *parents, last = (int(part) for part in number.split("."))
    level = points
    for place in parents:
        if not 1 <= place <= len(level):
            raise BrokenTemplate(f"point {number} has no point above it")
        level = level[place - 1].points
    if last != len(level) + 1:
        raise BrokenTemplate(f"point {number} is out of order")
    level.append(draft)
