"""What in an order wants another look before it is signed: contradictions and slips, told and never mended.

`slips` reads the snapshot, so it sees exactly what will print. Source of the rules: documents.md, 10–18, 25–30, and the
oddities of real orders.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from methodservice.documents.orders.models import Order

SPACES = re.compile(r"\s+")
CITED = re.compile(r"от\s+(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*г\.?)?\s*(?:№|N)\s*([\w/\-–]+)")
MARK = re.compile(r"от\s+(\d{1,2}\.\d{1,2}\.\d{4})(?:\s*г\.?)?\s*№\s*(\S+)")
NUMBERED = re.compile(r"^приложение(?:\s*№?\s*(\d{1,4})\b)?", re.IGNORECASE)
ANNEX = re.compile(r"\bприложени[еюяй]м?\b(?:\s*№?\s*(\d{1,4})\b)?", re.IGNORECASE)
SURNAME_FIRST = re.compile(r"^[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?$")
INITIALS_FIRST = re.compile(r"[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.\s*)?[А-ЯЁ][а-яё-]+$")
ENDS_SHORT = re.compile(r"\b(?:гг?|др|пр|т\.\s?[дп])\.$")
"""A title may end with an abbreviation."""
GROUNDS = ("в целях", "в соответствии", "на основании", "во исполнение", "согласно", "с целью", "в связи")
INSTITUTION = re.compile(
    r"\b(?:сад|школ|СОШ|ООШ|НОШ|лице|гимнази|центр|интернат|колледж|дом|станци)", re.IGNORECASE
)
DOUBLED = re.compile(r"\b(\w{4,}|\w+ \w{3,}) \1\b", re.IGNORECASE)
GAP = re.compile(r"«…»|(?<!\S)…(?!\S)|_{3,}")
"""Room for words: drafts leave it as «…», people as a row of underscores."""
WORD = re.compile(r"[а-яёa-z]+", re.IGNORECASE)
STEM = 6
"""Letters of a word that stay the same from case to case, near enough to compare two names of one document."""
OFF_HAND = frozenset({"об", "о", "утверждении", "и", "в", "на", "по", "с", "из", "для", "г", "гг", "годы"})

ALREADY_CANCELLED = "{} уже отменён: этот черновик больше не нужен, удалите его."


@dataclass(frozen=True)
class Remark:
    """A sentence and the part of the page it speaks of: texts, points or one of them, control, annexes, signature."""

    text: str
    anchor: str


def point_anchor(number: str) -> str:
    """Where the point with this number («1.2») stands on the page."""
    return f"at-{number}"


def obstacles(order: Order) -> list[Remark]:
    """What keeps an order from being handed over. 2 queries."""
    found = []
    if not order.title.strip():
        found.append(Remark("Напишите заголовок приказа.", "texts"))
    texts = list(order.points.values_list("text", flat=True))
    if not texts:
        found.append(
            Remark("Добавьте хотя бы один пункт: приказ без пунктов ничего не предписывает.", "points")
        )
    elif not all(text.strip() for text in texts):
        found.append(Remark("Есть пустой пункт: допишите его или уберите.", "points"))
    if order.signatory_id is None:
        found.append(Remark("Выберите, кто подписывает приказ.", "signature"))
    gone = order.changes.filter(target__state=Order.State.CANCELLED).select_related("target__entry")
    found += [Remark(ALREADY_CANCELLED.format(link.target.entry), "changes") for link in gone.order_by("pk")]
    return found


def slips(snapshot: Mapping, *, on: date | None = None) -> list[Remark]:
    """Contradictions and slips of an order as it will print, part by part. on: its date, if known. Pure."""
    return [
        *_title(snapshot),
        *_preamble(snapshot),
        *_texts(snapshot, on),
        *_control(snapshot),
        *_annexes(snapshot),
        *_signature(snapshot),
    ]


def _flat(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _point_texts(points: Iterable[Mapping], prefix: str = "") -> Iterator[tuple[str, str]]:
    for place, point in enumerate(points, 1):
        number = f"{prefix}{place}"
        yield number, _flat(point["text"])
        yield from _point_texts(point["points"], f"{number}.")


def _title(snapshot) -> Iterator[Remark]:
    title = _flat(snapshot["title"])
    if title.endswith(".") and not ENDS_SHORT.search(title):
        yield Remark("В конце заголовка точка не ставится.", "texts")
    if title and not re.match(r"(?:О|Об|Обо|ОБ|ОБО)(?:\s|$)", title):
        yield Remark("Заголовок приказа обычно начинается с «О…» или «Об…».", "texts")


def _preamble(snapshot) -> Iterator[Remark]:
    preamble = _flat(snapshot["preamble"])
    if not preamble:
        yield Remark("Нет преамбулы: зачем или на каком основании издаётся приказ.", "texts")
        return
    if not preamble.lower().startswith(GROUNDS):
        yield Remark(
            "Преамбула обычно начинается словами «В целях…», «В соответствии с…», «На основании…».",
            "texts",
        )
    if re.search(r"\bв соответствии(?!\s+со?\b)", preamble, re.IGNORECASE):
        yield Remark("После «в соответствии» пропущен предлог «с».", "texts")
    verb = re.sub(r"\W", "", snapshot["verb"]).lower()
    if verb and re.sub(r"\W", "", preamble).lower().endswith(verb):
        yield Remark("Слово «приказываю» в преамбуле лишнее: портал допишет его сам.", "texts")


def _texts(snapshot, on: date | None) -> Iterator[Remark]:
    """Slips that may stand in any text."""
    places = [("В заголовке", _flat(snapshot["title"]), "texts")]
    places.append(("В преамбуле", _flat(snapshot["preamble"]), "texts"))
    points = list(_point_texts(snapshot["points"]))
    places += [(f"В пункте {number}", text, point_anchor(number)) for number, text in points]
    for number, text in points:
        if text and text[-1] not in ".;:":
            yield Remark(f"В конце пункта {number} нет точки.", point_anchor(number))
        if GAP.search(text):
            yield Remark(f"В пункте {number} осталось место для слов: допишите его.", point_anchor(number))
    for place, annex in enumerate(snapshot["annexes"], 1):
        where = _annex_name(snapshot, place, "В приложении")
        places += [(where, text, "annexes") for text in _annex_texts(annex)]
    seen = set()
    for where, text, anchor in places:
        for sentence in (*_quotes(text), *_doubled(text), *_later(text, on)):
            remark = Remark(f"{where} {sentence}", anchor)
            if remark not in seen:
                seen.add(remark)
                yield remark


def _annex_name(snapshot, place: int, words: str) -> str:
    return words if len(snapshot["annexes"]) == 1 else f"{words} {place}"


def _annex_texts(annex) -> Iterator[str]:
    yield _flat(annex["title"])
    for block in annex["blocks"]:
        if block["kind"] == "table":
            for row in block["rows"]:
                yield from (_flat(cell["text"]) for cell in row["cells"])
        else:
            yield _flat(block["text"])


def _quotes(text: str) -> Iterator[str]:
    """Every «…» is closed. A name within a name often shares its last quote: «Детский сад «Ромашка»."""
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == "«":
            opened.append(place)
        elif sign == "»":
            if not opened:
                yield f"лишняя закрывающая кавычка: …{text[max(0, place - 40) : place + 1]}"
                return
            inner = opened.pop()
            if (
                opened
                and INSTITUTION.search(text[opened[-1] : inner])
                and "»" not in text[place + 1 : place + 2]
            ):
                opened.pop()
    if opened:
        yield f"не закрыта кавычка: {text[opened[-1] :][:40]}…"


def _doubled(text: str) -> Iterator[str]:
    if found := DOUBLED.search(text):
        yield f"слова повторены: «{found[0]}»."


def _later(text: str, on: date | None) -> Iterator[str]:
    """A document cannot cite one that is not issued yet."""
    if on is None:
        return
    for day, month, year, number in CITED.findall(text):
        try:
            cited = date(int(year), int(month), int(day))
        except ValueError:
            yield f"такой даты нет: {day}.{month}.{year}."
            continue
        if cited > on:
            yield f"упомянут документ от {cited:%d.%m.%Y} № {number}: он позже самого приказа ({on:%d.%m.%Y})."


def _control(snapshot) -> Iterator[Remark]:
    if not any("контроль" in text.lower() for _, text in _point_texts(snapshot["points"])):
        yield Remark("Нет пункта о контроле.", "control")


def _annexes(snapshot) -> Iterator[Remark]:
    annexes = snapshot["annexes"]
    mentions = [found for _, text in _point_texts(snapshot["points"]) for found in ANNEX.finditer(text)]
    if mentions and not annexes:
        yield Remark("В пунктах упомянуто приложение, а приложений у приказа нет.", "annexes")
    if annexes and not mentions:
        yield Remark("На приложение нет ссылки в пунктах: допишите «(приложение)».", "points")
    numbers = {int(found[1]) for found in mentions if found[1]}
    if annexes and numbers and max(numbers) > len(annexes):
        yield Remark(
            f"В пунктах упомянуто приложение № {max(numbers)}, а приложений {len(annexes)}.", "annexes"
        )
    if len(annexes) > 1 and mentions and not numbers:
        yield Remark("Приложений несколько: в пунктах укажите их номера.", "points")
    for place, annex in enumerate(annexes, 1):
        where = _annex_name(snapshot, place, "приложения")
        if not annex["blocks"]:
            yield Remark(
                f"{_annex_name(snapshot, place, 'В приложении')} пока нет ни текста, ни таблицы.", "annexes"
            )
        yield from _number(annex, where, place, len(annexes))
        yield from _mark(snapshot, annex, where)
        yield from _names(snapshot, annex, where)
        yield from _annex_signature(snapshot, annex, where)


def _number(annex, where: str, place: int, count: int) -> Iterator[Remark]:
    """The mark numbers the annex as it stands among the others."""
    found = NUMBERED.match(_flat(" ".join(annex["mark"])))
    if not found:
        return
    if found[1] and int(found[1]) != place:
        yield Remark(f"Отметка {where} называет его приложением № {found[1]}.", "annexes")
    elif count > 1 and not found[1]:
        yield Remark(f"В отметке {where} нет номера, а приложений несколько.", "annexes")


def _digits(text: str) -> str:
    found = re.search(r"\d{1,2}\.\d{1,2}\.\d{4}", text)
    return found[0] if found else ""


def _mark(snapshot, annex, where: str) -> Iterator[Remark]:
    """The annex mark equals the order's own date and number (documents.md, 16)."""
    found = MARK.search(_flat(" ".join(annex["mark"])))
    own_date = _digits(snapshot["date"])
    if not found:
        return
    if own_date and found[1] != own_date:
        yield Remark(f"Отметка {where} называет дату {found[1]}, а приказ — {own_date}.", "annexes")
    if snapshot["number"].strip("_") and found[2] != snapshot["number"]:
        yield Remark(
            f"Отметка {where} называет номер {found[2]}, а приказ — {snapshot['number']}.", "annexes"
        )


def _stems(text: str) -> dict[str, str]:
    """{stem: word} of the words that name a document."""
    words = [word for word in WORD.findall(text.lower()) if word not in OFF_HAND]
    return {word[:STEM].rstrip("аеиоуыэюяй") or word: word for word in words}


def _names(snapshot, annex, where: str) -> Iterator[Remark]:
    """What the heading approves is what the annex is called."""
    heading = re.match(r"Об утверждении\s+(.+)", _flat(snapshot["title"]), re.IGNORECASE)
    title = _flat(annex["title"])
    if not heading or not title or len(snapshot["annexes"]) > 1:
        return
    approved, called = _stems(heading[1]), _stems(title)
    missing = [word for stem, word in approved.items() if stem not in called]
    extra = [word for stem, word in called.items() if stem not in approved]
    if missing or extra:
        told = [f"нет слов «{', '.join(missing)}»"] if missing else []
        told += [f"лишние слова «{', '.join(extra)}»"] if extra else []
        yield Remark(f"Название {where} отличается от заголовка приказа: {'; '.join(told)}.", "annexes")


def _annex_signature(snapshot, annex, where: str) -> Iterator[Remark]:
    """Whoever signs the annex is whoever signs the order."""
    texts = [_flat(block["text"]) for block in annex["blocks"] if block["kind"] == "text"]
    found = INITIALS_FIRST.search(texts[-1]) if texts and len(texts[-1]) < 200 else None
    own = re.sub(r"\s", "", snapshot["signature"]["name"])
    if found and own and re.sub(r"\s", "", found[0]) != own:
        yield Remark(
            f"Подпись {where} — {found[0]}, а приказ подписывает {snapshot['signature']['name']}.", "annexes"
        )


def _signature(snapshot) -> Iterator[Remark]:
    name = _flat(snapshot["signature"]["name"])
    if SURNAME_FIRST.match(name):
        yield Remark("В подписи инициалы ставятся перед фамилией.", "signature")
