"""The analytical note: drafted, saved as one types, compared with the numbers, signed, read."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import REFUSED, done_or_told, form_page, typed
from methodservice.directory.views.saving import (
    conflict_response,
    is_autosave,
    refused_json,
    save_typed,
    saved_json,
)
from methodservice.documents.models import DocumentKind
from methodservice.documents.register.services import next_number
from methodservice.lib.refusals import AlreadyDone, Refused, Stale
from monitoring.cycle_documents.note import note_snapshot
from monitoring.forms.note import NoteForm, SignForm
from monitoring.models import Campaign, Note
from monitoring.services.cycle import notes
from monitoring.services.cycle.notes import fresh_texts, joined
from monitoring.views.cycle.common import NOTES, back_to, crumbs_to
from monitoring.workflow import STATE_KINDS

TITLE = "Аналитическая справка"
READ_AGAIN = "Пока вы читали, справку изменили. Прочитайте её ещё раз и подпишите."
REPLACE, APPEND = "replace", "append"


@require_POST
def note_add(request, pk):
    """Begin the note of a closed campaign; where one is being written, its page."""
    campaign = fetch_editable(Campaign, request.user, pk=pk)
    try:
        note = notes.begin_note(campaign=campaign, by=request.user)
    except AlreadyDone as repeat:
        return back_to(request, campaign.notes.get(state=Note.State.DRAFT), str(repeat))
    except Refused as refusal:
        return back_to(request, "monitoring:cycles", str(refusal))
    messages.success(request, "Черновик написан по числам. Проверьте его, допишите причины и подпишите.")
    return redirect(note)


@require_GET
def note(request, pk):
    """A draft: the sections beside the sheet as it will print; a signed note: what was signed. At most 16 queries
    beside the user's rights."""
    found = fetch_visible(NOTES, request.user, pk=pk)
    if request.htmx:
        return render(request, "monitoring/cycle/_note_paper.html", {"snapshot": note_snapshot(found)})
    if found.is_draft and request.user.access.is_methodist:
        return editor(request, found, NoteForm.of(found, uuid4().hex))
    context = {
        "note": found,
        "snapshot": found.document.snapshot if found.document_id else note_snapshot(found),
        "cycles": found.cycles.all(),
        **_frame(found),
    }
    return render(request, "monitoring/cycle/note.html", context)


def editor(request, found: Note, form: NoteForm, *, status: int = 200):
    """The page of a draft with the form as it stands."""
    fresh = fresh_texts(found)
    context = {
        "note": found,
        "form": form,
        "sections": [(form[section], section, fresh.get(section, "")) for section in Note.SECTIONS],
        "is_recounted": found.result_version != found.campaign.result_version,
        "snapshot": note_snapshot(found),
        **_frame(found),
    }
    return render(request, "monitoring/cycle/note_editor.html", context, status=status)


def _frame(found: Note) -> dict:
    return {
        "state_kind": STATE_KINDS[found.state],
        "title": TITLE,
        "crumbs": crumbs_to(),
    }


@require_POST
def note_save(request, pk):
    """The sections as typed; `take` («analysis:append») puts what the numbers say now into one of them."""
    found = fetch_editable(NOTES, request.user, pk=pk)
    quick = is_autosave(request)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return refused_json(form) if quick else editor(request, found, form, status=REFUSED)
    section = "" if quick else _take(form, found, request.POST.get("take", ""))

    def save(version, **values):
        return notes.write_note(note=found, version=version, by=request.user, **values)

    try:
        saved = save_typed(found, form, save)
    except Stale as stale:
        return conflict_response(
            request, form, stale, title=TITLE, crumbs=crumbs_to(), back_url=found.get_absolute_url()
        )
    except Refused as refusal:
        return refused_json(sentence=str(refusal)) if quick else back_to(request, found, str(refusal))
    if quick:
        return saved_json(saved, form)
    messages.success(request, "Сохранено.")
    anchor = f"#{section}" if section else ""
    return redirect(f"{found.get_absolute_url()}{anchor}")


def _take(form: NoteForm, found: Note, asked: str) -> str:
    """Change the form's own text; → the section, "" when nothing was asked or offered."""
    section, _, how = asked.partition(":")
    fresh = fresh_texts(found).get(section, "")
    if not fresh or how not in (REPLACE, APPEND):
        return ""
    text = form.cleaned_data[section]
    form.cleaned_data[section] = fresh if how == REPLACE else joined(text, fresh)
    return section


@require_POST
def note_checked(request, pk):
    """The text was compared with the results as they are now."""
    found = fetch_editable(NOTES, request.user, pk=pk)
    return done_or_told(
        request, found, notes.confirm_numbers, done="Отмечено: текст сверен с итогами.", note=found
    )


@require_http_methods(["GET", "POST"])
def note_sign(request, pk):
    """Signature: the number of the register, then the campaign's threads go on."""
    found = fetch_editable(NOTES, request.user, pk=pk)
    if not found.is_draft:
        return back_to(request, found, "Справка уже подписана.")
    municipality = found.campaign.municipality
    form = SignForm(typed(request), initial={"version": found.version}, back_url=found.get_absolute_url())
    following = next_number(municipality, DocumentKind.NOTE, timezone.localdate().year)
    form.fields["number"].help_text = f"Пусто — следующий номер реестра: {following}."
    waiting = found.campaign.cycles.filter(state="analysis").count()
    if request.method == "POST" and form.is_valid():
        try:
            notes.sign_note(note=found, by=request.user, **form.cleaned_data)
        except AlreadyDone as repeat:
            return back_to(request, found, str(repeat))
        except Stale:
            messages.warning(request, READ_AGAIN)
            return redirect(found)
        except Refused as refusal:
            if refusal.anchor in Note.SECTIONS:
                messages.error(request, str(refusal))
                return redirect(f"{found.get_absolute_url()}#{refusal.anchor}")
            form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
        else:
            messages.success(request, "Справка подписана и внесена в реестр.")
            return redirect(_after_signing(found))
    return form_page(
        request,
        form,
        "Подписать справку",
        crumbs=[*crumbs_to(), (TITLE, found.get_absolute_url())],
        intro=_intro(waiting),
    )


def _intro(waiting: int) -> str:
    words = "После подписи справку изменить нельзя."
    return f"{words} Циклов, которые перейдут к рекомендациям: {waiting}." if waiting else words


def _after_signing(found: Note) -> str:
    """The thread when there is only one; otherwise the board, or the note itself."""
    keys = list(found.cycles.order_by("pk").values_list("pk", flat=True)[:2])
    if len(keys) == 1:
        return reverse("monitoring:cycle", args=keys)
    return reverse("monitoring:cycles") if keys else found.get_absolute_url()


@require_http_methods(["GET", "POST"])
def note_delete(request, pk):
    """Throw a draft away; asks once."""
    found = fetch_editable(NOTES, request.user, pk=pk)
    if request.method == "POST":
        try:
            notes.discard_note(note=found, by=request.user)
        except Refused as refusal:
            return back_to(request, "monitoring:cycles", str(refusal))
        return back_to(request, "monitoring:cycles", "Справка удалена.")
    if not found.is_draft:
        return back_to(request, found, notes.SIGNED)
    context = {
        "title": "Удалить справку",
        "crumbs": [*crumbs_to(), (TITLE, found.get_absolute_url())],
        "question": "Удалить черновик справки?",
        "consequence": "Написанный текст пропадёт. Итоги мониторинга останутся.",
        "action": "Удалить",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
