"""The list of consents, and the page «Персональные данные» of one person."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from methodservice.directory import audit
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import Teacher
from methodservice.lib.lists import page_of, sorted_by
from methodservice.personal.access_log import log_of
from methodservice.personal.filters import PeopleFilter
from methodservice.personal.models import Consent
from methodservice.personal.models.consent import with_consents
from methodservice.personal.rules import may_anonymise
from methodservice.personal.standing import standings
from methodservice.personal.views.common import PEOPLE, may_know_all, person_crumbs

NAME = ["surname", "given_name", "patronymic"]
SORTS = {"name": NAME, "school": ["school__short_name", *NAME]}


def _in_words(kind):
    return lambda teacher: standings(teacher.consents.all())[kind].words


COLUMNS = [
    ("Педагог", "full_name"),
    ("Организация", "school.short_name"),
    ("Должность", "position"),
    ("Согласие на обработку", _in_words(Consent.Kind.PROCESSING)),
    ("Согласие на распространение", _in_words(Consent.Kind.PUBLISHING)),
]


@require_GET
def people(request):
    """Who lacks a consent, of the municipality or of the coordinator's school. 3 queries beside frame and filter."""
    user = request.user
    if not (user.access.is_district_staff or user.access.is_coordinator):
        raise PermissionDenied
    rows = Teacher.objects.visible_to(user).named().working().select_related("school")
    if not user.access.is_district_staff:
        rows = rows.filter(school_id__in=user.access.school_ids)
    found = PeopleFilter(request.GET, rows, user=user)
    teachers = with_consents(sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "name"))
    if download := export_if_asked(request, teachers, COLUMNS, "Согласия", by=user):
        return download
    page = page_of(teachers, request.GET.get("page"))
    context = {
        "form": found.form,
        "page": page,
        "rows": [(teacher, standings(teacher.consents.all())) for teacher in page],
        "is_filtered": any(request.GET.get(name) for name in found.form.fields),
        "crumbs": [("Справочники", reverse("directory:index"))],
    }
    return render(request, "personal/people.html", context)


@require_GET
def person(request, pk):
    """Consents; who looked, all that is kept, anonymisation — to those who may. Looking at somebody else's is told to
    the journal. At most 5 queries beside the frame."""
    user = request.user
    teacher = fetch_visible(PEOPLE.select_related("anonymisation"), user, pk=pk)
    if teacher.pk != user.teacher_id:
        audit.record(audit.Verb.READ, by=user, obj=teacher, note="персональные данные")
    knows_all = may_know_all(user, teacher)
    consents = list(teacher.consents.newest_first())
    context = {
        "teacher": teacher,
        "is_own": teacher.pk == user.teacher_id,
        "standings": standings(consents).values(),
        "consents": consents,
        "may_edit": Teacher.objects.editable_by(user).filter(pk=pk).exists(),
        "knows_all": knows_all,
        "last_look": log_of(teacher).first() if knows_all else None,
        "may_anonymise": may_anonymise(teacher, consents) if user.access.is_methodist else None,
        "act": getattr(teacher, "anonymisation", None) if user.access.is_methodist else None,
        "crumbs": person_crumbs(user, teacher, under=False),
    }
    return render(request, "personal/person.html", context)
