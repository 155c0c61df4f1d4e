"""The plan-request: what schools ask for, what it adds up to, what the service plans, declines and closes."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from development.district.people import belongs_to, schools_of
from development.district.requesting import STATE_KINDS, candidates, of_one_programme, programmes_of
from development.forms.requests import (
    CHOOSE,
    AskForm,
    DeclineForm,
    EditRequestForm,
    FinishForm,
    PlanForm,
    RequestFilter,
)
from development.models import CourseRequest
from development.printed_district import LIST, requests_snapshot
from development.services import requests as services
from development.views.district import asked_with_year, crumbs_to, require_runner, year_of
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import (
    REFUSED,
    done_or_told,
    edit_page,
    service_page,
    typed,
)
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of, sorted_by
from methodservice.lib.numerals import people
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole, wholes

State = CourseRequest.State
REQUESTS = CourseRequest.objects.select_related("teacher__school", "provider")
SORTS = {
    "school": ("teacher__school__short_name", "teacher__surname", "teacher__given_name"),
    "name": ("teacher__surname", "teacher__given_name"),
    "programme": ("programme", "teacher__school__short_name", "teacher__surname"),
    "state": ("state", "teacher__school__short_name", "teacher__surname"),
}
COLUMNS = [
    ("Педагог", "teacher.full_name"),
    ("Должность", "teacher.position"),
    ("Организация", "teacher.school.short_name"),
    ("Программа", "programme"),
    ("Вид", "get_kind_display"),
    ("Часов", "hours"),
    ("Форма", "get_mode_display"),
    ("Кто учит", lambda row: row.provider.name if row.provider else ""),
    ("Почему", "why"),
    ("Состояние", "get_state_display"),
    ("Начало по плану", "planned_on"),
    ("Почему отклонено", "state_note"),
]
TITLE = "План-заявка на курсы"


def _rows(request, year: int):
    """The year's requests about those at work, as the filter narrows them."""
    rows = REQUESTS.filter(belongs_to(request.user), year=year)
    form = RequestFilter(asked_with_year(request, year), user=request.user, year=year, rows=rows)
    return form, form.narrow()


@require_GET
def request_list(request):
    """The year by programme and person by person. 5 queries beside the user's rights: schools and programmes
    to choose from, programmes, the number, the rows."""
    user, year = request.user, year_of(request)
    require_runner(user)
    form, found = _rows(request, year)
    rows = sorted_by(found, request.GET.get("sort", ""), SORTS, "school")
    if download := export_if_asked(request, rows, COLUMNS, f"План-заявка на {year} год", by=user):
        return download
    page = page_of(rows, request.GET.get("page"))
    context = {
        "year": year,
        "form": form,
        "programmes": programmes_of(found, form.address, form.asked("state")),
        "page": page,
        "rows": [(row, STATE_KINDS[row.state]) for row in page],
        "is_filtered": any(request.GET.get(name) for name in form.fields if name != "year"),
        "may_ask": user.access.is_methodist or user.access.is_coordinator,
        "may_plan": user.access.is_methodist,
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/requests.html", context)


@require_GET
def request_file(request, fmt):
    """The year's plan-request as a document."""
    user, year = request.user, year_of(request)
    require_runner(user)
    _, found = _rows(request, year)
    rows = list(sorted_by(found.exclude(state=State.DECLINED), "programme", SORTS, "school"))
    name = f"План-заявка на курсы на {year} год"
    response = printed_response(request, LIST, requests_snapshot(user, year, rows), name=name, fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=user, note=f"{name}: {fmt.upper()}, строк: {len(rows)}")
    return response


@require_http_methods(["GET", "POST"])
def request_add(request):
    """`?school=&year=`: one programme for several people of one school, those first whom the portal proposes."""
    user, year = request.user, year_of(request)
    require_runner(user)
    if not user.access.is_coordinator:
        require_methodist(user)
    schools = list(schools_of(user))
    asked = whole(request.GET.get("school", ""))
    school = next((each for each in schools if each.pk == asked), schools[0] if len(schools) == 1 else None)
    people_there = candidates(user, school, year, timezone.localdate()) if school else []
    form, chosen, error = (
        AskForm(typed(request), municipality_id=user.municipality_id, year=year),
        set(),
        "",
    )
    if request.method == "POST":
        chosen = wholes(request.POST.getlist("teachers"))
        if not chosen:
            error = CHOOSE
        elif form.is_valid():
            try:
                rows = _ask(form, people_there, chosen, year, user)
            except AlreadyDone as repeat:
                messages.info(request, str(repeat))
                return redirect(_list_url(year))
            except Refused as refusal:
                error = str(refusal)
            else:
                messages.success(request, f"Заявлено: {people(len(rows))}.")
                return redirect(_list_url(year))
    context = {
        "year": year,
        "schools": schools,
        "school": school,
        "candidates": [(row, row.teacher.pk in chosen) for row in people_there],
        "proposed": sum(row.is_proposed for row in people_there),
        "form": form,
        "error": error,
        "title": f"Заявить на {year} год",
        "crumbs": crumbs_to((TITLE, "development:requests")),
    }
    refused = error or (form.is_bound and form.errors)
    return render(request, "development/district/ask.html", context, status=REFUSED if refused else 200)


def _ask(form, people_there, chosen, year, user):
    rows = [row for row in people_there if row.teacher.pk in chosen]
    if len(rows) != len(chosen):
        raise Refused("Список педагогов изменился: отметьте людей заново.")
    return services.ask_courses(
        teachers=[row.teacher for row in rows],
        reasons={row.teacher.pk: "; ".join(row.reasons)[:300] for row in rows},
        year=year,
        by=user,
        **form.cleaned_data,
    )


def _list_url(year: int) -> str:
    return f"{reverse('development:requests')}?year={year}"


def _page_words(record) -> dict:
    return {"back_url": record.get_absolute_url(), "crumbs": crumbs_to((TITLE, "development:requests"))}


@require_http_methods(["GET", "POST"])
def request_edit(request, pk):
    record = fetch_editable(REQUESTS, request.user, pk=pk)
    if record.state != State.ASKED:
        messages.info(request, "Заявка уже рассмотрена: правят только заявленное.")
        return redirect(record)
    return edit_page(
        request,
        EditRequestForm,
        record,
        "Изменить заявку",
        intro=f"{record.teacher.full_name}, {record.teacher.school.short_name}",
        **_page_words(record),
    )


@require_http_methods(["GET", "POST"])
def request_remove(request, pk):
    """Asks once."""
    record = fetch_editable(REQUESTS, request.user, pk=pk)
    if request.method == "POST":
        return done_or_told(request, record, services.withdraw_request, done="Заявка убрана.", row=record)
    context = {
        "title": "Убрать заявку",
        "question": f"Убрать заявку: {record.teacher.full_name}, «{record.programme}»?",
        "consequence": "",
        "action": "Убрать",
        **_page_words(record),
    }
    return render(request, "components/confirm.html", context)


def _planned_page(request, pk, titles, form_class, do, done):
    """A page about all requests of one programme that stand where the record does.

    titles: {state that allows it: title}.
    """
    record = fetch_editable(REQUESTS, request.user, pk=pk)
    require_methodist(request.user)
    if record.state not in titles:
        messages.info(request, f"Заявка уже в другом состоянии: «{record.get_state_display()}».")
        return redirect(record)
    rows = of_one_programme(REQUESTS.editable_by(request.user), record)
    page = _page_words(record)
    form = form_class(typed(request), rows=rows, user=request.user, back_url=page["back_url"])

    def run(form):
        do(by=request.user, **form.values())

    return service_page(
        request,
        form,
        titles[record.state],
        run,
        done=done,
        intro=f"«{record.programme}», {record.year} год",
        **page,
    )


@require_http_methods(["GET", "POST"])
def request_plan(request, pk):
    """The date of a programme, for all who are asked for, or a new one for those in the plan."""
    return _planned_page(
        request,
        pk,
        {State.ASKED: "Назначить дату", State.PLANNED: "Перенести"},
        PlanForm,
        services.plan_requests,
        "Курсы в плане.",
    )


@require_http_methods(["GET", "POST"])
def request_done(request, pk):
    """The programme is over: courses appear in the cards."""
    return _planned_page(
        request,
        pk,
        {State.PLANNED: "Отметить пройденным"},
        FinishForm,
        services.finish_requests,
        "Обучение записано в карточки.",
    )


@require_http_methods(["GET", "POST"])
def request_decline(request, pk):
    record = fetch_editable(REQUESTS, request.user, pk=pk)
    require_methodist(request.user)
    page = _page_words(record)
    return service_page(
        request,
        DeclineForm(typed(request), back_url=page["back_url"]),
        "Отклонить заявку",
        lambda form: services.decline_request(row=record, by=request.user, **form.cleaned_data),
        done="Заявка отклонена.",
        intro=f"{record.teacher.full_name}: «{record.programme}»",
        **page,
    )


@require_POST
def request_return(request, pk):
    """Back to «заявлено»."""
    record = fetch_editable(REQUESTS, request.user, pk=pk)
    require_methodist(request.user)
    return done_or_told(
        request, record, services.return_request, done="Заявка снова среди заявленных.", row=record
    )
