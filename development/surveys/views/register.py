"""The register of surveys."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET

from development.surveys.filters import SurveyFilter
from development.surveys.models import Survey
from development.surveys.workflow import STATE_KINDS
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of, sorted_by

SORTS = {"title": ("title",), "state": ("state",), "date": ("closes_on",), "answered": ("answered",)}
COLUMNS = [
    ("Опрос", "title"),
    ("Анонимный", "is_anonymous"),
    ("Состояние", "get_state_display"),
    ("Отвечать до", "closes_on"),
    ("Вопросов", "asked"),
    ("Приглашено", "invited"),
    ("Ответили", "answered"),
]


@require_GET
def survey_list(request):
    """Surveys of the municipality, for district staff. 2 queries beside the user's rights."""
    user = request.user
    if not user.access.is_district_staff:
        raise PermissionDenied
    found = SurveyFilter(request.GET, Survey.objects.visible_to(user).with_numbers())
    surveys = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "-date")
    if download := export_if_asked(request, surveys, COLUMNS, "Опросы", by=user):
        return download
    page = page_of(surveys, request.GET.get("page"))
    context = {
        "form": found.form,
        "page": page,
        "rows": [(survey, STATE_KINDS[survey.state]) for survey in page],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_add": user.access.is_methodist,
    }
    return render(request, "surveys/list.html", context)
