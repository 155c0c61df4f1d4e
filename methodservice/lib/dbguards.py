"""Rules that the database itself keeps: migration operations for PostgreSQL and SQLite."""

from django.db import migrations

REFUSAL = "Подписанный документ не меняется и не удаляется."


def _frozen(table: str, action: str) -> dict[str, tuple[str, str]]:
    name = f"{table}_no_{action}"
    return {
        "postgresql": (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END$$;"
            f'CREATE TRIGGER {name} BEFORE {action} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}();',
            f'DROP TRIGGER {name} ON "{table}"; DROP FUNCTION {name}();',
        ),
        "sqlite": (
            f"CREATE TRIGGER {name} BEFORE {action} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;",
            f"DROP TRIGGER {name};",
        ),
    }


class VendorSQL(migrations.operations.base.Operation):
    """Run the statement of the database at hand: {vendor: (forwards, backwards)}."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, statements: dict[str, tuple[str, str]]):
        self.statements = statements

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, 0)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, 1)

    def _run(self, schema_editor, way):
        if statements := self.statements.get(schema_editor.connection.vendor):
            schema_editor.execute(statements[way], params=None)

    def describe(self):
        return "A rule kept by the database itself"


def freeze_rows(table: str) -> list[VendorSQL]:
    """Operations after which rows of the table can be neither updated nor deleted."""
    return [VendorSQL(_frozen(table, action)) for action in ("update", "delete")]


def freeze_rows_while(table: str, condition: str, sentence: str) -> list[VendorSQL]:
    """Operations after which rows can be neither updated nor deleted while the condition holds.

    condition: SQL over the row as it stands, `OLD`; it may ask other tables. A later migration that remakes the table
    drops the triggers on SQLite: see `lifted_for_remake`.
    """
    return [_frozen_while(table, action, condition, sentence) for action in ("update", "delete")]


def lifted_for_remake(guards: list[VendorSQL], *operations) -> list:
    """The operations, which remake a guarded table on SQLite, between lifting its guards and laying them again there.

    guards: what `freeze_rows_while` says of the table.
    """
    pairs = [guard.statements["sqlite"] for guard in guards]
    lifted = [VendorSQL({"sqlite": (lifting, laying)}) for laying, lifting in pairs]
    return [*lifted, *operations, *(VendorSQL({"sqlite": pair}) for pair in pairs)]


def lifted(guards: list[VendorSQL], *operations) -> list:
    """The operations, which change frozen rows, between lifting the guards and laying them again, on any database."""
    lifting = [
        VendorSQL({vendor: (back, forth) for vendor, (forth, back) in guard.statements.items()})
        for guard in guards
    ]
    return [*lifting, *operations, *guards]


def _frozen_while(table: str, action: str, condition: str, sentence: str) -> VendorSQL:
    name = f"{table}_while_no_{action}"
    row = "NEW" if action == "update" else "OLD"
    return VendorSQL(
        {
            "postgresql": (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END$$;"
                f'CREATE TRIGGER {name} BEFORE {action} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}();',
                f'DROP TRIGGER {name} ON "{table}"; DROP FUNCTION {name}();',
            ),
            "sqlite": (
                f'CREATE TRIGGER {name} BEFORE {action} ON "{table}" WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END;",
                f"DROP TRIGGER {name};",
            ),
        }
    )
