"""A signed protocol never changes; two heads never overlap (the open one is kept single by a unique index)."""

from django.db import migrations

from methodservice.lib.dbguards import VendorSQL, freeze_rows

ONE_HEAD = "Сроки двух руководителей объединения не могут пересекаться."

_overlap = f"""
BEFORE {{action}} ON "associations_term" WHEN NEW.office = 'head' AND EXISTS (
    SELECT 1 FROM "associations_term" t
    WHERE t.association_id = NEW.association_id AND t.office = 'head' AND t.id <> COALESCE(NEW.id, -1)
      AND t.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(t.ends, '9999-12-31')
) BEGIN SELECT RAISE(ABORT, '{ONE_HEAD}'); END;
"""  # noqa: S608 — constants of this file only


def _sqlite(action):
    name = f"term_one_head_{action}"
    return VendorSQL(
        {"sqlite": (f"CREATE TRIGGER {name} {_overlap.format(action=action)}", f"DROP TRIGGER {name};")}
    )


class Migration(migrations.Migration):
    dependencies = [("associations", "0001_initial")]

    operations = [
        *freeze_rows("associations_protocol"),
        VendorSQL(
            {
                "postgresql": (
                    "CREATE EXTENSION IF NOT EXISTS btree_gist;"
                    "ALTER TABLE associations_term ADD CONSTRAINT term_one_head EXCLUDE USING gist "
                    "(association_id WITH =, daterange(starts, ends, '[]') WITH &&) WHERE (office = 'head') "
                    "DEFERRABLE INITIALLY IMMEDIATE;",
                    "ALTER TABLE associations_term DROP CONSTRAINT term_one_head;",
                )
            }
        ),
        _sqlite("insert"),
        _sqlite("update"),
    ]
