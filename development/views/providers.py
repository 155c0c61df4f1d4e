"""The list of providers: names, the mark of the region's institute, merging of twins."""

from django.db.models import OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from development.district.people import belongs_to
from development.district.requesting import STATE_KINDS
from development.forms.providers import MergeForm, ProviderForm
from development.models import Course, CourseRequest, Provider
from development.services.providers import merge_provider
from development.views.district import crumbs_to, require_runner
from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import add_page, edit_page, service_page, typed
from methodservice.lib.lists import page_of
from methodservice.lib.querysets import count_of

TITLE = "Организации ДПО"
COLUMNS = [
    ("Название", "name"),
    ("Институт региона", "is_regional"),
    ("Обучений", "courses_number"),
    ("Заявок", "requests_number"),
]


def _inside() -> dict:
    return {
        "back_url": reverse("development:providers"),
        "crumbs": crumbs_to((TITLE, "development:providers")),
    }


@require_GET
def provider_list(request):
    """2 queries beside the user's rights: the number and the rows."""
    user = request.user
    require_runner(user)
    rows = Provider.objects.visible_to(user).annotate(
        courses_number=count_of(_courses(user).filter(provider=OuterRef("pk"))),
        requests_number=count_of(_requests(user).filter(provider=OuterRef("pk"))),
    )
    rows = rows.order_by("name", "pk")
    if download := export_if_asked(request, rows, COLUMNS, TITLE, by=user):
        return download
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "may_edit": user.access.is_methodist,
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/providers.html", context)


def _courses(user):
    return Course.objects.kept().filter(belongs_to(user))


def _requests(user):
    return CourseRequest.objects.filter(belongs_to(user))


@require_GET
def provider_page(request, pk):
    """Whom it taught, or who is asked for: `?list=requests`. 5 queries beside the user's rights: the provider, both
    numbers, the number and the rows."""
    user = request.user
    provider = fetch_visible(Provider, user, pk=pk)
    require_runner(user)
    courses = _courses(user).filter(provider=provider).order_by("-ends", "-pk")
    asked = _requests(user).filter(provider=provider).order_by("-year", "programme", "pk")
    is_asked = request.GET.get("list") == "requests"
    rows = (asked if is_asked else courses).select_related("teacher__school")
    page = page_of(rows, request.GET.get("page"))
    context = {
        "provider": provider,
        "lists": [
            ("courses", "Обучение", courses.count(), not is_asked),
            ("requests", "Заявки", asked.count(), is_asked),
        ],
        "is_asked": is_asked,
        "page": page,
        "rows": [(row, STATE_KINDS[row.state] if is_asked else "") for row in page],
        "may_edit": user.access.is_methodist,
        "crumbs": _inside()["crumbs"],
    }
    return render(request, "development/district/provider.html", context)


@require_http_methods(["GET", "POST"])
def provider_add(request):
    require_methodist(request.user)
    municipality = request.user.municipality
    page = _inside()
    form = ProviderForm(
        typed(request), instance=Provider(municipality=municipality), back_url=page["back_url"]
    )
    return add_page(request, form, "Новая организация ДПО", parent=municipality, **page)


@require_http_methods(["GET", "POST"])
def provider_edit(request, pk):
    provider = fetch_editable(Provider, request.user, pk=pk)
    return edit_page(request, ProviderForm, provider, "Изменить организацию ДПО", **_inside())


@require_http_methods(["GET", "POST"])
def provider_merge(request, pk):
    """Two names of one organisation become one."""
    twin = fetch_editable(Provider, request.user, pk=pk)
    page = _inside()
    form = MergeForm(typed(request), twin=twin, user=request.user, back_url=page["back_url"])
    return service_page(
        request,
        form,
        f"Объединить: {twin.name}",
        lambda form: merge_provider(twin=twin, by=request.user, **form.cleaned_data),
        done="Объединено.",
        intro=f"«{twin.name}» исчезнет из списка. Вернуть её потом нельзя.",
        **page,
    )
