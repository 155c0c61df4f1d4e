"""Background work of this room: id in, service called; safe to run twice."""

from methodservice import registries
from methodservice.imports import services
from methodservice.imports.models import ImportFile
from methodservice.jobs.services import JobRefused, report
from methodservice.lib.officefiles import FileRefused

GONE = "Файл удалён, проверять больше нечего."


def _file_of(job) -> ImportFile:
    file = ImportFile.objects.filter(pk=job.arguments["file"]).first()
    if file is None:
        raise JobRefused(GONE)
    return file


def read_file(job) -> dict:
    """Find out what the file would do; progress by thousands of rows."""
    file = _file_of(job)
    services.read(file, progress=lambda done, total: report(job, done=done, total=total))
    return {"url": services.page_of(file)}


def load_file(job) -> dict:
    """Write the rows of a checked file."""
    file = _file_of(job)
    try:
        services.load(file_id=file.pk, leave_out=job.arguments["leave_out"])
    except FileRefused as refused:
        raise JobRefused(refused.sentence) from refused
    return {"url": services.page_of(file)}


def register():
    """Called once when the app is ready."""
    registries.job_kinds |= {"imports.read": read_file, "imports.load": load_file}
