"""The card of an association: who leads it, who belongs to it on a date, its meetings and its file."""

from datetime import date

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.card import STATE_KINDS, read_card
from associations.models import Association, Proposal, Roster
from methodservice import registries
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.periods import SchoolYear

REGISTER = "associations:list"
PROPOSAL_KINDS = {
    Proposal.State.NEW: "waiting",
    Proposal.State.ACCEPTED: "done",
    Proposal.State.DECLINED: "refused",
}
FIRST_YEAR, LAST_YEAR = 1990, 2100


def crumbs_to(association=None) -> list[tuple[str, str]]:
    """The path to a page of the register or of an association."""
    crumbs = [("Объединения", reverse(REGISTER))]
    return [*crumbs, (association.title, association.get_absolute_url())] if association else crumbs


def asked_day(request, default: date) -> date:
    """`?on=2026-10-12`; what is not a date is told and read as the default."""
    text = request.GET.get("on", "").strip()
    if not text:
        return default
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        messages.warning(request, "Такой даты нет. Введите день, месяц и год, например 12.10.2026.")
        return default
    return day


def asked_year(request, default: SchoolYear) -> SchoolYear:
    """`?year=2026` is the school year that begins in 2026."""
    text = request.GET.get("year", "")
    if text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return SchoolYear(int(text))
    return default


def _primary(association, card, may_edit, may_lead) -> tuple[str, str, str] | None:
    """(icon, words, address) of the one primary button: what the association needs first from this person."""
    key = [association.pk]
    if association.closed_on:
        return None
    if may_edit and not card.members:
        return "person-plus", "Заполнить состав", reverse("associations:members", args=key)
    if may_edit and not card.head:
        return "person-check", "Назначить руководителя", reverse("associations:term_add", args=key)
    if may_lead:
        return "calendar-event", "Запланировать заседание", reverse("associations:meeting_add", args=key)
    return None


@require_GET
def detail(request, pk):
    """The card. 9 queries for it, up to 4 for the links that the person may open, and those of the panels."""
    association = fetch_visible(
        Association.objects.select_related("municipality", "school", "parent__municipality", "subject"),
        request.user,
        pk=pk,
    )
    today = timezone.localdate()
    on = asked_day(request, today)
    year = asked_year(request, SchoolYear.containing(on))
    card = read_card(association, user=request.user, on=on, year=year, today=today)
    columns = [
        ("Педагог", "teacher.full_name"),
        ("Должность", "teacher.position"),
        ("Организация", "teacher.school.short_name"),
        ("С", "starts"),
        ("По", "ends"),
    ]
    if download := export_if_asked(
        request, card.members, columns, f"Состав {association.title}", by=request.user
    ):
        return download
    may_edit = Association.objects.editable_by(request.user).filter(pk=pk).exists()
    may_lead = Association.objects.led_by(request.user).filter(pk=pk).exists()
    parent = association.parent
    context = {
        "association": association,
        "card": card,
        "today": today,
        "may_edit": may_edit and not association.closed_on,
        "may_offer": may_lead and parent is not None and not association.closed_on,
        "sees_parent": parent is not None
        and Association.objects.visible_to(request.user).filter(pk=parent.pk).exists(),
        "primary": _primary(association, card, may_edit, may_lead),
        "meetings": [(meeting, STATE_KINDS[meeting.state]) for meeting in card.meetings],
        "panels": registries.panels_of(association, request.user, on if on in year else year.starts),
        "proposals": [(proposal, PROPOSAL_KINDS[proposal.state]) for proposal in card.proposals],
        "crumbs": crumbs_to(),
    }
    return render(request, "associations/detail.html", context)


@require_GET
def roster(request, pk):
    """An approved roster as it was approved. 1 query for the people."""
    approved = fetch_visible(
        Roster.objects.select_related("association__municipality", "association__school"), request.user, pk=pk
    )
    members = approved.members.select_related("teacher__school").order_by(
        "teacher__surname", "teacher__given_name", "teacher__patronymic", "pk"
    )
    columns = [
        ("Педагог", "teacher.full_name"),
        ("Должность", "teacher.position"),
        ("Организация", "teacher.school.short_name"),
    ]
    name = f"Утверждённый состав {approved.association.title}"
    if download := export_if_asked(request, members, columns, name, by=request.user):
        return download
    context = {
        "roster": approved,
        "year": SchoolYear(approved.school_year),
        "members": members,
        "crumbs": crumbs_to(approved.association),
    }
    return render(request, "associations/roster.html", context)
