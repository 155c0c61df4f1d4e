"""Printed editions for tests: their words, tables, a wide roadmap."""

import io
from datetime import date

from methodservice.documents.annex_shape import cell_of, item_block
from methodservice.lib.officefiles import FlowTable, placed, read_flow
from methodservice.testing.roadmaps import (
    ROWS,
    living_part,
    roadmap_content,
    roadmap_in_force,
)
from roadmap.content import PartWords, content_of
from roadmap.models import EditionPart
from roadmap.printed import snapshot

TODAY = date(2026, 5, 20)
TITLE = "Дорожная карта развития службы на 2026 год"
TEXT = EditionPart.TEXT
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain(text):
    return " ".join(text.split())


def words(text, kind="text", **more):
    return {"kind": kind, "text": text, **more}


def heading(text, level=2):
    return words(text, "heading", level=level)


def paragraph(text, align="justify"):
    return words(text, align=align)


def printed_of(edition):
    return snapshot(edition, content_of(edition))


def titled(edition):
    found = printed_of(edition)
    return found["heading"], [block.get("text", "table") for block in found["blocks"]]


def tables_of(content: bytes, name: str):
    """Texts of the rows of each table in a file, one for each cell of the row."""
    flow = read_flow(io.BytesIO(content), name)
    return [
        [[cell.text for cell in row] for row in placed(block.grid.rows)]
        for block in flow.blocks
        if isinstance(block, FlowTable)
    ]


def blocks_as_rows(block):
    rows = [*block["head"], *(row["cells"] for row in block["rows"])]
    return [[cell["text"] for cell in cells] for cells in rows]


# Title, approval, signature


def wide_roadmap(district, methodist, rows=ROWS, **words):
    passport = {
        "kind": "table",
        "caption": "",
        "widths": [30, 70],
        "head": [],
        "rows": [
            {"group": False, "cells": [cell_of("Цель"), cell_of("Опора молодым педагогам")]},
            {"group": False, "cells": [cell_of("Задачи"), cell_of("- учить;\n- слушать;\n=СУММ(1;2)")]},
        ],
    }  # fmt: skip
    parts = [
        PartWords(TEXT, [heading(TITLE), paragraph("Слово о карте."), item_block("1)", "Паспорт карты")]),
        PartWords("passport", [passport], "Паспорт карты"),
        PartWords(TEXT, [heading("Мероприятия")]),
        living_part(rows),
    ]
    return roadmap_in_force(district, methodist, roadmap_content(parts=parts, landscape=True, **words))


MANY = [(f"1.{n}", f"Провести дело {n}", "март 2026", "методисты", "") for n in range(1, 41)]
