"""Why a value is asked again after a new edition."""

from importlib import import_module

from django.db import migrations, models

from methodservice.lib.dbguards import freeze_rows_while, lifted_for_remake

closed = import_module("monitoring.migrations.0004_closed_campaigns")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0007_order_of_aggregates")]

    operations = lifted_for_remake(
        freeze_rows_while("monitoring_value", closed.CLOSED, closed.SENTENCE),
        migrations.AddField(
            model_name="value",
            name="asked_again",
            field=models.CharField(blank=True, max_length=500, verbose_name="почему спрошено снова"),
        ),
    )
