"""A new edition in force reaches the campaigns that are not closed: those of one municipality at once, those of a
common set by a job, one after another."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from methodservice.directory import audit
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.refusals import Refused
from monitoring.models import Campaign, Definition, Edition, IndicatorSet, Return, Value
from monitoring.prefill import known_of
from monitoring.services.following import follow_edition
from monitoring.services.locks import lock_campaign
from monitoring.services.opening import asked_schools, value_for
from monitoring.services.requesting import request_aggregation

KIND = "monitoring.adopt"


def behind() -> QuerySet[Campaign]:
    """Campaigns in preparation or open whose set has another edition in force than explains them, in a stable order."""
    other = Edition.objects.in_force().filter(set=OuterRef("set")).exclude(pk=OuterRef("edition"))
    return Campaign.objects.exclude(state=Campaign.State.CLOSED).filter(Exists(other)).order_by("pk")


def take_along(*, set: IndicatorSet, by) -> None:
    """All campaigns behind follow the edition now in force. Those of a common set follow by a job, however many.

    Must run inside the transaction that puts the edition in force.
    """
    if set.municipality_id is None:
        request_adoption(set, by=by)
        return
    for key in behind().filter(set=set.pk).values_list("pk", flat=True):
        adopt(key, by=by)


def request_adoption(set: IndicatorSet, *, by) -> Job | None:
    """The job that takes campaigns of a common set along; None when none is behind. by: None for the daily work."""
    if not behind().filter(set=set.pk).exists():
        return None
    title = f"Новая редакция в кампаниях: {set}"[:200]
    return jobs.start(kind=KIND, title=title, by=by, arguments={"set": set.pk})


def adoption_of(set: IndicatorSet, user) -> Job | None:
    """The latest job of the user's own that takes the set's campaigns along, unless it is done. 1 query."""
    latest = Job.objects.visible_to(user).filter(kind=KIND, arguments__set=set.pk).order_by("-pk").first()
    return None if latest is None or latest.state == Job.State.DONE else latest


def adopt_left(day: date) -> None:
    """Daily work: campaigns of common sets that a job did not reach, because it failed or was lost. 2 queries."""
    under_way = Job.objects.filter(kind=KIND, state__in=[Job.State.WAITING, Job.State.RUNNING])
    busy = {arguments["set"] for arguments in under_way.values_list("arguments", flat=True)}
    left = IndicatorSet.objects.filter(municipality=None, campaigns__in=behind()).exclude(pk__in=busy)
    for one in left.order_by("pk").distinct():
        request_adoption(one, by=None)


@transaction.atomic
def adopt(key: int, *, by) -> bool:
    """The campaign is explained by the edition in force from now on; an open one asks for what is new, or counted
    otherwise, and is computed anew. → False when it did already, is closed or gone: twice does no harm.

    The edition is read under the lock of the campaign, so that whoever comes later never brings an older one.
    """
    try:
        campaign = lock_campaign(key)
    except Refused:
        return False
    edition = Edition.objects.in_force().filter(set=campaign.set_id).first()
    if campaign.state == Campaign.State.CLOSED or edition is None or campaign.edition_id == edition.pk:
        return False
    changes = {"редакция показателей": [str(campaign.edition.number), str(edition.number)]}
    former = list(Definition.objects.of(campaign.edition_id))
    definitions = list(Definition.objects.of(edition))
    campaign.edition = edition
    campaign.version += 1
    campaign.save(update_fields=["edition", "version"])
    audit.record(audit.Verb.CHANGED, by=by, obj=campaign, changes=changes)
    if campaign.is_open:
        follow_edition(campaign, former, edition, definitions, by=by)
        ask_anew(campaign, definitions)
        request_aggregation(campaign, by=by)
    return True


def ask_anew(campaign: Campaign, definitions: list[Definition]) -> None:
    """Values that an open campaign lacks under the definitions, with the returns of those who were not asked before.

    What was answered stays. A few inserts however many organisations; 1 query for each figure.
    """
    returns = list(Return.objects.filter(campaign=campaign).select_related("school"))
    known_schools = {given.school_id for given in returns}
    more = [
        Return(campaign=campaign, school=school)
        for school in asked_schools(campaign, definitions)
        if school.pk not in known_schools
    ]
    if None not in known_schools and any(one.by_municipality for one in definitions):
        more.append(Return(campaign=campaign, school=None))
    Return.objects.bulk_create(more, batch_size=1000)
    there = set(Value.objects.filter(campaign=campaign).values_list("given", "indicator"))
    lacking = [
        (definition, given)
        for given in (*returns, *more)
        for definition in definitions
        if (definition.by_municipality if given.school is None else definition.asks(given.school))
        and (given.pk, definition.indicator_id) not in there
    ]
    if lacking:
        known = known_of(campaign, {definition.pk: definition for definition, _ in lacking}.values())
        Value.objects.bulk_create(
            [value_for(campaign, definition, given, known) for definition, given in lacking], batch_size=1000
        )
