"""Starting a plan and changing its words: only while it is in draft or returned."""

import pytest

from associations.models import Association
from associations.plans.lines import MOST_LINES
from associations.plans.models import AnnualPlan, PlanEdition, PlanItem, PlanLine
from associations.plans.services import editing
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.plans import PLAN_YEAR, drafts, edition_with

pytestmark = pytest.mark.django_db
State = PlanEdition.State
Section = PlanLine.Section


@pytest.fixture
def user():
    return make.UserFactory()


def shown(edition):
    return list(edition.lines.order_by("position").values_list("position", "action"))


def test_a_plan_is_started_with_its_lines(user):
    association = make.AssociationFactory()
    edition = editing.start_edition(
        association=association, year=PLAN_YEAR, by=user, theme="Урок", drafts=drafts(2)
    )
    assert (edition.number, edition.state, edition.theme) == (1, State.DRAFT, "Урок")
    assert shown(edition) == [(1, "Дело 1"), (2, "Дело 2")]
    assert AuditEvent.objects.about(edition).filter(verb="created", actor=user).count() == 1


def test_a_second_plan_of_the_year_is_a_message(user):
    edition = edition_with()
    with pytest.raises(AlreadyDone, match="План на 2026/2027 учебный год уже есть"):
        editing.start_edition(association=edition.plan.association, year=PLAN_YEAR, by=user)
    assert AnnualPlan.objects.count() == 1


def test_a_closed_association_gets_no_plan(user):
    association = make.AssociationFactory()
    Association.objects.update(closed_on="2026-08-31")
    with pytest.raises(Refused, match="закрыто"):
        editing.start_edition(association=association, year=PLAN_YEAR, by=user)


def test_a_line_moves_within_its_section(user):
    edition = edition_with(2)
    first, second = edition.lines.order_by("position")
    editing.add_lines(edition=edition, drafts=drafts(1, section=Section.OTHER), by=user)
    editing.move_line(line=first, up=True, by=user)
    editing.move_line(line=second, up=False, by=user)
    assert list(edition.lines.order_by("position").values_list("pk", flat=True))[:2] == [
        first.pk,
        second.pk,
    ]
    editing.move_line(line=second, up=True, by=user)
    assert shown(edition)[:2] == [(1, "Дело 2"), (2, "Дело 1")]
    assert AuditEvent.objects.about(second).get().changes == {"№": ["2", "1"]}


def test_a_changed_line_is_understood_anew(user):
    edition = edition_with(2)
    line = edition.lines.order_by("position").first()
    editing.change_line(line=line, by=user, deadline="до 15 мая", section=Section.OTHER)
    line.refresh_from_db()
    assert (line.position, line.deadline_kind) == (2, "date")
    assert [str(each) for each in line.occurrences.all()] == ["до 15.05.2027"]
    changes = AuditEvent.objects.about(line).get().changes
    assert changes["срок"] == ["октябрь", "до 15 мая"]


def test_a_removed_line_takes_its_item_along_unless_another_edition_speaks_of_it(user):
    edition = edition_with(3)
    first, second, _ = edition.lines.order_by("position")
    other = PlanEdition.objects.create(plan=edition.plan, number=2, state=State.SUPERSEDED)
    PlanLine.objects.create(edition=other, item=second.item, position=1, action="Прежние слова")
    for line in (first, second):
        editing.remove_line(line=line, by=user)
    assert shown(edition) == [(1, "Дело 3")]
    assert PlanItem.objects.filter(pk=first.item_id).count() == 0
    assert PlanItem.objects.filter(pk=second.item_id).count() == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SUPERSEDED])
def test_nothing_of_a_plan_that_is_handed_in_changes(user, state):
    edition = edition_with(2, state=state)
    line = edition.lines.first()
    for attempt in (
        lambda: editing.change_words(edition=edition, by=user, theme="Другая"),
        lambda: editing.add_lines(edition=edition, drafts=drafts(1), by=user),
        lambda: editing.change_line(line=line, by=user, action="Другое"),
        lambda: editing.move_line(line=line, up=False, by=user),
        lambda: editing.remove_line(line=line, by=user),
    ):
        with pytest.raises(Refused, match="менять его сейчас нельзя"):
            attempt()
    assert shown(edition) == [(1, "Дело 1"), (2, "Дело 2")]


def test_a_line_that_somebody_removed_is_told(user):
    edition = edition_with(1)
    line = edition.lines.select_related("edition").get()
    PlanLine.objects.all().delete()
    with pytest.raises(Refused, match="уже нет"):
        editing.change_line(line=line, by=user, action="Другое")


def test_an_edition_that_somebody_threw_away_is_told(user):
    edition = edition_with(1)
    PlanEdition.objects.all().delete()
    with pytest.raises(Refused, match="больше нет"):
        editing.add_lines(edition=edition, drafts=drafts(1), by=user)


def test_a_plan_has_no_more_lines_than_any_plan_has(user):
    edition = edition_with(0)
    editing.add_lines(edition=edition, drafts=drafts(MOST_LINES), by=user)
    with pytest.raises(Refused, match="не больше 200 строк"):
        editing.add_lines(edition=edition, drafts=drafts(1), by=user)


def test_words_of_the_plan_are_changed_with_the_journal(user):
    edition = edition_with()
    changed = editing.change_words(edition=edition, by=user, theme="Новая тема")
    assert (changed.theme, changed.version) == ("Новая тема", 2)
    row = AuditEvent.objects.about(edition).filter(verb="changed", actor=user).get()
    assert row.changes == {"методическая тема": ["Качество урока", "Новая тема"]}
