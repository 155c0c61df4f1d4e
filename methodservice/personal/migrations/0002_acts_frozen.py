"""An act of anonymisation never changes."""

from django.db import migrations

from methodservice.lib.dbguards import freeze_rows


class Migration(migrations.Migration):
    dependencies = [("personal", "0001_consents_and_acts")]

    operations = freeze_rows("personal_anonymisation")
