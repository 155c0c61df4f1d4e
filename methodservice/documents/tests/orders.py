"""Snapshots of orders to print, made by hand: what the builder of orders promises to the templates."""

from copy import deepcopy

NBSP = "\N{NO-BREAK SPACE}"
ORDER = "documents/pdf/order.html"
ADDRESS = "https://portal.example/check/ABCDEFGHJKLMNPQR/"

POINT = (
    f"Заведующему методическим кабинетом Л.{NBSP}П.{NBSP}Вороновой обеспечить участие руководителей районных "
    f"объединений в установочном семинаре и представить его итоги до 15.10.2026"
)
SHORT = {
    "format": 1,
    "is_draft": False,
    "style": {"header": "row", "verb_on_own_line": False, "kept": False},
    "logo": "",
    "organisation": ["АДМИНИСТРАЦИЯ ЗАРЕЧНОГО РАЙОНА", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"],
    "word": "ПРИКАЗ",
    "date": "30.09.2026",
    "number": "77-ОД",
    "place": f"п.{NBSP}Заречный",
    "title": "О подготовке недели молодого педагога",
    "preamble": (
        f"В соответствии с планом работы методической службы на 2026/27 учебный год, утверждённым приказом "
        f"от 25.08.2026 №{NBSP}61-ОД, и в целях поддержки педагогов первых трёх лет работы"
    ),
    "verb": "п р и к а з ы в а ю:",
    "points": [
        {"text": "Провести неделю молодого педагога с 16 по 20 ноября 2026 года.", "points": []},
        {"text": f"{POINT}.", "points": []},
        {"text": "Контроль за исполнением настоящего приказа оставляю за собой.", "points": []},
    ],
    "signature": {"post": "Начальник управления образования", "name": f"Т.{NBSP}А.{NBSP}Северцева"},
    "visas": [],
    "contact": "",
    "annexes": [],
    "acquaintance": [],
}


def order(**more) -> dict:
    """SHORT with other values; `style` is merged."""
    snapshot = deepcopy(SHORT) | more
    snapshot["style"] = SHORT["style"] | more.get("style", {})
    return snapshot


def signed(**more) -> dict:
    return order(**more) | {"check_code": "ABCDEFGHJKLMNPQR", "check_address": ADDRESS}


def point(text: str, *points: dict) -> dict:
    return {"text": text, "points": list(points)}


def points(count: int) -> list[dict]:
    """Points of four lines, each second with two of its own, closed by the point of control."""
    made = [
        point(f"{POINT}, этап {n}.", *(point(f"Часть {part} этапа {n}.") for part in (1, 2) if n % 2 == 0))
        for n in range(1, count)
    ]
    return [*made, point("Контроль за исполнением приказа возложить на методиста Ким Анну Сергеевну.")]


def annex(*blocks: dict, mark: str = "Приложение", title: str = "", landscape: bool = False) -> dict:
    """An annex with the date and number of SHORT in its mark."""
    lines = [mark, "к приказу управления образования", f"от 30.09.2026 №{NBSP}77-ОД"]
    return {"mark": lines, "title": title, "landscape": landscape, "blocks": list(blocks)}


def text(words: str, align: str = "justify") -> dict:
    return {"kind": "text", "text": words, "align": align}


def heading(words: str, level: int = 2) -> dict:
    return {"kind": "heading", "text": words, "level": level}


def item(marker: str, words: str) -> dict:
    return {"kind": "item", "text": words, "marker": marker}


def cell(words: str, colspan: int = 1, rowspan: int = 1) -> dict:
    return {"text": words, "colspan": colspan, "rowspan": rowspan}


def row(*words: str, group: bool = False) -> dict:
    return {"group": group, "cells": [cell(each) for each in words]}


def group(words: str, colspan: int) -> dict:
    return {"group": True, "cells": [cell(words, colspan)]}


def table(*rows: dict, head: tuple = (), widths: tuple = (), caption: str = "") -> dict:
    """`head`: rows of cells, or the words of one row."""
    lines = (
        [[cell(each) for each in head]]
        if head and isinstance(head[0], str)
        else [list(each) for each in head]
    )
    return {"kind": "table", "caption": caption, "widths": list(widths), "head": lines, "rows": list(rows)}


ROADMAP_HEAD = ("№", "Мероприятие", "Срок", "Ответственный", "Показатель", "Отметка")
ROADMAP_WIDTHS = (5, 37, 13, 18, 17, 10)


def roadmap(rows: int) -> dict:
    """A wide table in sections of fifty rows."""
    lines = []
    for n in range(1, rows + 1):
        if n % 50 == 1:
            lines.append(group(f"Раздел {n // 50 + 1}. Сопровождение молодых педагогов", len(ROADMAP_HEAD)))
        lines.append(
            row(
                f"{n}.",
                f"Консультация {n} для руководителей школьных объединений:\n- планирование;\n- самоанализ",
                "октябрь, февраль",
                "Муниципальная методическая служба",
                "не менее 80 % руководителей",
                "",
            )
        )
    return table(*lines, head=ROADMAP_HEAD, widths=ROADMAP_WIDTHS)


def people(count: int) -> list[dict]:
    return [
        {"name": f"Светлова Мария Ильинична {n}", "post": "учитель математики, руководитель объединения"}
        for n in range(1, count + 1)
    ]


VISAS = [
    {"post": "Заместитель начальника управления", "name": f"П.{NBSP}С.{NBSP}Громов"},
    {"post": "Главный бухгалтер", "name": f"Е.{NBSP}В.{NBSP}Александровская"},
    {
        "post": "Начальник юридического отдела администрации района",
        "name": f"Р.{NBSP}О.{NBSP}Ким",
    },
]
