"""Papers in the file of an association: put in, changed, taken out."""

from collections.abc import Mapping

from django.db import transaction

from associations.models import Association
from associations.papers.models import Paper, PaperKind
from associations.services.associations import lock_association
from methodservice.directory import audit
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

MOST_PAPERS = 100
"""Of one kind in one school year."""


@transaction.atomic
def put_in(
    *, association: Association, kind: PaperKind, year: SchoolYear, fields: Mapping, by, upload=None
) -> Paper:
    """Put a paper in. fields: title, link, author, date; upload: cleaned by an UploadField, or None.

    Raises Refused for a closed association and for too many papers, AlreadyDone for a second click, NotKept.
    """
    association = _lock_open(association.pk)
    same = Paper.objects.filter(association=association, kind=kind, school_year=year.first)
    if same.filter(pk__in=audit.just_made(Paper, by=by), **fields).exists():
        raise AlreadyDone("Этот документ уже вложен.")
    if same.count() >= MOST_PAPERS:
        raise Refused(f"В папке уже {MOST_PAPERS} таких документов за этот год. Сначала уберите лишние.")
    paper = Paper(association=association, kind=kind, school_year=year.first, **fields)
    if upload:
        paper.file = keep_file(upload, municipality=association.municipality, by=by)
    paper.save()
    audit.record(audit.Verb.CREATED, by=by, obj=paper, note=kind.title)
    return paper


@transaction.atomic
def change(*, paper: Paper, fields: Mapping, by, upload=None) -> Paper:
    """Change a paper; an upload takes the place of the former file. Raises Refused, AlreadyDone, NotKept."""
    association = _lock_open(paper.association_id)
    paper = _fresh(paper)
    before, former = audit.state_of(paper), paper.file
    for name, value in fields.items():
        setattr(paper, name, value)
    if upload:
        paper.file = keep_file(upload, municipality=association.municipality, by=by)
    paper.save()
    audit.record_change(by=by, obj=paper, before=before)
    if upload and former:
        drop_file(former, by=by)
    return paper


@transaction.atomic
def take_out(*, paper: Paper, by) -> None:
    """Delete a paper and its file. Raises Refused for a closed association, AlreadyDone when it is gone."""
    _lock_open(paper.association_id)
    paper = _fresh(paper)
    audit.record(audit.Verb.DELETED, by=by, obj=paper, note=paper.kind.title)
    paper.delete()
    if paper.file:
        drop_file(paper.file, by=by)


def _lock_open(association_id: int) -> Association:
    association = lock_association(association_id)
    if association.closed_on:
        raise Refused(f"Объединение закрыто {association.closed_on:%d.%m.%Y}: его папку больше не меняют.")
    return association


def _fresh(paper: Paper) -> Paper:
    """The paper as it is now, under the association's lock."""
    current = (
        Paper.objects.select_related("association", "kind", "author", "file").filter(pk=paper.pk).first()
    )
    if current is None:
        raise AlreadyDone("Этот документ уже убран из папки.")
    return current
