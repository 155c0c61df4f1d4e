"""Who saw what the portal keeps about a person: out of the journal, where all that show and export write."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from methodservice.directory.models import AuditEvent, Role, RoleKind, Teacher
from methodservice.lib.querysets import in_force

Verb = AuditEvent.Verb
DISTRICT = (RoleKind.PORTAL_ADMIN, RoleKind.DEPARTMENT_HEAD, RoleKind.SERVICE_HEAD, RoleKind.METHODIST)


def kinds_with_people() -> list[str]:
    """Labels of the models whose lists name people: the card, and whatever points at one."""
    return [
        model._meta.label_lower
        for model in apps.get_models()
        if model is Teacher or any(field.related_model is Teacher for field in model._meta.concrete_fields)
    ]


def log_of(teacher: Teacher):
    """Rows of the journal, newest first: the card opened, exported, printed; lists exported by somebody who could see
    the card then, so that it may have been among them. 1 query."""
    shown = Q(verb__in=[Verb.READ, Verb.EXPORTED], record_type="directory.teacher", record_id=teacher.pk)
    day = OuterRef("day")
    roles = Role.objects.filter(in_force(day), user=OuterRef("actor"))
    places = {teacher.school_id, *teacher.former_posts.values_list("school_id", flat=True)}
    sees = Exists(roles.filter(Q(kind__in=DISTRICT) | Q(school_id__in=places)))
    elsewhere = Exists(roles.filter(kind=RoleKind.COORDINATOR))
    listed = Q(
        Q(sees) | ~Q(elsewhere),
        verb=Verb.EXPORTED,
        record_id__isnull=True,
        record_type__in=kinds_with_people(),
        municipality_id=teacher.school.municipality_id,
    )
    rows = AuditEvent.objects.annotate(day=TruncDate("at")).filter(shown | listed)
    return rows.select_related("actor").order_by("-at", "-pk")


def in_words(row: AuditEvent) -> str:
    """«Открыта карточка», «Выгружен список с людьми района: Педагоги: XLSX, строк: 240»."""
    if row.record_id is None:
        return f"Выгружен список, в нём могла быть и эта карточка. {row.note}"
    done = "Открыта карточка" if row.verb == Verb.READ else "Выгружено или напечатано"
    return f"{done}: {row.note}" if row.note else done
