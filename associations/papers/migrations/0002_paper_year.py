from django.db import migrations, models


def give_years(apps, schema_editor):
    """A paper of no year gets the school year in which it was put in."""
    papers = apps.get_model("papers", "Paper").objects.filter(school_year=None)
    for paper in papers.only("created_at"):
        put_in = paper.created_at
        paper.school_year = put_in.year if put_in.month >= 9 else put_in.year - 1
        paper.save(update_fields=["school_year"])


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [
        migrations.RunPython(give_years, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="paper",
            name="school_year",
            field=models.PositiveSmallIntegerField(verbose_name="учебный год (год начала)"),
        ),
    ]
