"""How much of a table is read, and the refusal of a file."""

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
LAST_ROW = MOST_ROWS + 1_000
"""Titles, blank rows and totals count here, but not as rows of the table."""
MOST_COLUMNS = 60
MOST_CHARACTERS = 1_000
"""In one cell."""
MOST_MEMBERS = 1_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 200
"""Of unpacked to packed; checked on members over RATIO_MATTERS, small ones pack well by nature."""
RATIO_MATTERS = 5 * 1024 * 1024

ONLY_TABLES = (
    "Нужна таблица в формате XLSX или CSV. Откройте файл в Excel и сохраните его как «Книга Excel (.xlsx)»."
)
BROKEN = "Файл повреждён и не читается. Откройте его на компьютере, сохраните заново и загрузите ещё раз."
TOO_LARGE = "Файл больше 10 МБ. Разделите таблицу на части или удалите из неё рисунки и лишние листы."
TOO_MANY_ROWS = "В таблице больше 20 000 строк. Разделите её на части."
TOO_MANY_COLUMNS = "В таблице больше 60 столбцов. Оставьте только нужные столбцы."
BOMB = "Файл при распаковке занимает слишком много места. Сохраните таблицу заново, без рисунков и лишних листов."
EMPTY = "Файл пустой. Выберите файл с таблицей."

ONLY_TABLES_OR_WORD = (
    "Нужен документ Word (.docx) или книга Excel (.xlsx). Сохраните файл в одном из этих форматов."
)


class FileRefused(Exception):
    """The file as a whole cannot be read; the sentence (Russian) says what to do."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence
