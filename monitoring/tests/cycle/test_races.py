"""Two people at one note, one sending, one recommendation: one wins, the other reads why. Each thread has its own
connection."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.documents.models import FrozenDocument
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, indicator_set
from methodservice.testing.monitoring_cycle import results, signed_note, thread
from methodservice.testing.races import at_once
from monitoring.cycle_documents import common
from monitoring.models import Cycle, Note, Recommendation
from monitoring.services.cycle import notes, recommending

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


@pytest.fixture
def methodists():
    district = make.MunicipalityFactory()
    return [make.user_with_role(RoleKind.METHODIST, municipality=district) for _ in range(TIMES)]


@pytest.fixture
def campaign(methodists, monkeypatch):
    """Results that miss the target; documents are printed in a word."""
    monkeypatch.setattr(
        common, "pdf_of", lambda template, snapshot: b"%PDF " + snapshot["check_code"].encode()
    )
    district = methodists[0].municipality
    school = make.SchoolFactory(municipality=district)
    edition = indicator_set(district, SHARE, targets={0: {2026: 50, 2027: 60}})
    return results(edition, methodists[0], {school: (2, 20)})


@pytest.fixture
def cycle(campaign, methodists):
    """One that waits for recommendations."""
    row = thread(campaign, methodists[0])
    signed_note(campaign, methodists[0])
    return Cycle.objects.get(pk=row.pk)


def drafts(cycle, by) -> list[Recommendation]:
    schools = list(by.municipality.schools.all())
    day = timezone.localdate() + timedelta(days=30)
    return recommending.recommend(cycle=cycle, schools=schools, by=by, text="Провести диагностику", due=day)


def test_a_note_is_signed_once(campaign, methodists):
    thread(campaign, methodists[0])
    note = notes.begin_note(campaign=campaign, by=methodists[0])
    note = notes.write_note(note=note, version=note.version, by=methodists[0], conclusions="Отстаём")
    answers = at_once(
        *(partial(notes.sign_note, note=note, by=by, version=note.version) for by in methodists)
    )
    assert [type(answer) for answer in answers].count(Note) == 1
    told = [str(answer) for answer in answers if isinstance(answer, AlreadyDone)]
    assert told == ["Справка уже подписана."] * (TIMES - 1)
    assert list(FrozenDocument.objects.values_list("number", flat=True)) == ["1"]
    assert Cycle.objects.get().note == Note.objects.get(state=Note.State.SIGNED)


def test_recommendations_are_sent_once(cycle, methodists):
    drafts(cycle, methodists[0])
    answers = at_once(*(partial(recommending.send_all, cycle=cycle, by=by) for by in methodists))
    assert answers.count(1) == 1
    told = [str(answer) for answer in answers if isinstance(answer, AlreadyDone)]
    assert told == [recommending.NOTHING] * (TIMES - 1)
    assert Cycle.objects.get().state == Cycle.State.MEASURES


@pytest.mark.parametrize("turn", range(3))
def test_what_is_withdrawn_is_not_sent_and_answered(cycle, methodists, turn):
    """Withdrawn first, there is nothing to answer; sent first, it stays and is answered."""
    [row] = drafts(cycle, methodists[0])

    def send_and_answer():
        recommending.send_all(cycle=cycle, by=methodists[0])
        return recommending.answer(recommendation=row, text="Провели", by=methodists[1])

    answered, withdrawn = at_once(
        send_and_answer, partial(recommending.withdraw_draft, recommendation=row, by=methodists[2])
    )
    if withdrawn is None:
        assert (type(answered), str(answered)) == (AlreadyDone, recommending.NOTHING)
        assert not Recommendation.objects.exists()
    else:
        assert (type(withdrawn), str(withdrawn)) == (Refused, recommending.SENT)
        assert answered.state == Recommendation.objects.get().state == Recommendation.State.ANSWERED
