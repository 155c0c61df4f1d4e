from datetime import datetime, timedelta

from django.db import migrations

SCHOOL, HIRED = "организация", "принят на работу"


def day_of(words):
    try:
        return datetime.strptime(words, "%d.%m.%Y").date()
    except ValueError:
        return None


def remember(apps, schema_editor):
    """Moves that the journal tells of: from which school, since when, until which day."""
    AuditEvent, FormerPost, School, Teacher = (
        apps.get_model("directory", name) for name in ("AuditEvent", "FormerPost", "School", "Teacher")
    )
    moves = []
    rows = AuditEvent.objects.filter(record_type="directory.teacher", verb="changed").order_by("at", "pk")
    for key, place, changes in rows.values_list("record_id", "municipality_id", "changes").iterator():
        if SCHOOL in changes and HIRED in changes and (came := day_of(changes[HIRED][1])):
            moves.append(
                (key, place, changes[SCHOOL][0], day_of(changes[HIRED][0]), came - timedelta(days=1))
            )
    places = {move[1] for move in moves}
    schools = {
        (place, name): key
        for key, place, name in School.objects.filter(municipality__in=places).values_list(
            "pk", "municipality_id", "short_name"
        )
    }
    known = set(Teacher.objects.filter(pk__in={move[0] for move in moves}).values_list("pk", flat=True))
    FormerPost.objects.bulk_create(
        [
            FormerPost(teacher_id=key, school_id=schools[place, name], starts=starts, ends=ends)
            for key, place, name, starts, ends in moves
            if key in known and (place, name) in schools and (starts is None or starts <= ends)
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_former_posts")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
