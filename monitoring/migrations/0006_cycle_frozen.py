"""A signed note and a closed management cycle never change."""

from django.db import migrations

from methodservice.lib.dbguards import REFUSAL, freeze_rows_while

CLOSED = "Закрытый управленческий цикл не меняется и не удаляется."


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0005_tables_of_editions")]

    operations = [
        *freeze_rows_while("monitoring_note", "OLD.state = 'signed'", REFUSAL),
        *freeze_rows_while("monitoring_cycle", "OLD.state = 'closed'", CLOSED),
    ]
