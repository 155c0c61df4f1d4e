from datetime import timedelta

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, indicator_set, opened
from monitoring.models import Campaign, Cycle, Recommendation, SchoolAggregate
from monitoring.rules.effect import effect_of
from monitoring.services.cycle import judging, notes, recommending
from monitoring.services.cycle.measures import add_measure
from monitoring.services.cycle.starting import delete_cycle, start_cycle
from monitoring.workflow import move_cycle

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=30)


def closed(campaign) -> Campaign:
    campaign.state = Campaign.State.CLOSED
    campaign.save(update_fields=["state"])
    return campaign


@pytest.fixture
def methodist():
    municipality = make.MunicipalityFactory()
    make.SchoolFactory.create_batch(2, municipality=municipality)
    return make.user_with_role(RoleKind.METHODIST, municipality=municipality)


@pytest.fixture
def edition(methodist):
    return indicator_set(methodist.municipality, SHARE)


@pytest.fixture
def cycle(methodist, edition):
    """One past its analysis."""
    indicator = edition.definitions.get().indicator
    campaign = closed(opened(edition, methodist))
    row = start_cycle(campaign=campaign, indicator=indicator, title="Мало диагностики", by=methodist)
    move_cycle(row, to=Cycle.State.ADVICE, by=methodist)
    return row


def advise(cycle, by, *schools) -> list[Recommendation]:
    made = recommending.recommend(cycle=cycle, schools=schools, by=by, text="Провести диагностику", due=SOON)
    recommending.send_all(cycle=cycle, by=by)
    return [Recommendation.objects.get(pk=row.pk) for row in made]


def test_a_cycle_begins_once_from_a_closed_campaign(methodist, edition):
    indicator = edition.definitions.get().indicator
    campaign = opened(edition, methodist)
    begin = {"campaign": campaign, "indicator": indicator, "title": "Мало", "by": methodist}
    with pytest.raises(Refused, match="сначала закройте кампанию"):
        start_cycle(**begin)
    closed(campaign)
    cycle = start_cycle(**begin)
    with pytest.raises(AlreadyDone):
        start_cycle(**begin)
    delete_cycle(cycle=cycle, by=methodist)
    assert not Cycle.objects.exists()


def test_recommendations_wait_for_the_note(methodist, edition):
    cycle = start_cycle(campaign=closed(opened(edition, methodist)), title="Жалоба", by=methodist)
    with pytest.raises(Refused, match="Сначала подпишите аналитическую справку"):
        advise(cycle, methodist, methodist.municipality.schools.first())


def test_a_recommendation_lives_from_draft_to_done(cycle, methodist):
    school = methodist.municipality.schools.first()
    coordinator = make.user_with_role(
        RoleKind.COORDINATOR, municipality=methodist.municipality, school=school
    )
    (row,) = advise(cycle, methodist, school)
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.MEASURES
    recommending.answer(recommendation=row, text="Провели в октябре", by=coordinator)
    recommending.send_back(recommendation=row, remark="Приложите справку", by=methodist)
    recommending.answer(
        recommendation=row, text="Справка приложена", by=coordinator, link="https://school.ru/1"
    )
    done = recommending.accept_answer(recommendation=row, by=methodist)
    assert (done.state, done.remark, done.acknowledged_by) == (Recommendation.State.DONE, "", coordinator)
    with pytest.raises(AlreadyDone):
        recommending.acknowledge(recommendation=row, by=coordinator)


@pytest.mark.parametrize("foreign", [False, True])
def test_a_recommendation_needs_a_day_ahead_and_an_own_organisation(cycle, methodist, foreign):
    school = make.SchoolFactory() if foreign else methodist.municipality.schools.first()
    day = SOON if foreign else timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        recommending.recommend(cycle=cycle, schools=[school], by=methodist, text="Сделать", due=day)
    assert refusal.value.anchor == ("schools" if foreign else "due")


def test_a_cycle_closes_only_with_a_conclusion_on_a_later_closed_campaign(cycle, methodist, edition):
    advise(cycle, methodist, methodist.municipality.schools.first())
    add_measure(cycle=cycle, title="Семинар", on=timezone.localdate(), by=methodist)
    following = opened(edition, methodist, half=2)
    conclusion = {"cycle": cycle, "effect": "effective", "conclusion": "Выросло", "by": methodist}
    with pytest.raises(Refused, match="Сначала выберите кампанию"):
        judging.conclude(**conclusion)
    with pytest.raises(Refused, match="Выберите закрытую кампанию"):
        judging.compare(cycle=cycle, following=following, by=methodist)
    judging.compare(cycle=cycle, following=closed(following), by=methodist)
    with pytest.raises(Refused, match="Напишите вывод"):
        judging.conclude(**conclusion | {"conclusion": " "})
    done = judging.conclude(**conclusion)
    assert (done.state, done.concluded_on) == (Cycle.State.CLOSED, timezone.localdate())
    with pytest.raises(Refused, match="Цикл закрыт"):
        add_measure(cycle=cycle, title="Ещё", on=timezone.localdate(), by=methodist)


def test_effect_is_read_from_stored_aggregates(cycle, methodist, edition):
    advised, other = methodist.municipality.schools.order_by("pk")
    advise(cycle, methodist, advised)
    following = closed(opened(edition, methodist, half=2))
    numbers = {
        (cycle.campaign, advised): (2, 10),
        (following, advised): (6, 10),
        (cycle.campaign, other): (8, 10),
        (following, other): (9, 10),
    }
    for (campaign, school), (numerator, denominator) in numbers.items():
        SchoolAggregate.objects.create(
            campaign=campaign,
            school=school,
            indicator=cycle.indicator,
            to_date_numerator=numerator,
            to_date_denominator=denominator,
            verdict="missed",
            computed_at=timezone.now(),
        )
    current = judging.compare(cycle=cycle, following=following, by=methodist)
    found = effect_of("share", judging.pairs_of(current))
    assert (found.advised.change, found.others.change, found.better(True)) == (40, 10, True)


def test_what_is_gone_is_refused_in_words(cycle, methodist):
    note = notes.begin_note(campaign=cycle.campaign, by=methodist)
    seen = type(note).objects.get(pk=note.pk)
    notes.discard_note(note=note, by=methodist)
    with pytest.raises(Refused, match="больше нет"):
        notes.discard_note(note=seen, by=methodist)
    school = cycle.municipality.schools.first()
    [draft] = recommending.recommend(cycle=cycle, schools=[school], by=methodist, text="Провести", due=SOON)
    seen = Recommendation.objects.get(pk=draft.pk)
    recommending.withdraw_draft(recommendation=draft, by=methodist)
    with pytest.raises(Refused, match="больше нет"):
        recommending.withdraw_draft(recommendation=seen, by=methodist)
