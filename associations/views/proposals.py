"""Proposals of school associations into the agenda of the district one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.forms.proposals import AcceptForm, DeclineForm, ProposalForm
from associations.models import Association, Proposal
from associations.services import proposals as service
from associations.views.card import PROPOSAL_KINDS, crumbs_to
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.models import AuditEvent
from methodservice.directory.views.pages import REFUSED
from methodservice.lib.refusals import AlreadyDone, Refused

WITH_BOTH = Proposal.objects.select_related(
    "association__municipality",
    "association__school",
    "source__municipality",
    "source__school",
    "item__meeting",
)


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """The leaders of a school association offer a question to the district association above it."""
    source = fetch_visible(
        Association.objects.select_related("municipality", "school", "parent__municipality"),
        request.user,
        pk=pk,
    )
    if source.parent is None:
        raise Http404
    if not Association.objects.led_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    back_url = source.get_absolute_url()
    form = ProposalForm(request.POST or None, back_url=back_url)

    def do(form):
        service.offer(source=source, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        form,
        "Предложить вопрос",
        do,
        back_url=back_url,
        crumbs=crumbs_to(source),
        done=f"Предложение направлено: {source.parent.title}.",
        intro=f"Вопрос увидят руководитель и секретарь: {source.parent.title}. Они включат его в повестку "
        "или ответят, почему нет.",
    )


def _page(request, proposal, *, accept=None, decline=None, status=200):
    leads = Proposal.objects.editable_by(request.user).filter(pk=proposal.pk).exists()
    may_answer = leads and proposal.state == Proposal.State.NEW
    accept = accept or AcceptForm(association=proposal.association)
    sees = set(
        Association.objects.visible_to(request.user)
        .filter(pk__in=(proposal.association_id, proposal.source_id))
        .values_list("pk", flat=True)
    )
    context = {
        "proposal": proposal,
        "kind": PROPOSAL_KINDS[proposal.state],
        "may_answer": may_answer,
        "accept": accept,
        "has_meetings": may_answer and accept.fields["meeting"].queryset.exists(),
        "decline": decline or DeclineForm(),
        "sees_district": proposal.association_id in sees,
        "sees_source": proposal.source_id in sees,
        "events": AuditEvent.objects.about(proposal).select_related("actor").order_by("at", "pk"),
        "crumbs": crumbs_to(proposal.association if proposal.association_id in sees else proposal.source),
    }
    return render(request, "associations/proposal.html", context, status=status)


@require_GET
def detail(request, pk):
    """A proposal with its state, and the answer forms for those who lead the district association."""
    return _page(request, fetch_visible(WITH_BOTH, request.user, pk=pk))


def _answer(request, proposal, form, do, done, **forms):
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect("associations:proposal", proposal.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("associations:proposal", proposal.pk)
    return _page(request, proposal, **forms, status=REFUSED)


@require_POST
def accept(request, pk):
    """Put the question at the end of the agenda of a planned meeting."""
    proposal = fetch_editable(WITH_BOTH, request.user, pk=pk)
    form = AcceptForm(request.POST, association=proposal.association)

    def do(data):
        service.accept(proposal=proposal, meeting=data["meeting"], by=request.user)

    return _answer(request, proposal, form, do, "Вопрос включён в повестку.", accept=form)


@require_POST
def decline(request, pk):
    """Answer why the question does not go into the agenda."""
    proposal = fetch_editable(WITH_BOTH, request.user, pk=pk)
    form = DeclineForm(request.POST)

    def do(data):
        service.decline(proposal=proposal, answer=data["answer"], by=request.user)

    return _answer(request, proposal, form, do, "Ответ отправлен.", decline=form)
