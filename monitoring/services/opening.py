"""A campaign is planned, then opened: each organisation gets its return with what the portal knows."""

from datetime import date

from django.db import transaction

from methodservice.directory import audit
from methodservice.directory.models import Municipality, School
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Campaign, Definition, Edition, IndicatorSet, Return, Value
from monitoring.prefill import known_of
from monitoring.rules.schedule import Due
from monitoring.services.locks import lock_campaign, lock_set
from monitoring.workflow import move_campaign

NOT_IN_FORCE = "У этих показателей нет действующей редакции. Сначала введите её в действие."
NOBODY = "Ни одна организация не отвечает за эти показатели. Проверьте, у каких видов организаций они спрашиваются."
TWICE = "Кампания за {period} по этим показателям уже есть."


class AlreadyPlanned(AlreadyDone):
    """The period has its campaign: `campaign`."""

    def __init__(self, campaign: Campaign):
        super().__init__(TWICE.format(period=campaign.period_title))
        self.campaign = campaign


@transaction.atomic
def plan_campaign(
    *,
    municipality: Municipality,
    set: IndicatorSet,
    due: Due,
    title: str,
    cut_off: date,
    opens_on: date,
    closes_on: date,
    by,
    opens_itself: bool = False,
) -> Campaign:
    """A campaign in preparation. Refused without an edition in force; AlreadyPlanned when the period has its one."""
    lock_set(set.pk)
    edition = Edition.objects.filter(set=set).in_force().first()
    if edition is None:
        raise Refused(NOT_IN_FORCE)
    period = due.period
    standing = Campaign.objects.filter(
        municipality=municipality, set=set, starts=period.starts, ends=period.ends
    ).first()
    if standing:
        raise AlreadyPlanned(standing)
    campaign = Campaign.objects.create(
        municipality=municipality,
        set=set,
        edition=edition,
        title=title,
        period_title=period.title,
        starts=period.starts,
        ends=period.ends,
        year=due.year,
        ends_year=due.ends_year,
        cut_off=cut_off,
        opens_on=opens_on,
        closes_on=closes_on,
        opens_itself=opens_itself,
    )
    audit.record(audit.Verb.CREATED, by=by, obj=campaign)
    return campaign


@transaction.atomic
def open_campaign(*, campaign: Campaign, by) -> Campaign:
    """Returns and empty or pre-filled values of all organisations that are asked; coordinators see it from now on.

    By the edition in force on this day. 1 query for each figure, a few inserts however many organisations.
    """
    current = lock_campaign(campaign.pk)
    if current.state != Campaign.State.DRAFT:
        raise AlreadyDone("Сбор уже открыт.")
    edition = Edition.objects.filter(set=current.set_id).in_force().first()
    if edition is None:
        raise Refused(NOT_IN_FORCE)
    current.edition = edition
    definitions = list(Definition.objects.of(edition))
    rows = [Return(campaign=current, school=school) for school in asked_schools(current, definitions)]
    if any(definition.by_municipality for definition in definitions):
        rows.append(Return(campaign=current, school=None))
    if not rows:
        raise Refused(NOBODY)
    Return.objects.bulk_create(rows, batch_size=1000)
    fill(current, definitions, rows)
    move_campaign(current, to=Campaign.State.OPEN, by=by, edition=edition)
    return current


def asked_schools(campaign: Campaign, definitions: list[Definition]) -> list[School]:
    """Organisations that work on the cut-off day and answer for any of the indicators. 1 query."""
    schools = School.objects.filter(municipality=campaign.municipality_id).order_by("short_name", "pk")
    return [
        school
        for school in schools
        if (school.closed_on is None or school.closed_on > campaign.cut_off)
        and any(definition.asks(school) for definition in definitions)
    ]


def fill(campaign: Campaign, definitions: list[Definition], returns: list[Return]) -> None:
    """Values that the returns lack, with the numbers of the portal in them."""
    known = known_of(campaign, definitions)
    Value.objects.bulk_create(
        [
            value_for(campaign, definition, given, known)
            for given in returns
            for definition in definitions
            if (definition.by_municipality if given.school is None else definition.asks(given.school))
        ],
        batch_size=1000,
    )


def value_for(campaign: Campaign, definition: Definition, given: Return, known: dict) -> Value:
    """The value as it is before anybody typed: what the portal knows stands in it already."""
    numbers = {
        part: numbers.get(given.school_id, 0)
        for part in ("numerator", "denominator")
        if (numbers := known.get((definition.indicator_id, part))) is not None
    }
    if definition.is_yes_no and "numerator" in numbers:
        numbers["numerator"] = int(numbers["numerator"] > 0)
    return Value(
        given=given,
        indicator_id=definition.indicator_id,
        campaign=campaign,
        school=given.school,
        numerator=numbers.get("numerator"),
        denominator=numbers.get("denominator"),
        known_numerator=numbers.get("numerator"),
        known_denominator=numbers.get("denominator"),
    )
