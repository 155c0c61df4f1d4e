"""A table from a file: read and kept for a look, accepted line by line. Nothing of the plan changes before."""

from collections.abc import Collection

from django.db import transaction

from associations.models import Association
from associations.plans.importing import ReadLine, Reviewed, read_plan, review
from associations.plans.lines import known_to
from associations.plans.models import ActivityKind, Direction, PlanEdition, PlanTable
from associations.plans.services.starting import fill_plan, open_edition_of
from methodservice.directory import audit
from methodservice.lib.files import shown_name
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

NOTHING_CHOSEN = "Отметьте хотя бы одну строку или откажитесь от файла."
ACCEPTED = "Строки этого файла уже записаны в план."


def receive_table(*, association: Association, year: SchoolYear, upload, by) -> PlanTable:
    """Read a sent file and keep its words for the review; old tables are forgotten. Raises FileRefused."""
    read = read_plan(upload, upload.name, year)
    with transaction.atomic():
        PlanTable.objects.filter(uploaded_by=by).forgotten().delete()
        return PlanTable.objects.create(
            association=association,
            school_year=year.first,
            name=shown_name(upload.name),
            words=read.words,
            lines=[line.as_json() for line in read.lines],
            notes=list(read.notes),
            uploaded_by=by,
        )


def review_table(table: PlanTable) -> tuple[list[Reviewed], PlanEdition | None]:
    """What the lines mean, and the open edition that they would be added to. 6 queries, 7 with an open edition."""
    association, year = table.association, table.year
    _, edition = open_edition_of(association, year)
    existing = edition.lines.values_list("action", "deadline", "responsible") if edition else ()
    municipality = association.municipality_id
    reviewed = review(
        [ReadLine.from_json(line) for line in table.lines],
        known=known_to(association, year),
        year=year,
        directions=Direction.objects.filter(municipality=municipality).offered(),
        kinds=ActivityKind.objects.filter(municipality=municipality).offered(),
        existing=existing,
    )
    return reviewed, edition


@transaction.atomic
def accept_table(*, table: PlanTable, chosen: Collection[int], by) -> PlanEdition:
    """Write the chosen lines (their places from 0): into a new plan or the open edition. Once.

    Raises AlreadyDone for a table accepted before, Refused when nothing is chosen or the plan may not change.
    """
    rows = PlanTable.objects.select_for_update(of=("self",))
    table = rows.select_related("association__municipality", "association__school").get(pk=table.pk)
    if table.accepted:
        raise AlreadyDone(ACCEPTED)
    reviewed, _ = review_table(table)
    drafts = [each.draft for place, each in enumerate(reviewed) if place in chosen]
    if not drafts:
        raise Refused(NOTHING_CHOSEN)
    edition = fill_plan(association=table.association, year=table.year, drafts=drafts, by=by, **table.words)
    left_out = len(reviewed) - len(drafts)
    note = f"из файла «{table.name}»: строк {len(drafts)}, не взято {left_out}"
    audit.record(audit.Verb.IMPORTED, by=by, obj=edition, note=note)
    table.accepted, table.words, table.lines, table.notes = True, {}, [], []
    table.save(update_fields=["accepted", "words", "lines", "notes"])
    return edition
