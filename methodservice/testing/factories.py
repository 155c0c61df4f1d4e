"""Factories of single records. For a whole district with people in every role see `world.py`."""

from datetime import date
from functools import partial

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from associations.events.models import Event, Participant
from associations.models import Association, Level, Meeting, Membership, Office, Term
from associations.papers.models import PaperKind
from methodservice.directory.models import (
    Municipality,
    MunicipalityRules,
    Role,
    RoleKind,
    School,
    Signatory,
    Subject,
    Teacher,
    User,
)
from methodservice.documents.models import StoredFile


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Озёрный район {n}")
    name_genitive = factory.Sequence(lambda n: f"Озёрного района {n}")
    authority = factory.LazyAttribute(lambda m: f"Отдел образования администрации {m.name_genitive}")
    service = "Информационно-методический центр"
    service_short = "ИМЦ"
    place = "с. Озёрное"
    rules = factory.RelatedFactory("methodservice.testing.factories.RulesFactory", "municipality")


class RulesFactory(DjangoModelFactory):
    class Meta:
        model = MunicipalityRules

    municipality = factory.SubFactory(MunicipalityFactory, rules=None)


class SignatoryFactory(DjangoModelFactory):
    class Meta:
        model = Signatory

    municipality = factory.SubFactory(MunicipalityFactory)
    surname = "Ковалёва"
    given_name = "Нина"
    patronymic = "Петровна"
    gender = "female"
    position = "начальник отдела образования"
    starts = date(2020, 1, 1)


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    municipality = factory.SubFactory(MunicipalityFactory)
    full_name = factory.Sequence(lambda n: f"муниципальное общеобразовательное учреждение «Школа № {n}»")
    short_name = factory.Sequence(lambda n: f"МОУ «Школа № {n}»")


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda n: f"математика {n}")
    teachers_of = "учителей математики"


class TeacherFactory(DjangoModelFactory):
    class Meta:
        model = Teacher

    school = factory.SubFactory(SchoolFactory)
    surname = factory.Sequence(
        lambda n: f"Светлова{'абвгдежзиклмнопрст'[n % 18]}{'абвгдежзиклмнопрст'[n // 18 % 18]}"
    )
    given_name = "Мария"
    patronymic = "Ивановна"
    gender = "female"
    position = "учитель математики"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = factory.Sequence(lambda n: f"Пользователь {n}")
    password = factory.LazyFunction(partial(make_password, "right password"))
    municipality = factory.SubFactory(MunicipalityFactory)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.METHODIST
    starts = date(2020, 1, 1)


class AssociationFactory(DjangoModelFactory):
    class Meta:
        model = Association

    municipality = factory.SubFactory(MunicipalityFactory)
    level = Level.DISTRICT
    teachers_of = factory.Sequence(lambda n: f"учителей предмета {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    association = factory.SubFactory(AssociationFactory)
    teacher = factory.SubFactory(TeacherFactory)
    starts = date(2020, 9, 1)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    association = factory.SubFactory(AssociationFactory)
    teacher = factory.SubFactory(TeacherFactory)
    office = Office.HEAD
    starts = date(2020, 9, 1)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    association = factory.SubFactory(AssociationFactory)
    date = factory.LazyFunction(date.today)
    theme = "Итоги диагностики"


class EventFactory(DjangoModelFactory):
    """Of an association; pass `association=None` for one of the service."""

    class Meta:
        model = Event

    association = factory.SubFactory(AssociationFactory)
    municipality = factory.LazyAttribute(
        lambda event: event.association.municipality if event.association else MunicipalityFactory()
    )
    title = factory.Sequence(lambda n: f"Формирующее оценивание {n}")
    starts = factory.LazyFunction(date.today)


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    event = factory.SubFactory(EventFactory)
    teacher = factory.SubFactory(TeacherFactory)


def user_with_role(kind, *, municipality, school=None, teacher=None, **fields) -> User:
    """An account with one role in force since 2020."""
    user = UserFactory(municipality=municipality, teacher=teacher, **fields)
    RoleFactory(user=user, kind=kind, school=school)
    return user


class StoredFileFactory(DjangoModelFactory):
    """A row without a copy on the disk."""

    class Meta:
        model = StoredFile

    municipality = factory.SubFactory(MunicipalityFactory)
    name = "Положение.pdf"
    stored_name = factory.Sequence(lambda n: f"gone-{n}.pdf")
    size = 1024
    media_type = "application/pdf"
    sha256 = "0" * 64
    uploaded_by = factory.SubFactory(UserFactory)


class PaperKindFactory(DjangoModelFactory):
    class Meta:
        model = PaperKind

    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Документ {n}")
    position = factory.Sequence(lambda n: n + 1)
