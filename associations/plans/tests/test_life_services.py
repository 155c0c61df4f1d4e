"""Marks, meetings and events of items: only by the plan in force, each click once, told in the journal."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from associations.events.models import Event
from associations.models import Meeting
from associations.plans.models import ItemDone, ItemLink, LineOccurrence, PlanEdition, PlanItem, PlanLine
from associations.plans.services import life
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.models import StoredFile
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with
from methodservice.testing.plans import edition_with

pytestmark = pytest.mark.django_db
State = PlanEdition.State
Section = PlanLine.Section
FRIDAY = date(2026, 10, 30)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def item(association):
    edition_with(1, association=association, state=State.APPROVED, section=Section.MEETINGS)
    return PlanItem.objects.get()


def proof():
    return SimpleUploadedFile("Справка.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF", content_type="application/pdf")


def marked(item, by, **words):
    return life.mark_done(**{"item": item, "done_on": timezone.localdate(), "comment": "", "by": by} | words)


def test_a_mark_keeps_day_words_and_file(item, head):
    done = marked(item, head, comment="Провели", evidence=proof())
    assert (done.comment, done.evidence.name, done.marked_by) == ("Провели", "Справка.pdf", head)
    assert done.evidence.path.read_bytes().startswith(b"%PDF")
    assert AuditEvent.objects.about(done).get().note == "Провели"


def test_a_second_mark_is_a_message(item, head):
    marked(item, head)
    with pytest.raises(AlreadyDone, match="уже отмечен"):
        marked(item, head)


def test_a_day_ahead_is_refused_and_keeps_no_file(item, head, tmp_path):
    with pytest.raises(Refused, match="ещё не наступил"):
        marked(item, head, done_on=timezone.localdate() + timedelta(1), evidence=proof())
    assert not StoredFile.objects.exists()


def test_an_item_of_a_draft_is_not_marked(association, head):
    edition_with(1, association=association)
    with pytest.raises(Refused, match="только по утверждённому"):
        marked(PlanItem.objects.get(), head)


def test_a_mark_taken_back_takes_its_file_along(item, head, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        path = marked(item, head, comment="Провели", evidence=proof()).evidence.path
    with django_capture_on_commit_callbacks(execute=True):
        life.take_back(item=item, by=head)
    assert (ItemDone.objects.count(), StoredFile.objects.count(), path.exists()) == (0, 0, False)
    assert AuditEvent.objects.filter(verb="deleted", record_type="plans.itemdone", note="Провели").exists()
    with pytest.raises(AlreadyDone, match="уже нет"):
        life.take_back(item=item, by=head)


@pytest.mark.parametrize(
    ("starts", "ends", "taken", "today", "day"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), 0, date(2026, 9, 1), FRIDAY),
        (None, date(2026, 11, 1), 0, date(2026, 9, 1), FRIDAY),
        (date(2026, 11, 1), date(2026, 11, 4), 0, date(2026, 9, 1), date(2026, 11, 3)),
        (None, date(2026, 12, 31), 0, date(2026, 9, 1), date(2026, 12, 30)),
        (date(2026, 10, 31), date(2026, 10, 31), 0, date(2026, 9, 1), date(2026, 10, 31)),
        (date(2026, 10, 1), date(2026, 10, 31), 0, date(2026, 10, 31), date(2026, 10, 31)),
        (date(2026, 10, 1), date(2026, 10, 31), 0, date(2026, 11, 5), date(2026, 11, 5)),
        (date(2026, 10, 1), date(2026, 10, 31), 1, date(2026, 9, 1), date(2026, 9, 1)),
    ],
)
def test_the_day_to_propose_is_a_working_day_at_the_end_of_what_is_next(
    item, starts, ends, taken, today, day
):
    line = PlanLine.objects.get()
    line.occurrences.all().delete()
    LineOccurrence.objects.create(line=line, starts=starts, ends=ends)
    assert life.next_day(line, taken, today) == day


def test_an_item_becomes_a_meeting_and_then_the_next_one(item, head):
    line = PlanLine.objects.get()
    line.occurrences.all().delete()
    line.action = "Заседание: качество  урока"
    line.save()
    days = [timezone.localdate() + timedelta(number) for number in (100, 200)]
    for day in days:
        LineOccurrence.objects.create(line=line, starts=day, ends=day)
    first, second = (life.plan_meeting_of(item=item, seen=seen, by=head) for seen in (0, 1))
    assert (first.theme, first.state) == ("Качество урока", Meeting.State.PLANNED)
    assert [first.date, second.date] == days
    assert set(ItemLink.objects.values_list("meeting", flat=True)) == {first.pk, second.pk}


@pytest.mark.parametrize(
    ("action", "theme"),
    [
        ("Заседание № 2. «Качество урока»", "Качество урока"),
        ("Заседание «Итоги года», выборы", "«Итоги года», выборы"),
        ("Заседание", "Заседание"),
        ("обмен опытом", "Обмен опытом"),
    ],
)
def test_the_theme_of_a_meeting_is_what_it_is_about(item, head, action, theme):
    PlanLine.objects.update(action=action)
    assert life.plan_meeting_of(item=item, seen=0, by=head).theme == theme


def test_an_item_becomes_an_event(item, head):
    line = PlanLine.objects.get()
    line.expected = "Памятка"
    line.save()
    event = life.plan_event_of(item=item, seen=0, by=head)
    assert (event.title, event.about, event.association) == ("Дело 1", "Памятка", item.plan.association)
    assert item.links.get().event == event


def test_a_second_click_makes_no_second_meeting(item, head):
    life.plan_meeting_of(item=item, seen=0, by=head)
    with pytest.raises(AlreadyDone, match="уже назначено: 1"):
        life.plan_meeting_of(item=item, seen=0, by=head)
    assert (Meeting.objects.count(), Event.objects.count()) == (1, 0)


def test_a_long_action_becomes_a_title_that_fits(item, head):
    PlanLine.objects.update(action="очень длинный текст " * 40)
    event = life.plan_event_of(item=item, seen=0, by=head)
    assert len(event.title) <= 300
    assert event.title.endswith("…")


def test_a_meeting_stands_for_one_item(item, head, association):
    meeting = make.MeetingFactory(association=association)
    life.link_item(item=item, meeting=meeting, by=head)
    with pytest.raises(AlreadyDone, match="уже связано"):
        life.link_item(item=item, meeting=meeting, by=head)
    life.unlink(link=item.links.get(), by=head)
    assert Meeting.objects.filter(pk=meeting.pk, plan_link=None).exists()


def test_only_free_meetings_of_the_association_and_year_are_offered(item, head, association):
    free = make.MeetingFactory(association=association, date=date(2026, 10, 12))
    make.MeetingFactory(association=association, date=date(2025, 10, 12))
    make.MeetingFactory(association=association, date=date(2026, 10, 13), state=Meeting.State.NOT_HELD)
    make.MeetingFactory(date=date(2026, 10, 12))
    life.plan_meeting_of(item=item, seen=0, by=head)
    item = PlanItem.objects.select_related("plan").get()
    assert list(life.linkable_meetings(item)) == [free]
    assert list(life.linkable_events(item)) == []


def test_who_may_mark_is_who_leads_or_is_named(association, head, member, methodist):
    """The person in the line, the holder of the office in the line; not any member."""
    edition_with(
        2, association=association, state=State.APPROVED, responsible=f"{member.teacher.short_name}, куратор"
    )
    curator = make.TeacherFactory(school=member.teacher.school)
    make.TermFactory(association=association, teacher=curator, office="curator")
    make.MembershipFactory(
        association=association, teacher=(other := make.TeacherFactory(school=curator.school))
    )
    users = [
        make.user_with_role(RoleKind.TEACHER, municipality=association.municipality, teacher=teacher)
        for teacher in (curator, other)
    ]
    allowed = {user: PlanItem.objects.marked_by(user).count() for user in (head, methodist, member, *users)}
    assert list(allowed.values()) == [2, 2, 2, 2, 0]
    PlanEdition.objects.update(state=State.SUPERSEDED)
    assert PlanItem.objects.marked_by(member).count() == 0


def test_items_of_a_draft_are_seen_by_those_who_prepare_it(association, head, member, methodist):
    edition_with(1, association=association)
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    seen = [PlanItem.objects.visible_to(user).count() for user in (head, methodist, member, stranger)]
    assert seen == [1, 1, 0, 0]


def test_the_file_of_a_mark_is_read_by_whoever_sees_the_item(item, head, member):
    done = marked(item, head, evidence=proof())
    other, _ = district_with(1)
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=other.municipality)
    seen = [
        StoredFile.objects.visible_to(user).filter(pk=done.evidence_id).exists()
        for user in (member, stranger)
    ]
    assert seen == [True, False]
