from django.db import migrations, models
from django.db.models import Q


def mark(apps, schema_editor):
    """What was typed or sent until now. A return that is withdrawn at this moment keeps only what was typed."""
    values = apps.get_model("monitoring", "Value").objects
    values.filter(Q(typed=True) | Q(given__state__in=["submitted", "returned", "accepted"])).update(
        touched=True
    )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0009_sections_of_tables")]

    operations = [
        migrations.AddField(
            model_name="value",
            name="touched",
            field=models.BooleanField(default=False, verbose_name="человек видел число"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
