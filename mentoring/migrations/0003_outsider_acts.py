"""Acts about people without cards; an act never changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from methodservice.lib.dbguards import freeze_rows


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0010_anonymised_cards"),
        ("mentoring", "0002_outsiders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsiderAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="номер")),
                ("done_on", models.DateField(verbose_name="дата")),
                ("snapshot", models.JSONField(verbose_name="содержание")),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто обезличил",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                        verbose_name="муниципалитет",
                    ),
                ),
            ],
            options={
                "verbose_name": "акт обезличивания без карточки",
                "verbose_name_plural": "акты обезличивания без карточки",
                "ordering": ["-done_on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="outsider",
            name="act",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outsiders",
                to="mentoring.outsideract",
                verbose_name="акт обезличивания",
            ),
        ),
        migrations.AddConstraint(
            model_name="outsideract",
            constraint=models.UniqueConstraint(
                fields=("municipality", "number"),
                name="outsideract_number_once",
                violation_error_message="Акт с таким номером уже есть.",
            ),
        ),
        *freeze_rows("mentoring_outsideract"),
    ]
