"""What follows when an order about associations is signed; runs in the transaction of the signature."""

from collections import defaultdict
from collections.abc import Iterator

from associations.models import Association, Membership, Term
from associations.services.staffing import approve_roster, roster_day
from associations.services.terms import write_ground
from methodservice.directory.models import Teacher
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

CHANGED = (
    "Состав «{association}» изменился, пока готовился приказ. {what} Верните приказ: приложение должно совпасть с "
    "составом объединения."
)


def ground_of(order) -> str:
    """«приказ от 01.09.2026 № 145»."""
    return f"приказ от {order.date:%d.%m.%Y} № {order.entry.number}"


def staffing_signed(order, by) -> None:
    """Approve the rosters that the annexes list; terms without a ground get the order's number and date.

    Raises Refused when an annex names other people than the association has on the day: what is signed and what counts
    for a quorum must be one list. A roster that a person took out of the annexes altogether is not approved.
    """
    year = SchoolYear(order.facts["year"])
    listed = {int(pk): ids for pk, ids in order.facts["rosters"].items()}
    rows = Association.objects.active().filter(pk__in=listed, municipality_id=order.municipality_id)
    associations = list(rows.select_related("municipality", "school").order_by("pk"))
    members = _members(associations, roster_day(year, order.date))
    terms = Term.objects.filter(pk__in=order.facts["terms"], void=False)
    text = "\n".join(_plain(part) for annex in order.annexes.all() for part in _texts(annex.blocks))
    gone = _gone(listed, members, terms)
    for association in associations:
        people = members[association.pk]
        if not any(_plain(teacher.full_name) in text for teacher in people):
            continue
        left = [gone[pk] for pk in listed[association.pk] if pk in gone and _plain(gone[pk]) in text]
        missing = [teacher.full_name for teacher in people if _plain(teacher.full_name) not in text]
        _refuse_changed(association, missing, left)
        _approve(association, year, order, by)
    unfounded = terms.filter(ground=Term.Ground.ORDER, ground_text="")
    write_ground(terms=unfounded, text=ground_of(order), by=by)


def election_signed(order, by) -> None:
    """The term that the election opened names the order beside the protocol."""
    terms = Term.objects.filter(pk=order.facts["term"], void=False)
    write_ground(terms=terms, text=ground_of(order), by=by)


def _members(associations, day) -> dict[int, list[Teacher]]:
    """Members of each association on the day. 1 query."""
    found = defaultdict(list)
    rows = Membership.objects.on(day).filter(association__in=associations).select_related("teacher")
    for row in rows:
        found[row.association_id].append(row.teacher)
    return found


def _gone(listed: dict[int, list[int]], members: dict[int, list[Teacher]], terms) -> dict[int, str]:
    """Names of those who were members when the draft was made and belong to none of its associations now. 2 queries."""
    drafted = {pk for ids in listed.values() for pk in ids}
    drafted -= {teacher.pk for people in members.values() for teacher in people}
    drafted -= set(terms.values_list("teacher_id", flat=True))
    return {teacher.pk: teacher.full_name for teacher in Teacher.objects.filter(pk__in=drafted)}


def _refuse_changed(association: Association, missing: list[str], left: list[str]) -> None:
    told = [f"Нет в приложении: {', '.join(missing)}."] if missing else []
    told += [f"Больше не состоят: {', '.join(left)}."] if left else []
    if told:
        raise Refused(CHANGED.format(association=association.title, what=" ".join(told)), "annexes")


def _approve(association: Association, year: SchoolYear, order, by) -> None:
    try:
        approve_roster(
            association=association, year=year, approved_on=order.date, order_number=order.entry.number, by=by
        )
    except AlreadyDone:
        # somebody wrote this order down by hand before it was signed
        return


def _texts(blocks: list[dict]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] == "table":
            yield from (cell["text"] for row in block["rows"] for cell in row["cells"])
        else:
            yield block["text"]


def _plain(text: str) -> str:
    return " ".join(text.split())
