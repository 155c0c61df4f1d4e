"""Writing lines: words kept, deadlines and responsible people understood, numbers through the sections."""

from datetime import date

import pytest

from associations.models import Office
from associations.plans.lines import LineDraft, known_to, meaning, write_lines
from associations.plans.models import ActivityKind, Direction, PlanItem, PlanLine
from methodservice.directory.models import AuditEvent
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with
from methodservice.testing.plans import PLAN_YEAR, drafts, edition_with

pytestmark = pytest.mark.django_db
Section = PlanLine.Section


def test_a_draft_becomes_a_line_with_its_words_and_an_item():
    edition = edition_with(0)
    municipality = edition.plan.association.municipality
    direction = Direction.objects.create(municipality=municipality, title="сети")
    kind = ActivityKind.objects.create(municipality=municipality, title="семинар")
    draft = LineDraft(Section.MEETINGS, "Семинар", "до 15 мая", "педагоги", "Памятка", direction, kind)
    (line,) = write_lines(edition, [draft], by=make.UserFactory())
    line = PlanLine.objects.select_related("item", "direction", "kind").get(pk=line.pk)
    assert LineDraft.of(line) == LineDraft(**vars(draft) | {"item": line.item})
    assert line.item.plan_id == edition.plan_id
    assert line.deadline_kind == "date"
    assert list(line.occurrences.values_list("starts", "ends")) == [(None, date(2027, 5, 15))]


def test_a_draft_about_an_item_keeps_it():
    edition = edition_with(1)
    item = PlanItem.objects.get()
    item.lines.all().delete()
    (line,) = write_lines(edition, [LineDraft(Section.OTHER, "Снова", item=item)], by=make.UserFactory())
    assert (line.item, PlanItem.objects.count()) == (item, 1)


def test_lines_are_numbered_through_the_sections():
    edition = edition_with(0)
    user = make.UserFactory()
    write_lines(edition, drafts(2, section=Section.YOUNG), by=user)
    lines = write_lines(edition, [*drafts(1, section=Section.OTHER), *drafts(2)], by=user)
    assert [(line.section, line.position) for line in lines] == [("other", 5), ("between", 1), ("between", 2)]
    assert list(edition.lines.order_by("position").values_list("section", flat=True)) == [
        "between", "between", "young", "young", "other",
    ]  # fmt: skip


def test_a_deadline_that_is_not_understood_stays_words():
    edition = edition_with(1, deadline="как получится")
    line = PlanLine.objects.get()
    assert (line.deadline, line.deadline_kind, line.occurrences.count()) == (
        "как получится",
        "unrecognised",
        0,
    )
    assert meaning(line.deadline, edition.plan.year).kind == "unrecognised"


def test_no_words_mean_nothing():
    edition_with(1, deadline="")
    assert PlanLine.objects.get().deadline_kind == ""
    assert meaning("  ", PLAN_YEAR) is None


def test_responsible_words_lead_to_offices_people_and_associations():
    association, people = district_with(3)
    other = make.AssociationFactory(municipality=association.municipality, teachers_of="учителей физики")
    make.AssociationFactory(teachers_of="учителей химии")
    words = f"секретарь, {people[2].short_name}, {other.title}, РМО учителей химии"
    edition_with(1, association=association, responsible=words)
    answers = PlanLine.objects.get().responsibles.values_list("office", "teacher", "association")
    assert list(answers) == [(Office.SECRETARY, None, None), ("", people[2].pk, None), ("", None, other.pk)]


def test_a_name_that_two_members_share_stays_words():
    association, _ = district_with(0)
    for _ in range(2):
        twin = make.TeacherFactory(
            school__municipality=association.municipality, surname="Ким", given_name="Анна", patronymic=""
        )
        make.MembershipFactory(association=association, teacher=twin)
    edition_with(1, association=association, responsible="Ким А.")
    assert PlanLine.objects.get().responsibles.count() == 0


def test_members_of_the_school_year_and_officers_are_known():
    association, people = district_with(1)
    gone, newcomer, curator = (
        make.TeacherFactory(school__municipality=association.municipality) for _ in range(3)
    )
    make.MembershipFactory(association=association, teacher=gone, ends=date(2026, 8, 31))
    make.MembershipFactory(association=association, teacher=newcomer, starts=date(2027, 2, 1))
    make.TermFactory(association=association, teacher=curator, office=Office.CURATOR)
    known = {person.key for person in known_to(association, PLAN_YEAR).people}
    assert known == {people[0].pk, newcomer.pk, curator.pk}


@pytest.mark.parametrize("number", [1, 30])
def test_writing_costs_the_same_for_one_line_and_for_thirty(number, django_assert_num_queries):
    association, people = district_with(3)
    edition, user = edition_with(0, association=association), make.UserFactory()
    with django_assert_num_queries(12):
        write_lines(edition, drafts(number, responsible=people[0].short_name), by=user)


def test_the_journal_tells_what_was_added():
    edition = edition_with(0)
    user = make.UserFactory()
    write_lines(edition, drafts(1), by=user)
    write_lines(edition, drafts(30), by=user)
    write_lines(edition, [], by=user)
    rows = AuditEvent.objects.about(edition).filter(actor=user).order_by("pk")
    assert [row.changes["добавлено"][1] for row in rows] == ["Дело 1", "30\N{NO-BREAK SPACE}строк"]
