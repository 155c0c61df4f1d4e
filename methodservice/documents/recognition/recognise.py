"""A document read from top to bottom: its order, its annex mark, words and tables by their kinds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from methodservice.documents.annex_content import blocks_of, laid_table, split_annex_mark, split_order
from methodservice.documents.annex_shape import Block, heading_block, text_block, validate_blocks
from methodservice.documents.order_parts import NAME, mark_end, parts_of
from methodservice.documents.order_reading import OrderText, read_order
from methodservice.lib.officefiles import Cell, FileRefused, Flow, FlowTable, Paragraph, normal, read_flow
from methodservice.lib.officefiles.grids import merged, one_line
from methodservice.lib.officefiles.tables import is_numbering

from .answer import LIVING, Column, Kind, Recognised, RecognisedTable, Role, Row, Section, Words
from .columns import plain_role, role_of
from .document import name_in_passport, period_of, word_of
from .doubts import doubts_of, stage_doubts
from .kinds import Columns, heads_passport, is_passport, is_working, label_column
from .naming import caption_of, goes_on, is_passport_title, title_of, words_of
from .sections import section_of, section_texts
from .shape import (
    ORDINAL,
    Draft,
    Line,
    draft_of,
    fits,
    headings_at,
    is_layout,
    is_signature,
    strong_lines,
    unusual_headings,
    widened,
    without_titles,
)

LONGEST_SECTION = 250
_SORTS = tuple(
    re.compile(rf"(?:(?:раздел|этап|блок|направление)\s+)?{number}[.):]", re.I)
    for number in (r"\d+", "[IVXХ]+")
)
"""How sections that follow one another begin."""
FIRST_ROWS = 10
"""Of a passport, beside which the rows of a further part are looked at."""
_LETTER = re.compile(r"[а-яa-z][.)]", re.I)
_USUAL_SHEET = re.compile(r"(?!20\d\d\Z)(?:лист|sheet|table|таблица)?\s?\d*\Z", re.I)


@dataclass(frozen=True)
class _Piece:
    """A block with the part of the file that it is made of."""

    block: Block
    part: Paragraph | FlowTable


def recognise_file(file, name: str) -> Recognised:
    """What a DOCX or XLSX says. file: seekable binary; name: the name it came with.

    Raises FileRefused with a sentence in Russian.
    """
    return recognise(read_flow(file, name))


def recognise(flow: Flow) -> Recognised:
    """What a document that was read says; FileRefused when it is too large to be kept. No query."""
    pieces = [_Piece(block, part) for part in flow.blocks for block in blocks_of(part)]
    blocks = [piece.block for piece in pieces]
    try:
        validate_blocks(blocks)
    except ValueError as wrong:
        raise FileRefused(str(wrong)) from wrong
    order, heading, mark, start = _order(blocks)
    inside = [_table(draft) for draft, _ in _drafts(pieces[:start], inside=True) if draft]
    parts = list(_parts(pieces[start:]))
    tables = (*inside, *(part for part in parts if isinstance(part, RecognisedTable)))
    order_title = (order.title if order else "") or ""
    own = _title(title_of(_opening(pieces[start:])), tables)
    return Recognised(
        order=order,
        mark=tuple(mark),
        parts=tuple(parts),
        document=word_of(own, order_title, tables),
        title=own,
        period=period_of(own, order_title, tables),
        tables=tables,
        warnings=(*flow.warnings, *(order.warnings if order else ()), *stage_doubts(tables)),
        heading=heading,
        order_blocks=tuple(blocks[: start - len(mark)]),
    )


def _title(found: str, tables: Sequence[RecognisedTable]) -> str:
    """What the document begins with, else how its passport calls it, or its table of work is called."""
    if found and not is_passport_title(found):
        return found
    captions = (table.caption for table in tables if table.kind in LIVING)
    work = next((caption for caption in captions if not caption.isdigit()), "")
    return name_in_passport(tables) or work or found


def _order(blocks: Sequence[Block]) -> tuple[OrderText | None, str, list[Block], int]:
    """(the order, its word as written, the annex mark, where the document begins)."""
    found = parts_of(blocks)
    cut = len(split_order(blocks)[0])
    if not cut:
        mark, _ = split_annex_mark(blocks)
        if found.verb is None or mark:
            return None, "", mark, len(mark)
        whole = found.signature is not None
        return read_order(blocks), found.heading, [], len(blocks) if whole else 0
    begins = next((at for at in range(found.end, cut) if mark_end(found.lines, at) > at), cut)
    return read_order(blocks[:cut]), found.heading, list(blocks[begins:cut]), cut


def _opening(pieces: Sequence[_Piece]) -> list[Paragraph]:
    """Paragraphs above the first table that is more than a place for stamps."""
    tables = (isinstance(piece.part, FlowTable) and not is_layout(piece.part.grid) for piece in pieces)
    end = next((at for at, is_table in enumerate(tables) if is_table), len(pieces))
    return _paragraphs([piece for piece in pieces[:end] if isinstance(piece.part, Paragraph)])


def _parts(pieces: Sequence[_Piece]) -> Iterator[Words | RecognisedTable]:
    for draft, words in _drafts(pieces, inside=False):
        if words:
            yield Words(tuple(piece.block for piece in words), all(piece.part.landscape for piece in words))
        if draft:
            if draft.titles:
                yield Words(tuple(heading_block(text, 3) for text in draft.titles), draft.landscape)
            yield _table(draft)
            if draft.after:
                yield Words(tuple(text_block(text) for text in draft.after), draft.landscape)


def _drafts(pieces: Sequence[_Piece], *, inside: bool) -> Iterator[tuple[Draft | None, list[_Piece]]]:
    """Tables of the document, each with the words above it; words after the last come with None."""
    draft: Draft | None = None
    above: list[_Piece] = []
    between: list[_Piece] = []
    for piece in pieces:
        if not isinstance(piece.part, FlowTable):
            between.append(piece)
        elif draft is None or not _joined(draft, piece.part, between):
            if draft:
                yield draft, _left(above, draft)
            above, between = between, []
            draft = _begun(piece.part, _paragraphs(above), inside)
        else:
            between = []
    if draft:
        yield draft, _left(above, draft)
    if between:
        yield None, between


def _left(above: Sequence[_Piece], draft: Draft) -> list[_Piece]:
    """The words above a table without the paragraph that became a row of it."""
    return [piece for piece in above if piece.part is not draft.taken]


def _paragraphs(pieces: Sequence[_Piece]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for piece in pieces:
        if not found or found[-1] is not piece.part:
            found.append(piece.part)
    return found


def _begun(table: FlowTable, before: list[Paragraph], inside: bool) -> Draft:
    headed = headings_at(table.grid)
    lines = table.grid.rows
    named = [*map(words_of, before[-3:]), *(one_line(cell.text) for cell, _ in merged(lines[0]))]
    columns = draft_of(table, headed=headed).headings if headed else []
    if is_passport(lines[headed[1] :] if headed else lines, named) and not is_working(columns):
        draft = without_titles(table)
        if heads_passport(draft.lines[0]):
            at = len(lines) - len(draft.lines)
            titles, draft = draft.titles, draft_of(table, headed=(at, at + 1))
            draft.titles = titles
        draft.passport = True
    else:
        headed = headed or (None if inside or is_layout(table.grid) else unusual_headings(table))
        draft = draft_of(table, headed=headed)
        draft.layout = headed is None and (inside or is_layout(table.grid))
    draft.before = before
    return draft


def _joined(draft: Draft, table: FlowTable, between: Sequence[_Piece]) -> bool:
    """Put the table to the draft when it is a further part of it."""
    if draft.layout or not fits(draft, table):
        return False
    words = _paragraphs(between)
    plain = goes_on(words)
    headed = headings_at(table.grid)
    if headed and not (draft.columns and plain and _same_headings(draft, table, headed)):
        if not plain or not draft.columns or all(map(plain_role, draft_of(table, headed=headed).headings)):
            return False
        headed = None
    start = headed[1] if headed else 0
    if not headed and draft.columns and is_numbering([cell.text for cell in table.grid.rows[0]]):
        start = 1
    rows, numbers = widened(draft, table, table.grid.rows[start:]), table.grid.numbers[start:]
    if not headed and (is_layout(table.grid) or not (draft.columns or draft.passport)):
        return False
    if draft.passport and not (plain and is_passport([*draft.lines[:FIRST_ROWS], *rows], ["Паспорт"])):
        return False
    if not plain:
        if len(words) != 1 or draft.passport or not _is_section(words[0]):
            return False
        _name_first_part(draft, words[0])
        rows, numbers = [_across(words_of(words[0]), draft.width), *rows], (0, *numbers)
    draft.strong |= strong_lines(table)
    draft.add(rows, numbers)
    return True


def _same_headings(draft: Draft, table: FlowTable, headed: tuple[int, int]) -> bool:
    again = draft_of(table, headed=headed)
    return not again.titles and list(map(normal, again.headings)) == list(map(normal, draft.headings))


def _is_section(paragraph: Paragraph) -> bool:
    """May a paragraph between two parts of a table be a row of it that names the rows below?"""
    text = words_of(paragraph)
    return len(text) <= LONGEST_SECTION and not text.endswith((".", ";", ",", ":")) and not is_signature(text)


def _name_first_part(draft: Draft, second: Paragraph) -> None:
    """«I. …» above the table is a section of it, as «II. …» above its second part is."""
    first = draft.before[-1] if draft.before and not draft.titles and len(draft.runs) == 1 else None
    if (
        first
        and _is_section(first)
        and any(each.match(words_of(first)) and each.match(words_of(second)) for each in _SORTS)
    ):
        draft.runs[0].insert(0, _across(words_of(first), draft.width))
        draft.numbers[0].insert(0, 0)
        draft.before, draft.taken = draft.before[:-1], first


def _across(text: str, width: int) -> Line:
    return (Cell(text, (-1, 0)),) * width


def _table(draft: Draft) -> RecognisedTable:
    _part_from_signature(draft)
    caption = "" if draft.layout else _caption(draft)
    if draft.passport:
        kind, columns = Kind.PASSPORT, tuple(Column(heading) for heading in draft.headings)
        number = 0 if label_column(draft.lines) else None
        action = None
    elif draft.columns:
        read = Columns(draft)
        kind, columns = read.kind([caption, *draft.titles]), read.made()
        number, action = (_place(columns, role) for role in (Role.NUMBER, Role.ACTION))
    else:
        kind, columns, action = Kind.LAYOUT if draft.layout else Kind.OTHER, (), None
        number = None if draft.layout else _numbers(draft.lines)
    named = {} if draft.layout else section_texts(draft.lines, number, action, draft.strong)
    sections = tuple(section_of(index, named[at], at) for index, at in enumerate(sorted(named), start=1))
    table = RecognisedTable(
        kind=kind,
        caption=caption,
        columns=columns,
        sections=sections,
        rows=tuple(_rows(draft, sections, number)),
        block=laid_table(draft.head, draft.runs, draft.widths),
        header_rows=len(draft.head),
        landscape=draft.landscape,
        continued=len(draft.runs),
        above=(*(f"{each.auto_number} {each.text}".strip() for each in draft.before), *draft.titles),
    )
    return replace(table, warnings=tuple(doubts_of(table)))


def _numbers(lines: Sequence[Line]) -> int | None:
    """The first column of a table without headings, when it holds nothing but numbers of rows."""
    first = [line[0].text for line in lines if any(cell.text for cell in line[1:])]
    return 0 if first and all(ORDINAL.fullmatch(text) for text in first) else None


def _caption(draft: Draft) -> str:
    """Words above the table or in its first rows, else the name of its sheet when a person gave it."""
    found = caption_of([*draft.before, *(Paragraph(text, level=1) for text in draft.titles)])
    return found or ("" if _USUAL_SHEET.match(draft.sheet) else one_line(draft.sheet))


def _place(columns: Sequence[Column], role: Role) -> int | None:
    return next((at for at, column in enumerate(columns) if column.role is role), None)


def _rows(draft: Draft, sections: Sequence[Section], number: int | None) -> Iterator[Row]:
    begins = {section.at: section.index for section in sections}
    current = None
    in_file = [each for numbers in draft.numbers for each in numbers]
    for at, line in enumerate(draft.lines):
        if at in begins:
            current = begins[at]
        elif any(cell.text for cell in line):
            own = _number(line[number].text) if number is not None else None
            yield Row(current, own, tuple(cell.text for cell in line), at, in_file[at])


def _number(text: str) -> str | None:
    """The number of a row as written; a sheet shows «1.1» that it takes for a figure as «1,1»."""
    if (
        not any(sign.isdigit() for sign in text)
        and not _LETTER.fullmatch(text)
        and not ORDINAL.fullmatch(text)
    ):
        return None
    return one_line(re.sub(r"\A(\d+),(\d+)\Z", r"\1.\2", text))


def _part_from_signature(draft: Draft) -> None:
    """A signature or a note in the last rows of a sheet's table is words under it."""
    run = draft.runs[-1]
    while len(run) > 1 and (words := _words_under(draft, run[-1])):
        draft.after.insert(0, words)
        run.pop()
        draft.numbers[-1].pop()


def _words_under(draft: Draft, line: Line) -> str:
    """The words of a last row that is none; "" of any other. Post and name may stand in cells of their own."""
    filled = merged(line)
    words = one_line(" ".join(cell.text for cell, _ in filled))
    if len(filled) != 1:
        post = next((at for at, cell in enumerate(line) if cell.text), 0)
        apart = len(filled) == 2 < draft.width and draft.columns and not draft.passport
        if not apart or role_of(draft.headings[post]) not in (Role.NUMBER, Role.ACTION):
            return ""
        if not NAME.fullmatch(one_line(filled[1][0].text)):
            return ""
    return words if is_signature(words) else ""
