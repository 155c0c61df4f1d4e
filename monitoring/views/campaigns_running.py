"""A campaign while it collects: terms, reminders, who is asked, the end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.access import fetch_visible
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone
from monitoring.campaign_rows import in_view
from monitoring.forms.campaigns import AddSchoolForm, ExtendForm, ReasonForm, RemindForm
from monitoring.models import Campaign, Return
from monitoring.services import campaigns as services
from monitoring.services import closing, reviewing
from monitoring.views.campaigns_common import campaign_crumbs, fetch_campaign_to_run

NOT_OPEN = "Сбор сейчас не идёт."
ALL_SENT = "Все организации уже сдали сведения."


def _told(request, found: Campaign, sentence: str):
    messages.info(request, sentence)
    return redirect(found)


def _unsent(found: Campaign) -> list[Return]:
    return list(in_view(found.returns.unsent(), found, timezone.localdate()))


def _asked_for(request, unsent: list[Return]) -> list[int]:
    """Those of `?return=…`, otherwise all."""
    wanted = set(request.GET.getlist("return"))
    return [given.pk for given in unsent if not wanted or str(given.pk) in wanted]


@require_http_methods(["GET", "POST"])
def campaign_extend(request, pk):
    """More time for some organisations; one is chosen by `?return=`."""
    found = fetch_campaign_to_run(request.user, pk)
    unsent = _unsent(found)
    if not found.is_open or not unsent:
        return _told(request, found, ALL_SENT if found.is_open else NOT_OPEN)
    form = ExtendForm(
        typed(request),
        unsent=unsent,
        initial={"returns": _asked_for(request, unsent) if request.GET.get("return") else []},
        back_url=found.get_absolute_url(),
    )

    def do(form):
        services.extend(campaign=found, by=request.user, **form.cleaned_data)

    return service_page(
        request, form, "Продлить срок", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Срок продлён.", intro=f"Общий срок — {found.closes_on:%d.%m.%Y}.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_remind(request, pk):
    """Tell organisations once more."""
    found = fetch_campaign_to_run(request.user, pk)
    unsent = _unsent(found)
    if not found.is_open or not unsent:
        return _told(request, found, ALL_SENT if found.is_open else NOT_OPEN)
    form = RemindForm(
        typed(request),
        unsent=unsent,
        initial={"returns": _asked_for(request, unsent)},
        back_url=found.get_absolute_url(),
    )

    def do(form):
        services.remind(campaign=found, by=request.user, **form.cleaned_data)

    return service_page(
        request, form, "Напомнить", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Напоминание отправлено.", intro="Ответственные увидят напоминание на главной странице.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_school_add(request, pk):
    """Ask one more organisation."""
    found = fetch_campaign_to_run(request.user, pk)
    if not found.is_open:
        return _told(request, found, NOT_OPEN)
    schools = services.addable_schools(found)
    if request.method == "GET" and not schools.exists():
        return _told(request, found, "Все действующие организации уже отвечают.")
    form = AddSchoolForm(typed(request), schools=schools, back_url=found.get_absolute_url())

    def do(form):
        services.add_school(campaign=found, school=form.cleaned_data["school"], by=request.user)

    return service_page(
        request, form, "Добавить организацию", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Организация добавлена: она видит, что заполнить.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_school_withdraw(request, pk):
    """Stop asking an organisation: pk is that of its return."""
    rows = Return.objects.select_related("campaign__municipality", "campaign__set", "school")
    given = fetch_visible(rows, request.user, pk=pk)
    if not request.user.access.is_methodist:
        raise PermissionDenied
    found = given.campaign
    form = ReasonForm(
        typed(request),
        words="Исключить",
        help_text="Например: закрыта с 1 мая.",
        back_url=found.get_absolute_url(),
    )

    def do(form):
        services.withdraw_school(given=given, reason=form.cleaned_data["reason"], by=request.user)

    return service_page(
        request, form, f"Исключить: {given.who}", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Организация больше не отвечает.",
        intro="То, что она успела заполнить, пропадёт. Причина останется в истории кампании.",
    )  # fmt: skip


@require_POST
def campaign_accept(request, pk):
    """Accept all in which nothing is doubtful."""
    found = fetch_campaign_to_run(request.user, pk)
    try:
        accepted = reviewing.accept_plain(campaign=found, by=request.user)
    except AlreadyDone as repeat:
        return _told(request, found, str(repeat))
    words = counted(len(accepted), "организации", "организаций", "организаций")
    messages.success(request, f"Приняты сведения {words}.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def campaign_close(request, pk):
    """The end: with everything accepted, or with a word why not."""
    found = fetch_campaign_to_run(request.user, pk)
    if not found.is_open:
        return _told(
            request, found, closing.NOT_CLOSED if found.state == found.State.DRAFT else "Уже закрыта."
        )
    missing = closing.missing_of(found)
    form = ReasonForm(
        typed(request),
        words="Закрыть кампанию",
        label="Почему закрывается без них",
        asked=bool(missing),
        back_url=found.get_absolute_url(),
    )
    intro = "Сведения приняты от всех. После закрытия они не меняются."
    if missing:
        intro = f"Не приняты сведения: {', '.join(given.who for given in missing)}. В итогах этих данных не будет."

    def do(form):
        closing.close_campaign(campaign=found, reason=form.cleaned_data.get("reason", ""), by=request.user)

    return service_page(
        request, form, "Закрыть кампанию", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Кампания закрыта, итоги считаются.", intro=intro,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_reopen(request, pk):
    """Open again what was closed."""
    found = fetch_campaign_to_run(request.user, pk)
    if found.state != Campaign.State.CLOSED:
        return _told(request, found, "Эта кампания не закрыта.")
    form = ReasonForm(
        typed(request),
        words="Открыть снова",
        label="Зачем открывается снова",
        back_url=found.get_absolute_url(),
    )

    def do(form):
        closing.reopen_campaign(campaign=found, reason=form.cleaned_data["reason"], by=request.user)

    return service_page(
        request, form, "Открыть снова", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Кампания открыта. Верните на исправление сведения, в которых ошибка.",
        intro=f"Итоги получат версию {found.result_version + 1}: станет видно, что они пересчитаны.",
    )  # fmt: skip
