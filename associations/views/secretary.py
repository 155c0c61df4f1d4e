"""What the secretary writes: attendance, officers, guests, texts, votes, decisions. Each is a POST of its own."""

from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.forms.secretary import (
    DecisionForm,
    GuestForm,
    ItemTextForm,
    MarkForm,
    NamedVotesForm,
    OfficersForm,
    PresenceForm,
    VotesForm,
)
from associations.models import AgendaItem, Decision, Guest
from associations.services import agenda
from associations.services import meetings as services
from associations.views.agenda import editable_item, members_of
from associations.views.meetings import editable_meeting
from associations.views.screen import REFUSED, Screen, answer, crumbs_of, form_page, posted, refusal
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.saving import (
    DAY,
    conflict_response,
    is_autosave,
    refused_json,
    remember_writer,
    save_typed,
    saved_json,
)
from methodservice.lib.refusals import Refused, Stale

DEEP = ("item__meeting__association__municipality", "item__meeting__association__school")


@require_POST
def all_present(request, pk):
    """«Все присутствуют»: exceptions already made stay."""
    meeting = editable_meeting(request.user, pk)
    try:
        services.mark_all_present(meeting=meeting, by=request.user)
    except Refused as error:
        return refusal(request, meeting, error, "roster", "votes")
    return answer(request, meeting, "roster", "roster", "votes")


@require_POST
def attendance(request, pk):
    """One member's mark, by the button pressed beside the name."""
    meeting = editable_meeting(request.user, pk)
    form = MarkForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(form.errors["mark"][0], "roster")
        teacher_id, status = form.cleaned_data["mark"]
        services.mark_attendance(meeting=meeting, teacher_id=teacher_id, status=status, by=request.user)
        deputy = agenda.hand_over_chair(meeting=meeting, by=request.user)
    except Refused as error:
        return refusal(request, meeting, error, "roster", "votes")
    if deputy is None:
        return answer(request, meeting, "roster", "roster", "votes")
    messages.info(request, f"Руководителя нет: председательствует заместитель, {deputy.short_name}.")
    return answer(request, meeting, "roster", "roster", "votes", "officers")


def _typed(request, meeting, form, row, save, *, title, anchor, fragment, context):
    """Save a form as one types, or whole by its button; refusals and conflicts keep what was typed."""
    quick = is_autosave(request)
    if not form.is_valid():
        if quick:
            return refused_json(form)
        return form_page(request, meeting, title, fragment, context | {"form": form}, status=REFUSED)
    try:
        saved = save_typed(row, form, save)
    except Stale as stale:
        return conflict_response(
            request, form, stale, title=title, crumbs=crumbs_of(meeting, with_meeting=True),
            back_url=f"{meeting.get_absolute_url()}#{anchor}",
        )  # fmt: skip
    except Refused as error:
        return refused_json(sentence=str(error)) if quick else refusal(request, meeting, error)
    if quick:
        return saved_json(saved, form)
    return redirect(f"{meeting.get_absolute_url()}#{anchor}")


@require_POST
def officers(request, pk):
    """Chair and secretary of the meeting."""
    meeting = editable_meeting(request.user, pk)
    form = OfficersForm(request.POST, people=members_of(meeting), auto_id="officers-%s")

    def save(version, **values):
        return services.save_meeting(meeting=meeting, version=version, by=request.user, **values)

    return _typed(
        request, meeting, form, meeting, save, title="Председатель и секретарь", anchor="officers",
        fragment="_officers", context={},
    )  # fmt: skip


@require_POST
def item_text(request, pk):
    """СЛУШАЛИ and ВЫСТУПИЛИ of one question."""
    item = editable_item(request.user, pk)
    form = ItemTextForm(request.POST, auto_id=f"item-{pk}-%s")

    def save(version, **values):
        return services.save_item(item=item, version=version, by=request.user, **values)

    return _typed(
        request, item.meeting, form, item, save, title=f"Вопрос {item.position}", anchor=f"item-{pk}",
        fragment="_item_text", context={"item": item},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decision_add(request, pk):
    """A new decision: an empty form, or what was typed into one — once, however often it is sent."""
    item = editable_item(request.user, pk)
    meeting = item.meeting
    context = {"item": item}
    if request.method == "GET":
        screen = Screen(meeting)
        context["form"] = screen.blank_decision(item)
        if request.htmx:
            return render(request, "associations/secretary/_decision_new.html", context)
        return form_page(request, meeting, "Новое решение", "_decision_new", context)
    form = DecisionForm(request.POST, people=members_of(meeting), auto_id=f"new-{pk}-%s")
    if not form.is_valid():
        if is_autosave(request):
            return refused_json(form)
        return form_page(
            request, meeting, "Новое решение", "_decision_new", context | {"form": form}, status=REFUSED
        )
    key = f"decision:{pk}:{form.cleaned_data['writer'] or 'none'}"
    number = form.cleaned_data["decision"] or cache.get(key)
    row = Decision.objects.filter(item=item, pk=number).first() if number else None
    if row is not None:
        return decision_save(request, row.pk)
    try:
        row = agenda.add_decision(item=item, by=request.user, **form.values())
    except Refused as error:
        return refused_json(sentence=str(error)) if is_autosave(request) else refusal(request, meeting, error)
    if form.cleaned_data["writer"]:
        cache.set(key, row.pk, DAY)
    remember_writer(row, form.cleaned_data["writer"])
    if is_autosave(request):
        return saved_json(row, form, decision=row.pk)
    return redirect(f"{meeting.get_absolute_url()}#item-{pk}")


def editable_decision(user, pk) -> Decision:
    return fetch_editable(Decision.objects.select_related("responsible", *DEEP), user, pk=pk)


@require_POST
def decision_save(request, pk):
    """The text, responsible and deadline of a decision."""
    decision = editable_decision(request.user, pk)
    meeting = decision.item.meeting
    people = members_of(meeting)
    if decision.responsible and decision.responsible not in people:
        people.append(decision.responsible)
    form = DecisionForm(request.POST, people=people, auto_id=f"decision-{pk}-%s")

    def save(version, **values):
        return services.save_decision(decision=decision, version=version, by=request.user, **values)

    return _typed(
        request, meeting, form, decision, save, title="Решение", anchor=f"item-{decision.item_id}",
        fragment="_decision", context={"decision": decision, "item": decision.item},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def decision_remove(request, pk):
    """Take a decision out; asks once."""
    decision = editable_decision(request.user, pk)
    meeting = decision.item.meeting
    place = f"{meeting.get_absolute_url()}#item-{decision.item_id}"
    if request.method == "POST":
        try:
            agenda.remove_decision(decision=decision, by=request.user)
        except Refused as error:
            return refusal(request, meeting, error)
        return redirect(place)
    context = {
        "title": "Удалить решение",
        "crumbs": crumbs_of(meeting, with_meeting=True),
        "question": "Удалить решение?",
        "consequence": decision.text,
        "action": "Удалить",
        "back_url": place,
    }
    return render(request, "components/confirm.html", context)


@require_POST
def votes(request, pk):
    """«Единогласно», counted hands, or nothing recorded."""
    item = editable_item(request.user, pk)
    screen = Screen(item.meeting)
    block = screen.block(item)
    form = VotesForm(request.POST, picture=block.picture, asks_chair=screen.asks_chair)
    if not form.is_valid():
        block.votes_form = form
        if request.htmx:
            return answer(request, item.meeting, f"item-{pk}", "votes", votes_form=(item, form))
        context = {"entry": block, "screen": screen}
        return form_page(
            request, item.meeting, f"Голосование, вопрос {item.position}", "_votes", context, status=REFUSED
        )
    try:
        services.record_votes(item=item, by=request.user, **form.recorded())
    except Refused as error:
        return refusal(request, item.meeting, error, "votes")
    return answer(request, item.meeting, f"item-{pk}", "votes")


@require_http_methods(["GET", "POST"])
def named_votes(request, pk):
    """Votes by name, of those who were there for the question."""
    item = editable_item(request.user, pk)
    block = Screen(item.meeting).block(item)
    form = NamedVotesForm(posted(request), picture=block.picture)
    if request.method == "POST" and form.is_valid():
        recorded = form.recorded()
        chair = recorded.get(item.meeting.chair_id, ("", None))[0]
        try:
            services.record_votes(
                item=item, voting=AgendaItem.Voting.NAMED, named=recorded, chair_vote=chair, by=request.user
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{item.meeting.get_absolute_url()}#item-{pk}")
    title = f"Поимённое голосование, вопрос {item.position}"
    context = {"form": form, "item": item, "entry": block}
    status = REFUSED if form.is_bound else 200
    return form_page(request, item.meeting, title, "_named", context, status=status)


@require_http_methods(["GET", "POST"])
def presence(request, pk):
    """Who came late or left early: those of the present who were there for the question."""
    item = editable_item(request.user, pk)
    screen = Screen(item.meeting)
    block = screen.block(item)
    form = PresenceForm(posted(request), picture=block.picture, present=screen.picture.here)
    if request.method == "POST" and form.is_valid():
        try:
            for teacher_id, here in form.changed():
                services.set_item_presence(item=item, teacher_id=teacher_id, here=here, by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{item.meeting.get_absolute_url()}#item-{pk}")
    title = f"Кто был при вопросе {item.position}"
    context = {"form": form, "item": item}
    status = REFUSED if form.is_bound else 200
    return form_page(request, item.meeting, title, "_presence", context, status=status)


@require_POST
def guest_add(request, pk):
    """An invited person."""
    meeting = editable_meeting(request.user, pk)
    form = GuestForm(request.POST, auto_id="guest-%s")
    if not form.is_valid():
        if request.htmx:
            return answer(request, meeting, "guests", "guests", guest_form=form)
        return form_page(request, meeting, "Приглашённый", "_guest_form", {"form": form}, status=REFUSED)
    try:
        agenda.add_guest(meeting=meeting, by=request.user, **form.cleaned_data)
    except Refused as error:
        return refusal(request, meeting, error, "guests")
    return answer(request, meeting, "guests", "guests")


@require_POST
def guest_remove(request, pk):
    """Take an invited person off the list."""
    rows = Guest.objects.select_related("meeting__association__municipality", "meeting__association__school")
    guest = fetch_editable(rows, request.user, pk=pk)
    try:
        agenda.remove_guest(guest=guest, by=request.user)
    except Refused as error:
        return refusal(request, guest.meeting, error, "guests")
    return answer(request, guest.meeting, "guests", "guests")


@require_GET
def draft(request, pk):
    """The bar and the draft anew, after something was saved as one types."""
    meeting = editable_meeting(request.user, pk)
    return answer(request, meeting, "draft")
