"""The look of documents in the world of the access table: two logos of each district."""

from methodservice.directory.models import Municipality
from methodservice.documents.models import DocumentStyle, StoredFile
from methodservice.testing import factories as make
from methodservice.testing.pictures import picture


def add_style(world) -> None:
    """See world.py for the ownerships. Logos have a copy on the disk, the same in each run."""
    StoredFile.folder().mkdir(parents=True, exist_ok=True)
    content = picture()
    for ownership, pk in world.records["municipality"].items():
        district = Municipality.objects.get(pk=pk)
        logos = [
            make.StoredFileFactory(
                municipality=district,
                name="Герб.png",
                stored_name=f"world-{name}-{ownership}.png",
                media_type="image/png",
                size=len(content),
                uploaded_by=world.users["methodist"],
            )
            for name in ("logo", "former-logo")
        ]
        for logo in logos:
            logo.path.write_bytes(content)
        style = DocumentStyle.objects.create(municipality=district, logo=logos[0])
        style.former_logos.add(logos[1])
        world.put("logo", ownership, logos[0])
        world.put("former_logo", ownership, logos[1])
