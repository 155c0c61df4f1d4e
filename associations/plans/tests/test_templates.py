"""Templates of plans: kept without people, offered by level, turned into lines."""

import pytest
from django.urls import reverse

from associations.plans.lines import LineDraft
from associations.plans.models import ActivityKind, Direction, PlanEdition, PlanLine, PlanTemplate
from associations.plans.services import templates as services
from associations.plans.services.starting import NO_PLAN
from associations.plans.usual_template import TITLE, usual_template
from methodservice.lib.deadlines import Kind, understand
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import Refused
from methodservice.testing import factories as make
from methodservice.testing.plans import PLAN_YEAR, edition_with

pytestmark = pytest.mark.django_db
NEXT = SchoolYear(PLAN_YEAR.first + 1)


def to(name, *args):
    return reverse(f"plans:{name}", args=args)


@pytest.fixture
def edition(association, member):
    municipality = association.municipality
    return edition_with(
        2,
        association=association,
        deadline="до 15.05.2027",
        responsible=f"секретарь, {member.teacher.short_name}, все педагоги",
        direction=Direction.objects.create(municipality=municipality, title="Сети"),
        kind=ActivityKind.objects.create(municipality=municipality, title="Семинар"),
    )


@pytest.fixture
def template(edition, methodist):
    return services.save_template(edition=edition, title="Образец", by=methodist)


def test_a_template_has_offices_and_no_people(template, member):
    assert [words["responsible"] for words in template.lines] == ["секретарь, все педагоги"] * 2
    assert member.teacher.surname not in str(template.lines)


def test_a_plan_begins_with_a_template(template, association, head):
    edition = services.start_from(
        template=template, association=association, year=NEXT, seen=NO_PLAN, by=head
    )
    line = edition.lines.first()
    assert (line.deadline, line.direction.title, line.kind.title) == ("до 15.05.2028", "Сети", "Семинар")
    assert (edition.theme, edition.plan.school_year) == ("Качество урока", NEXT.first)


def test_what_is_no_longer_offered_is_left_out(template, association):
    Direction.objects.update(retired=True)
    ActivityKind.objects.update(title="Другое")
    drafts = services.drafts_of(template, association, NEXT)
    assert {(draft.direction, draft.kind) for draft in drafts} == {(None, None)}


def test_a_template_is_offered_to_associations_of_its_level(template, association):
    school = make.AssociationFactory(
        municipality=association.municipality,
        level="school",
        school=make.SchoolFactory(municipality=association.municipality),
    )
    foreign = make.AssociationFactory()
    titles = [
        [each.title for each in services.templates_for(each)] for each in (association, school, foreign)
    ]
    assert titles == [["Образец"], [TITLE], [TITLE]]


@pytest.mark.parametrize("level", ["school", "district"])
def test_every_deadline_of_the_usual_plan_is_understood(level, db):
    association = make.AssociationFactory()
    association.level = level
    for words in usual_template(association).lines:
        deadline = understand(words["deadline"], PLAN_YEAR.starts, PLAN_YEAR.ends)
        assert deadline.kind is not Kind.UNRECOGNISED
        assert deadline.occurrences
        assert LineDraft(**words).section in PlanLine.Section.values


def test_a_methodist_keeps_a_plan_as_a_template(visit, edition, methodist):
    client = visit(methodist)
    page = client.get(to("template_save", edition.plan.pk))
    client.post(to("template_save", edition.plan.pk), {"title": page.context["form"]["title"].value()})
    template = PlanTemplate.objects.get()
    assert template.title.startswith(edition.plan.association.title)
    assert template.title in client.get(to("templates")).content.decode()


def test_a_twin_is_refused_in_words(visit, template, edition, methodist):
    answer = visit(methodist).post(to("template_save", edition.plan.pk), {"title": "образец "})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"title": [services.TWIN]}


def test_an_empty_plan_is_no_template(association, methodist):
    with pytest.raises(Refused, match="нет ни одной строки"):
        services.save_template(edition=edition_with(0, association=association), title="Пусто", by=methodist)


def test_a_template_is_renamed_and_deleted(visit, template, methodist):
    client = visit(methodist)
    client.post(to("template_rename", template.pk), {"title": "Новый"})
    assert PlanTemplate.objects.get().title == "Новый"
    assert client.post(to("template_rename", template.pk), {"title": ""}).status_code == 422
    client.post(to("template_delete", template.pk))
    assert not PlanTemplate.objects.exists()
    assert PlanEdition.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_row_and_for_thirty(visit, methodist, rows, assert_query_count):
    for number in range(rows):
        PlanTemplate.objects.create(
            municipality=methodist.municipality, title=f"Образец {number}", level="district", school_year=2026
        )
    assert_query_count(visit(methodist), to("templates"), 4)


def test_the_empty_list_says_what_to_do(visit, methodist, head):
    texts = [visit(user).get(to("templates")).content.decode() for user in (methodist, head)]
    assert ["нажмите «Сохранить как шаблон»" in text for text in texts] == [True, False]
