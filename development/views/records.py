"""Records of a card are added, proposed, changed, deleted, taken and declined: one set of pages for all kinds."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from development.forms.records import DeclineForm
from development.kinds import RecordKind, kind_of
from development.models import Attestation, CardRecord, Diagnosis, DiagnosisResult
from development.places import card_url
from development.sections import WORDS, term_words
from development.services import records as services
from development.views.common import TEACHERS, crumbs_to, locked_page, require_keeper
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import quoted

BY_WISH = "По желанию. Запись увидят заместитель директора и методист: примут её в карточку или напишут, почему нет."


def _rows(kind: RecordKind):
    return kind.model.objects.select_related("teacher__school__municipality", *kind.relations)


def _said(record, done: str) -> str:
    """What was done; of an attestation also until when it holds and why."""
    if isinstance(record, Attestation):
        return f"{done} {record.get_category_display().capitalize()}: {term_words(record)}."
    return done


@require_http_methods(["GET", "POST"])
def add(request, pk, kind):
    """A new record; the person's own is a proposal. A diagnosis that found something leads on to its deficits."""
    teacher, kind, user = fetch_visible(TEACHERS, request.user, pk=pk), kind_of(kind), request.user
    keeping = services.keeps(user, teacher)
    if not keeping and not (kind.may_be_proposed and teacher.pk == user.teacher_id):
        raise PermissionDenied
    back_url = card_url(pk, kind.anchor)

    def make_form(data, files):
        form = kind.form(data, files, instance=kind.model(teacher=teacher), back_url=back_url)
        if not keeping:
            form.submit = "Предложить"
        return form

    def do(form):
        upload = form.cleaned_data.get("upload")
        record = services.add_record(
            teacher=teacher, model=kind.model, fields=form.words, upload=upload, by=user
        )
        done = (
            "Записано." if keeping else "Предложено. Пока запись не приняли, её можно исправить или отозвать."
        )
        messages.success(request, _said(record, done))
        return deficits_url(record)

    return locked_page(
        request,
        teacher,
        make_form,
        kind.new,
        do,
        back_url=back_url,
        crumbs=crumbs_to(user, teacher),
        done="",
        intro="" if keeping else BY_WISH,
    )


def _sent_again(record, user) -> str:
    """To the author of a declined proposal: why, and what saving does."""
    if getattr(record, "state", "") != CardRecord.State.DECLINED or record.proposed_by_id != user.pk:
        return ""
    return f"Почему не принято: {record.declined_why.rstrip('.')}. После исправления запись рассмотрят снова."


def deficits_url(record) -> str | None:
    """Where a new diagnosis with levels above none leads: to opening its deficits."""
    if not isinstance(record, Diagnosis):
        return None
    if not record.results.exclude(level=DiagnosisResult.Level.NONE).exists():
        return None
    return reverse("development:deficits_open", args=[record.pk])


@require_http_methods(["GET", "POST"])
def edit(request, kind, pk):
    """Change a record, put another file in its place."""
    kind, user = kind_of(kind), request.user
    record = fetch_editable(_rows(kind), user, pk=pk)
    back_url = card_url(record.teacher_id, kind.anchor)

    def make_form(data, files):
        instance = record if data is None else fetch_visible(_rows(kind), user, pk=pk)
        return kind.edit_form(data, files, instance=instance, back_url=back_url)

    def do(form):
        upload = form.cleaned_data.get("upload")
        changed = services.change_record(record=record, fields=form.words, upload=upload, by=user)
        messages.success(request, _said(changed, "Сохранено."))

    return locked_page(
        request,
        record.teacher,
        make_form,
        f"Изменить {kind.it}",
        do,
        back_url=back_url,
        crumbs=crumbs_to(user, record.teacher),
        done="",
        intro=_sent_again(record, user),
    )


@require_http_methods(["GET", "POST"])
def delete(request, kind, pk):
    """Asks once, then deletes the record with its file; the author of a proposal withdraws it here."""
    kind, user = kind_of(kind), request.user
    record = fetch_editable(_rows(kind), user, pk=pk)
    back_url = card_url(record.teacher_id, kind.anchor)
    withdraws = kind.may_be_proposed and not services.keeps(user, record.teacher)
    if request.method == "POST":
        try:
            services.delete_record(record=record, by=user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Запись отозвана." if withdraws else "Запись удалена.")
        return redirect(back_url)
    stored = getattr(record, "file", None)
    consequences = [f"Файл «{stored}» будет удалён с сервера." if stored else ""]
    if isinstance(record, Diagnosis):
        consequences.append("Результаты удалятся вместе с ней, открытые по ней дефициты останутся.")
    action = "Отозвать" if withdraws else "Удалить"
    context = {
        "title": f"{action} {kind.it}",
        "crumbs": crumbs_to(user, record.teacher),
        "question": f"{action} {kind.it} {quoted(WORDS[kind.key](record)[0])}?",
        "consequence": " ".join(filter(None, consequences)),
        "action": action,
        "back_url": back_url,
    }
    return render(request, "components/confirm.html", context)


@require_POST
def accept(request, kind, pk):
    """«Принять»."""
    kind = kind_of(kind, proposable=True)
    record = fetch_visible(_rows(kind), request.user, pk=pk)
    require_keeper(request.user, record.teacher)
    try:
        taken = services.accept(record=record, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    else:
        messages.success(request, _said(taken, "Принято в карточку."))
    return redirect(card_url(record.teacher_id, kind.anchor))


@require_http_methods(["GET", "POST"])
def decline(request, kind, pk):
    """«Не принимать» with a reason."""
    kind = kind_of(kind, proposable=True)
    record = fetch_visible(_rows(kind), request.user, pk=pk)
    require_keeper(request.user, record.teacher)
    back_url = card_url(record.teacher_id, kind.anchor)

    def do(form):
        services.decline(record=record, why=form.cleaned_data["why"], by=request.user)

    return service_page(
        request,
        DeclineForm(typed(request), back_url=back_url),
        "Не принимать запись",
        do,
        back_url=back_url,
        crumbs=crumbs_to(request.user, record.teacher),
        done="Запись не принята, педагог увидит почему.",
        intro=f"{record.teacher.full_name}: {WORDS[kind.key](record)[0]}.",
    )
