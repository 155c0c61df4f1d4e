"""A document from nothing; its title and period; throwing a draft away."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from methodservice.directory import audit
from methodservice.directory.access import require_methodist
from methodservice.directory.views.pages import form_page, service_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.forms.starting import EditionForm, StartForm
from roadmap.models import Edition, Programme
from roadmap.services import editing
from roadmap.services.locks import lock_draft
from roadmap.services.writing import start_programme
from roadmap.usual import usual_content
from roadmap.views.common import fetch_draft, programme_crumbs
from roadmap.views.editor_common import NOTHING_OPEN, ask, editor_crumbs, told

KEPT_ITEMS = "Утверждённое останется как есть, пропадут только изменения черновика."
ALL_GONE = "Документ ещё не утверждали, поэтому он пропадёт целиком."


@require_http_methods(["GET", "POST"])
def start(request):
    """What it is called, for which period, with which table: then the editor opens."""
    require_methodist(request.user)
    back_url = reverse("roadmap:list")
    form = StartForm(typed(request), back_url=back_url)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        just_made = audit.just_made(Programme, by=request.user)
        twin = Programme.objects.filter(pk__in=just_made, title=answers["title"]).first()
        if twin:
            messages.info(request, "Этот документ уже создан.")
            return redirect("roadmap:edit", twin.pk)
        content = usual_content(
            document=answers["kind"], title=answers["title"], first=answers["first"], last=answers["last"],
            table=answers["table"], passport=answers["passport"],
        )  # fmt: skip
        edition = start_programme(municipality=request.user.municipality, content=content, by=request.user)
        messages.success(request, "Черновик создан. Добавьте пункты.")
        return redirect("roadmap:edit", edition.programme_id)
    return form_page(request, form, "Новый документ", crumbs=[("Дорожные карты", back_url)])


@require_http_methods(["GET", "POST"])
def words(request, pk):
    """Title, period, sheets of the draft."""
    programme, edition = fetch_draft(request.user, pk)
    if edition is None:
        return told(request, programme.get_absolute_url(), NOTHING_OPEN)
    back_url = reverse("roadmap:edit", args=[pk])
    try:
        with transaction.atomic():
            if request.method == "POST":
                edition = lock_draft(edition)
            form = EditionForm(typed(request), instance=edition, back_url=back_url)

            def save(form):
                editing.change_edition(edition=edition, by=request.user, **form.words)

            return service_page(
                request, form, "Название и период", save,
                back_url=back_url, crumbs=editor_crumbs(edition), done="Сохранено.",
            )  # fmt: skip
    except Refused as refusal:
        return told(request, programme.get_absolute_url(), str(refusal))


@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Throw the draft away, with the whole document when nothing was approved; asks once."""
    programme, edition = fetch_draft(request.user, pk)
    if edition is None:
        return told(request, programme.get_absolute_url(), NOTHING_OPEN)
    if request.method == "POST":
        try:
            stays = editing.discard(programme=programme, by=request.user)
        except AlreadyDone as repeat:
            return told(request, programme.get_absolute_url(), str(repeat))
        messages.success(request, "Черновик удалён.")
        return redirect(programme) if stays else redirect("roadmap:list")
    was_approved = programme.editions.filter(state__in=Edition.KEPT).exists()
    return ask(
        request, title="Удалить черновик", question=f"Удалить черновик «{edition.title}»?",
        consequence=KEPT_ITEMS if was_approved else ALL_GONE, action="Удалить",
        crumbs=programme_crumbs(programme), back_url=programme.get_absolute_url(),
    )  # fmt: skip
