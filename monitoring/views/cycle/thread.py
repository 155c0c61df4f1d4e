"""A thread: one column in time, and what changes it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, edit_page, service_page, typed
from methodservice.lib.refusals import Refused
from methodservice.lib.whole import whole
from monitoring.cycle_documents.effect import compared_of
from monitoring.forms.cycle import CompareForm, ConcludeForm, CycleForm, MeasureForm
from monitoring.measures import chosen_record, found_records, record_choices
from monitoring.models import Cycle, Measure, Note
from monitoring.services.cycle import judging, measures, notes, recommending
from monitoring.services.cycle.starting import KEPT, delete_cycle, rewrite_cycle
from monitoring.thread import threads_of
from monitoring.views.cycle.common import CYCLES, back_to, crumbs_to
from monitoring.workflow import STATE_KINDS

FORM = "directory/form.html"
MEASURES = Measure.objects.select_related("cycle__municipality")


@require_GET
def cycle(request, pk):
    """One column: found, analysed, advised, done, compared, concluded. At most 16 queries beside the user's rights."""
    found = fetch_visible(CYCLES, request.user, pk=pk)
    [thread] = threads_of([found], request.user, timezone.localdate())
    access = request.user.access
    pairs = judging.pairs_of(found) if access.is_district_staff else []
    may_edit = access.is_methodist and not found.is_closed
    context = {
        "cycle": found,
        "thread": thread,
        "advice": [(row, STATE_KINDS[row.state]) for row in thread.advice],
        "measures": found_records(request.user, thread.measures),
        "compared": compared_of(found, pairs) if pairs else None,
        "is_staff": access.is_district_staff,
        "may_edit": may_edit,
        "step": thread.next if may_edit else None,
        "may_advise": may_edit and found.state != Cycle.State.ANALYSIS,
        "may_delete": may_edit and found.state == Cycle.State.ANALYSIS and not found.note_id,
        "title": found.title,
        "crumbs": crumbs_to(),
    }
    return render(request, "monitoring/cycle/thread.html", context)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The finding and its causes in words."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    if found.is_closed:
        return back_to(request, found, recommending.CLOSED)

    def save(form, by):
        current = Cycle.objects.get(pk=found.pk)
        return rewrite_cycle(cycle=current, by=by, **form.cleaned_data)

    return edit_page(
        request,
        CycleForm,
        found,
        "Изменить",
        back_url=found.get_absolute_url(),
        crumbs=crumbs_to(found),
        save=save,
    )


@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Throw away what was begun by mistake; asks once."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    if request.method == "POST":
        try:
            delete_cycle(cycle=found, by=request.user)
        except Refused as refusal:
            return back_to(request, found, str(refusal))
        return back_to(request, "monitoring:cycles", "Цикл удалён.")
    if found.state != Cycle.State.ANALYSIS or found.note_id:
        return back_to(request, found, KEPT)
    context = {
        "title": "Удалить цикл",
        "crumbs": crumbs_to(found),
        "question": f"Удалить цикл «{found.title}»?",
        "consequence": "Итоги мониторинга останутся, цикл можно будет начать снова.",
        "action": "Удалить",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_POST
def rely(request, pk):
    """Take a signed note of the same campaign as the analysis."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    number = whole(request.POST.get("note", ""))
    note = Note.objects.visible_to(request.user).filter(pk=number).first()
    if note is None:
        return back_to(request, found, notes.OTHER_NOTE)
    return done_or_told(
        request, found, notes.rely_on, done="Цикл опирается на эту справку.", cycle=found, note=note
    )


@require_POST
def send(request, pk):
    """Send all drafts."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    return done_or_told(
        request,
        found,
        recommending.send_all,
        done="Рекомендации отправлены: организации увидят их в «Моих делах».",
        cycle=found,
    )


@require_http_methods(["GET", "POST"])
def measure_add(request, pk):
    """A measure: a record of the portal, or words."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    if found.is_closed:
        return back_to(request, found, recommending.CLOSED)
    form = MeasureForm(
        typed(request), records=record_choices(request.user), back_url=found.get_absolute_url()
    )

    def do(form):
        record = chosen_record(request.user, form.cleaned_data.get("record", ""))
        measures.add_measure(
            cycle=found,
            key=record.key if record else "",
            title=form.cleaned_data["title"] or (record.title if record else ""),
            on=form.cleaned_data["on"] or (record.day if record else None) or timezone.localdate(),
            by=request.user,
        )

    return service_page(
        request,
        form,
        "Записать меру",
        do,
        back_url=found.get_absolute_url(),
        crumbs=crumbs_to(found),
        done="Записано.",
        template=FORM,
    )


@require_POST
def measure_remove(request, pk):
    """Take a measure out; it can be written again, so nothing is asked."""
    measure = fetch_measure(request.user, pk)
    return done_or_told(request, measure.cycle, measures.remove_measure, done="Мера убрана.", measure=measure)


def fetch_measure(user, pk) -> Measure:
    """A measure of a thread that the user keeps; see `fetch_editable`."""
    found = Measure.objects.filter(pk=pk).values_list("cycle", flat=True).first()
    fetch_editable(Cycle, user, pk=found or 0)
    return MEASURES.get(pk=pk)


@require_http_methods(["GET", "POST"])
def compare(request, pk):
    """Choose the later campaign that the thread is judged by."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    later = judging.following_of(found)
    if found.is_closed or not later.exists():
        return back_to(
            request, found, recommending.CLOSED if found.is_closed else "Более поздних итогов пока нет."
        )
    form = CompareForm(
        typed(request),
        campaigns=later,
        initial={"following": found.following_id or later[0].pk},
        back_url=found.get_absolute_url(),
    )

    def do(form):
        judging.compare(cycle=found, following=form.cleaned_data["following"], by=request.user)
        return f"{found.get_absolute_url()}#effect"

    return service_page(
        request,
        form,
        "С какими итогами сравнить",
        do,
        back_url=found.get_absolute_url(),
        crumbs=crumbs_to(found),
        done="Сравнение готово. Осталось сделать вывод.",
        template=FORM,
        intro=f"Цикл начат по итогам за {found.campaign.period_title}. Сравниваются одни и те же организации.",
    )


@require_http_methods(["GET", "POST"])
def conclude(request, pk):
    """The conclusion beside the numbers that it is drawn from."""
    found = fetch_editable(CYCLES, request.user, pk=pk)
    if found.is_closed or found.following_id is None:
        return back_to(request, found, "Цикл уже закрыт." if found.is_closed else judging.NOT_COMPARED)
    form = ConcludeForm(typed(request), back_url=found.get_absolute_url())

    def do(form):
        judging.conclude(cycle=found, by=request.user, **form.cleaned_data)

    [thread] = threads_of([found], request.user, timezone.localdate())
    return service_page(
        request,
        form,
        "Вывод о результативности",
        do,
        back_url=found.get_absolute_url(),
        crumbs=crumbs_to(found),
        done="Цикл закрыт.",
        template="monitoring/cycle/conclude.html",
        cycle=found,
        thread=thread,
        compared=compared_of(found, judging.pairs_of(found)),
    )
