"""What people lack, and whose 36 months run out."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from development.district.lacking import deficits_of, needs_of
from development.district.watching import by_due_day, by_school, by_state, watched
from development.forms.needs import NeedsFilter, WatchFilter
from development.printed_district import LIST, needs_snapshot, watch_snapshot
from development.views.district import crumbs_to, require_runner
from methodservice.directory import audit
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of

TOP = 6
"""Needs that are told first."""
NEED_COLUMNS = [
    ("Педагог", "teacher.full_name"),
    ("Должность", "teacher.position"),
    ("Организация", "teacher.school.short_name"),
    ("Вид", "get_kind_display"),
    ("В чём дефицит", "words"),
    ("Предмет", lambda row: row.subject.name if row.subject else ""),
    ("Выявлен", "found_on"),
]
WATCH_COLUMNS = [
    ("Педагог", "teacher.full_name"),
    ("Должность", "teacher.position"),
    ("Организация", "teacher.school.short_name"),
    ("Последнее обучение", "teacher.last_programme"),
    ("Окончено", "watch.last"),
    ("Следующее до", "watch.due_on"),
    ("Состояние", "words"),
]
NEEDS, WATCH = "Потребности в обучении", "Сроки обучения (36 месяцев)"


def _found(request):
    form = NeedsFilter(request.GET, user=request.user)
    return form, form.narrow(deficits_of(form.people(), timezone.localdate()))


@require_GET
def needs(request):
    """7 queries beside the user's rights: schools and subjects to choose from; deficits, subjects, schools of the
    numbers; the number of rows, the rows."""
    user = request.user
    require_runner(user)
    form, found = _found(request)
    if download := export_if_asked(request, found, NEED_COLUMNS, NEEDS, by=user):
        return download
    seen = needs_of(found, user, form.address)
    context = {
        "form": form,
        "seen": seen,
        "of_subjects": [need for need in seen.needs if need.is_of_subject][:TOP],
        "common": [need for need in seen.needs if not need.is_of_subject],
        "page": page_of(found, request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/needs.html", context)


@require_GET
def needs_file(request, fmt):
    """Numbers by subject with what to offer, as a document."""
    require_runner(request.user)
    form, found = _found(request)
    seen = needs_of(found, request.user, form.address)
    response = printed_response(request, LIST, needs_snapshot(request.user, seen), name=NEEDS, fmt=fmt)
    audit.record(
        audit.Verb.EXPORTED, by=request.user, note=f"{NEEDS}: {fmt.upper()}, строк: {len(seen.needs)}"
    )
    return response


def _watched(request):
    form = WatchFilter(request.GET, user=request.user)
    everybody = watched(form.people(), timezone.localdate())
    return form, everybody, by_due_day(row for row in everybody if form.shows(row))


@require_GET
def watch(request):
    """Schools in numbers, people by school and due day. 2 queries beside the user's rights: schools to choose
    from, people."""
    user = request.user
    require_runner(user)
    form, everybody, rows = _watched(request)
    if download := export_if_asked(request, rows, WATCH_COLUMNS, WATCH, by=user):
        return download
    context = {
        "form": form,
        "states": by_state(everybody, form.address),
        "schools": by_school(everybody, form.address),
        "page": page_of(rows, request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/watch.html", context)


@require_GET
def watch_file(request, fmt):
    """Whom to teach first, as a document."""
    require_runner(request.user)
    _, _, rows = _watched(request)
    response = printed_response(request, LIST, watch_snapshot(request.user, rows), name=WATCH, fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=request.user, note=f"{WATCH}: {fmt.upper()}, строк: {len(rows)}")
    return response
