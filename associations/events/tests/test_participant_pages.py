"""The list of participants: search that shows little, many added at once, rows saved together."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from associations.events.forms.participants import RowForm
from associations.events.models import Participant
from associations.models import Level
from methodservice.directory.models import Teacher
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


def page(name, event, query=""):
    return reverse(f"events:{name}", args=[event.pk]) + query


def found(client, event, query):
    return [
        person.surname for person in client.get(page("participants", event, f"?{query}")).context["found"]
    ]


@pytest.fixture
def colleague(district):
    """Of another school, in no association."""
    other = make.SchoolFactory(municipality=district.municipality)
    return make.TeacherFactory(
        school=other, surname="Ёлкина-Громова", given_name="Вера", patronymic="Ивановна"
    )


class TestThePicker:
    def test_nobody_is_shown_until_somebody_is_asked_for(self, head, event, colleague):
        assert found(head, event, "") == []
        assert found(head, event, "q=&school=&association=") == []

    @pytest.mark.parametrize("query", ["q=ёлк", "q=ЕЛКИНА", "q=громова+вер", "q=вера"])
    def test_a_name_is_found_by_its_beginning(self, head, event, colleague, query):
        assert found(head, event, query) == ["Ёлкина-Громова"]

    def test_an_end_of_a_name_finds_nobody(self, head, event, colleague):
        assert Teacher.objects.filter(patronymic__endswith="овна").exists()
        assert found(head, event, "q=овна") == []

    def test_one_letter_is_too_little(self, head, event, colleague):
        answer = head.get(page("participants", event, "?q=е"))
        assert answer.context["picker"].errors == {"q": ["Введите хотя бы две буквы."]}
        assert answer.context["found"] == []

    def test_people_are_found_by_school_and_by_association(self, head, district, event, colleague):
        assert found(head, event, f"school={colleague.school_id}") == ["Ёлкина-Громова"]
        assert found(head, event, f"association={district.association.pk}") == ["Алова", "Белова", "Ветрова"]

    def test_whoever_is_on_the_list_left_or_works_elsewhere_is_not_offered(self, head, district, event):
        make.ParticipantFactory(event=event, teacher=district.people[0])
        make.TeacherFactory(school=district.school, surname="Белогорова", left_on=date(2026, 8, 31))
        make.TeacherFactory(surname="Белозёрова")
        assert found(head, event, "q=ал") == []
        assert found(head, event, "q=бел") == ["Белова"]

    def test_members_of_an_association_of_another_school_are_not_listed(
        self, head, district, event, colleague
    ):
        small = make.AssociationFactory(
            municipality=district.municipality, level=Level.SCHOOL, school=colleague.school
        )
        make.MembershipFactory(association=small, teacher=colleague)
        answer = head.get(page("participants", event, f"?association={small.pk}"))
        assert "association" in answer.context["picker"].errors
        assert answer.context["found"] == []

    def test_a_long_answer_is_cut(self, head, district, event):
        make.TeacherFactory.create_batch(101, school=district.school, surname="Яковлева")
        answer = head.get(page("participants", event, "?q=яков"))
        assert (len(answer.context["found"]), answer.context["there_are_more"]) == (100, True)
        assert "Показаны первые 100" in answer.content.decode()

    def test_position_and_dates_stay_closed(self, head, event, colleague):
        text = head.get(page("participants", event, "?q=елк")).content.decode()
        assert colleague.position not in text

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_page_costs_the_same_for_any_number_of_people(
        self, district, head, event, number, assert_query_count
    ):
        for person in make.TeacherFactory.create_batch(number, school=district.school):
            make.ParticipantFactory(event=event, teacher=person)
        make.TeacherFactory.create_batch(number, school=district.school, surname="Яковлева")
        assert_query_count(head, page("participants", event, "?q=яков"), 12)


class TestAdding:
    def test_many_are_added_at_once_in_one_part(self, head, district, event, colleague):
        chosen = [colleague.pk, district.people[1].pk]
        answer = head.post(page("participants_add", event), {"teachers": chosen, "part": "jury"})
        assert answer.url == page("participants", event)
        rows = event.participants.values_list("teacher__surname", "part")
        assert set(rows) == {("Ёлкина-Громова", "jury"), ("Белова", "jury")}

    def test_a_foreign_person_is_refused_and_the_boxes_stay(self, head, district, event):
        foreign = make.TeacherFactory()
        query = f"?association={district.association.pk}"
        chosen = [district.people[1].pk, foreign.pk]
        answer = head.post(page("participants_add", event, query), {"teachers": chosen, "part": "jury"})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "не работает в муниципалитете" in text
        assert foreign.surname not in text
        assert (answer.context["chosen"], answer.context["part"]) == (set(chosen), "jury")
        assert not event.participants.exists()

    @pytest.mark.parametrize("teachers", [[], ["x"], ["9" * 40], ["-1"]])
    def test_nonsense_is_nobody(self, head, event, teachers):
        answer = head.post(page("participants_add", event), {"teachers": teachers, "part": "king"})
        assert answer.status_code == 422
        assert "Отметьте хотя бы одного педагога" in answer.content.decode()

    def test_a_second_click_is_a_message(self, head, district, event):
        for _ in range(2):
            answer = head.post(page("participants_add", event), {"teachers": [district.people[1].pk]})
            assert answer.url == page("participants", event)
        assert event.participants.count() == 1

    def test_all_members_come_by_one_click(self, head, event):
        for _ in range(2):
            head.post(page("members_add", event))
        assert event.participants.count() == 3


class TestRows:
    @pytest.fixture
    def rows(self, district, event):
        return [make.ParticipantFactory(event=event, teacher=person) for person in district.people]

    def data(self, client, event):
        data = {}
        for row in client.get(page("participants", event)).context["rows"]:
            for name in row.fields:
                value = row[name].value()
                if name != "remove":
                    data[row.add_prefix(name)] = data[row.add_initial_prefix(name)] = value
        return data

    def test_all_rows_are_saved_at_once(self, head, event, rows):
        first, second, third = rows
        data = self.data(head, event) | {
            f"p{first.pk}-part": "speaker",
            f"p{first.pk}-topic": "Опыт",
            f"p{third.pk}-remove": "on",
        }
        answer = head.post(page("participants", event), data)
        assert answer.url == page("participants", event)
        left = set(event.participants.values_list("pk", "part", "topic"))
        assert left == {(first.pk, "speaker", "Опыт"), (second.pk, "listener", "")}

    def test_two_people_who_change_different_things_do_not_overwrite_each_other(
        self, head, visit, district, event, rows
    ):
        event.state = "held"
        event.save()
        key = rows[0].pk
        mine = self.data(head, event) | {f"p{key}-attended": "yes"}
        theirs = self.data(head, event) | {f"p{key}-part": "winner"}
        visit(district.methodist).post(page("participants", event), theirs)
        head.post(page("participants", event), mine)
        rows[0].refresh_from_db()
        assert (rows[0].part, rows[0].attended) == ("winner", True)

    def test_a_long_topic_is_a_sentence_in_its_row_and_nothing_is_lost(self, head, event, rows):
        key = rows[1].pk
        data = self.data(head, event) | {f"p{key}-topic": "я" * 301, f"p{key}-part": "speaker"}
        answer = head.post(page("participants", event), data)
        wrong = {row.participant.pk: dict(row.errors) for row in answer.context["rows"] if row.errors}
        assert answer.status_code == 422
        assert list(wrong) == [key]
        assert "не более 300" in wrong[key]["topic"][0]
        assert "я" * 301 in answer.content.decode()
        assert set(event.participants.values_list("part", flat=True)) == {"listener"}

    def test_an_unknown_part_is_refused(self, head, event, rows):
        data = self.data(head, event) | {f"p{rows[0].pk}-part": "king"}
        assert head.post(page("participants", event), data).status_code == 422

    def test_attendance_is_marked_when_it_was_held(self, head, event, rows):
        assert "Явка" not in head.get(page("participants", event)).content.decode()
        event.state = "held"
        event.save()
        assert "Явка" in head.get(page("participants", event)).content.decode()

    def test_a_cancelled_event_keeps_its_list(self, head, event, rows):
        event.state = "cancelled"
        event.save()
        data = self.data(head, event) | {f"p{rows[0].pk}-part": "speaker"}
        answer = head.post(page("participants", event), data)
        assert answer.status_code == 422
        assert "список участников не меняется" in answer.content.decode()


@given(
    was=st.tuples(st.sampled_from(Participant.Part.values), st.sampled_from(["", "Опыт"])),
    now=st.tuples(st.sampled_from(Participant.Part.values), st.sampled_from(["", "Опыт", "Другое"])),
    stored=st.tuples(st.sampled_from(Participant.Part.values), st.sampled_from(["", "Третье"])),
)
def test_a_row_changes_only_what_the_person_changed(was, now, stored):
    """Whatever is stored meanwhile: a field goes into the change when it differs from what the page was opened with."""
    row = Participant(
        pk=7, teacher=Teacher(surname="Алова", given_name="Анна"), part=stored[0], topic=stored[1]
    )
    data = {
        "p7-part": now[0], "initial-p7-part": was[0], "p7-topic": now[1], "initial-p7-topic": was[1],
    }  # fmt: skip
    form = RowForm(data, participant=row, with_attendance=False)
    assert form.is_valid()
    names = ("part", "topic")
    assert form.changes == {name: new for name, old, new in zip(names, was, now, strict=True) if old != new}
