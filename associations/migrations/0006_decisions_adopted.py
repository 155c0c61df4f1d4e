"""Decisions of signed protocols become tasks: which ones passed is read from the protocols themselves."""

from django.db import migrations, models


def adopt(apps, schema_editor):
    Protocol = apps.get_model("associations", "Protocol")
    Decision = apps.get_model("associations", "Decision")
    latest = {}
    rows = Protocol.objects.select_related("document", "meeting").order_by("edition")
    for protocol in rows.defer("document__pdf").iterator(chunk_size=200):
        latest[protocol.meeting_id] = protocol
    for protocol in latest.values():
        taken = [
            decision["id"]
            for item in protocol.document.snapshot.get("items", ())
            if item["passed"]
            for decision in item["decisions"]
            if decision["id"]
        ]
        Decision.objects.filter(pk__in=taken).update(adopted_on=protocol.meeting.date)


class Migration(migrations.Migration):
    dependencies = [("associations", "0005_decisions_done"), ("directory", "0006_approver_and_due_days")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="adopted_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="принято"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["responsible", "due"], name="decision_tasks"),
        ),
        migrations.RunPython(adopt, migrations.RunPython.noop),
    ]
