"""Reports that were accepted before the register was kept are entered in it. They bear no number: «б/н»."""

from django.db import migrations


def _signed_as(snapshot) -> str:
    return ", ".join(f"{line['post']} {line['name']}" for line in snapshot.get("signatures", ()))


def enter(apps, schema_editor):
    Report = apps.get_model("reports", "AnnualReport")
    Entry = apps.get_model("documents", "RegisterEntry")
    known = set(Entry.objects.exclude(document=None).values_list("document", flat=True))
    rows = (
        Report.objects.exclude(document=None).select_related("document").defer("document__pdf").order_by("pk")
    )
    entries = [
        Entry(
            municipality_id=report.document.municipality_id,
            kind="report",
            year=report.document.date.year,
            number=report.document.number,
            date=report.document.date,
            title=report.document.title,
            signed_as=_signed_as(report.document.snapshot)[:400],
            document_id=report.document_id,
            registered_by_id=report.document.signed_by_id,
        )
        for report in rows.iterator(chunk_size=200)
        if report.document_id not in known
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    for entry in entries:
        # the day of the entry is set on creation, and these documents were entered when they were signed
        entry.registered_at = entry.document.signed_at
    Entry.objects.bulk_update(entries, ["registered_at"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("documents", "0006_register_keys")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
