"""Records of `associations.papers` in the world of the access table."""

from associations.models import Association
from associations.papers.models import Paper
from methodservice.documents.models import StoredFile
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF


def add_papers(world) -> None:
    """See world.py for the ownerships. Files have a copy on the disk, the same in each run."""
    StoredFile.folder().mkdir(parents=True, exist_ok=True)
    kinds = {}
    for ownership, pk in world.records["association"].items():
        association = Association.objects.get(pk=pk)
        district = association.municipality
        if district.pk not in kinds:
            kinds[district.pk] = make.PaperKindFactory(municipality=district, title="Положение")
        file = make.StoredFileFactory(
            municipality=district,
            stored_name=f"world-{ownership}.pdf",
            size=len(PDF),
            uploaded_by=world.users["methodist"],
        )
        file.path.write_bytes(PDF)
        world.put("file", ownership, file)
        paper = Paper.objects.create(
            association=association, kind=kinds[district.pk], school_year=2026, title="Положение", file=file
        )
        world.put("paper", ownership, paper)
    for kind in kinds.values():
        world.put("paper_kind", "own" if kind.municipality_id == world.municipality.pk else "foreign", kind)
