"""CSV as it comes from Excel, 1С and text editors: the encoding and the delimiter are found out."""

import codecs
import csv
import io

from .limits import LAST_ROW, MOST_COLUMNS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, FileRefused
from .tables import Sheet

DELIMITERS = (";", ",", "\t")
UNREADABLE = (
    "Не получилось прочитать текст файла. Сохраните таблицу в Excel как «Книга Excel (.xlsx)» и загрузите её."
)
BROKEN_CSV = "Строка {number} таблицы не читается: проверьте в ней кавычки."
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\v\f")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _encodings(data: bytes) -> list[str]:
    """What to try, most certain first."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    if b"\0" in data:
        # UTF-16 without its mark: delimiters and digits leave every second byte empty
        even, odd = data[::2].count(0), data[1::2].count(0)
        return ["utf-16-be" if even > odd else "utf-16-le"]
    return ["utf-8", "cp1251"]


def decode(data: bytes) -> str:
    """Text of the file; FileRefused when it is no text."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.isdisjoint(text):
            break
        return text
    raise FileRefused(UNREADABLE)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            while row and not row[-1].strip():
                row.pop()
            if len(row) > MOST_COLUMNS:
                raise FileRefused(TOO_MANY_COLUMNS)
            if len(rows) >= LAST_ROW:
                raise FileRefused(TOO_MANY_ROWS)
            rows.append(row)
    except csv.Error as broken:
        raise FileRefused(BROKEN_CSV.format(number=len(rows) + 1)) from broken
    return rows


def sheets_of(file) -> list[Sheet]:
    """The same text read with each delimiter; the one that shows the headings is the right one."""
    text = decode(file.read())
    sheets, refusals = [], []
    for delimiter in DELIMITERS:
        if delimiter not in text and delimiter != DELIMITERS[0]:
            continue
        try:
            sheets.append(Sheet("", _rows(text, delimiter), {}))
        except FileRefused as refusal:
            refusals.append(refusal)
    if not sheets:
        raise refusals[0]
    return sheets
