"""The attestation outlook of a year and the schedule."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from development.district.attesting import by_kind, outlook_of
from development.forms.schedule import OutlookFilter, PlannedForm
from development.models import PlannedAttestation
from development.printed_district import LIST, outlook_snapshot
from development.services.schedule import remove_planned
from development.views.district import asked_with_year, crumbs_to, require_runner, year_of
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import add_page, done_or_told, edit_page, typed
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of
from methodservice.lib.whole import whole

TITLE = "График аттестации"
PLANNED = PlannedAttestation.objects.select_related("teacher__school")
COLUMNS = [
    ("Педагог", "teacher.full_name"),
    ("Должность", "teacher.position"),
    ("Организация", "teacher.school.short_name"),
    ("Категория", "category"),
    ("Приказ", "order"),
    ("Установлена", "held.decided_on"),
    ("Действует по", "held.valid_until"),
    ("Почему", "word"),
    ("На категорию", "wanted"),
    ("Когда по графику", "planned.planned_on"),
    ("Примечание", "planned.note"),
]


def _lines(request, year: int):
    user = request.user
    form = OutlookFilter(asked_with_year(request, year), user=user, year=year)
    lines = outlook_of(user, year, timezone.localdate(), form.people())
    kind = form.asked("kind")
    return form, lines, [line for line in lines if not kind or line.outlook.kind == kind]


@require_GET
def outlook(request):
    """4 queries beside the user's rights: schools to choose from, people, attestations, the schedule."""
    user, year = request.user, year_of(request)
    require_runner(user)
    form, everybody, lines = _lines(request, year)
    if download := export_if_asked(request, lines, COLUMNS, f"{TITLE} на {year} год", by=user):
        return download
    context = {
        "year": year,
        "form": form,
        "kinds": by_kind(everybody, form.address),
        "page": page_of(lines, request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields if name != "year"),
        "may_plan": user.access.is_methodist or user.access.is_coordinator,
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/attestation.html", context)


@require_GET
def outlook_file(request, fmt):
    """The outlook as a document."""
    user, year = request.user, year_of(request)
    require_runner(user)
    _, _, lines = _lines(request, year)
    name = f"{TITLE} на {year} год"
    response = printed_response(request, LIST, outlook_snapshot(user, year, lines), name=name, fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=user, note=f"{name}: {fmt.upper()}, строк: {len(lines)}")
    return response


def _list_url(year: int) -> str:
    return f"{reverse('development:attestation')}?year={year}"


@require_http_methods(["GET", "POST"])
def planned_add(request):
    """`?teacher=` chooses the person, `?year=` the year to come back to."""
    user, year = request.user, year_of(request)
    require_runner(user)
    if not user.access.is_coordinator:
        require_methodist(user)
    back_url = _list_url(year)
    chosen = whole(request.GET.get("teacher", ""))
    return add_page(
        request,
        PlannedForm(typed(request), user=user, back_url=back_url, initial={"teacher": chosen}),
        "Добавить в график",
        parent=user.municipality,
        back_url=back_url,
        crumbs=crumbs_to((TITLE, "development:attestation")),
        next_url=lambda row: _list_url(row.planned_on.year),
    )


@require_http_methods(["GET", "POST"])
def planned_edit(request, pk):
    row = fetch_editable(PLANNED, request.user, pk=pk)
    return edit_page(
        request,
        PlannedForm,
        row,
        "Изменить строку графика",
        back_url=_list_url(row.planned_on.year),
        crumbs=crumbs_to((TITLE, "development:attestation")),
        intro=f"{row.teacher.full_name}, {row.teacher.school.short_name}",
        form_options={"user": request.user},
    )


@require_http_methods(["GET", "POST"])
def planned_remove(request, pk):
    """Asks once."""
    row = fetch_editable(PLANNED, request.user, pk=pk)
    back_url = _list_url(row.planned_on.year)
    if request.method == "POST":
        return done_or_told(request, back_url, remove_planned, done="Убрано из графика.", row=row)
    context = {
        "title": "Убрать из графика",
        "question": f"Убрать из графика: {row.teacher.full_name}, {row.get_category_display()}, "
        f"{row.planned_on:%d.%m.%Y}?",
        "consequence": "Записи об аттестации в карточке останутся.",
        "action": "Убрать",
        "back_url": back_url,
        "crumbs": crumbs_to((TITLE, "development:attestation")),
    }
    return render(request, "components/confirm.html", context)
