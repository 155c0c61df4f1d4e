"""Protocols that were signed before the register was kept are entered in it, each number by its last edition."""

from django.db import migrations


def _signed_as(snapshot) -> str:
    signers = (("Председатель", "chair"), ("секретарь", "secretary"))
    names = [(post, (snapshot.get(key) or {}).get("signature", "")) for post, key in signers]
    return ", ".join(f"{post} {name}" for post, name in names if name)


def enter(apps, schema_editor):
    Protocol = apps.get_model("associations", "Protocol")
    Entry = apps.get_model("documents", "RegisterEntry")
    latest = {}
    rows = Protocol.objects.select_related("document").defer("document__pdf").order_by("edition", "pk")
    for protocol in rows.iterator(chunk_size=200):
        latest[protocol.association_id, protocol.school_year, protocol.number] = protocol
    entered = Entry.objects.filter(kind="protocol").exclude(document=None)
    known = set(entered.values_list("document", flat=True))
    entries = [
        Entry(
            municipality_id=protocol.document.municipality_id,
            kind="protocol",
            series=f"protocol:{association}",
            year=year,
            ordinal=number,
            number=protocol.document.number,
            key=protocol.document.number,
            date=protocol.document.date,
            title=protocol.document.title,
            signed_as=_signed_as(protocol.document.snapshot)[:400],
            document_id=protocol.document_id,
            registered_by_id=protocol.document.signed_by_id,
        )
        for (association, year, number), protocol in latest.items()
        if protocol.document_id not in known
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    for entry in entries:
        # the day of the entry is set on creation, and these documents were entered when they were signed
        entry.registered_at = entry.document.signed_at
    Entry.objects.bulk_update(entries, ["registered_at"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("associations", "0006_decisions_adopted"), ("documents", "0006_register_keys")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
