"""The management cycle for tests: closed campaigns with results, threads at any stage."""

from datetime import timedelta

from django.utils import timezone

from methodservice.testing.monitoring import give, opened
from monitoring.models import Campaign, Cycle, Note, Recommendation
from monitoring.services.aggregation.running import chain_of, compute_in_order
from monitoring.services.cycle import notes, recommending
from monitoring.services.cycle.starting import start_cycle


def results(edition, by, numbers: dict, *, year=2026, half=2) -> Campaign:
    """A closed campaign with its aggregates. numbers: {organisation: what it gave for the first indicator, as `give`
    takes it}; whoever is not named gave nothing."""
    campaign = opened(edition, by, year=year, half=half)
    given = {row.school: row for row in campaign.returns.select_related("school")}
    for school, told in numbers.items():
        give(given[school], {0: told})
    campaign.state = Campaign.State.CLOSED
    campaign.save(update_fields=["state"])
    for each in chain_of(campaign):
        compute_in_order([each.pk])
    return campaign


def thread(campaign: Campaign, by, *, title="Мало диагностики", with_indicator=True) -> Cycle:
    """One in analysis, about the first indicator."""
    definition = campaign.edition.definitions.order_by("position").first()
    indicator = definition.indicator if with_indicator else None
    return start_cycle(campaign=campaign, indicator=indicator, title=title, by=by)


def signed_note(campaign: Campaign, by) -> Note:
    """Threads of the campaign go on to recommendations. Printing takes a second."""
    return notes.sign_note(note=notes.begin_note(campaign=campaign, by=by), by=by)


def advise(cycle: Cycle, by, *schools, days=30) -> list[Recommendation]:
    """Sent recommendations; None is the district's own system."""
    due = timezone.localdate() + timedelta(days=days)
    made = recommending.recommend(
        cycle=cycle, schools=schools, by=by, text="Провести диагностику", due=due, ground="40 % при цели 50 %"
    )
    recommending.send_all(cycle=cycle, by=by)
    return [Recommendation.objects.get(pk=row.pk) for row in made]
