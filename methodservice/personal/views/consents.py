"""A consent is written down, mended, revoked; its blank form is printed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.models import Teacher
from methodservice.directory.views.pages import service_page, typed
from methodservice.documents.printing import printed_response
from methodservice.personal.blank import BLANK, blank_snapshot
from methodservice.personal.forms import GiveForm, MendForm, RevokeForm
from methodservice.personal.models import Consent
from methodservice.personal.services import consents as services
from methodservice.personal.standing import FOLLOWS
from methodservice.personal.views.common import PEOPLE, person_crumbs

CONSENTS = Consent.objects.select_related("teacher__school__municipality", "file")


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """The person signed; `?kind=` chooses which consent."""
    teacher = fetch_editable(PEOPLE, request.user, pk=pk)
    back_url = reverse("personal:person", args=[pk])
    asked = request.GET.get("kind", "")

    def do(form):
        services.give(teacher=teacher, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        GiveForm(*_sent(request), back_url=back_url, initial={"kind": asked}),
        "Записать согласие",
        do,
        back_url=back_url,
        crumbs=person_crumbs(request.user, teacher),
        done="Согласие записано.",
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A slip is mended; a revocation marked by mistake is taken back."""
    consent = fetch_editable(CONSENTS, request.user, pk=pk)
    back_url = consent.get_absolute_url()

    def do(form):
        services.mend(consent=consent, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        MendForm(*_sent(request), back_url=back_url, consent=consent),
        f"Согласие {consent.get_kind_display()}",
        do,
        back_url=back_url,
        crumbs=person_crumbs(request.user, consent.teacher),
        done="Сохранено.",
    )


@require_http_methods(["GET", "POST"])
def revoke(request, pk):
    """«Отозвано»: the page says what follows."""
    consent = fetch_editable(CONSENTS, request.user, pk=pk)
    back_url = consent.get_absolute_url()

    def do(form):
        services.revoke(consent=consent, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        RevokeForm(typed(request), back_url=back_url),
        f"Отзыв согласия {consent.get_kind_display()}",
        do,
        back_url=back_url,
        crumbs=person_crumbs(request.user, consent.teacher),
        done="Отзыв отмечен.",
        intro=FOLLOWS[consent.kind],
    )


@require_GET
def blank(request, pk, kind, fmt):
    """The form to be signed by hand, for those who keep the card and for the person; told to the journal."""
    user = request.user
    teacher = fetch_visible(PEOPLE.filter(anonymised_on=None), user, pk=pk)
    if kind not in Consent.Kind.values:
        raise Http404
    if teacher.pk != user.teacher_id and not Teacher.objects.editable_by(user).filter(pk=pk).exists():
        raise PermissionDenied
    answer = printed_response(
        request,
        BLANK,
        blank_snapshot(teacher, Consent.Kind(kind)),
        name=f"Согласие {Consent.Kind(kind).label}, {teacher.short_name}",
        fmt=fmt,
    )
    audit.record(audit.Verb.EXPORTED, by=user, obj=teacher, note="бланк согласия")
    return answer
