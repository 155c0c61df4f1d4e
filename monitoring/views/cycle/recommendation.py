"""One recommendation: read, acknowledged, answered by the organisation; accepted or sent back by the methodist."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, edit_page, service_page, typed
from methodservice.documents.files import keep_file
from monitoring.cycle_documents.recommendations import addressee
from monitoring.forms.recommendations import AnswerForm, RecommendationForm, SendBackForm
from monitoring.models import Recommendation
from monitoring.services.cycle import recommending
from monitoring.services.locks import lock_recommendation
from monitoring.views.cycle.common import RECOMMENDATIONS, back_to, crumbs_to
from monitoring.workflow import STATE_KINDS

State = Recommendation.State
FORM = "directory/form.html"
MAY_ANSWER = (State.SENT, State.ACKNOWLEDGED, State.ANSWERED)


@require_GET
def recommendation(request, pk):
    """What is asked, by when, what was answered. 1 query beside the user's rights, 2 where it can be answered."""
    found = fetch_visible(RECOMMENDATIONS, request.user, pk=pk)
    access = request.user.access
    may_answer = may_be_answered_by(request.user, found)
    is_open = not found.cycle.is_closed
    context = {
        "recommendation": found,
        "addressee": addressee(found),
        "state_kind": STATE_KINDS[found.state],
        "is_done": found.state in (State.ANSWERED, State.DONE),
        "may_edit": access.is_methodist and is_open and found.state == State.DRAFT,
        "may_acknowledge": may_answer and found.state == State.SENT,
        "may_answer": may_answer and found.state in (State.SENT, State.ACKNOWLEDGED),
        "may_judge": access.is_methodist and is_open and found.state == State.ANSWERED,
        "is_staff": access.is_district_staff,
        "today": timezone.localdate(),
        "title": f"Рекомендация: {addressee(found)}",
        "crumbs": crumbs_to(found.cycle),
    }
    return render(request, "monitoring/cycle/recommendation.html", context)


def may_be_answered_by(user, found: Recommendation) -> bool:
    """1 query, none when the thread is closed or there is nothing to answer."""
    if found.cycle.is_closed or found.state not in MAY_ANSWER:
        return False
    return Recommendation.objects.answerable_by(user).filter(pk=found.pk).exists()


def fetch_answerable(user, pk) -> Recommendation:
    """The recommendation if the user answers it; 403 if the user may only see it; 404 if not even that."""
    found = fetch_visible(RECOMMENDATIONS, user, pk=pk)
    if not Recommendation.objects.answerable_by(user).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found


@require_POST
def acknowledge(request, pk):
    """«Принять к исполнению»."""
    found = fetch_answerable(request.user, pk)
    return done_or_told(
        request,
        found,
        recommending.acknowledge,
        done="Принято к исполнению. Когда всё будет сделано, ответьте здесь же.",
        recommendation=found,
    )


@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """What was done, with a link or a file."""
    found = fetch_answerable(request.user, pk)
    if not may_be_answered_by(request.user, found):
        return back_to(
            request, found, recommending.CLOSED if found.cycle.is_closed else recommending.ACCEPTED
        )
    form = AnswerForm(
        typed(request),
        request.FILES or None,
        initial={"answer": found.answer, "link": found.link},
        back_url=found.get_absolute_url(),
    )
    if found.file:
        form.fields["upload"].label = "Другой файл"
        form.fields["upload"].help_text += f" Сейчас приложен: {found.file.name}."

    def do(form):
        with transaction.atomic():
            upload = form.cleaned_data["upload"]
            municipality = found.cycle.municipality
            recommending.answer(
                recommendation=found,
                text=form.cleaned_data["answer"],
                link=form.cleaned_data["link"],
                file=keep_file(upload, municipality=municipality, by=request.user) if upload else None,
                by=request.user,
            )

    return service_page(
        request,
        form,
        "Ответить на рекомендацию",
        do,
        back_url=found.get_absolute_url(),
        crumbs=_crumbs(found),
        done="Ответ отправлен.",
        template=FORM,
        intro=found.text,
    )


@require_POST
def accept(request, pk):
    """The answer satisfies."""
    found = fetch_editable(RECOMMENDATIONS, request.user, pk=pk)
    return done_or_told(
        request, found, recommending.accept_answer, done="Ответ принят.", recommendation=found
    )


@require_http_methods(["GET", "POST"])
def send_back(request, pk):
    """The answer goes back with a remark."""
    found = fetch_editable(RECOMMENDATIONS, request.user, pk=pk)
    if found.state != State.ANSWERED or found.cycle.is_closed:
        return back_to(request, found, "Сейчас возвращать нечего.")
    form = SendBackForm(typed(request), back_url=found.get_absolute_url())

    def do(form):
        recommending.send_back(recommendation=found, remark=form.cleaned_data["remark"], by=request.user)

    return service_page(
        request,
        form,
        "Вернуть ответ",
        do,
        back_url=found.get_absolute_url(),
        crumbs=_crumbs(found),
        done="Ответ возвращён с замечанием.",
        template=FORM,
        intro=found.answer,
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change a draft."""
    found = fetch_editable(RECOMMENDATIONS, request.user, pk=pk)
    if found.state != State.DRAFT or found.cycle.is_closed:
        return back_to(request, found, recommending.SENT)

    def save(form, by):
        current = lock_recommendation(found.pk)
        return recommending.rewrite_draft(recommendation=current, by=by, **form.cleaned_data)

    return edit_page(
        request,
        RecommendationForm,
        found,
        f"Рекомендация: {addressee(found)}",
        back_url=found.cycle.get_absolute_url(),
        crumbs=crumbs_to(found.cycle),
        save=save,
    )


@require_POST
def remove(request, pk):
    """Take a draft out; it can be written again, so nothing is asked."""
    found = fetch_editable(RECOMMENDATIONS, request.user, pk=pk)
    return done_or_told(
        request, found.cycle, recommending.withdraw_draft, done="Рекомендация убрана.", recommendation=found
    )


def _crumbs(found: Recommendation) -> list[tuple[str, str]]:
    return [*crumbs_to(found.cycle), (f"Рекомендация: {addressee(found)}", found.get_absolute_url())]
