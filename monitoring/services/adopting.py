"""A new edition in force reaches the campaigns that are not closed."""

from methodservice.directory import audit
from monitoring.models import Campaign, Definition, Edition, Return, Value
from monitoring.prefill import known_of
from monitoring.services.following import follow_edition
from monitoring.services.locks import lock_campaign
from monitoring.services.opening import asked_schools, value_for
from monitoring.services.requesting import request_aggregation


def adopt(*, edition: Edition, definitions: list[Definition], by) -> None:
    """Each campaign of the set in preparation or open is explained by the edition from now on; open ones ask for what
    is new, or counted otherwise, and are computed anew. Must run inside the caller's transaction."""
    alive = Campaign.objects.filter(set=edition.set_id).exclude(state=Campaign.State.CLOSED)
    for key in alive.order_by("pk").values_list("pk", flat=True):
        campaign = lock_campaign(key)
        if campaign.state == Campaign.State.CLOSED:
            continue
        changes = {"редакция показателей": [str(campaign.edition.number), str(edition.number)]}
        former = list(Definition.objects.of(campaign.edition_id))
        campaign.edition = edition
        campaign.version += 1
        campaign.save(update_fields=["edition", "version"])
        audit.record(audit.Verb.CHANGED, by=by, obj=campaign, changes=changes)
        if campaign.is_open:
            follow_edition(campaign, former, edition, definitions, by=by)
            ask_anew(campaign, definitions)
            request_aggregation(campaign, by=by)


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
