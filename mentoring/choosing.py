"""Candidates for a mentor out of the cards: facts for the pure rule `rules.candidates`."""

from datetime import date

from django.db.models import OuterRef

from mentoring.models import Pair
from mentoring.rules.candidates import Candidate, Ranked, ranked
from methodservice.directory.models import Teacher
from methodservice.directory.rules import YoungRule, young
from methodservice.lib.querysets import count_of


def candidates_for(mentee: Teacher, rule: YoungRule, user, day: date) -> list[tuple[Teacher, Ranked]]:
    """Whom the user may see, the fittest first. 2 queries, people with their load and subjects, and those of the
    mentee unless they are prefetched."""
    load = Pair.objects.active().filter(mentor=OuterRef("pk"))
    rows = Teacher.objects.visible_to(user).working().filter(school__closed_on__isnull=True)
    rows = rows.select_related("school").prefetch_related("subjects").annotate(mentees=count_of(load))
    people = {person.pk: person for person in rows}

    def told(person: Teacher, mentees: int) -> Candidate:
        return Candidate(
            key=person.pk,
            name=person.full_name,
            school=person.school_id,
            subjects=frozenset(subject.name for subject in person.subjects.all()),
            category=person.category,
            years=_years(person.teaching_since, day),
            mentees=mentees,
            is_young=young(rule, person.born_on, person.teaching_since, day).is_young,
            has_left=person.left_on is not None,
        )

    found = ranked(told(mentee, 0), [told(person, person.mentees) for person in people.values()])
    return [(people[each.candidate.key], each) for each in found]


def _years(since: date | None, day: date) -> int | None:
    if since is None:
        return None
    return max(day.year - since.year - ((day.month, day.day) < (since.month, since.day)), 0)
