"""Fills the five districts. Dates are relative to the day of filling: a school year is always under way."""

from datetime import date, timedelta
from random import Random

from django.db import transaction

from associations.models import Association, Level, Membership, Office, Roster, RosterMember, Term
from methodservice.directory.models import (
    Municipality,
    MunicipalityRules,
    School,
    Signatory,
    Subject,
    Teacher,
)
from methodservice.home.demo.districts import DISTRICTS, SUBJECTS, District
from methodservice.home.demo.events import hold_events
from methodservice.home.demo.meetings import hold_meetings
from methodservice.home.demo.papers import gather_folders
from methodservice.home.demo.people import person
from methodservice.lib.periods import SchoolYear

SEED = 2026
MEMBERS_OF_DISTRICT = 24
"""No more members than this in a district association of the demo."""


@transaction.atomic
def fill(today: date) -> list[Municipality]:
    """Create everything once; the municipalities in the order of `DISTRICTS`. Accounts are made by `accounts.py`."""
    filled = []
    for number, district in enumerate(DISTRICTS):
        random = Random(SEED + number)
        municipality = _municipality(district, today)
        schools = _schools(district, municipality)
        subjects = _subjects(municipality)
        teachers = _teachers(district, schools, subjects, random, today)
        associations = _associations(district, municipality, schools, subjects)
        _staff(associations, teachers, district, random, today)
        hold_meetings(associations, district.years_of_meetings, random, today)
        hold_events(municipality, associations, district.years_of_meetings, random, today)
        gather_folders(municipality, associations, district.years_of_meetings, today)
        filled.append(municipality)
    return filled


def _municipality(district: District, today: date) -> Municipality:
    title, genitive, abbreviation = district.title
    municipality = Municipality.objects.create(
        name=district.name, name_genitive=district.genitive, authority=district.authority,
        service=district.service, service_short=district.service_short, place=district.place,
        district_title=title, district_title_genitive=genitive, district_abbreviation=abbreviation,
        timezone=district.timezone,
    )  # fmt: skip
    MunicipalityRules.objects.create(municipality=municipality, **district.rules)
    surname, given_name, patronymic, gender, position = district.signatory
    Signatory.objects.create(
        municipality=municipality, surname=surname, given_name=given_name, patronymic=patronymic, gender=gender,
        position=position, starts=date(today.year - 4, 2, 1),
    )  # fmt: skip
    return municipality


def _schools(district, municipality) -> list[School]:
    return School.objects.bulk_create(
        School(municipality=municipality, kind=kind, full_name=full, short_name=short, genitive_name=genitive)
        for kind, full, short, genitive in district.schools
    )


def _subjects(municipality) -> dict[str, Subject]:
    rows = Subject.objects.bulk_create(
        Subject(municipality=municipality, name=name, teachers_of=teachers_of)
        for name, teachers_of, _ in SUBJECTS.values()
    )
    return dict(zip(SUBJECTS, rows, strict=True))


def _subject_of(number: int, kind: str) -> str:
    """What the next teacher of an organisation of the kind teaches."""
    if kind == School.Kind.KINDERGARTEN:
        return "psychology" if number % 9 == 8 else "preschool"
    if kind == School.Kind.EXTRA:
        return "psychology" if number % 7 == 6 else "sport"
    order = (
        "primary",
        "math",
        "russian",
        "primary",
        "science",
        "history",
        "english",
        "primary",
        "sport",
        "psychology",
    )
    return order[number % len(order)]


def _teachers(district, schools, subjects, random, today) -> dict[str, list[Teacher]]:
    """Teachers by subject, spread over the schools in turn."""
    rows, keys, seen = [], [], set()
    for number in range(district.teachers):
        school = schools[number % len(schools)]
        key = _subject_of(number // len(schools), school.kind)
        fields = person(random, today=today)
        while (fields["surname"], fields["given_name"], fields["patronymic"]) in seen:
            fields = person(random, today=today)
        seen.add((fields["surname"], fields["given_name"], fields["patronymic"]))
        rows.append(Teacher(school=school, position=SUBJECTS[key][2], **fields))
        keys.append(key)
    rows = Teacher.objects.bulk_create(rows)
    by_subject = {key: [] for key in SUBJECTS}
    links = []
    for teacher, key in zip(rows, keys, strict=True):
        by_subject[key].append(teacher)
        links.append(Teacher.subjects.through(teacher_id=teacher.pk, subject_id=subjects[key].pk))
    Teacher.subjects.through.objects.bulk_create(links)
    return by_subject


def _associations(district, municipality, schools, subjects) -> list[tuple[str, Association]]:
    """[(subject key, association)]: district ones first, then those of schools linked to them."""
    upper = {
        key: Association.objects.create(
            municipality=municipality, level=Level.DISTRICT, subject=subjects[key], teachers_of=SUBJECTS[key][1],
            created_on=date(2021, 9, 1),
        )
        for key in district.associations
    }  # fmt: skip
    lower = [
        (
            key,
            Association.objects.create(
                municipality=municipality, level=Level.SCHOOL, subject=subjects[key], teachers_of=SUBJECTS[key][1],
                school=schools[number], parent=upper.get(key), created_on=date(2021, 9, 1),
            ),
        )
        for number, key in district.school_associations
    ]  # fmt: skip
    return [*upper.items(), *lower]


def _staff(associations, teachers, district, random, today) -> None:
    """Members since the previous school year, yearly approved rosters, and the four offices."""
    this_year = SchoolYear.containing(today)
    begin = this_year.previous.starts
    order = 140
    for key, association in associations:
        people = teachers[key]
        if association.level == Level.SCHOOL:
            people = [teacher for teacher in people if teacher.school_id == association.school_id]
        people = people[:MEMBERS_OF_DISTRICT]
        Membership.objects.bulk_create(
            Membership(association=association, teacher=teacher, starts=begin) for teacher in people
        )
        offices = [Office.HEAD, Office.SECRETARY, *([Office.DEPUTY] if len(people) > 4 else [])]
        order += 1
        ground = f"приказ от {begin:%d.%m.%Y} № {order}"
        Term.objects.bulk_create(
            Term(association=association, teacher=teacher, office=office, starts=begin, ground_text=ground)
            for teacher, office in zip(people, offices, strict=False)
        )
        if association.level == Level.DISTRICT and len(people) > 6:
            Term.objects.create(
                association=association,
                teacher=people[-1],
                office=Office.CURATOR,
                starts=begin,
                ground_text=ground,
            )
        for year in (this_year.previous, this_year):
            roster = Roster.objects.create(
                association=association, school_year=year.first, order_number=str(order),
                approved_on=min(year.starts + timedelta(days=4), today),
            )  # fmt: skip
            RosterMember.objects.bulk_create(
                RosterMember(roster=roster, teacher=teacher) for teacher in people
            )
