"""From a sent file to loaded records: keep it, say what it would do, do it once."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.audit import Verb, record
from methodservice.directory.importing import Plan, Scope
from methodservice.directory.models import Municipality
from methodservice.imports.models import ImportFile, ImportRow
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.files import keep, shown_name
from methodservice.lib.officefiles import FileRefused, read_table

SMALL_BYTES = 300 * 1024
SMALL_ROWS = 500
"""A file over either is read and loaded by a background job."""
KEPT = timedelta(days=14)
"""Files that nobody loaded are deleted after this."""
LOST = "Файла больше нет на сервере. Отправьте его ещё раз."
STALE = "Пока вы смотрели, записи на портале изменились. Мы проверили файл заново: посмотрите, что получится теперь."
State = ImportFile.State


class AlreadyLoaded(Exception):
    """The file was loaded, or is being loaded; nothing is done twice."""


class Errors(Exception):
    """Some rows are wrong and nobody chose to leave them out; nothing is written."""


class _Stale(Exception):
    def __init__(self, plan: Plan):
        super().__init__()
        self.plan = plan


def receive(*, importer, upload, target, by) -> ImportFile:
    """Keep the file and find out what it would do: at once, or by a job when it is long. FileRefused, NotKept."""
    forget_old(by)
    suffix = ".xlsx" if upload.name.lower().endswith((".xlsx", ".xlsm")) else ".csv"
    table = read_table(upload, upload.name, importer.columns) if upload.size <= SMALL_BYTES else None
    file = ImportFile(
        municipality_id=by.municipality_id,
        uploaded_by=by,
        kind=importer.name,
        name=shown_name(upload.name),
        target_id=target.pk if target else None,
        target_label=str(target)[:300] if target else "",
    )
    if table is not None and len(table.lines) <= SMALL_ROWS:
        plan = importer.resource(table=table, scope=_scope(file)).plan()
    else:
        plan = None
    upload.seek(0)
    file.stored_name = keep(upload.chunks(), file.folder(), suffix)
    with transaction.atomic():
        file.save()
        if plan is not None:
            save_plan(file, plan)
        else:
            file.job = jobs.start(
                kind="imports.read",
                title=f"Проверка файла «{file.name}»",
                by=by,
                arguments={"file": file.pk, "url": page_of(file)},
            )
            file.save(update_fields=["job"])
    return file


def _scope(file: ImportFile) -> Scope:
    user, target = file.uploaded_by, None
    if user.municipality_id != file.municipality_id or not file.importer.may_load(user):
        raise FileRefused("Вы больше не ведёте этот список: загрузить его может тот, кто ведёт.")
    if file.target_id is not None:
        target = file.importer.targets(user).filter(pk=file.target_id).first()
        if target is None:
            raise FileRefused(f"«{file.target_label}» больше нет среди записей, которые вы ведёте.")
    return Scope(user, file.municipality, target)


def _resource(file: ImportFile, progress=None):
    try:
        with file.path.open("rb") as content:
            table = read_table(content, file.stored_name, file.importer.columns)
    except FileNotFoundError:
        raise FileRefused(LOST) from None
    return file.importer.resource(table=table, scope=_scope(file), progress=progress)


def save_plan(file: ImportFile, plan: Plan, *, message: str = "") -> None:
    """Store what the file would do; what was stored before is replaced."""
    file.rows.all().delete()
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                file=file,
                number=row.number,
                state=row.state,
                label=row.label[:200],
                changes=row.changes or row.details,
                errors=row.errors,
                notices=row.notices,
                has_notices=bool(row.notices),
            )
            for row in plan.rows
        ],
        batch_size=1000,
    )
    file.state, file.message = State.READY, message
    file.notes, file.counts, file.digest = plan.notes, plan.counts, plan.digest
    file.save()


def read(file: ImportFile, *, progress=None) -> None:
    """Find out what a kept file would do (the work of a job); a file that cannot be read says why."""
    try:
        plan = _resource(file, progress).plan()
    except FileRefused as refused:
        file.state, file.message = State.REFUSED, refused.sentence
        file.save(update_fields=["state", "message"])
        return
    with transaction.atomic():
        save_plan(file, plan)


def confirm(*, file: ImportFile, leave_out: bool, by) -> Job | None:
    """Load the file now, or start the job that loads it and return the job.

    AlreadyLoaded — a second click; Errors — wrong rows and `leave_out` is not chosen; FileRefused.
    """
    with transaction.atomic():
        file = ImportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        cut_off = file.state == State.APPLYING and file.is_stuck
        if file.state != State.READY and not cut_off:
            raise AlreadyLoaded
        if file.counts["wrong"] and not leave_out:
            raise Errors
        if sum(file.counts[state] for state in ImportRow.State.values) > SMALL_ROWS:
            file.state = State.APPLYING
            file.job = jobs.start(
                kind="imports.load",
                title=f"Загрузка файла «{file.name}»",
                by=by,
                arguments={"file": file.pk, "leave_out": leave_out, "url": page_of(file)},
            )
            file.save(update_fields=["state", "job"])
            return file.job
    load(file_id=file.pk, leave_out=leave_out)
    return None


def load(*, file_id: int, leave_out: bool) -> None:
    """Write the rows and the journal in one transaction; a file loaded before is left alone.

    If records changed since the file was looked at, the new plan is stored and nothing is written.
    """
    try:
        with transaction.atomic():
            file = ImportFile.objects.select_for_update(of=("self",)).get(pk=file_id)
            if file.state == State.APPLIED:
                return
            # two lists of one district do not run at once, so that neither doubles the other's people
            Municipality.objects.select_for_update(of=("self",)).get(pk=file.municipality_id)
            plan = _resource(file).apply(note=f"Загрузка файла «{file.name}»")
            if plan.digest != file.digest or (plan.counts["wrong"] and not leave_out):
                raise _Stale(plan)
            _finish(file, plan)
    except _Stale as stale:
        with transaction.atomic():
            save_plan(ImportFile.objects.get(pk=file_id), stale.plan, message=STALE)


def _finish(file: ImportFile, plan: Plan) -> None:
    file.state, file.message, file.applied_at = State.APPLIED, "", timezone.now()
    file.counts = plan.counts
    file.save()
    file.rows.exclude(state=ImportRow.State.WRONG).delete()
    counts = plan.counts
    record(
        Verb.IMPORTED,
        by=file.uploaded_by,
        obj=file,
        note=f"{file.importer.title}: новых {counts['new']}, изменено {counts['changed']}, "
        f"без изменений {counts['unchanged']}, пропущено с ошибками {counts['wrong']}",
    )
    path = file.path
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def discard(file: ImportFile) -> None:
    """Forget a file that was not loaded."""
    path = file.path
    file.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_old(user) -> None:
    """Delete the person's files that were sent long ago and never loaded."""
    old = ImportFile.objects.filter(uploaded_by=user, created_at__lt=timezone.now() - KEPT)
    with transaction.atomic():
        for file in old.exclude(state__in=(State.APPLIED, State.APPLYING)):
            discard(file)


def page_of(file: ImportFile) -> str:
    """Address of the page that shows the file."""
    return reverse("imports:file", args=[file.pk])
