"""What the directories keep about a person, and what of it goes when the card is anonymised."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from methodservice import registries
from methodservice.directory.audit import in_words
from methodservice.directory.models import AuditEvent, FormerPost, Role, Teacher
from methodservice.directory.services.accounts import in_words as role_in_words
from methodservice.directory.telling import section_of, told
from methodservice.registries import Emptying, PersonalSection

SHOWN = 1000
"""Rows of the journal in an export, the newest."""


def card(teacher: Teacher) -> list[dict]:
    """The card itself. 1 query."""
    row = told(teacher)
    if subjects := ", ".join(subject.name for subject in teacher.subjects.order_by("name", "pk")):
        row["Предметы"] = subjects
    return [row]


def account(teacher: Teacher) -> list[dict]:
    """The account. 1 query."""
    user = getattr(teacher, "user", None)
    if user is None:
        return []
    seen = in_words(timezone.localtime(user.last_login)) if user.last_login else ""
    row = {
        "Логин": user.username,
        "Имя на экране": user.full_name,
        "Почта": user.email,
        "Последний вход": seen,
    }
    row["Действует"] = "да" if user.is_active else "нет"
    return [{name: words for name, words in row.items() if words}]


def roles(teacher: Teacher) -> list[dict]:
    """Roles of the account. 1 query."""
    rows = Role.objects.filter(user__teacher=teacher).select_related("school")
    return [{"Роль": role_in_words(role)} for role in rows]


def journal(teacher: Teacher) -> list[dict]:
    """What was done to the card, and who looked at it. 1 query."""
    rows = AuditEvent.objects.about(teacher).for_journal()[:SHOWN]
    return [
        {
            "Когда": in_words(timezone.localtime(row.at)),
            "Кто": str(row.actor) if row.actor else "портал",
            "Что": "; ".join(
                filter(
                    None,
                    [
                        row.get_verb_display(),
                        *(f"{name}: {was} → {now}" for name, (was, now) in row.changes.items()),
                        row.note,
                    ],
                )
            ),
        }
        for row in rows
    ]


FORMER = section_of(
    "former_posts", "Где работал раньше", FormerPost, order=("-ends", "-pk"), related=("school",)
)
SECTIONS = [
    PersonalSection("card", "Карточка", ("directory.teacher",), card),
    FORMER,
    PersonalSection("account", "Учётная запись", ("directory.user",), account),
    PersonalSection("roles", "Роли на портале", ("directory.role",), roles),
]
JOURNAL = PersonalSection("journal", "Журнал: что делали с карточкой", ("directory.auditevent",), journal)
"""The last section of all."""


def what_goes(teacher: Teacher) -> list[str]:
    sentences = [
        "Карточка: фамилия, имя, отчество, пол, дата рождения, начало стажа, категория, предметы, формы имени."
    ]
    if getattr(teacher, "user", None):
        sentences.append(
            "Учётная запись: логин, имя, почта, роли и следы входов. Войти под ней больше нельзя."
        )
    return sentences


def what_stays(teacher: Teacher) -> list[str]:
    return [
        "Организация, должность, даты приёма и увольнения: без них изменились бы показатели прошлых лет.",
        "Журнал: что и когда сделано, без имени и слов из карточки.",
    ]


def empty(teacher: Teacher, work: Emptying) -> None:
    """The account loses its names and is closed; the card keeps what figures of past years count by."""
    work.forget(teacher, *teacher.former_posts.all())
    if user := getattr(teacher, "user", None):
        _close(user, work)
    teacher.subjects.clear()
    teacher.surname, teacher.given_name, teacher.patronymic = work.stand_in, "", ""
    teacher.gender = teacher.category = ""
    teacher.born_on = teacher.teaching_since = None
    teacher.declined = {}
    today = timezone.localdate()
    teacher.left_on = teacher.left_on or today
    teacher.anonymised_on = today
    teacher.save()


def _close(user, work: Emptying) -> None:
    work.forget(user, *user.roles.all())
    for traces in (AccessAttempt, AccessFailureLog, AccessLog):
        traces.objects.filter(username__iexact=user.username).delete()
    EmailAddress.objects.filter(user=user).delete()
    UserSession.objects.filter(user=user).delete()
    today = timezone.localdate()
    user.roles.filter(starts__gt=today).delete()
    user.roles.not_over().update(ends=today)
    user.username, user.full_name, user.email = f"anonymised-{user.pk}", work.stand_in, ""
    user.is_active, user.teacher = False, None
    user.set_unusable_password()
    user.save()


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
