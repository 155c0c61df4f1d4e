"""The act of anonymisation, in words, without what it is about.

Its facts, the list of what was destroyed and the signatures are what the act must contain by приказ Роскомнадзора от
28.10.2022 № 179, п. 3; what is kept on paper, and who worked on behalf of the operator, is filled in by hand. The row
of the journal stands in it, the rest that an extract from the journal must tell (п. 5) is in the act itself.
"""

from datetime import date

from django.utils import timezone

from methodservice.directory.models import AuditEvent, Municipality, Teacher
from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind

ACT = "personal/pdf/act.html"
SYSTEM = "портал «Методслужба»"
HAND = "____________________"


def whose_card(teacher: Teacher, initials: str) -> str:
    """What the act calls the emptied card. Reads `school`."""
    return f"карточка № {teacher.pk} ({teacher.school.short_name}), инициалы {initials}, теперь «{teacher.surname}»"


def initials_of(person) -> str:
    """«И. М. И.»: surname, given name, patronymic."""
    parts = (person.surname, person.given_name, person.patronymic)
    return " ".join(f"{part[0]}." for part in parts if part)


def act_snapshot(
    *, whose: str, municipality: Municipality, number: str, day: date, by, ground: str, goes: list[str],
    stays: list[str], texts: int, journal: AuditEvent,
) -> dict:  # fmt: skip
    """What the act prints. whose: of the name only the initials; texts: how many fields of texts had it; journal: the
    row that tells of the act. No query beyond the account's roles."""
    facts = (
        ("Чьи данные", whose),
        ("Оператор", f"{municipality.service} ({municipality.authority})"),
        ("Адрес оператора", f"{municipality.place}, {HAND}"),
        ("Кто обрабатывал по поручению оператора, его адрес", f"{HAND} (если есть)"),
        ("Где были данные", SYSTEM),
        ("Бумажные носители, листов", f"{HAND} (если уничтожены)"),
        ("Основание", ground),
        ("Способ", "замена имени номером, стирание и удаление записей и файлов; восстановить их нельзя"),
        ("Дата", long_date(day)),
        ("Кто обезличил", f"{by}, {', '.join(by.access.titles)}" if by.access.titles else str(by)),
        ("Запись в журнале портала", f"№ {journal.pk}, {timezone.localtime(journal.at):%d.%m.%Y %H:%M:%S}: "
                                     f"{journal.note}"),
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
