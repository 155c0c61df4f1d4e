"""Decisions as tasks: from the signing of a protocol to the next meeting's draft."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from associations.models import AgendaItem, Decision, DecisionDone, Meeting
from associations.services import decisions as services
from associations.services.agenda import plan_meeting
from associations.services.meetings import start_protocol
from associations.services.signing import sign_protocol, start_correction
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.models import StoredFile
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.meetings import MEETING_DAY, head_user, meeting_with

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
LIST = reverse("associations:decision_list")
NBSP = "\N{NO-BREAK SPACE}"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def signed():
    """(meeting, people, head): a protocol of two questions, each with a decision."""
    meeting, people = meeting_with(5, items=2)
    head = head_user(meeting)
    rows = list(Decision.objects.order_by("item__position"))
    for row, person, due in zip(rows, people[1:3], (TODAY - 3 * DAY, TODAY + 30 * DAY), strict=True):
        row.responsible, row.due = person, due
        row.save()
    sign_protocol(meeting=meeting, by=head)
    return meeting, people, head


def account(person):
    return make.user_with_role(RoleKind.TEACHER, municipality=person.school.municipality, teacher=person)


def mark(decision, by, done_on=TODAY, **changes):
    return services.mark_done(decision=decision, done_on=done_on, by=by, **changes)


def first():
    return Decision.objects.order_by("item__position").first()


class TestFromProtocolToTask:
    def test_signing_makes_tasks_of_what_passed(self):
        meeting, _ = meeting_with(5, items=2)
        head = head_user(meeting)
        lost = meeting.items.get(position=2)
        lost.voting, lost.votes_for, lost.votes_against = "counted", 1, 4
        lost.save()
        assert not Decision.objects.adopted().exists()
        sign_protocol(meeting=meeting, by=head)
        assert [row.adopted_on for row in Decision.objects.order_by("item__position")] == [MEETING_DAY, None]

    def test_a_correction_may_withdraw_a_task(self, signed):
        meeting, _, head = signed
        start_correction(meeting=meeting, reason="Ошибка в подсчёте голосов.", by=head)
        AgendaItem.objects.filter(position=2).update(voting="counted", votes_for=1, votes_against=4)
        sign_protocol(meeting=meeting, by=head)
        assert Decision.objects.adopted().get() == first()

    def test_the_mark_keeps_day_words_file_and_journal(self, signed):
        _, people, _ = signed
        person = account(people[1])
        upload = SimpleUploadedFile("Справка.pdf", PDF, "application/pdf")
        done = mark(first(), person, comment="Урок прошёл.", upload=upload)
        assert (done.done_on, done.comment, done.marked_by, done.evidence.name) == (
            TODAY, "Урок прошёл.", person, "Справка.pdf",
        )  # fmt: skip
        told = AuditEvent.objects.about(first()).latest("pk")
        assert told.changes == {"выполнено": ["—", "20.11.2026"]}

    def test_a_second_mark_is_a_message(self, signed):
        _, _, head = signed
        mark(first(), head)
        with pytest.raises(AlreadyDone):
            mark(first(), head)

    @pytest.mark.parametrize(
        ("day", "sentence"),
        [
            (TODAY + DAY, "Этот день ещё не наступил."),
            (MEETING_DAY - DAY, "Решение принято 12.10.2026, раньше выполнить его нельзя."),
        ],
    )
    def test_an_impossible_day_is_refused(self, signed, day, sentence):
        with pytest.raises(Refused, match=sentence):
            mark(first(), signed[2], day)
        assert not DecisionDone.objects.exists()

    def test_taking_the_mark_back_removes_the_file(self, signed):
        _, _, head = signed
        mark(first(), head, upload=SimpleUploadedFile("Справка.pdf", PDF, "application/pdf"))
        services.take_mark_back(decision=first(), by=head)
        assert not StoredFile.objects.exists()
        assert Decision.objects.adopted().undone().count() == 2
        with pytest.raises(AlreadyDone):
            services.take_mark_back(decision=first(), by=head)


class TestPages:
    def test_the_list_shows_overdue_first_and_hides_what_is_done(self, signed, visit):
        _, people, head = signed
        client = visit(head)
        words = [row[2].replace(NBSP, " ") for row in client.get(LIST).context["rows"]]
        assert words == ["просрочено на 3 дня", "выполняется"]
        mark(first(), head)
        assert [row[1] for row in client.get(LIST).context["rows"]] == ["waiting"]
        shown = {
            state: [row[0].pk for row in client.get(LIST, {"state": state}).context["rows"]]
            for state in ("overdue", "done", "late", "all")
        }
        other = Decision.objects.undone().get().pk
        assert shown == {
            "overdue": [],
            "done": [first().pk],
            "late": [first().pk],
            "all": [other, first().pk],
        }
        mine = visit(account(people[2])).get(LIST, {"mine": "on"}).context["rows"]
        assert [row[0].pk for row in mine] == [other]

    def test_the_responsible_marks_the_decision_on_its_page(self, signed, visit):
        client = visit(account(signed[1][1]))
        url = reverse("associations:decision_done", args=[first().pk])
        refused = client.post(url, {"done_on": "2030-01-01", "comment": "Сделано"})
        assert refused.context["form"].errors == {"done_on": ["Этот день ещё не наступил."]}
        assert refused.context["form"]["comment"].value() == "Сделано"
        answer = client.post(url, {"done_on": "2026-11-19", "comment": "Сделано"}, follow=True)
        assert answer.context["word"].replace(NBSP, " ") == "выполнено с опозданием на 2 дня"
        assert "Сделано" in answer.content.decode()

    def test_a_member_who_is_not_responsible_only_reads(self, signed, visit):
        client = visit(account(signed[1][4]))
        page = client.get(first().get_absolute_url())
        assert page.context["may_mark"] is False
        assert client.get(reverse("associations:decision_done", args=[first().pk])).status_code == 403

    def test_a_file_of_another_kind_is_refused_beside_its_field(self, signed, visit):
        client = visit(signed[2])
        url = reverse("associations:decision_done", args=[first().pk])
        upload = SimpleUploadedFile("справка.exe", b"MZ\x90", "application/pdf")
        answer = client.post(url, {"done_on": "2026-11-19", "comment": "Сделано", "evidence": upload})
        assert list(answer.context["form"].errors) == ["evidence"]
        assert not DecisionDone.objects.exists()

    def test_the_mark_is_taken_back_after_a_question(self, signed, visit):
        client = visit(signed[2])
        url = reverse("associations:decision_not_done", args=[first().pk])
        assert client.get(url).url == first().get_absolute_url()
        mark(first(), signed[2])
        assert "Снять отметку о выполнении?" in client.get(url).content.decode()
        client.post(url)
        assert not DecisionDone.objects.exists()

    def test_evidence_is_read_by_those_who_see_the_decision(self, signed, visit):
        mark(first(), signed[2], upload=SimpleUploadedFile("Справка.pdf", PDF, "application/pdf"))
        url = StoredFile.objects.get().get_absolute_url()
        stranger = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
        member = account(signed[1][4])
        assert b"".join(visit(member).get(url).streaming_content) == PDF
        assert visit(stranger).get(url).status_code == 404

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_list_costs_the_same_for_any_number(self, signed, visit, number, assert_query_count):
        item = AgendaItem.objects.first()
        for position in range(number):
            Decision.objects.create(item=item, position=position + 2, text="Ещё", adopted_on=MEETING_DAY)
        client = visit(signed[2])
        assert_query_count(client, LIST, 9)
        assert_query_count(client, first().get_absolute_url(), 7)

    @pytest.mark.parametrize(
        "query", ["year=abc", "year=99999", "association=0", "state=x", "page=-1", "q=%00"]
    )
    def test_nonsense_in_the_address_breaks_nothing(self, signed, visit, query):
        assert visit(signed[2]).get(f"{LIST}?{query}").status_code in (200, 400)


class TestNextMeeting:
    def start_next(self, meeting, head, day=TODAY):
        planned = plan_meeting(
            association=meeting.association, by=head, date=day, time=None, place="", form="in_person",
            theme="Следующее", titles=["О разном"],
        )  # fmt: skip
        return start_protocol(meeting=planned, by=head)

    def test_the_draft_opens_with_what_became_of_the_decisions(self, signed):
        meeting, _, head = signed
        mark(first(), head, MEETING_DAY + DAY, comment="Проведено")
        started = self.start_next(meeting, head)
        report, other = started.items.order_by("position")
        assert (report.position, other.position, report.follows_up) == (1, 2, meeting)
        assert report.title.replace(NBSP, " ") == "О выполнении решений протокола № 1 от 12 октября 2026 г."
        lines = report.heard.replace(NBSP, " ").split("\n")
        assert lines[0] == "Принято 2 решения, выполнено 1."
        assert lines[1].endswith("Выполнено 13.10.2026. Проведено.")
        assert lines[2].endswith("Выполняется, срок 20.12.2026.")

    def test_the_first_meeting_reports_on_nothing(self):
        meeting, _ = meeting_with(3)
        started = self.start_next(meeting, head_user(meeting))
        assert [item.title for item in started.items.all()] == ["О разном"]

    def test_what_was_still_open_is_heard_of_again(self, signed):
        meeting, people, head = signed
        second = self.start_next(meeting, head, MEETING_DAY + 7 * DAY)
        Meeting.objects.filter(pk=second.pk).update(chair=people[0], secretary=people[1])
        for person in people:
            second.attendance.create(teacher=person, status="present")
        second.items.exclude(follows_up=meeting).delete()
        item = second.items.get()
        item.kind, item.voting = "decision", "unanimous"
        item.save()
        Decision.objects.create(item=item, position=1, text="Принять к сведению.")
        sign_protocol(meeting=second, by=head)
        third = self.start_next(meeting, head, TODAY)
        lines = third.items.get(position=1).heard.split("\n")
        assert lines[0].replace(NBSP, " ") == "Принято 1 решение, пока не выполнено."
        assert lines[2] == "Из решений прежних протоколов:"
        assert len(lines) == 5

    def test_the_text_is_drawn_anew_from_the_marks(self, signed, visit):
        meeting, _, head = signed
        started = self.start_next(meeting, head)
        item = started.items.get(position=1)
        AgendaItem.objects.filter(pk=item.pk).update(heard="Переписано рукой")
        mark(first(), head)
        visit(head).post(reverse("associations:follow_up_refresh", args=[item.pk]))
        item.refresh_from_db()
        assert "Выполнено 20.11.2026" in item.heard
        assert "Переписано рукой" in str(AuditEvent.objects.about(item).latest("pk").changes)

    def test_another_question_is_not_rewritten(self, signed, visit):
        meeting, _, head = signed
        item = self.start_next(meeting, head).items.get(position=2)
        answer = visit(head).post(reverse("associations:follow_up_refresh", args=[item.pk]), follow=True)
        assert "не о выполнении решений" in answer.content.decode()

    def test_the_planned_meeting_says_what_will_be_heard(self, signed, visit):
        meeting, _, head = signed
        planned = make.MeetingFactory(association=meeting.association, date=TODAY + DAY)
        page = visit(head).get(planned.get_absolute_url())
        assert page.context["followed"].number == 1
