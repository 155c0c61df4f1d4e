"""Address recommendations: the list, writing them for several organisations at once."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory.access import fetch_editable
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import School
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.lists import page_of, sorted_by
from monitoring.cycle_documents.recommendations import addressee
from monitoring.forms.recommendations import SERVICE, USUAL_TERM, RecommendForm
from monitoring.models import Cycle
from monitoring.note_facts import SHORT, schools_of
from monitoring.recommendation_list import SORTED, RecommendationFilter
from monitoring.services.cycle import recommending
from monitoring.thread import Thread, threads_of
from monitoring.views.cycle.common import (
    CYCLES,
    RECOMMENDATIONS,
    back_to,
    crumbs_to,
    refuse_unless_concerned,
)
from monitoring.words import number_words
from monitoring.workflow import STATE_KINDS

COLUMNS = [
    ("Кому", addressee),
    ("Что не так", "cycle.title"),
    ("Основание", "ground"),
    ("Рекомендация", "text"),
    ("Срок", "due"),
    ("Ответственный", "responsible"),
    ("Форма отчёта", "report_form"),
    ("Состояние", "get_state_display"),
    ("Что сделано", "answer"),
    ("Дата ответа", "answered_on"),
]


@require_GET
def recommendations(request):
    """Own ones of a coordinator, all of the municipality for its staff. 4 queries beside the user's rights."""
    refuse_unless_concerned(request.user)
    today = timezone.localdate()
    chosen = RecommendationFilter(
        request.GET, RECOMMENDATIONS.visible_to(request.user), user=request.user, today=today
    )
    rows = sorted_by(chosen.qs, request.GET.get("sort", ""), SORTED, "due")
    if download := export_if_asked(request, rows, COLUMNS, "Адресные рекомендации", by=request.user):
        return download
    page = page_of(rows, request.GET.get("page"))
    context = {
        "form": chosen.form,
        "page": page,
        "rows": [
            (row, addressee(row), STATE_KINDS[row.state], row.state in ("answered", "done"))
            for row in page.object_list
        ],
        "is_filtered": any(request.GET.get(name) for name in ("state", "school", "q")),
        "is_staff": request.user.access.is_district_staff,
    }
    return render(request, "monitoring/cycle/recommendations.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_add(request, pk):
    """Drafts for the ticked organisations: those below the target are ticked already, with their numbers."""
    cycle = fetch_editable(CYCLES, request.user, pk=pk)
    if cycle.is_closed or cycle.state == Cycle.State.ANALYSIS:
        sentence = recommending.CLOSED if cycle.is_closed else recommending.TOO_EARLY
        return back_to(request, cycle, sentence)
    [thread] = threads_of([cycle], request.user, timezone.localdate())
    choices, ticked, grounds = _offered(thread)
    form = RecommendForm(
        typed(request),
        schools=choices,
        initial={
            "schools": ticked,
            "text": _text(thread),
            "due": timezone.localdate() + USUAL_TERM,
            "report_form": "Ответ на портале",
        },
        back_url=cycle.get_absolute_url(),
    )

    def do(form):
        keys, with_service = form.keys
        schools = list(School.objects.filter(pk__in=keys).order_by("short_name", "pk"))
        recommending.recommend(
            cycle=cycle,
            schools=[*schools, *([None] if with_service else [])],
            grounds=grounds,
            by=request.user,
            **form.words,
        )

    return service_page(
        request,
        form,
        "Рекомендации",
        do,
        back_url=cycle.get_absolute_url(),
        crumbs=crumbs_to(cycle),
        done="Готово. Проверьте рекомендации и отправьте их все сразу.",
        template="monitoring/cycle/recommend.html",
        cycle=cycle,
        numbers=thread.numbers,
    )


def _offered(thread: Thread) -> tuple[list[tuple[str, str]], list[str], dict[int, str]]:
    """(choices with numbers, keys that are ticked, {organisation: its ground}). Who has a recommendation already is
    not ticked again."""
    cycle, line = thread.cycle, thread.line
    having = {row.school_id for row in thread.advice}
    choices, ticked, grounds = [], [], {}
    for school, verdict in _schools(thread):
        words = school.name
        if line is not None and school.value is not None:
            value = number_words(school.value, line.unit, target=line.target)
            is_short = verdict in SHORT
            words += f" — {value}" + (f" при цели {line.target_words}" if is_short else "")
            grounds[school.key] = f"{value} при цели {line.target_words}" if is_short else value
            if is_short and school.key not in having:
                ticked.append(str(school.key))
        if school.key in having:
            words += " (рекомендация уже есть)"
        choices.append((str(school.key), words))
    choices.append((SERVICE, f"{cycle.municipality.service_short} — система муниципалитета в целом"))
    return choices, ticked, grounds


def _schools(thread: Thread):
    """Those that miss the target first."""
    found = schools_of(thread.cycle.campaign, thread.cycle.indicator_id)
    return sorted(found, key=lambda each: each[1] not in SHORT)


def _text(thread: Thread) -> str:
    """Words to begin with: nothing that the numbers do not say."""
    if thread.line is None:
        return f"Разобрать, почему так вышло: {thread.cycle.title}. Наметить, что сделать, и сообщить, что сделано."
    return (
        f"Разобрать, почему не достигнута цель по показателю «{thread.line.name}» "
        f"({thread.line.target_words}). Наметить, что сделать, чтобы её достичь, и сообщить, что сделано."
    )
