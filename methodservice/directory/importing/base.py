"""A django-import-export resource that tells what each row would do, in Russian and by column, and then does it.

Measured (10,000 teachers, benchmarks/import_teachers.py): bulk writes by thousands, everything that a row is compared
with is loaded once, and validation asks the database nothing.
"""

import gc
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from textwrap import shorten

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from import_export.fields import Field
from import_export.resources import ModelResource

from methodservice.directory.audit import Verb, event, in_words
from methodservice.directory.models import AuditEvent, Municipality, User
from methodservice.lib.officefiles import Column, FileRefused, Table, normal

BATCH = 1000
EMPTY = "не заполнено"
"""The sentence of an error: the row cannot do without a value, and there is none."""


@dataclass(frozen=True)
class Scope:
    """On whose behalf and into what: `target` is the record chosen for the whole file (a school, …) or None."""

    user: User
    municipality: Municipality
    target: models.Model | None = None


@dataclass
class PlanRow:
    """What one row of the file would do. `changes`: {heading: [from, to]} in words; `errors`: [[heading, sentence]]."""

    number: int
    state: str
    label: str
    changes: dict[str, list[str]] = field(default_factory=dict)
    errors: list[list[str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    details: dict[str, list[str]] = field(default_factory=dict)
    """Of a new record while only planned: {heading: ["", value]}."""


@dataclass
class Plan:
    """What the whole file would do."""

    rows: list[PlanRow]
    notes: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """{state: rows}, and `notices`: rows that ask for attention."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES} | {
            "notices": sum(bool(row.notices) for row in self.rows)
        }

    @property
    def digest(self) -> str:
        """Equal for equal plans: tells whether what was looked at is what would be done."""
        text = json.dumps([[row.number, row.state, row.changes, row.errors] for row in self.rows])
        return hashlib.sha256(text.encode()).hexdigest()


NEW, CHANGED, UNCHANGED, WRONG = STATES = ("new", "changed", "unchanged", "wrong")


class Cell(Field):
    """A field read from a cell; an empty cell leaves it as it is. `read(value)` raises ValueError with a sentence."""

    def __init__(self, attribute: str, read: Callable = str):
        super().__init__(attribute=attribute, column_name=attribute)
        self.read = read


class RowRefused(ValidationError):
    """Stops a row before its fields are read: {column key: sentence}."""

    def __init__(self, errors: dict[str, str]):
        super().__init__({key: [text] for key, text in errors.items()})
        self.errors = errors


class ListResource(ModelResource):
    """Base of all lists. A subclass names the model's fields as `Cell`s and answers the four questions below.

    load()            read once everything that rows are compared with
    prepare(row)      compute values from the cells (raise RowRefused), before the record is looked for
    find(row)         the record the row is about, or None
    settle(obj, row)  what must hold before a new or changed record is saved (raise RowRefused)
    """

    columns: tuple[Column, ...] = ()
    read_from: dict[str, str] = {}
    """{attribute: key of the column it is read from} where they differ: surname from «ФИО»."""
    instead: dict[str, tuple[str, ...]] = {}
    """{key of a column: keys of columns that may stand instead of it}."""

    class Meta:
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        report_skipped = False
        use_transactions = False
        clean_model_instances = False
        import_id_fields = ()

    def __init__(self, *, table: Table, scope: Scope, progress: Callable[[int, int], None] | None = None):
        super().__init__()
        self.table, self.scope, self.progress = table, scope, progress
        self.municipality = scope.municipality
        self.notes = list(table.notes)
        self.created: list[models.Model] = []
        self.updated: list[tuple[models.Model, dict]] = []
        self._rows: list[PlanRow] = []
        self._lacking: set[str] = set()
        self._titles = {column.key: column.title for column in self.columns}
        self._cleaned = self._fields_to_clean()
        self._readers = [(name, cell.read) for name, cell in self.fields.items()]

    # questions for subclasses
    def load(self) -> None:
        raise NotImplementedError

    def prepare(self, row: dict) -> None:
        raise NotImplementedError

    def find(self, row: dict) -> models.Model | None:
        raise NotImplementedError

    def settle(self, obj, row: dict) -> None:
        """Nothing beyond the fields, unless a list says so."""

    def extra_changes(self, obj, row: dict) -> dict[str, list[str]]:
        """{words: [from, to]} of what is kept outside the record's own columns."""
        return {}

    def after_saved(self) -> None:
        """Write what hangs on the saved records (they have keys now)."""

    def label_of(self, row: dict) -> str:
        raise NotImplementedError

    # the run
    def plan(self) -> Plan:
        """What the file would do; nothing is written. Queries: those of `load`."""
        return self._run(dry_run=True)

    def apply(self, *, note: str) -> Plan:
        """Do it, all right rows, with the journal. The caller holds the transaction and may roll it back."""
        with _uncollected():
            plan = self._run(dry_run=False)
            self.after_saved()
            self._write_journal(note)
        return plan

    def _run(self, *, dry_run: bool) -> Plan:
        self._dry_run = dry_run
        self.load()
        keys = list(self.table.headings)
        lines = ([line.values.get(key, "") for key in keys] for line in self.table.lines)
        data = tablib.Dataset(*lines, headers=keys)
        # its own dry run writes and rolls back, which would hold the database's only writer on SQLite
        self.import_data(data, dry_run=False, raise_errors=False)
        self._tell_lacking()
        return Plan(self._rows, self.notes)

    def get_instance(self, instance_loader, row):
        return self.find(row)

    def bulk_create(self, *args, **kwargs):
        if not self._dry_run:
            super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args, **kwargs):
        if not self._dry_run:
            super().bulk_update(*args, **kwargs)

    def after_import(self, dataset, result, **kwargs):
        """No keys come from a file. The library's own step would set PostgreSQL's sequence back to the highest key it
        sees, below those that another transaction has taken and not yet committed."""

    def handle_import_error(self, result, error, raise_errors=False):
        raise error

    def import_row(self, row, instance_loader, **kwargs):
        number = kwargs["row_number"]
        self.line = self.table.lines[number - 1]
        self.notices, self.changes, self.is_new, self._details = [], {}, False, {}
        result = super().import_row(row, instance_loader, **kwargs)
        if result.errors:
            raise result.errors[0].error
        if result.validation_error:
            self._remember_lacking(result.validation_error)
        errors = self._errors_in_words(result.validation_error) if result.validation_error else []
        state = WRONG if errors else NEW if self.is_new else CHANGED if self.changes else UNCHANGED
        self._rows.append(
            PlanRow(
                self.line.number,
                state,
                self.label_of(row),
                {} if errors else self.changes,
                errors,
                [] if errors else self.notices,
                self._details if state == NEW else {},
            )
        )
        if self.progress and number % BATCH == 0:
            self.progress(number, len(self.table.lines))
        return result

    def before_import_row(self, row, **kwargs):
        errors = dict(self.line.problems)
        try:
            if not errors:
                self.prepare(row)
        except RowRefused as refused:
            errors = refused.errors
        if errors:
            raise RowRefused(self._errors_of_other_cells(row, errors) | errors)

    def _errors_of_other_cells(self, row, errors: dict[str, str]) -> dict[str, str]:
        """All that is wrong with a row is said at once."""
        found = {}
        for name, cell in self.fields.items():
            if name not in errors and row.get(name, "") not in ("", None):
                try:
                    cell.read(row[name])
                except ValueError as wrong:
                    found[name] = str(wrong)
        return found

    def import_instance(self, instance, row, **kwargs):
        errors = {}
        for name, read in self._readers:
            value = row.get(name)
            if value is None or value == "":
                continue
            try:
                setattr(instance, name, read(value))
            except ValueError as wrong:
                errors[name] = ValidationError(str(wrong))
        if errors:
            raise ValidationError(errors)

    def after_init_instance(self, instance, new, row, **kwargs):
        self.is_new = new
        self.before = None if new else {name: getattr(instance, name) for name in self.fields}

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors:
            return False
        if self.before is not None:
            self.changes = {
                self._title(name): [self._in_words(name, old), self._in_words(name, getattr(instance, name))]
                for name, old in self.before.items()
                if getattr(instance, name) != old
            }
        self.changes |= self.extra_changes(instance, row)
        if self.before is None and self._dry_run:
            self._details = self.details_of(instance)
        return self.before is not None and not self.changes

    def details_of(self, instance) -> dict[str, list[str]]:
        """What is known of a new record, in words."""
        values = ((name, getattr(instance, name)) for name in self.fields)
        found = (
            (self._title(name), self._in_words(name, value)) for name, value in values if value is not False
        )
        return {title: ["", words] for title, words in found if words not in ("", "—")}

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        for name, django_field in self._cleaned:
            value = getattr(instance, django_field.attname)
            if name in errors or (django_field.blank and value in django_field.empty_values):
                continue
            try:
                setattr(instance, django_field.attname, django_field.clean(value, instance))
            except ValidationError as wrong:
                errors[name] = (
                    ValidationError(EMPTY) if getattr(wrong, "code", "") in ("blank", "null") else wrong
                )
        if errors:
            raise ValidationError(errors)
        self.settle(instance, self.line.values)

    def after_save_instance(self, instance, row, **kwargs):
        if self.is_new:
            self.created.append(instance)
        else:
            self.updated.append((instance, self.changes))

    # words
    def _fields_to_clean(self):
        """Own columns of the model that this list writes; links are found in the scope and need no query."""
        meta = self._meta.model._meta
        columns = (meta.get_field(cell.attribute) for cell in self.fields.values())
        return [(column.name, column) for column in columns if not column.is_relation]

    def _title(self, attribute: str) -> str:
        return str(self._meta.model._meta.get_field(attribute).verbose_name)

    def _in_words(self, attribute: str, value) -> str:
        choices = self._meta.model._meta.get_field(attribute).choices
        return in_words(dict(choices).get(value, value) if choices else value)

    def _errors_in_words(self, error: ValidationError) -> list[list[str]]:
        return [
            [self._heading(key), " ".join(str(message) for message in messages)]
            for key, messages in _messages(error).items()
        ]

    # columns that the file does not have
    def _is_lacking(self, key: str) -> bool:
        """Is the column absent, with all that may stand instead of it?"""
        return key in self._titles and not {key, *self.instead.get(key, ())} & self.table.headings.keys()

    def _remember_lacking(self, error: ValidationError) -> None:
        self._lacking |= {
            key for key, messages in _messages(error).items() if EMPTY in messages and self._is_lacking(key)
        }

    def _tell_lacking(self) -> None:
        """What every row would repeat is said once. FileRefused where nothing of the file is left to load."""
        if not self._lacking:
            return
        nothing_is_left = all(row.state == WRONG for row in self._rows)
        if nothing_is_left:
            self._lacking |= {
                column.key for column in self.columns if column.required and self._is_lacking(column.key)
            }
        titles = [f"«{column.title}»" for column in self.columns if column.key in self._lacking]
        told, them = ", ".join(titles), "них" if len(titles) > 1 else "него"
        if nothing_is_left:
            written = shorten(", ".join(f"«{title}»" for title in self.table.written), 250, placeholder=" …")
            raise FileRefused(
                f"Не нашли {'столбцы' if len(titles) > 1 else 'столбец'} {told}: без {them} загрузить нечего. "
                f"Заголовки в файле: {written}. Добавьте недостающее или переименуйте заголовок."
            )
        self.notes.append(
            f"{'Столбцов' if len(titles) > 1 else 'Столбца'} {told} в файле нет: новые записи без {them} не загрузить."
        )

    def _heading(self, key: str) -> str:
        if key == NON_FIELD_ERRORS:
            return ""
        source = self.read_from.get(key, key)
        headings = self.table.headings
        return str(headings.get(key) or headings.get(source) or self._titles.get(key) or self._title(key))

    # the journal
    def _write_journal(self, note: str) -> None:
        by, place = self.scope.user, self.municipality.pk
        rows = [event(Verb.CREATED, by=by, obj=obj, municipality_id=place, note=note) for obj in self.created]
        rows += [
            event(Verb.CHANGED, by=by, obj=obj, municipality_id=place, changes=changes, note=note)
            for obj, changes in self.updated
        ]
        AuditEvent.objects.bulk_create(rows, batch_size=BATCH)


def _messages(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: it would walk all the rows of the file again and again, and there is no garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def choice_of(words: dict[str, Sequence[str]], refusal: str) -> Callable:
    """A cleaner: cell → the value whose words hold it, else ValueError with `refusal` about «{}»."""
    known = {normal(word): value for value, variants in words.items() for word in variants}

    def clean(cell):
        try:
            return known[normal(cell)]
        except KeyError:
            raise ValueError(refusal.format(str(cell)[:60])) from None

    return clean
