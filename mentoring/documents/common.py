"""What the printed documents of mentoring share: who issues them, who signs."""

from datetime import date

from mentoring.models.outsiders import Outsider, place_of
from methodservice.directory.models import School, Teacher
from methodservice.lib.dates import long_date
from methodservice.lib.declension import position_at, signature_name
from methodservice.lib.typography import bind


def organisation_of(school: School) -> list[str]:
    """Heading lines. Reads `school.municipality`."""
    return [bind(line) for line in (school.municipality.authority, school.line_name) if line]


def head_post(school: School) -> str:
    """«Директор», «Заведующий»."""
    return school.head_post.capitalize()


def post_at(person: Teacher | Outsider) -> str:
    """«учитель математики Школы № 1», «студентка 4 курса Педагогического колледжа»: in running text."""
    return bind(position_at(person.position, place_of(person)))


def at_work(person: Teacher | Outsider) -> str:
    """«Иванова Мария Ивановна, учитель математики Школы № 1»: in running text."""
    return f"{person.full_name}, {post_at(person)}"


def named(person: Teacher | Outsider) -> str:
    """«Иванова Мария Ивановна, учитель математики, МОУ «Школа № 1»»."""
    return bind(f"{person.full_name}, {person.position}, {place_of(person)}")


def signature(post: str, person: Teacher | Outsider | None = None) -> dict:
    """A line to sign; room for a name without a person."""
    name = signature_name(person.surname, person.given_name, person.patronymic) if person else ""
    return {"post": post, "name": name}


def term(starts: date, ends: date) -> str:
    return bind(f"{long_date(starts)} – {long_date(ends)}")


def facts(*rows: tuple[str, str]) -> list[dict]:
    """Names with values; rows without a value are left out."""
    return [{"name": name, "value": bind(value)} for name, value in rows if value]
