"""Which values a person has seen: closed campaigns too, since they may be opened again."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from methodservice.lib.dbguards import freeze_rows_while, lifted

closed = import_module("monitoring.migrations.0004_closed_campaigns")


def mark(apps, schema_editor):
    """What was typed or sent until now. A return that is withdrawn at this moment keeps only what was typed."""
    values = apps.get_model("monitoring", "Value").objects
    seen = Q(typed=True) | Q(given__state__in=["submitted", "returned", "accepted"])
    values.filter(seen).update(touched=True)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0009_sections_of_tables")]

    operations = lifted(
        freeze_rows_while("monitoring_value", closed.CLOSED, closed.SENTENCE),
        migrations.AddField(
            model_name="value",
            name="touched",
            field=models.BooleanField(default=False, verbose_name="человек видел число"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    )
