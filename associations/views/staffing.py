"""The roster of a school year: who is in it, adding many at once, ending, carrying over, approving by order."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from associations.forms.staffing import ApproveRosterForm, CandidateFilter, EndMembershipForm, MembershipDates
from associations.models import Membership
from associations.services import staffing
from associations.views.card import asked_year, crumbs_to
from associations.views.editing import WITH_TITLE
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable
from methodservice.directory.models import Teacher
from methodservice.directory.views.pages import REFUSED
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import words_in
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole

MOST_SHOWN = 200
COMING = timedelta(days=120)
STAFFING_TIME = timedelta(days=60)
"""So long after 1 September those who are added belong to the roster from its first day."""


def year_of_work(request) -> SchoolYear:
    """The school year of the page: asked for, or this one; from May the coming one."""
    return asked_year(request, SchoolYear.containing(timezone.localdate() + COMING))


def _first_day(year: SchoolYear):
    today = timezone.localdate()
    return today if year.starts + STAFFING_TIME < today <= year.ends else year.starts


def _members_url(association, year) -> str:
    return f"{reverse('associations:members', args=[association.pk])}?year={year.first}"


def _candidates(request, association, year):
    """(filter form, people to add, their number): of the association's school and subject until asked otherwise."""
    asked = any(name in request.GET for name in CandidateFilter.base_fields)
    usual = {"school": association.school_id, "subject": association.subject_id}
    form = CandidateFilter(request.GET if asked else usual, user=request.user, label_suffix="")
    people = Teacher.objects.editable_by(request.user).working()
    there = Membership.objects.filter(association=association).exclude(ends__lt=year.starts)
    people = people.exclude(pk__in=there.values("teacher"))
    if form.is_valid():
        chosen = form.cleaned_data
        if chosen["school"]:
            people = people.filter(school=chosen["school"])
        if chosen["subject"]:
            people = people.filter(subjects=chosen["subject"])
        people = people.filter(words_in(chosen["q"], "surname", "given_name", "patronymic"))
    return form, people.for_register()[:MOST_SHOWN], people.count()


def _members_page(request, association, year, dates, *, chosen=(), status=200):
    form, candidates, number = _candidates(request, association, year)
    members = Membership.objects.filter(association=association, starts__lte=year.ends).exclude(
        ends__lt=year.starts
    )
    context = {
        "association": association,
        "year": year,
        "years": [SchoolYear(year.first + step) for step in (-1, 0, 1)],
        "members": members.select_related("teacher__school"),
        "today": timezone.localdate(),
        "form": form,
        "dates": dates,
        "candidates": candidates,
        "number": number,
        "most": MOST_SHOWN,
        "chosen": set(chosen),
        "all_chosen": request.GET.get("all") == "1",
        "roster": association.rosters.filter(school_year=year.first).first(),
        "crumbs": crumbs_to(association),
    }
    return render(request, "associations/members.html", context, status=status)


@require_GET
def members(request, pk):
    """Members of a school year and the people who can be added. 8 queries, whatever the number of rows."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    year = year_of_work(request)
    return _members_page(request, association, year, MembershipDates(initial={"starts": _first_day(year)}))


@require_POST
def members_add(request, pk):
    """Add those who are checked."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    year = year_of_work(request)
    dates = MembershipDates(request.POST)
    chosen = _ids(request, "teachers")
    if dates.is_valid():
        try:
            rows = staffing.add_members(
                association=association, teacher_ids=chosen, by=request.user, **dates.cleaned_data
            )
        except Refused as refusal:
            dates.add_error(refusal.anchor if refusal.anchor in dates.fields else None, str(refusal))
        else:
            messages.success(request, f"Добавлено: {len(rows)}.")
            return redirect(_members_url(association, year))
    return _members_page(request, association, year, dates, chosen=chosen, status=REFUSED)


def _ids(request, name) -> list[int]:
    """Numbers of checked boxes; what is no number was not sent by the page and is left out."""
    return [number for text in request.POST.getlist(name) if (number := whole(text)) is not None]


@require_http_methods(["GET", "POST"])
def member_end(request, pk):
    """End a membership, or take it out as a mistake."""
    rows = Membership.objects.select_related("association__municipality", "association__school", "teacher")
    membership = fetch_editable(rows, request.user, pk=pk)
    today = timezone.localdate()
    back_url = reverse("associations:members", args=[membership.association_id])
    form = EndMembershipForm(request.POST or None, initial={"ends": today}, back_url=back_url)

    def do(form):
        if form.cleaned_data["how"] == form.MISTAKE:
            staffing.remove_membership(membership=membership, by=request.user)
        else:
            staffing.end_membership(membership=membership, ends=form.cleaned_data["ends"], by=request.user)

    until = f" по {membership.ends:%d.%m.%Y}" if membership.ends else ""
    return service_page(
        request,
        form,
        "Завершить членство",
        do,
        back_url=back_url,
        crumbs=crumbs_to(membership.association),
        done="Записано.",
        intro=f"{membership.teacher.full_name} состоит в объединении с {membership.starts:%d.%m.%Y}{until}.",
    )


@require_http_methods(["GET", "POST"])
def roster_copy(request, pk):
    """Carry last year's roster over: who goes on, who can be taken again, who left, whom to ask."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    year = year_of_work(request)
    error = ""
    if request.method == "POST":
        try:
            taken, ended = staffing.copy_roster(
                association=association,
                teacher_ids=_ids(request, "teachers"),
                leaving_ids=_ids(request, "leaving"),
                year=year,
                by=request.user,
            )
        except (Refused, AlreadyDone) as refusal:
            error = str(refusal)
        else:
            messages.success(request, f"Состав перенесён: принято {taken}, завершено {ended}.")
            return redirect(_members_url(association, year))
    context = {
        "association": association,
        "carry": staffing.carry_over(association=association, year=year, by=request.user),
        "year": year,
        "error": error,
        "members_url": _members_url(association, year),
        "crumbs": [*crumbs_to(association), ("Состав", _members_url(association, year))],
    }
    return render(request, "associations/roster_copy.html", context, status=REFUSED if error else 200)


@require_http_methods(["GET", "POST"])
def roster_approve(request, pk):
    """Approve the roster of a school year by order; the list that the order approves is shown beside the form."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    year = year_of_work(request)
    today = timezone.localdate()
    back_url = _members_url(association, year)
    form = ApproveRosterForm(request.POST or None, initial={"approved_on": today}, back_url=back_url)

    def do(form):
        staffing.approve_roster(association=association, year=year, by=request.user, **form.cleaned_data)
        return association.get_absolute_url()

    day = staffing.roster_day(year, today)
    return service_page(
        request,
        form,
        f"Утвердить состав на {year} учебный год",
        do,
        back_url=back_url,
        crumbs=[*crumbs_to(association), ("Состав", back_url)],
        done="Состав утверждён.",
        template="associations/roster_approve.html",
        members=Membership.objects.on(day).filter(association=association).select_related("teacher__school"),
        day=day,
    )
