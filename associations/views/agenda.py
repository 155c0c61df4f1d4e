"""The agenda of a meeting: add, change, order and remove questions; candidates of an election."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from associations.forms.fields import PersonField
from associations.forms.meetings import ItemEditForm, ItemForm
from associations.models import AgendaItem, Candidate, Meeting
from associations.picture import members_on
from associations.services import agenda
from associations.services.decisions import refresh_follow_up
from associations.views.meetings import editable_meeting
from associations.views.screen import REFUSED, answer, crumbs_of, posted, refusal
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.saving import conflict_response
from methodservice.lib.refusals import Refused, Stale

ITEM_FIELDS = ("title", "kind", "office", "speaker_id", "speaker_text")


def editable_item(user, pk) -> AgendaItem:
    rows = AgendaItem.objects.select_related(
        "meeting__association__municipality", "meeting__association__school", "speaker"
    )
    return fetch_editable(rows, user, pk=pk)


def members_of(meeting: Meeting):
    """Teachers who are members on the day of the meeting. 1 query."""
    return [row.teacher for row in members_on(meeting.association, meeting.date)]


def _place_of(meeting: Meeting, anchor: str):
    return redirect(f"{meeting.get_absolute_url()}#{anchor}")


@require_http_methods(["GET", "POST"])
def item_add(request, pk):
    """A question at the end of the agenda."""
    meeting = editable_meeting(request.user, pk)
    form = ItemForm(posted(request), people=members_of(meeting))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ITEM_FIELDS}
        try:
            item = agenda.add_item(meeting=meeting, by=request.user, **values)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _place_of(meeting, f"item-{item.pk}")
    return _item_page(request, meeting, form, "Новый вопрос")


def _item_page(request, meeting, form, title):
    context = {
        "form": form,
        "title": title,
        "meeting": meeting,
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "back_url": f"{meeting.get_absolute_url()}#agenda",
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "associations/item_form.html", context, status=status)


@require_POST
def follow_up_refresh(request, pk):
    """«Составить заново»: the text about decisions of the last protocol, from their marks of today."""
    item = editable_item(request.user, pk)
    try:
        refresh_follow_up(item=item, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Текст составлен заново по отметкам. Прежний остался в журнале.")
    return _place_of(item.meeting, f"item-{item.pk}")


@require_http_methods(["GET", "POST"])
def item_edit(request, pk):
    """Question, kind, whom it elects, speaker."""
    item = editable_item(request.user, pk)
    meeting = item.meeting
    initial = {name: getattr(item, name) for name in (*ITEM_FIELDS, "version")}
    people = members_of(meeting)
    if item.speaker and item.speaker not in people:
        people.append(item.speaker)
    form = ItemEditForm(posted(request), initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ITEM_FIELDS}
        try:
            agenda.change_item(item=item, version=form.cleaned_data["version"], by=request.user, **values)
        except Stale as stale:
            form.typed = ITEM_FIELDS
            return conflict_response(
                request, form, stale, title="Изменить вопрос",
                crumbs=crumbs_of(meeting, with_meeting=True), back_url=request.path,
            )  # fmt: skip
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _place_of(meeting, f"item-{item.pk}")
    return _item_page(request, meeting, form, "Изменить вопрос")


@require_POST
def item_move(request, pk):
    """«Выше», «ниже»."""
    item = editable_item(request.user, pk)
    try:
        agenda.move_item(item=item, up=request.POST.get("way") == "up", by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    return _place_of(item.meeting, f"item-{item.pk}")


@require_http_methods(["GET", "POST"])
def item_remove(request, pk):
    """Take a question off the agenda; asks once, because its texts go with it."""
    item = editable_item(request.user, pk)
    meeting = item.meeting
    if request.method == "POST":
        try:
            agenda.remove_item(item=item, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
        return _place_of(meeting, "agenda")
    context = {
        "title": "Убрать вопрос",
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "question": f"Убрать из повестки вопрос {item.position} «{item.title}»?",
        "consequence": "Вместе с ним удалятся записанные тексты, решения и голоса.",
        "action": "Убрать",
        "back_url": f"{meeting.get_absolute_url()}#item-{item.pk}",
    }
    return render(request, "components/confirm.html", context)


@require_POST
def proposals_take(request, pk):
    """Put the chosen proposals of school associations into the agenda."""
    meeting = editable_meeting(request.user, pk)
    chosen = set(request.POST.getlist("proposals"))
    proposals = [row for row in agenda.open_proposals(meeting.association) if str(row.pk) in chosen]
    try:
        taken = agenda.take_proposals(meeting=meeting, proposals=proposals, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        if not taken:
            messages.info(request, "Отметьте предложения, которые нужно включить в повестку.")
    return _place_of(meeting, "agenda")


@require_POST
def candidate_add(request, pk):
    """Name a candidate of an election."""
    item = editable_item(request.user, pk)
    field = PersonField(members_of(item.meeting), required=False)
    try:
        teacher_id = field.clean(request.POST.get("teacher", ""))
        if teacher_id is None:
            raise Refused("Выберите кандидата из списка.", f"item-{item.pk}")
        agenda.add_candidate(item=item, teacher_id=teacher_id, by=request.user)
    except ValidationError as error:
        return refusal(request, item.meeting, Refused(error.messages[0], f"item-{item.pk}"), "votes")
    except Refused as error:
        return refusal(request, item.meeting, error, "votes")
    return answer(request, item.meeting, f"item-{item.pk}", "votes")


@require_POST
def candidate_remove(request, pk):
    """Take a candidate off the list."""
    rows = Candidate.objects.select_related(
        "teacher", "item__meeting__association__municipality", "item__meeting__association__school"
    )
    candidate = fetch_editable(rows, request.user, pk=pk)
    item = candidate.item
    try:
        agenda.remove_candidate(candidate=candidate, by=request.user)
    except Refused as error:
        return refusal(request, item.meeting, error, "votes")
    return answer(request, item.meeting, f"item-{item.pk}", "votes")
