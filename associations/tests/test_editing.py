"""Making, changing and closing an association: narrowed choices, one of a kind, nobody's save overwritten."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Association, Level, Meeting, Membership, Term
from methodservice.directory.models import AuditEvent
from methodservice.testing import factories as make
from methodservice.testing.forms import filled

pytestmark = pytest.mark.django_db

ADD = reverse("associations:add")


@pytest.fixture
def municipality():
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(municipality):
    return make.user_with_role("methodist", municipality=municipality)


@pytest.fixture
def school(municipality):
    return make.SchoolFactory(municipality=municipality)


@pytest.fixture
def coordinator(municipality, school):
    return make.user_with_role("coordinator", municipality=municipality, school=school)


def kept():
    return list(Association.objects.values_list("level", "teachers_of", "school", "parent"))


def test_a_district_association_takes_its_words_from_the_subject(visit, municipality, methodist):
    subject = make.SubjectFactory(municipality=municipality, teachers_of="учителей химии")
    client = visit(methodist)
    answer = client.post(ADD, filled(client.get(ADD), subject=subject.pk))
    made = Association.objects.get()
    assert answer.url == reverse("associations:members", args=[made.pk])
    assert kept() == [("district", "учителей химии", None, None)]
    assert AuditEvent.objects.about(made).get().actor == methodist


def test_a_school_association_names_its_school_and_its_district_one(visit, municipality, methodist, school):
    parent = make.AssociationFactory(municipality=municipality)
    client = visit(methodist)
    data = filled(client.get(ADD), level="school", teachers_of="учителей химии", parent=parent.pk)
    refused = client.post(ADD, data)
    assert refused.context["form"].errors == {"school": ["У школьного объединения указывают организацию."]}
    client.post(ADD, data | {"school": school.pk})
    assert ("school", "учителей химии", school.pk, parent.pk) in kept()


def test_without_subject_and_words_the_form_asks_for_them(visit, methodist):
    client = visit(methodist)
    refused = client.post(ADD, filled(client.get(ADD)))
    assert refused.context["form"].errors == {
        "teachers_of": ["Напишите, кого объединяет, или выберите предмет."]
    }


def test_the_same_association_is_made_once(visit, municipality, methodist):
    client = visit(methodist)
    data = filled(client.get(ADD), teachers_of="учителей химии")
    first, second = client.post(ADD, data), client.post(ADD, data)
    assert first.url == second.url
    AuditEvent.objects.all().delete()
    assert client.post(ADD, data).context["form"].non_field_errors() == [
        "Такое районное объединение уже есть."
    ]
    assert len(kept()) == 1


def test_choices_hold_nothing_foreign(visit, municipality, methodist):
    foreign = make.AssociationFactory()
    subject, school = make.SubjectFactory(), make.SchoolFactory()
    client = visit(methodist)
    data = filled(client.get(ADD), level="school", subject=subject.pk, school=school.pk, parent=foreign.pk)
    assert sorted(client.post(ADD, data).context["form"].errors) == [
        "parent",
        "school",
        "subject",
        "teachers_of",
    ]


def test_a_coordinator_makes_only_an_association_of_the_own_school(visit, municipality, coordinator, school):
    other = make.SchoolFactory(municipality=municipality)
    client = visit(coordinator)
    data = filled(client.get(ADD), teachers_of="логопедов")
    refused = client.post(ADD, data | {"level": "district", "school": other.pk})
    assert sorted(refused.context["form"].errors) == ["level", "school"]
    client.post(ADD, data | {"level": "school", "school": school.pk})
    assert kept() == [("school", "логопедов", school.pk, None)]


def test_editing_keeps_level_and_school(visit, municipality, methodist):
    row = make.AssociationFactory(municipality=municipality, teachers_of="учителей физики")
    url, client = reverse("associations:edit", args=[row.pk]), visit(methodist)
    client.post(url, filled(client.get(url), direction="олимпиады", level="school"))
    row.refresh_from_db()
    assert (row.direction, row.level) == ("олимпиады", "district")
    assert AuditEvent.objects.about(row).get().changes == {"направление": ["—", "олимпиады"]}


def test_a_stale_form_overwrites_nothing(visit, municipality, methodist):
    row = make.AssociationFactory(municipality=municipality, teachers_of="учителей физики")
    url, client = reverse("associations:edit", args=[row.pk]), visit(methodist)
    data = filled(client.get(url), teachers_of="учителей физики и астрономии")
    Association.objects.update(teachers_of="учителей физики и информатики")
    answer = client.post(url, data)
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.teachers_of == "учителей физики и информатики"
    assert "учителей физики и астрономии" in answer.content.decode()


class TestClosing:
    @pytest.fixture
    def row(self, municipality):
        return make.AssociationFactory(municipality=municipality, teachers_of="учителей физики")

    def close(self, visit, row, methodist, day):
        return visit(methodist).post(reverse("associations:close", args=[row.pk]), {"closed_on": day})

    def test_people_are_released_on_the_day_before(self, visit, row, methodist, school):
        person = make.TeacherFactory(school=school)
        make.MembershipFactory(association=row, teacher=person)
        make.TermFactory(association=row, teacher=person)
        later = make.TeacherFactory(school=school)
        make.MembershipFactory(association=row, teacher=later, starts=date(2027, 1, 1))
        make.TermFactory(association=row, teacher=later, office="deputy", starts=date(2027, 1, 1))
        self.close(visit, row, methodist, "2026-11-01")
        assert list(Membership.objects.values_list("teacher", "ends")) == [(person.pk, date(2026, 10, 31))]
        assert sorted(Term.objects.values_list("ends", "void")) == [
            (date(2026, 10, 31), False),
            (date(2026, 12, 31), True),
        ]
        assert Association.objects.get().closed_on == date(2026, 11, 1)

    def test_an_unsigned_protocol_or_a_later_meeting_stands_in_the_way(self, visit, row, methodist):
        meeting = make.MeetingFactory(association=row, date=date(2026, 10, 12), state="held")
        refused = self.close(visit, row, methodist, "2026-11-01")
        assert refused.context["form"].errors == {
            "closed_on": ["Сначала подпишите протокол заседания 12.10.2026."]
        }
        Meeting.objects.update(state="planned", date=date(2026, 12, 1))
        refused = self.close(visit, row, methodist, "2026-11-01")
        assert "На 01.12.2026 приходится заседание" in refused.context["form"].errors["closed_on"][0]
        meeting.refresh_from_db()
        assert (meeting.state, Association.objects.get().closed_on) == ("planned", None)

    def test_closing_twice_is_a_message_and_the_words_are_free_again(self, visit, row, methodist):
        self.close(visit, row, methodist, "2026-11-01")
        again = self.close(visit, row, methodist, "2026-11-02")
        assert (again.status_code, Association.objects.get().closed_on) == (302, date(2026, 11, 1))
        client = visit(methodist)
        client.post(ADD, filled(client.get(ADD), teachers_of="учителей физики"))
        assert Association.objects.active().count() == 1


def test_the_day_of_making_is_today_by_default(visit, methodist):
    assert visit(methodist).get(ADD).context["form"].initial == {
        "level": Level.DISTRICT,
        "created_on": timezone.localdate(),
    }
