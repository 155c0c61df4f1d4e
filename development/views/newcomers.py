"""The work plan with young and newly arrived teachers."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from development.district.arrived import plan_of
from development.forms.needs import NewcomersFilter
from development.printed_district import LIST, newcomers_snapshot
from development.views.district import crumbs_to, require_runner
from methodservice.directory import audit
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.rules import young_rule
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of

TITLE = "План работы с молодыми и вновь прибывшими педагогами"
COLUMNS = [
    ("Педагог", "teacher.full_name"),
    ("Должность", "teacher.position"),
    ("Организация", "teacher.school.short_name"),
    ("Почему в плане", "reason"),
    ("Дефициты", "lacks"),
    ("Что запланировано", "plan"),
]


def _lines(request):
    form = NewcomersFilter(request.GET, user=request.user)
    rule = young_rule(request.user.municipality.rules)
    everybody = plan_of(form.people(), rule, timezone.localdate())
    return form, rule, everybody, [line for line in everybody if form.shows(line.why)]


@require_GET
def newcomers(request):
    """5 queries beside the user's rights: the rule of youth, schools to choose from, people, deficits, steps."""
    user = request.user
    require_runner(user)
    form, rule, everybody, lines = _lines(request)
    if download := export_if_asked(request, lines, COLUMNS, TITLE, by=user):
        return download
    context = {
        "form": form,
        "rule": rule.in_words,
        "young": (sum(line.why.is_young for line in everybody), form.address(why="young")),
        "new": (sum(line.why.is_new for line in everybody), form.address(why="new")),
        "page": page_of(lines, request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/newcomers.html", context)


@require_GET
def newcomers_file(request, fmt):
    """The plan as a document."""
    require_runner(request.user)
    _, rule, _, lines = _lines(request)
    response = printed_response(
        request, LIST, newcomers_snapshot(request.user, rule, lines), name=TITLE, fmt=fmt
    )
    audit.record(audit.Verb.EXPORTED, by=request.user, note=f"{TITLE}: {fmt.upper()}, строк: {len(lines)}")
    return response
