"""Models of mentoring by organisation."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mentoring.covering import open_schools
from mentoring.filters import ModelFilter
from mentoring.forms.school_models import EditModelForm, ModelFields
from mentoring.models import SchoolModel
from mentoring.services.school_models import keep_model
from mentoring.views.common import may_oversee
from methodservice.directory.access import fetch_editable
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import School
from methodservice.directory.views.pages import service_page
from methodservice.lib.lists import page_of

CRUMBS = ("Наставничество", "mentoring:home")
COLUMNS = [
    ("Организация", "short_name"),
    ("Документ", lambda school: _now(school).document if _now(school) else None),
    ("Действует с", lambda school: _now(school).starts if _now(school) else None),
    ("Действует по", lambda school: _now(school).ends if _now(school) else None),
]


def _now(school: School) -> SchoolModel | None:
    """The model in force today, of prefetched ones."""
    today = timezone.localdate()
    fitting = (m for m in school.models_of if m.starts <= today and (m.ends is None or m.ends >= today))
    return next(fitting, None)


def _crumbs(*more):
    return [(CRUMBS[0], reverse(CRUMBS[1])), *more]


@require_GET
def model_list(request):
    """Open organisations with their models. 3 queries beside the user's rights: count, schools, models."""
    user = request.user
    if not may_oversee(user):
        raise PermissionDenied
    today = timezone.localdate()
    found = ModelFilter(request.GET, open_schools(user, today))
    models = SchoolModel.objects.select_related("file").order_by("-starts", "-pk")
    schools = found.qs.prefetch_related(Prefetch("mentoring_models", models, to_attr="models_of"))
    if download := export_if_asked(request, schools, COLUMNS, "Модели наставничества", by=user):
        return download
    page = page_of(schools, request.GET.get("page"))
    rows = []
    for school in page:
        current = _now(school)
        rows.append((school, current, [model for model in school.models_of if model is not current]))
    may_edit = user.access.is_methodist or user.access.is_coordinator
    context = {
        "form": found.form,
        "page": page,
        "rows": rows,
        "may_edit": may_edit,
        "crumbs": _crumbs(),
    }
    return render(request, "mentoring/models.html", context)


def _form(request, form_class, model, back_url):
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_class(*posted, instance=model, back_url=back_url)


@require_http_methods(["GET", "POST"])
def model_add(request, pk):
    """A model of the organisation."""
    school = fetch_editable(School, request.user, pk=pk)
    return _kept(
        request, ModelFields, SchoolModel(school=school), f"Модель наставничества: {school.short_name}"
    )


@require_http_methods(["GET", "POST"])
def model_edit(request, pk):
    """Its document, its days, a new file in place of the old one."""
    model = fetch_editable(SchoolModel.objects.select_related("school", "file"), request.user, pk=pk)
    title = f"Изменить модель: {model.school.short_name}"
    return _kept(request, EditModelForm, model, title, model=model)


def _kept(request, form_class, instance, title, **which):
    back_url = reverse("mentoring:models")
    school = instance.school

    def do(form):
        asked = {name: form.cleaned_data[name] for name in ("document", "starts", "ends", "upload")}
        keep_model(school=school, by=request.user, **asked, **which)

    return service_page(
        request,
        _form(request, form_class, instance, back_url),
        title,
        do,
        back_url=back_url,
        crumbs=_crumbs(("Модели", back_url)),
        done="Модель записана.",
    )
