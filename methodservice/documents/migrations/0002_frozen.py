from django.db import migrations

from methodservice.lib.dbguards import freeze_rows


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = freeze_rows("documents_frozendocument")
