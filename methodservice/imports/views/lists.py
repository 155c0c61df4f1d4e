"""What can be loaded, the form that sends a file, and the templates to fill."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from methodservice import registries
from methodservice.imports import services
from methodservice.imports.forms import UploadForm
from methodservice.imports.models import ImportFile
from methodservice.lib.exports import XLSX_TYPE, xlsx_file
from methodservice.lib.files import NotKept
from methodservice.lib.officefiles import FileRefused

RECENT = 10
DIRECTORIES = [("Справочники", reverse_lazy("directory:index"))]
TO_LISTS = [*DIRECTORIES, ("Загрузка списков", reverse_lazy("imports:index"))]
HINT_TITLES = ("Столбец", "Нужен всегда", "Что писать", "Узнаём и такие заголовки")
HINT_WIDTHS = (32, 14, 60, 80)


def _open_to(user) -> list:
    found = [importer for importer in registries.importers.values() if importer.may_load(user)]
    if not found:
        raise PermissionDenied
    return sorted(found, key=lambda importer: importer.order)


def _importer(user, kind):
    importer = registries.importers.get(kind)
    if importer is None:
        raise Http404
    if not importer.may_load(user):
        raise PermissionDenied
    return importer


@require_GET
def index(request):
    """Kinds of lists and the person's recent files. 1 query beside the frame's."""
    importers = _open_to(request.user)
    recent = ImportFile.objects.visible_to(request.user).select_related("job")[:RECENT]
    context = {"importers": importers, "recent": recent, "crumbs": DIRECTORIES}
    return render(request, "imports/index.html", context)


@require_http_methods(["GET", "POST"])
def upload(request, kind):
    """Send a file: it is checked and shown before anything is written."""
    importer = _importer(request.user, kind)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(data, files, importer=importer, user=request.user)
    if form.is_valid():
        try:
            file = services.receive(
                importer=importer,
                upload=form.cleaned_data["file"],
                target=form.cleaned_data.get("target"),
                by=request.user,
            )
        except (FileRefused, NotKept) as refusal:
            form.refuse(refusal)
        else:
            if file.job_id:
                return redirect("jobs:progress", file.job_id)
            return redirect(services.page_of(file))
    context = {"importer": importer, "form": form, "crumbs": TO_LISTS}
    return render(request, "imports/upload.html", context, status=422 if form.errors else 200)


@require_GET
def template(request, kind):
    """A workbook to fill: headings, one example, and a sheet of hints."""
    importer = _importer(request.user, kind)
    columns = [column for column in importer.columns if column.hint]
    titles = [column.title for column in columns]
    hints = [
        (column.title, "да" if column.required else "", column.hint, ", ".join(column.variants))
        for column in columns
    ]
    example = [column.example for column in columns]
    sheets = [
        ("Список", titles, [example], [28] * len(columns)),
        ("Подсказки", HINT_TITLES, hints, HINT_WIDTHS),
    ]
    with xlsx_file(sheets) as file:
        response = HttpResponse(file.read(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"Шаблон — {importer.title}.xlsx")
    return response
