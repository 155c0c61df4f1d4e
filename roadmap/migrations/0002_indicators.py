import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0001_initial"),
        ("roadmap", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeIndicators",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто связал",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicator_links",
                        to="roadmap.programme",
                        verbose_name="дорожная карта",
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme_links",
                        to="monitoring.indicatorset",
                        verbose_name="система показателей",
                    ),
                ),
            ],
            options={
                "verbose_name": "показатели программы",
                "verbose_name_plural": "показатели программ",
                "ordering": ["programme", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "set"), name="roadmap_indicators_once")
                ],
            },
        ),
    ]
