"""One sent file: what it would do, and doing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.imports import services
from methodservice.imports.models import ImportFile, ImportRow
from methodservice.imports.views.lists import TO_LISTS
from methodservice.lib.officefiles import FileRefused

PAGE = 50
FILTERS = (
    ("", "Все строки", None),
    ("wrong", "С ошибками", "wrong"),
    ("notices", "Требуют внимания", "notices"),
    ("new", "Новые", "new"),
    ("changed", "Изменятся", "changed"),
    ("unchanged", "Без изменений", "unchanged"),
)
ROW_COLUMNS = [
    ("Строка", "number"),
    ("Запись", "label"),
    ("Что будет", "get_state_display"),
    ("Ошибки", lambda row: "; ".join(f"{column}: {text}" for column, text in row.errors)),
    ("Внимание", lambda row: " ".join(row.notices)),
    (
        "Изменения",
        lambda row: "; ".join(f"{name}: {old} → {new}" for name, (old, new) in row.changes.items()),
    ),
]


@require_GET
def file(request, pk):
    """What the file would do, row by row; after loading — what it did. 4 queries beside the frame's."""
    file = fetch_visible(ImportFile.objects.select_related("job"), request.user, pk=pk)
    chosen = request.GET.get("show", "")
    rows = file.rows.of_kind(chosen)
    if download := export_if_asked(request, rows, ROW_COLUMNS, f"Проверка файла {file.name}", request.user):
        return download
    counts = file.counts
    total = sum(counts.get(state, 0) for state in ImportRow.State.values)
    context = {
        "file": file,
        "importer": file.importer,
        "counts": counts,
        "total": total,
        "right": counts.get("new", 0) + counts.get("changed", 0),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filters": [
            {
                "key": key,
                "title": title,
                "number": counts.get(name, 0) if name else total,
                "on": key == chosen,
            }
            for key, title, name in FILTERS
        ],
        "crumbs": TO_LISTS,
    }
    return render(request, "imports/file.html", context)


@require_POST
def confirm(request, pk):
    """Load the file, all of it or its right rows."""
    file = fetch_editable(ImportFile, request.user, pk=pk)
    try:
        job = services.confirm(file=file, leave_out="leave_out" in request.POST, by=request.user)
    except services.AlreadyLoaded:
        messages.info(request, "Этот файл уже загружен: второй раз ничего не записано.")
    except services.Errors:
        messages.warning(
            request, "В файле есть ошибки. Исправьте их и отправьте файл снова — или загрузите верные строки."
        )
    except FileRefused as refused:
        messages.error(request, refused.sentence)
    else:
        if job is not None:
            return redirect("jobs:progress", job.pk)
    return redirect(services.page_of(file))


@require_POST
def discard(request, pk):
    """Forget a file that was not loaded."""
    file = fetch_editable(ImportFile, request.user, pk=pk)
    if file.state in (ImportFile.State.APPLIED, ImportFile.State.APPLYING):
        messages.info(request, "Файл уже загружен или загружается, его не отменить.")
        return redirect(services.page_of(file))
    services.discard(file)
    messages.success(request, f"Файл «{file.name}» удалён, ничего не записано.")
    return redirect("imports:index")
