"""Copying last year's plan: what moves, what is pointed at, what is left behind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.plans.copying import OLD_YEAR, Standing, doubts_of, moved
from associations.plans.lines import LineDraft
from associations.plans.models import ItemDone, PlanEdition, PlanItem, PlanLine
from associations.plans.services.copying import NOTHING_CHOSEN, copy_plan, last_plan
from associations.plans.services.starting import MEANWHILE, NO_PLAN, fill_plan, lines_seen
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with
from methodservice.testing.plans import PLAN_YEAR, edition_with

State = PlanEdition.State
NEXT = SchoolYear(PLAN_YEAR.first + 1)
TODAY = date(2027, 8, 20)


def draft(**words):
    return LineDraft(PlanLine.Section.BETWEEN, **{"action": "Семинар", **words})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("октябрь", "октябрь"),
        ("до 15.05.2027", "до 15.05.2028"),
        ("2026-2027 уч. год", "2027-2028 уч. год"),
        ("1 раз в четверть", "1 раз в четверть"),
    ],
)
def test_years_of_a_deadline_move_and_other_words_stay(words, expected):
    assert moved(draft(deadline=words), 1).deadline == expected


def test_a_copied_line_is_a_thing_of_its_own():
    assert moved(draft(item=PlanItem(pk=5)), 1).item is None


@given(st.text(max_size=60), st.integers(-3, 3))
def test_only_the_deadline_and_the_item_change(text, years):
    before = draft(deadline=text, action=text, responsible=text, expected=text, item=PlanItem())
    after = moved(before, years)
    assert vars(after) | {"deadline": text, "item": before.item} == vars(before)


@given(
    st.sampled_from(["до 15.05.{}", "март {} г.", "в течение {} года"]),
    st.integers(2005, 2080),
    st.integers(1, 5),
)
def test_moving_year_by_year_is_moving_at_once(words, year, years):
    slowly = draft(deadline=words.format(year))
    for _ in range(years):
        slowly = moved(slowly, 1)
    assert (
        slowly.deadline
        == words.format(year + years)
        == moved(draft(deadline=words.format(year)), years).deadline
    )


def person(**facts):
    return Standing(**{"name": "Иванова М. И.", "works": True, "belongs": True, **facts})


@pytest.mark.parametrize(
    ("standing", "doubt"),
    [
        (person(), ""),
        (person(then=frozenset({"head"}), now=frozenset({"head", "secretary"})), ""),
        (person(works=False), "Иванова М. И. больше не работает: назовите другого ответственного."),
        (person(belongs=False), "Иванова М. И. больше не состоит в объединении: проверьте ответственного."),
        (
            person(then=frozenset({"head"})),
            "Иванова М. И. — больше не руководитель: проверьте ответственного.",
        ),
    ],
)
def test_whoever_left_or_lost_the_office_is_pointed_at(standing, doubt):
    assert standing.doubt == doubt
    assert doubts_of(draft(), [standing]) == ((doubt,) if doubt else ())


def test_a_year_in_the_words_of_a_line_is_pointed_at():
    assert doubts_of(draft(action="Итоги 2025/2026 учебного года"), []) == (OLD_YEAR,)


@pytest.fixture
def last_year(db):
    """Last year's plan of an association of three: three lines, the first one done."""
    association, people = district_with(3)
    edition = edition_with(
        3, association=association, state=State.APPROVED, deadline="до 15.05.2027",
        responsible=", ".join(person.short_name for person in people),
    )  # fmt: skip
    first = edition.lines.earliest("position")
    ItemDone.objects.create(item=first.item, done_on=date(2027, 5, 1), marked_by=make.UserFactory())
    edition.people = people
    return edition


def chosen(source):
    return {line.key for line in source.lines}


def copied(edition, lines=None, seen=NO_PLAN):
    association = edition.plan.association
    lines = chosen(last_plan(association, NEXT, TODAY)) if lines is None else lines
    return copy_plan(
        association=association, year=NEXT, chosen=lines, today=TODAY, seen=seen, by=make.UserFactory()
    )


def test_a_copy_has_the_words_but_not_the_marks(last_year):
    new = copied(last_year)
    assert (new.theme, new.goals, new.tasks) == (last_year.theme, last_year.goals, last_year.tasks)
    assert [(line.action, line.deadline) for line in new.lines.order_by("position")] == [
        (f"Дело {number}", "до 15.05.2028") for number in (1, 2, 3)
    ]
    assert not ItemDone.objects.filter(item__plan=new.plan).exists()
    assert not PlanItem.objects.filter(plan=new.plan, lines__edition=last_year).exists()


def test_what_was_not_done_stands_apart(last_year):
    source = last_plan(last_year.plan.association, NEXT, TODAY)
    assert [line.number for line in source.finished] == [1]
    assert [(line.number, line.life.state) for line in source.unfinished] == [(2, "overdue"), (3, "overdue")]


def test_only_chosen_lines_are_copied(last_year):
    key = last_year.lines.get(position=2).pk
    assert [line.action for line in copied(last_year, {key, 10**8}).lines.all()] == ["Дело 2"]


@pytest.mark.parametrize("lines", [set(), {10**8}])
def test_nothing_chosen_is_refused(last_year, lines):
    with pytest.raises(Refused, match=NOTHING_CHOSEN):
        copied(last_year, lines)


def test_people_who_left_or_lost_their_office_are_named(last_year):
    head, secretary, member = last_year.people
    head.terms.update(ends=date(2027, 8, 31))
    secretary.left_on = date(2027, 7, 1)
    secretary.save()
    member.memberships.update(ends=date(2027, 6, 1))
    source = last_plan(last_year.plan.association, NEXT, TODAY)
    assert len(source.doubtful) == 3
    assert source.lines[0].doubts == (
        f"{head.short_name} — больше не руководитель: проверьте ответственного.",
        f"{secretary.short_name} больше не работает: назовите другого ответственного.",
        f"{member.short_name} больше не состоит в объединении: проверьте ответственного.",
    )


def test_the_plan_in_force_is_copied_rather_than_a_draft(last_year):
    draft_edition = PlanEdition.objects.create(plan=last_year.plan, number=2, theme="Черновик")
    assert last_plan(last_year.plan.association, NEXT, TODAY).edition == last_year
    last_year.state = State.SUPERSEDED
    last_year.save()
    assert last_plan(last_year.plan.association, NEXT, TODAY).edition == draft_edition


def test_without_a_plan_there_is_nothing_to_copy(db):
    assert last_plan(make.AssociationFactory(), NEXT, TODAY) is None


@pytest.mark.parametrize("lines", [1, 30])
def test_reading_last_year_costs_the_same_for_one_line_and_for_thirty(db, lines, django_assert_num_queries):
    association, people = district_with(2)
    edition_with(lines, association=association, state=State.APPROVED, responsible=people[0].short_name)
    with django_assert_num_queries(10):
        last_plan(association, NEXT, TODAY)


def test_a_second_click_copies_nothing(last_year):
    new = copied(last_year)
    with pytest.raises(AlreadyDone, match=MEANWHILE):
        copied(last_year)
    assert new.lines.count() == 3


def test_lines_are_added_to_a_plan_that_may_still_be_changed(last_year):
    new = copied(last_year)
    again = copied(last_year, seen=lines_seen(new))
    assert (again, new.lines.count()) == (new, 6)


def test_a_plan_on_its_way_gets_no_lines(last_year):
    new = copied(last_year)
    new.state = State.SUBMITTED
    new.save()
    with pytest.raises(Refused, match="менять его сейчас нельзя"):
        fill_plan(
            association=new.plan.association, year=NEXT, drafts=[draft()], by=make.UserFactory(), seen=3
        )
