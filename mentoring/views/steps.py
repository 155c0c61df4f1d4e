"""The way of a pair: changed, agreed to, ordered, begun, finished, stopped, cancelled; reviews."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mentoring.forms.outsiders import MENDING, EditOutsiderForm
from mentoring.forms.pairs import (
    CancelPairForm,
    ConsentForm,
    EditPairForm,
    FinishPairForm,
    PaperOrderForm,
    ReviewForm,
    StopPairForm,
)
from mentoring.models import Pair, PairConsent
from mentoring.order_kind import PAIRS_ORDER
from mentoring.services import pairs as services
from mentoring.services.orders import draft_order
from mentoring.views.common import PAIRS, crumbs_to
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.views.pages import done_or_told, edit_page, form_page, service_page, typed
from methodservice.documents.orders.services.making import AlreadyDrafted
from methodservice.lib.refusals import Refused
from methodservice.lib.whole import wholes

CLOSED = "Пара уже не работает: её карточка не меняется."


def _step(request, pair, form, title, do, *, done, intro=""):
    """A page of one step that returns to the pair."""
    return service_page(
        request,
        form,
        title,
        do,
        back_url=pair.get_absolute_url(),
        crumbs=crumbs_to(pair),
        done=done,
        intro=intro,
    )


def _posted(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@transaction.atomic
def _save(form, *, by):
    form.instance.version += 1
    return audit.save_form(form, by=by)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Term and form until there is an order, goal and tasks while the pair is open."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)
    if pair.state not in Pair.OPEN:
        messages.info(request, CLOSED)
        return redirect(pair)
    return edit_page(
        request, EditPairForm, pair, "Изменить пару", back_url=pair.get_absolute_url(), crumbs=crumbs_to(pair),
        save=_save,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def outsider(request, pk):
    """Words about the person without a card, while the pair is open."""
    pair = fetch_editable(PAIRS.filter(outsider__isnull=False), request.user, pk=pk)
    if pair.state not in Pair.OPEN:
        messages.info(request, CLOSED)
        return redirect(pair)
    return edit_page(
        request, EditOutsiderForm, pair.outsider, MENDING[pair.form], back_url=pair.get_absolute_url(),
        crumbs=crumbs_to(pair), form_options={"form_of": pair.form},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def consent(request, pk, side):
    """One of the two agreed in writing."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)
    if side not in PairConsent.Side.values:
        raise Http404(side)

    def do(form):
        services.give_consent(pair=pair, side=side, by=request.user, **form.cleaned_data)

    form = ConsentForm(
        *_posted(request), back_url=pair.get_absolute_url(), initial={"given_on": timezone.localdate()}
    )
    intro = pair.person_of(side).full_name
    return _step(request, pair, form, PairConsent.TITLES[side], do, done="Согласие записано.", intro=intro)


@require_POST
def consent_remove(request, pk):
    """Written down by mistake."""
    rows = PairConsent.objects.select_related("pair__mentor", "pair__mentee", "pair__outsider", "scan")
    found = fetch_editable(rows, request.user, pk=pk)
    return done_or_told(
        request, found.pair, services.take_back_consent, done="Согласие убрано.", consent=found
    )


@require_http_methods(["GET", "POST"])
def paper_order(request, pk):
    """An order of the school or of the authority that was issued outside the portal."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)

    def do(form):
        services.name_order(pair=pair, by=request.user, **form.cleaned_data)

    form = PaperOrderForm(
        typed(request),
        back_url=pair.get_absolute_url(),
        initial={"number": pair.order_number, "on": pair.order_on or timezone.localdate()},
    )
    intro = "Если приказ издан не на портале, например организацией, запишите его номер и дату."
    return _step(request, pair, form, "Приказ организации", do, done="Приказ записан.", intro=intro)


@require_http_methods(["GET", "POST"])
def order(request):
    """A draft of the order from chosen pairs: `?pair=3&pair=5`; all where both have agreed when none is named."""
    require_methodist(request.user)
    asked = wholes(request.GET.getlist("pair"))
    form = PAIRS_ORDER.form(
        typed(request),
        municipality=request.user.municipality,
        user=request.user,
        back_url=reverse("mentoring:pairs"),
    )
    form.initial["records"] = [
        pair.pk
        for pair in form.pairs
        if (pair.pk in asked if asked else pair.consents_given == len(PairConsent.Side))
    ]
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_order(
                kind=PAIRS_ORDER, facts=PAIRS_ORDER.facts(form), municipality=request.user.municipality,
                by=request.user,
            )  # fmt: skip
        except AlreadyDrafted as standing:
            messages.info(request, str(standing))
            return redirect(standing.order)
        except Refused as refusal:
            form.add_error(refusal.anchor or None, str(refusal))
        else:
            messages.success(request, "Черновик готов. Прочитайте его и поправьте, что нужно.")
            return redirect(made)
    return form_page(request, form, PAIRS_ORDER.title, crumbs=crumbs_to(), intro=PAIRS_ORDER.note)


@require_POST
def start(request, pk):
    """«Начать работу»."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)
    return done_or_told(
        request, pair, services.start_pair, done="Пара начала работу, замеры запланированы.", pair=pair
    )


@require_http_methods(["GET", "POST"])
def finish(request, pk):
    """The result, deficits that are closed."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)
    today = timezone.localdate()

    def do(form):
        services.finish_pair(pair=pair, by=request.user, **form.cleaned_data)

    form = FinishPairForm(
        typed(request), pair=pair, back_url=pair.get_absolute_url(),
        initial={"ended_on": min(pair.ends, today), "result": pair.result},
    )  # fmt: skip
    return _step(
        request, pair, form, "Завершить пару", do, done="Пара завершена. Итоговый лист готов к печати."
    )


@require_http_methods(["GET", "POST"])
def stop(request, pk):
    """Before its time."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)

    def do(form):
        services.stop_pair(pair=pair, by=request.user, **form.cleaned_data)

    form = StopPairForm(typed(request), pair=pair, back_url=pair.get_absolute_url())
    intro = "Наставник вправе отказаться досрочно" + (
        ", работодатель — отменить поручение." if pair.mentor else ", предупреждать за три дня он не обязан."
    )
    return _step(request, pair, form, "Прекратить досрочно", do, done="Пара прекращена.", intro=intro)


@require_http_methods(["GET", "POST"])
def cancel(request, pk):
    """A pair in preparation that came to nothing."""
    pair = fetch_editable(PAIRS, request.user, pk=pk)

    def do(form):
        services.cancel_pair(pair=pair, by=request.user, **form.cleaned_data)

    form = CancelPairForm(typed(request), back_url=pair.get_absolute_url())
    intro = "Пара останется в списке с причиной. Создать её заново можно в любой день."
    return _step(request, pair, form, "Отменить пару", do, done="Пара отменена.", intro=intro)


@require_http_methods(["GET", "POST"])
def review(request, pk):
    """What the two say of it: each the own words, keepers both."""
    pair = fetch_visible(PAIRS, request.user, pk=pk)
    sides = _sides(request.user, pair)
    if not sides:
        raise PermissionDenied

    def do(form):
        services.write_review(pair=pair, by=request.user, **form.cleaned_data)

    form = ReviewForm(
        typed(request), sides=sides, back_url=pair.get_absolute_url(),
        initial={"mentor_review": pair.mentor_review, "mentee_review": pair.mentee_review},
    )  # fmt: skip
    return _step(request, pair, form, "Отзыв", do, done="Отзыв сохранён.")


def _sides(user, pair: Pair) -> list[str]:
    if Pair.objects.editable_by(user).filter(pk=pair.pk).exists():
        return PairConsent.Side.values
    return list(filter(None, [pair.own_side_of(user)]))
