"""Records of the management cycle in the world of the access table."""

from datetime import timedelta

from django.utils import timezone

from methodservice.directory.models import School
from methodservice.testing.monitoring import planned
from monitoring.models import Campaign, Cycle, IndicatorSet, Measure, Note, Recommendation


def add_cycles(world) -> None:
    """See world.py for the ownerships. A thread of each school has a sent recommendation to it and a measure; `own`: to
    the district's own system."""
    campaigns = {}
    for ownership, key in world.records["indicator_set"].items():
        edition = IndicatorSet.objects.get(pk=key).editions.in_force().get()
        author = edition.set.municipality.users.order_by("pk").first()
        campaign = planned(edition, author, half=2)
        campaign.state = Campaign.State.CLOSED
        campaign.save(update_fields=["state"])
        world.put("closed_campaign", ownership, campaign)
        world.put("note", ownership, Note.objects.create(campaign=campaign, author=author))
        campaigns[campaign.municipality_id] = campaign
    for ownership, key in world.records["school"].items():
        school = School.objects.get(pk=key)
        _thread(world, ownership, campaigns[school.municipality_id], school)
    _thread(world, "own", campaigns[world.municipality.pk], None)


def _thread(world, ownership: str, campaign: Campaign, school: School | None) -> None:
    today = timezone.localdate()
    cycle = Cycle.objects.create(
        municipality=campaign.municipality, campaign=campaign, title="Жалобы", state=Cycle.State.MEASURES
    )
    sent = Recommendation.objects.create(
        cycle=cycle,
        school=school,
        text="Разобрать",
        due=today + timedelta(days=9),
        state=Recommendation.State.SENT,
    )
    world.put("cycle", ownership, cycle)
    world.put("recommendation", ownership, sent)
    world.put("measure", ownership, Measure.objects.create(cycle=cycle, title="Приказ", on=today))
