"""What a methodist does to a campaign before and while it collects: dates, terms, reminders, who is asked."""

import logging
from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import School
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Campaign, Definition, Return
from monitoring.services.locks import lock_campaign, lock_return
from monitoring.services.opening import fill, open_campaign

logger = logging.getLogger(__name__)

NOT_COLLECTING = "Сбор сведений не идёт: состояние кампании — «{state}»."
BACKWARDS = "Последний день сбора раньше первого."
PAST = "Этот день уже прошёл. Выберите сегодняшний или более поздний."
OPENED = "Сбор уже открыт: изменить можно название и последний день сбора."
FROZEN = "Кампания закрыта: её сроки не меняются."
NOBODY_CHOSEN = "Отметьте хотя бы одну организацию."
NO_REASON = "Напишите причину."
NOT_LATER = "Срок и так до {day:%d.%m.%Y}. Выберите более поздний день."
SENT_ALREADY = "Эти организации уже сдали сведения."
CHANGEABLE = {
    Campaign.State.DRAFT: ("title", "cut_off", "opens_on", "closes_on", "opens_itself"),
    Campaign.State.OPEN: ("title", "closes_on"),
    Campaign.State.CLOSED: (),
}
"""What may still be changed in each state: values are filled as of the cut-off day when the campaign opens."""


@transaction.atomic
def change_campaign(*, campaign: Campaign, by, **fields) -> Campaign:
    """Write title and dates. Refused for what the state does not allow any more, and for dates in the wrong order."""
    current = lock_campaign(campaign.pk)
    if current.state == Campaign.State.CLOSED:
        raise Refused(FROZEN)
    before = audit.state_of(current)
    changed = {name: value for name, value in fields.items() if getattr(current, name) != value}
    if set(changed) - set(CHANGEABLE[current.state]):
        raise Refused(OPENED)
    if current.is_open and "closes_on" in changed and changed["closes_on"] < timezone.localdate():
        raise Refused(PAST, "closes_on")
    for name, value in changed.items():
        setattr(current, name, value)
    if current.closes_on < current.opens_on:
        raise Refused(BACKWARDS, "closes_on")
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def delete_campaign(*, campaign: Campaign, by) -> None:
    """Throw away a campaign that has not been opened."""
    current = Campaign.objects.select_for_update(of=("self",)).filter(pk=campaign.pk).first()
    if current is None:
        raise AlreadyDone("Кампания уже удалена.")
    if current.state != Campaign.State.DRAFT:
        raise Refused("Сбор уже открыт: удалить кампанию нельзя.")
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()


@transaction.atomic
def extend(*, campaign: Campaign, returns: Collection[int], until: date, reason: str, by) -> list[Return]:
    """Give organisations (keys of their returns) more time. → those whose term has changed.

    Those that have sent their figures meanwhile are left as they are.
    """
    current, reason = _collecting(campaign), reason.strip()
    if not returns:
        raise Refused(NOBODY_CHOSEN, "returns")
    if not reason:
        raise Refused(NO_REASON, "reason")
    if until < timezone.localdate():
        raise Refused(PAST, "until")
    if until <= current.closes_on:
        raise Refused(NOT_LATER.format(day=current.closes_on), "until")
    rows = _unsent(current, returns)
    for given in rows:
        before = audit.state_of(given)
        given.extended_to, given.extension_reason = until, reason
        given.version += 1
        given.save(update_fields=["extended_to", "extension_reason", "version"])
        audit.record_change(by=by, obj=given, before=before, note=reason)
    return rows


@transaction.atomic
def remind(*, campaign: Campaign, returns: Collection[int], by) -> list[Return]:
    """Tell organisations once more that their figures are waited for: their coordinators see it on their home."""
    current = _collecting(campaign)
    if not returns:
        raise Refused(NOBODY_CHOSEN, "returns")
    rows, now = _unsent(current, returns), timezone.now()
    Return.objects.filter(pk__in=[given.pk for given in rows]).update(reminded_at=now)
    who = counted(len(rows), "организации", "организациям", "организациям")
    audit.record(audit.Verb.CHANGED, by=by, obj=current, note=f"напоминание {who}")
    return rows


def _collecting(campaign: Campaign) -> Campaign:
    current = lock_campaign(campaign.pk)
    if not current.is_open:
        raise Refused(NOT_COLLECTING.format(state=current.get_state_display()))
    return current


def _unsent(campaign: Campaign, returns: Collection[int]) -> list[Return]:
    """Locked, of this campaign alone. Refused where nobody is left."""
    rows = Return.objects.select_for_update(of=("self",)).filter(campaign=campaign, pk__in=returns)
    keys = [given.pk for given in rows.order_by("pk") if given.state in Return.OPEN]
    if not keys:
        raise Refused(SENT_ALREADY, "returns")
    return list(Return.objects.filter(pk__in=keys).select_related("campaign__municipality", "school"))


def addable_schools(campaign: Campaign):
    """Open organisations that are not asked yet. 1 query."""
    asked = Return.objects.filter(campaign=campaign, school__isnull=False).values("school")
    rows = School.objects.filter(municipality=campaign.municipality_id, closed_on=None)
    return rows.exclude(pk__in=asked).order_by("short_name", "pk")


@transaction.atomic
def add_school(*, campaign: Campaign, school: School, by) -> Return:
    """Ask one more organisation, e.g. one that was founded meanwhile. AlreadyDone when it is asked already."""
    current = _collecting(campaign)
    if school.municipality_id != current.municipality_id:
        raise Refused("Это организация другого муниципалитета.", "school")
    if Return.objects.filter(campaign=current, school=school).exists():
        raise AlreadyDone(f"{school} уже отвечает.")
    definitions = list(Definition.objects.of(current.edition))
    if not any(definition.asks(school) for definition in definitions):
        raise Refused("У организаций этого вида показатели не спрашиваются.", "school")
    given = Return.objects.create(campaign=current, school=school)
    fill(current, definitions, [given])
    audit.record(audit.Verb.CREATED, by=by, obj=given)
    audit.record(audit.Verb.CHANGED, by=by, obj=current, note=f"добавлена организация: {school}")
    return given


@transaction.atomic
def withdraw_school(*, given: Return, reason: str, by) -> Campaign:
    """Stop asking an organisation, e.g. one that was closed: its return goes, the journal keeps the reason."""
    reason = reason.strip()
    current = _collecting(given.campaign)
    if not Return.objects.filter(pk=given.pk).exists():
        raise AlreadyDone("Эта организация уже не отвечает.")
    standing = lock_return(given.pk)
    if standing.school is None:
        raise Refused("Муниципалитет отвечает за свои показатели сам: исключить его нельзя.")
    if standing.state == Return.State.ACCEPTED:
        raise Refused("Сведения уже приняты и учтены. Если учитывать их не нужно, сначала верните их.")
    if not reason:
        raise Refused(NO_REASON, "reason")
    who = str(standing.school)
    audit.record(audit.Verb.DELETED, by=by, obj=standing, note=reason)
    standing.delete()
    audit.record(audit.Verb.CHANGED, by=by, obj=current, note=f"больше не отвечает {who}: {reason}")
    return current


def open_due(day: date) -> int:
    """Open what was told to open by itself, on its day or after it; what cannot be opened waits for a person.

    → how many were opened. Bears to run twice.
    """
    rows = Campaign.objects.filter(state=Campaign.State.DRAFT, opens_itself=True, opens_on__lte=day)
    opened = 0
    for campaign in rows.order_by("pk"):
        try:
            open_campaign(campaign=campaign, by=None)
        except Refused as refusal:
            logger.warning("campaign %s was not opened: %s", campaign.pk, refusal)
        else:
            opened += 1
    return opened
