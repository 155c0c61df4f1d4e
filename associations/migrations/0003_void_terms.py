"""A term that was never in force stays on record and stands in nobody's way.

SQLite rebuilds the table of terms, which loses its triggers: they are lifted before and laid again after.
"""

from django.db import migrations, models

from methodservice.lib.dbguards import VendorSQL

ONE_HEAD = "Сроки двух руководителей объединения не могут пересекаться."


def _trigger(action, void=""):
    return f"""
CREATE TRIGGER term_one_head_{action} BEFORE {action} ON "associations_term"
WHEN NEW.office = 'head' {void.format(row="NEW")} AND EXISTS (
    SELECT 1 FROM "associations_term" t
    WHERE t.association_id = NEW.association_id AND t.office = 'head' AND t.id <> COALESCE(NEW.id, -1)
      {void.format(row="t")}
      AND t.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(t.ends, '9999-12-31')
) BEGIN SELECT RAISE(ABORT, '{ONE_HEAD}'); END;
"""  # noqa: S608 — constants of this file only


def _exclusion(void=""):
    return (
        "ALTER TABLE associations_term ADD CONSTRAINT term_one_head EXCLUDE USING gist "
        "(association_id WITH =, daterange(starts, ends, '[]') WITH &&) "
        f"WHERE (office = 'head'{void}) DEFERRABLE INITIALLY IMMEDIATE;"
    )


NOT_VOID = "AND NOT {row}.void"
LIFT_EXCLUSION = "ALTER TABLE associations_term DROP CONSTRAINT term_one_head;"
ACTIONS = ("insert", "update")


class Migration(migrations.Migration):
    dependencies = [("associations", "0002_guards")]

    operations = [
        VendorSQL({"postgresql": (LIFT_EXCLUSION, _exclusion())}),
        *(
            VendorSQL({"sqlite": (f"DROP TRIGGER term_one_head_{action};", _trigger(action))})
            for action in ACTIONS
        ),
        migrations.RemoveConstraint(model_name="term", name="term_dates"),
        migrations.AddField(
            model_name="term",
            name="void",
            field=models.BooleanField(default=False, verbose_name="не вступил в силу"),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("void", False),
                        models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                    ),
                    models.Q(("void", True), ("ends__lt", models.F("starts"))),
                    _connector="OR",
                ),
                name="term_dates",
                violation_error_message="Дата «по» раньше даты «с».",
            ),
        ),
        VendorSQL({"postgresql": (_exclusion(" AND NOT void"), LIFT_EXCLUSION)}),
        *(
            VendorSQL({"sqlite": (_trigger(action, NOT_VOID), f"DROP TRIGGER term_one_head_{action};")})
            for action in ACTIONS
        ),
    ]
