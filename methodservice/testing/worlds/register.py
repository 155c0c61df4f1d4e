"""Records of the register in the world of the access table."""

from datetime import date

from methodservice.directory.models import Municipality
from methodservice.documents.models import DocumentKind, FrozenDocument, NumberMask, RegisterEntry
from methodservice.documents.register.masks import key_of
from methodservice.testing import factories as make


def add_register(world) -> None:
    """`register_entry` was made by hand and has a scan, `signed_entry` was signed on the portal."""
    world.put("document_kind", "own", (DocumentKind.ORDER.value,))
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        user = make.UserFactory(municipality=municipality)
        mask = NumberMask.objects.create(municipality=municipality, kind="order", year=2026, mask="{n}-ОД")
        world.put("number_mask", ownership, mask)
        file = make.StoredFileFactory(municipality=municipality, uploaded_by=user, name="Приказ.pdf")
        by_hand = entry_of(municipality, user, number="1-ОД", ordinal=1, file=file)
        world.put("register_entry", ownership, by_hand)
        code = f"REGISTER{ownership.upper():A>8}"[:16]
        document = FrozenDocument.objects.create(
            municipality=municipality, kind="protocol", number="1", date=date(2026, 10, 12), title="Протокол",
            snapshot={}, pdf=b"%PDF", sha256="0" * 64, check_code=code, signed_by=user,
        )  # fmt: skip
        signed = entry_of(municipality, user, kind="protocol", number="1", ordinal=1, document=document)
        world.put("signed_entry", ownership, signed)


def entry_of(municipality, by, *, kind="order", number="1", on=date(2026, 10, 12), **fields) -> RegisterEntry:
    """An entry as the services write it, numbered by whoever asks for it."""
    words = {"title": "О проведении олимпиады", "signed_as": "Начальник отдела Н. П. Ковалёва"} | fields
    return RegisterEntry.objects.create(
        municipality=municipality, kind=kind, year=on.year, number=number, key=key_of(number), date=on,
        registered_by=by, **words,
    )  # fmt: skip
