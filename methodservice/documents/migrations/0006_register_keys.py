"""A number is the same whatever the case of its letters, on SQLite too: compared by a key of its own."""

from django.db import migrations, models


def write_keys(apps, schema_editor):
    Entry = apps.get_model("documents", "RegisterEntry")
    rows = list(Entry.objects.only("pk", "number"))
    for entry in rows:
        entry.key = "".join(entry.number.split()).upper()
    Entry.objects.bulk_update(rows, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_register_and_style")]

    operations = [
        migrations.RemoveConstraint(model_name="registerentry", name="register_number_once"),
        migrations.AddField(
            model_name="registerentry",
            name="key",
            field=models.CharField(blank=True, default="", editable=False, max_length=100),
            preserve_default=False,
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("municipality", "kind", "series", "year", "key"),
                name="register_key_once",
                violation_error_message="Документ с таким номером в этом году уже есть.",
            ),
        ),
    ]
