"""Organisations: register, card, add, change, close and open again."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.filters import SchoolFilter
from methodservice.directory.forms.schools import (
    CloseSchoolForm,
    NewSchoolForm,
    SchoolForm,
    closing_obstacles,
)
from methodservice.directory.models import School, Teacher
from methodservice.directory.views.pages import add_page, edit_page, locked, typed
from methodservice.lib.lists import page_of, sorted_by

SORTS = {"name": ["short_name"], "kind": ["kind", "short_name"], "people": ["people", "short_name"]}
COLUMNS = [
    ("Краткое название", "short_name"),
    ("Полное название", "full_name"),
    ("Полное название в родительном падеже", "genitive_name"),
    ("Вид", "get_kind_display"),
    ("Педагогов", "people"),
    ("Закрыта с", "closed_on"),
]


def school_crumbs(school=None) -> list[tuple[str, str]]:
    """The path to the register, or to a page under the card of a school."""
    path = [
        ("Справочники", reverse("directory:index")),
        ("Организации", reverse("directory:school_list")),
    ]
    if school is not None:
        path.append((school.short_name, reverse("directory:school", args=[school.pk])))
    return path


@require_GET
def school_list(request):
    """Organisations of the municipality."""
    found = SchoolFilter(request.GET, School.objects.visible_to(request.user).for_register())
    schools = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "name")
    if download := export_if_asked(request, schools, COLUMNS, "Организации", by=request.user):
        return download
    context = {
        "filter": found,
        "page": page_of(schools, request.GET.get("page")),
        "may_add": request.user.access.is_methodist,
        "crumbs": [("Справочники", reverse("directory:index"))],
    }
    return render(request, "directory/school_list.html", context)


@require_GET
def school_card(request, pk):
    """Names, people and what other rooms offer about the school. People are shown to those who may see them."""
    school = fetch_visible(School, request.user, pk=pk)
    user, today = request.user, timezone.localdate()
    people = Teacher.objects.visible_to(user).working().filter(school=school)
    shows_people = user.access.is_district_staff or school.pk in user.access.school_ids
    context = {
        "school": school,
        "may_edit": School.objects.editable_by(user).filter(pk=pk).exists(),
        "may_close": user.access.is_methodist,
        "shows_people": shows_people,
        "page": page_of(
            people.order_by("surname", "given_name", "patronymic", "pk"), request.GET.get("page")
        ),
        "panels": registries.panels_of(school, user, today),
        "crumbs": school_crumbs(),
    }
    return render(request, "directory/school.html", context)


@require_http_methods(["GET", "POST"])
def school_add(request):
    require_methodist(request.user)
    municipality = request.user.municipality
    back_url = reverse("directory:school_list")
    school = School(municipality=municipality)
    return add_page(
        request,
        NewSchoolForm(typed(request), instance=school, back_url=back_url),
        "Новая организация",
        parent=municipality,
        back_url=back_url,
        crumbs=school_crumbs(),
        done="Организация добавлена.",
        next_url=lambda school: reverse("directory:school", args=[school.pk]),
    )


@require_http_methods(["GET", "POST"])
def school_edit(request, pk):
    school = fetch_editable(School, request.user, pk=pk)
    return edit_page(
        request,
        SchoolForm,
        school,
        "Изменить организацию",
        back_url=reverse("directory:school", args=[pk]),
        crumbs=school_crumbs(school),
    )


@require_http_methods(["GET", "POST"])
def school_close(request, pk):
    """Closing asks for the day; what still stands in the way is listed instead of the form."""
    school = fetch_visible(School, request.user, pk=pk)
    require_methodist(request.user)
    return edit_page(
        request,
        CloseSchoolForm,
        school,
        "Закрыть организацию",
        back_url=reverse("directory:school", args=[pk]),
        crumbs=school_crumbs(school),
        done="Организация закрыта.",
        template="directory/school_close.html",
        context=lambda form: {"obstacles": closing_obstacles(school)},
    )


@require_POST
def school_reopen(request, pk):
    school = fetch_visible(School, request.user, pk=pk)
    require_methodist(request.user)
    with transaction.atomic():
        school = locked(school)
        before = audit.state_of(school)
        school.closed_on = None
        school.save(update_fields=["closed_on"])
        audit.record_change(by=request.user, obj=school, before=before)
    messages.success(request, "Организация снова открыта.")
    return redirect("directory:school", pk)
