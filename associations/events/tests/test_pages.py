"""Pages of one event: what they show and to whom, bad input, two people at once, second clicks."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from associations.events.models import Event
from methodservice import registries
from methodservice.directory.models import AuditEvent
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)
ADD = reverse("events:add")


def page(name, event):
    return reverse(f"events:{name}", args=[event.pk])


def filled(**changes):
    return {
        "kind": "seminar", "level": "district", "title": "Разбор заданий", "starts": "2026-11-25", "ends": "",
        "time": "14:30", "place": "ИМЦ", "form": "in_person", "about": "",
    } | changes  # fmt: skip


def errors(answer):
    assert answer.status_code == 422
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


class TestThePage:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_any_number_of_people_and_materials(
        self, district, head, event, number, assert_query_count, monkeypatch
    ):
        # panels of other apps count their own
        monkeypatch.setitem(registries.record_panels, "events.event", [])
        event.state = "held"
        event.save()
        for person in make.TeacherFactory.create_batch(number, school=district.school):
            make.ParticipantFactory(event=event, teacher=person)
            event.materials.create(title="Запись", link="https://example.org/")
        assert_query_count(head, event.get_absolute_url(), 11)

    def test_people_are_a_name_and_a_school(self, visit, district, event):
        row = make.ParticipantFactory(event=event, teacher=district.people[1])
        row.teacher.position = "учитель математики высшей категории"
        row.teacher.save()
        member = make.user_with_role(
            "teacher", municipality=district.municipality, teacher=district.people[2]
        )
        text = visit(member).get(event.get_absolute_url()).content.decode()
        assert row.teacher.full_name in text
        assert row.teacher.school.short_name in text
        assert row.teacher.position not in text

    def test_only_those_who_keep_the_event_download_its_people(self, visit, district, head, event):
        make.ParticipantFactory(event=event, teacher=district.people[1], part="speaker", topic="Опыт")
        url = f"{event.get_absolute_url()}?export=csv"
        lines = b"".join(head.get(url).streaming_content).decode("utf-8-sig").splitlines()
        assert lines == [
            "Педагог;Организация;В качестве;Тема или результат",
            f"{district.people[1].full_name};{district.school.short_name};выступающий;Опыт",
        ]
        told = AuditEvent.objects.get(verb="exported")
        assert (told.actor, told.note) == (district.head, f"Участники {event.title}: CSV, строк: 1")
        member = make.user_with_role(
            "teacher", municipality=district.municipality, teacher=district.people[2]
        )
        answer = visit(member).get(url)
        assert answer["content-type"].startswith("text/html")
        assert AuditEvent.objects.filter(verb="exported").count() == 1

    def test_the_main_button_is_what_comes_next(self, head, event):
        def buttons():
            return head.get(event.get_absolute_url()).content.decode()

        assert "Отметить, как прошло" in buttons()
        event.starts = TODAY + timedelta(days=3)
        event.save()
        assert "Отметить, как прошло" not in buttons()
        assert "Пригласить участников" in buttons()

    def test_a_cancelled_event_says_why(self, head, event):
        event.state, event.state_note = "cancelled", "Карантин в школе"
        event.save()
        assert "Карантин в школе" in head.get(event.get_absolute_url()).content.decode()


class TestAdding:
    def test_the_only_association_of_a_head_is_proposed(self, head, district):
        form = head.get(ADD).context["form"]
        assert form["association"].value() == district.association.pk
        assert [choice.value for choice, _ in form["association"].field.choices] == [district.association.pk]

    def test_a_new_event_leads_to_its_page(self, head, district):
        answer = head.post(ADD, filled(association=district.association.pk))
        event = Event.objects.get()
        assert answer.url == event.get_absolute_url()
        assert (event.association, event.state, f"{event.time:%H:%M}") == (
            district.association,
            "planned",
            "14:30",
        )

    def test_a_methodist_adds_for_the_service_or_for_the_association_asked_for(self, visit, district):
        client = visit(district.methodist)
        client.post(ADD, filled(association=""))
        assert Event.objects.get().association is None
        form = client.get(f"{ADD}?association={district.association.pk}").context["form"]
        assert form["association"].value() == district.association.pk

    def test_a_second_click_leads_to_the_same_event(self, head, district):
        data = filled(association=district.association.pk)
        urls = {head.post(ADD, data).url for _ in range(2)}
        assert urls == {Event.objects.get().get_absolute_url()}

    def test_a_foreign_association_is_refused(self, head, district):
        foreign = make.AssociationFactory(municipality=district.municipality)
        assert "association" in errors(head.post(ADD, filled(association=foreign.pk)))
        for asked in (foreign.pk, "x", "9" * 30, ""):
            assert head.get(f"{ADD}?association={asked}").status_code == 200
        assert not Event.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("ends", "2026-11-24", "Дата окончания раньше даты начала."),
            ("starts", "2226-11-25", "Проверьте год"),
            ("starts", "31.02.2026", "Такой даты нет"),
            ("starts", "", "Обязательное поле"),
            ("time", "25:99", "Введите время"),
            ("title", "", "Обязательное поле"),
            ("title", "я" * 301, "не более 300"),
            ("about", "я" * 5001, "не более 5000"),
            ("place", "я" * 201, "не более 200"),
            ("kind", "party", "Выберите корректный вариант"),
        ],
    )
    def test_bad_input_is_a_sentence_beside_the_field(self, head, district, field, value, sentence):
        answer = head.post(ADD, filled(association=district.association.pk, **{field: value}))
        assert sentence in errors(answer)[field][0]
        assert answer.context["form"][field].value() == value
        assert not Event.objects.exists()


class TestEditing:
    def data(self, client, event, **changes):
        form = client.get(page("edit", event)).context["form"]
        values = {name: form[name].value() for name in form.fields}
        values = {name: "" if value is None else value for name, value in values.items()}
        return values | {"time": ""} | changes

    def test_a_change_is_saved_and_journaled(self, head, event):
        answer = head.post(page("edit", event), self.data(head, event, place="Школа № 4"))
        event.refresh_from_db()
        assert (answer.url, event.place, event.version) == (event.get_absolute_url(), "Школа № 4", 2)
        assert AuditEvent.objects.about(event).get(verb="changed").changes == {"место": ["—", "Школа № 4"]}

    def test_a_form_sent_as_it_was_opened_changes_nothing(self, head, event):
        event.time, event.ends = time(14, 30), TODAY + timedelta(days=1)
        event.save()
        data = self.data(head, event, time="14:30", starts="2026-11-20", ends="2026-11-21")
        assert head.post(page("edit", event), data).status_code == 302
        assert not AuditEvent.objects.about(event).filter(verb="changed").exists()

    def test_what_somebody_else_saved_is_not_overwritten(self, head, event):
        data = self.data(head, event, place="Школа № 4")
        Event.objects.filter(pk=event.pk).update(place="Дом культуры")
        answer = head.post(page("edit", event), data)
        event.refresh_from_db()
        assert (answer.status_code, event.place) == (409, "Дом культуры")

    def test_a_held_event_has_an_outcome_and_cannot_move_into_the_future(self, head, event):
        assert "outcome" not in head.get(page("edit", event)).context["form"].fields
        event.state = "held"
        event.save()
        answer = head.post(page("edit", event), self.data(head, event, starts="2026-11-21"))
        assert "Сначала верните его в план" in errors(answer)["starts"][0]
        head.post(page("edit", event), self.data(head, event, outcome="Собран банк заданий."))
        event.refresh_from_db()
        assert event.outcome == "Собран банк заданий."


class TestHolding:
    @pytest.fixture
    def rows(self, district, event):
        return [make.ParticipantFactory(event=event, teacher=person) for person in district.people]

    def data(self, rows, came, **changes):
        return {
            "listed": [row.pk for row in rows],
            "came": [row.pk for row in came],
            "outsiders": 0,
            "outcome": "",
        } | changes

    def test_everybody_came_but_one(self, head, event, rows):
        answer = head.post(page("hold", event), self.data(rows, [], everybody="1", outcome="Итог набран"))
        assert answer.context["came"] == {row.pk for row in rows}
        assert "Итог набран" in answer.content.decode()
        event.refresh_from_db()
        assert event.state == "planned"
        head.post(page("hold", event), self.data(rows, rows[1:], outsiders=4, outcome="Итог набран"))
        event.refresh_from_db()
        marks = dict(event.participants.values_list("pk", "attended"))
        assert (event.state, event.outsiders) == ("held", 4)
        assert marks == {rows[0].pk: False, rows[1].pk: True, rows[2].pk: True}

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"outsiders": -1}, "outsiders"),
            ({"outsiders": 10**9}, "outsiders"),
            ({"outsiders": "много"}, "outsiders"),
            ({"outsiders": ""}, "outsiders"),
            ({"outcome": "я" * 5001}, "outcome"),
            ({"came": ["999999"]}, "came"),
            ({"came": ["x"]}, "came"),
        ],
    )
    def test_bad_input_changes_nothing(self, head, event, rows, changes, field):
        answer = head.post(page("hold", event), self.data(rows, rows) | changes)
        assert set(errors(answer)) == {field}
        event.refresh_from_db()
        assert event.state == "planned"

    def test_an_event_ahead_is_refused_in_words(self, head, event, rows):
        event.starts = TODAY + timedelta(days=1)
        event.save()
        answer = head.post(page("hold", event), self.data(rows, rows, outcome="Набрано"))
        assert answer.status_code == 422
        assert "Мероприятие ещё не прошло" in answer.content.decode()
        assert "Набрано" in answer.content.decode()

    def test_a_second_click_is_a_message(self, head, event, rows):
        urls = {head.post(page("hold", event), self.data(rows, rows)).url for _ in range(2)}
        assert urls == {event.get_absolute_url()}

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_page_costs_the_same_for_any_number_of_people(
        self, district, head, event, number, assert_query_count
    ):
        for person in make.TeacherFactory.create_batch(number, school=district.school):
            make.ParticipantFactory(event=event, teacher=person)
        assert_query_count(head, page("hold", event), 8)


class TestCancelling:
    def test_a_reason_is_asked_and_kept(self, head, event):
        assert "Напишите причину" in errors(head.post(page("cancel", event), {"reason": " "}))["reason"][0]
        head.post(page("cancel", event), {"reason": "Карантин"})
        event.refresh_from_db()
        assert (event.state, event.state_note) == ("cancelled", "Карантин")

    def test_a_held_event_is_refused_in_words(self, head, event):
        event.state = "held"
        event.save()
        answer = head.post(page("cancel", event), {"reason": "Передумали"})
        assert "«Проведено»" in errors(answer)["__all__"][0]

    def test_a_cancelled_event_is_planned_again(self, head, event):
        event.state = "cancelled"
        event.save()
        for _ in range(2):
            assert head.post(page("plan_again", event)).url == event.get_absolute_url()
        event.refresh_from_db()
        assert event.state == "planned"
