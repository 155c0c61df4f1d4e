"""A card is anonymised: once, in one transaction, for ever. Signed documents stay as they were signed.

The act follows the requirements for confirming that personal data were destroyed (приказ Роскомнадзора от 28.10.2022
№ 179, п. 3): the person is told by «иная информация, относящаяся к определённому лицу» — the number and initials.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory import personal as card
from methodservice.directory.models import AuditEvent, Municipality, Teacher, User
from methodservice.documents.services import take_number
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.acts import act_snapshot, initials_of, whose_card
from methodservice.personal.mentions import finder_of, place_of, replace_all
from methodservice.personal.models import Anonymisation
from methodservice.personal.rules import may_anonymise
from methodservice.registries import Emptying

SERIES = "anonymised"
STAND_IN = "Обезличено № {}"
WIPED = "обезличено"
OTHER_SURNAME = "Фамилия не совпадает. Введите её точно, как на странице."
FOREIGN_ACCOUNT = (
    "Учётную запись этого человека вы закрыть не можете: она ваша или администратора портала. "
    "Обезличить карточку может администратор или другой методист."
)


@dataclass(frozen=True)
class Prospect:
    """What will be emptied and what stays, in sentences: the page before and the act after read the same."""

    goes: list[str]
    stays: list[str]


def prospect_of(teacher: Teacher) -> Prospect:
    """The card first, then what each room says. Queries: those of the rooms."""
    rooms = registries.anonymisers
    return Prospect(
        goes=[*card.what_goes(teacher), *(words for room in rooms for words in room.goes(teacher))],
        stays=[*card.what_stays(teacher), *(words for room in rooms for words in room.stays(teacher))],
    )


def refuse_foreign_account(teacher: Teacher, by) -> None:
    """Refused where the account of the person is one that `by` may not close. 1 query where there is an account."""
    account = getattr(teacher, "user", None)
    if account and not User.objects.editable_by(by).filter(pk=account.pk).exists():
        raise Refused(FOREIGN_ACCOUNT)


@transaction.atomic
def anonymise(*, teacher: Teacher, surname: str, chosen: set[str], by) -> Anonymisation:
    """Empty the card and all that names the person; returns the act.

    surname: typed as a confirmation; chosen: keys of `mentions.doubtful` that are about this person. Raises
    AlreadyDone, and Refused when it may not be done (yet) or the surname is another.
    """
    Teacher.objects.select_for_update(of=("self",)).get(pk=teacher.pk)
    teacher = Teacher.objects.select_related("school__municipality").get(pk=teacher.pk)
    if teacher.anonymised_on:
        raise AlreadyDone(f"Карточка уже обезличена {teacher.anonymised_on:%d.%m.%Y}.")
    answer = may_anonymise(teacher, teacher.consents.all())
    if not answer.may:
        raise Refused(answer.reason)
    refuse_other_surname(surname, teacher.surname)
    refuse_foreign_account(teacher, by)
    today, place = timezone.localdate(), teacher.school.municipality
    number = next_number(place, today)
    work = Emptying(by=by, stand_in=STAND_IN.format(number))
    prospect, finder, initials = prospect_of(teacher), finder_of(teacher), initials_of(teacher)
    if teacher.left_on is None:
        for end in registries.farewells:
            list(end(teacher, today, by, None))
    for room in registries.anonymisers:
        room.empty(teacher, work)
    card.empty(teacher, work)
    changed = replace_all(place_of(teacher), finder, work.stand_in, chosen=chosen)
    wipe_journal(work)
    journal = audit.record(
        audit.Verb.CHANGED, by=by, obj=teacher, note=f"карточка обезличена, акт № {number}"
    )
    snapshot = act_snapshot(
        whose=whose_card(teacher, initials), municipality=place, number=number, day=today, by=by,
        ground=answer.reason, goes=prospect.goes, stays=prospect.stays, texts=changed, journal=journal,
    )  # fmt: skip
    return Anonymisation.objects.create(
        municipality=place, teacher=teacher, number=number, done_on=today, done_by=by, snapshot=snapshot
    )


def next_number(place: Municipality, day: date) -> str:
    """«2026-3»: acts of a municipality have one series a year. Must run inside a transaction."""
    return f"{day.year}-{take_number(municipality=place, series=SERIES, year=day.year)}"


def refuse_other_surname(typed: str, surname: str) -> None:
    """Refused where the confirmation is not the surname."""
    if _plain(typed) != _plain(surname):
        raise Refused(OTHER_SURNAME, "surname")


def _plain(surname: str) -> str:
    return " ".join(surname.lower().replace("ё", "е").split())


def wipe_journal(work: Emptying) -> None:
    """Rows about the emptied records keep who, what and when; of the words only the names of fields."""
    about = Q()
    keys = {}
    for kind, pk in work.forgotten:
        keys.setdefault(kind, []).append(pk)
    for kind, found in keys.items():
        about |= Q(record_type=kind, record_id__in=found)
    named = {"directory.teacher", "directory.user"}
    for row in AuditEvent.objects.filter(about):
        row.record_label = work.stand_in if row.record_type in named else WIPED
        row.changes = {name: [WIPED, WIPED] for name in row.changes}
        row.note = ""
        row.save(update_fields=["record_label", "changes", "note"])
