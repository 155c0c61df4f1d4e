"""The act of anonymisation, in words, without what it is about."""

from datetime import date

from methodservice.directory.models import Teacher
from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind

ACT = "personal/pdf/act.html"
SYSTEM = "портал «Методслужба»"
HAND = "____________________"


def act_snapshot(
    *, teacher: Teacher, number: str, day: date, by, ground: str, initials: str, goes: list[str], stays: list[str],
    texts: int,
) -> dict:  # fmt: skip
    """What the act prints. teacher: the emptied card with `school.municipality`; initials: all that is left of the
    name; texts: how many fields of texts had it. No query beyond the account's roles."""
    municipality = teacher.school.municipality
    facts = (
        ("Чьи данные", f"карточка № {teacher.pk} ({teacher.school.short_name}), инициалы {initials}, "
                       f"теперь «{teacher.surname}»"),
        ("Оператор", municipality.service),
        ("Где были данные", SYSTEM),
        ("Основание", ground),
        ("Способ", "замена имени номером, стирание и удаление записей и файлов; восстановить их нельзя"),
        ("Дата", long_date(day)),
        ("Кто обезличил", f"{by}, {', '.join(by.access.titles)}" if by.access.titles else str(by)),
    )  # fmt: skip
    gone = [*goes, *([f"Имя в текстах портала заменено: записей — {texts}."] if texts else [])]
    return {
        "organisation": [bind(line) for line in (municipality.authority, municipality.service) if line],
        "approval": [],
        "heading": "АКТ",
        "subtitle": bind(f"обезличивания персональных данных, № {number}"),
        "facts": [{"name": name, "value": bind(value)} for name, value in facts],
        "goes": [bind(line) for line in gone],
        "stays": [bind(line) for line in stays],
        "signatures": [
            {"post": bind("Обезличил(а)"), "name": HAND},
            {"post": bind("Ответственный за обработку персональных данных"), "name": HAND},
        ],
    }
