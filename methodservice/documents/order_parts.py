"""Where the parts of an order stand among blocks: organisation, «ПРИКАЗ», requisites, «приказываю», points, signature,
annex mark (documents.md, 6–16). Used to part an order from its annex and to read its requisites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from methodservice.lib.officefiles.grids import one_line

from .annex_shape import Block

WITHIN = 15
"""Blocks in which «ПРИКАЗ» must stand; further down it belongs to something else."""
MOST_POINTS = 300
LONGEST_LINE = 300
MARK_LINES = 6
POST_LINES = 4
TAIL_LINES = 40
SMALL_TABLE = 4


def _any_of(*words: str) -> str:
    """Each word, typed with or without spaces between its letters."""
    return "|".join(r"\s?".join(word) for word in words)


WORD = re.compile(
    rf"(?:{_any_of('ПРИКАЗ', 'РАСПОРЯЖЕНИЕ', 'ПОСТАНОВЛЕНИЕ')}|Приказ|Распоряжение|Постановление)"
    r"(?=\s*(?:от\b|№|[«\"]?\d|\Z))"
)
VERB = re.compile(
    rf"(?<!\w)(?:{_any_of('приказываю', 'приказываем', 'обязываю', 'распоряжаюсь', 'постановляю')})(?!\w)\s?:?",
    re.I,
)
POINT = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)](?:\s+|(?=[А-ЯЁ«]))|(?P<bare>\d{1,3}(?:\.\d{1,3})+)\s+"
)
NUMBER = re.compile(r"№\s?((?=\S*\d)\w(?:[\w/.]*\w)?(?:\s?[-–]\s?\w(?:[\w/.]*\w)?)*)")
_SURNAME = r"[А-ЯЁ][А-ЯЁа-яё]+(?:-[А-ЯЁ][А-ЯЁа-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
NAME = re.compile(rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME}\s{_INITIALS})\s*\Z")
POST = re.compile(
    r"(?:и\.\s?о\.|врио|исполняющ(?:ий|ая)|первый|заместитель|начальник|руководитель|заведующ(?:ий|ая)|директор|глава"
    r"|председатель|министр|ректор|методист)(?!\w)",
    re.I,
)
MARK = re.compile(r"Приложени[ея](?:\s*(?:№\s?)?\d+)?\s*(?:\Z|к\s)|УТВЕРЖД[ЕЁ]Н[АОЫ]?\b", re.I)
_MARK_DATED = re.compile(r"\bот\b.*\d{4}.*№")
_TAIL = re.compile(
    r"(?:лист ознакомления|с приказом|ознакомлен|исп(?:\.|олнител)|тел(?:\.|ефон)|согласовано|визы|рассылк"
    r"|расчёт рассылки|в дело)",
    re.I,
)
_ONLY_SIGNS = re.compile(r"[\d\s_.,()«»\"/г+-]+\Z")


def words_of(block: Block) -> str:
    """The words of a block in one line, marker and cells included."""
    if block["kind"] == "table":
        lines = (*block["head"], *(row["cells"] for row in block["rows"]))
        return one_line(" ".join(cell["text"] for cells in lines for cell in cells if cell["text"]))
    return f"{block.get('marker', '')} {block['text']}".strip()


@dataclass(frozen=True)
class Signature:
    """post and name as written; first, last: the blocks they take."""

    post: str
    name: str
    first: int
    last: int


@dataclass(frozen=True)
class OrderParts:
    """Numbers of blocks, None for what was not found. lines: words of each block; heading: the line «ПРИКАЗ …»; over,
    under: other lines of its block, where it stands in a table with the name of the organisation and requisites."""

    lines: tuple[str, ...]
    word: int | None = None
    verb: int | None = None
    signature: Signature | None = None
    heading: str = ""
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The block after the signature, or after all."""
        return self.signature.last + 1 if self.signature else len(self.lines)


def parts_of(blocks: Sequence[Block]) -> OrderParts:
    """The parts of an order at the beginning of the blocks."""
    lines = tuple(words_of(block) for block in blocks)
    found = next(((at, told) for at, block in enumerate(blocks[:WITHIN]) if (told := _headed(block))), None)
    if found is None:
        return OrderParts(lines)
    word, told = found
    verb = next(
        (at for at in range(word + 1, min(word + WITHIN * 2, len(lines))) if VERB.search(lines[at])), None
    )
    signature = None if verb is None else _signature(blocks, lines, verb + 1)
    return OrderParts(lines, word, verb, signature, *told)


def _headed(block: Block) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """(the line «ПРИКАЗ …», lines over it, lines under it) of a block; None when it has no such line."""
    lines = (words_of(block),)
    if block["kind"] == "table" and not WORD.match(lines[0]) and not _is_large(block):
        rows = (*block["head"], *(row["cells"] for row in block["rows"]))
        lines = tuple(line for cells in rows for cell in cells for line in cell["text"].split("\n") if line)
    at = next((at for at, line in enumerate(lines) if WORD.match(line)), None)
    return None if at is None else (lines[at], lines[:at], lines[at + 1 :])


def signature_at_end(blocks: Sequence[Block]) -> Signature | None:
    """Post and name that a document ends with."""
    lines = [words_of(block) for block in blocks]
    found = _signature(blocks, lines, max(len(blocks) - POST_LINES, 0))
    return found if found and found.last == len(blocks) - 1 else None


def is_point(block: Block) -> bool:
    """A numbered paragraph, its number typed or drawn."""
    if block["kind"] == "item":
        return block["marker"][0].isdigit()
    return block["kind"] != "table" and bool(POINT.match(block["text"]))


def _signature(blocks: Sequence[Block], lines: Sequence[str], start: int) -> Signature | None:
    post: list[str] = []
    first = start
    for at in range(start, min(start + MOST_POINTS, len(lines))):
        line = lines[at]
        if (
            len(line) > LONGEST_LINE
            or is_point(blocks[at])
            or blocks[at]["kind"] == "item"
            or _is_large(blocks[at])
        ):
            post = []
        elif POST.match(line):
            post, first = [line], at
        elif post:
            post = [*post, line] if len(post) < POST_LINES else []
        if post and (found := NAME.search(" ".join(post))):
            whole = " ".join(post)
            return Signature(whole[: found.start()].rstrip(" _/,"), found[0].strip(), first, at)
    return None


def _is_large(block: Block) -> bool:
    return block["kind"] == "table" and len(block["rows"]) > SMALL_TABLE


def mark_end(lines: Sequence[str], start: int) -> int:
    """The line after an annex mark that begins at `start`; `start` itself where there is none."""
    if start >= len(lines) or len(lines[start]) > LONGEST_LINE or not MARK.match(lines[start]):
        return start
    for at in range(start, min(start + MARK_LINES, len(lines))):
        if len(lines[at]) <= LONGEST_LINE and _MARK_DATED.search(lines[at]):
            return at + 1
    end = start + 1
    while end < len(lines) and lines[end].startswith(
        ("к приказу", "к распоряжению", "к постановлению", "приказом")
    ):
        end += 1
    return end


def split_annex_mark(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """(the annex mark «Приложение … к приказу … от … № …» that the blocks begin with, if any; the rest)."""
    end = mark_end([words_of(block) for block in blocks[: MARK_LINES + 1]], 0)
    return list(blocks[:end]), list(blocks[end:])


def split_order(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """(the order with its annex mark, the annex) of a file that begins with an order and goes on after the signature.

    Everything is annex unless «ПРИКАЗ», «приказываю» and a signature with a post are all found.
    """
    parts = parts_of(blocks)
    end = parts.end
    if parts.signature is None or end >= len(blocks):
        return [], list(blocks)
    after = _tail_end(blocks, parts.lines, end)
    cut = mark_end(parts.lines, after)
    if cut >= len(blocks):
        return [], list(blocks)
    return list(blocks[:cut]), list(blocks[cut:])


def _tail_end(blocks: Sequence[Block], lines: Sequence[str], start: int) -> int:
    """The line after what belongs to the order below its signature: acquaintance, executor, distribution."""
    at = start
    while at < min(start + TAIL_LINES, len(lines)):
        begun = at > start
        signs = begun and (_ONLY_SIGNS.match(lines[at]) or (len(lines[at]) < 100 and NAME.search(lines[at])))
        table = begun and blocks[at]["kind"] == "table" and bool(_TAIL.match(lines[at - 1]))
        if not (signs or table or _TAIL.match(lines[at])):
            break
        at += 1
    return at


def cut_sentence(order_blocks: Sequence[Block]) -> str:
    """What to tell when the order is left out of the annex (Russian); empty when there was none."""
    if not order_blocks:
        return ""
    first, last = (words_of(order_blocks[place])[:80] for place in (0, -1))
    return f"Начало файла — приказ, от «{first}» до «{last}». В приложение эта часть не вошла."
