"""Files of a return: the form for Excel out and in, the printed one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import form_page, typed
from methodservice.documents.printing import DRAFT_NOTE, printed_response
from methodservice.lib.exports import XLSX_TYPE
from methodservice.lib.filenames import file_name
from methodservice.lib.officefiles import FileRefused
from methodservice.lib.refusals import Refused
from monitoring.forms.returns import UploadForm, base_text
from monitoring.models import Return
from monitoring.return_form import read_form, workbook_of
from monitoring.return_printed import TEMPLATE, snapshot_of
from monitoring.services.returns import refuse_closed_to_typing
from monitoring.sheet import field_name, read_sheet
from monitoring.views.returns import RETURNS, crumbs_to, title_of

SAME = "В файле то же, что на странице: менять нечего."


@require_GET
def form(request, pk):
    """The form to be filled in Excel, with what is on the page. 5 queries beside the user's rights: the return and its
    sheet, the journal."""
    given = fetch_visible(RETURNS, request.user, pk=pk)
    name = f"Сведения, {title_of(given)}"
    audit.record(audit.Verb.EXPORTED, by=request.user, obj=given, note="форма для Excel")
    return HttpResponse(
        workbook_of(read_sheet(given)),
        content_type=XLSX_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, f"{file_name(name)}.xlsx")},
    )


@require_http_methods(["GET", "POST"])
def upload(request, pk):
    """A filled form: what it would change is shown first; nothing is written here."""
    given = fetch_editable(RETURNS, request.user, pk=pk)
    try:
        refuse_closed_to_typing(given)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(given)
    upload_form = UploadForm(typed(request), request.FILES or None, back_url=given.get_absolute_url())
    if request.method == "POST" and upload_form.is_valid():
        file = upload_form.cleaned_data["file"]
        sheet = read_sheet(given)
        try:
            reading = read_form(file, file.name, sheet)
        except FileRefused as refusal:
            upload_form.add_error("file", refusal.sentence)
        else:
            return _preview(request, given, sheet, reading, file.name)
    return form_page(
        request,
        upload_form,
        "Загрузить заполненную форму",
        crumbs=crumbs_to(given),
        intro="Сначала портал покажет, что изменится. Без вашего согласия ничего не запишется.",
    )


def _preview(request, given: Return, sheet, reading, name: str):
    if not (reading.changes or reading.problems or reading.questions):
        messages.info(request, SAME)
        return redirect(given)
    context = {
        "given": given,
        "reading": reading,
        "file_name": name,
        "base": base_text(sheet),
        "fields": [
            (field_name(key, name), text)
            for key, texts in reading.typed.items()
            for name, text in texts.items()
        ],
        "title": "Что изменится",
        "crumbs": crumbs_to(given),
    }
    return render(request, "monitoring/returns/preview.html", context)


@require_GET
def printed(request, pk, fmt):
    """The return on paper; `?blank=1`: without numbers, to be filled in by hand."""
    given = fetch_visible(RETURNS, request.user, pk=pk)
    blank = "blank" in request.GET
    name = f"{'Бланк сведений' if blank else 'Сведения'}, {title_of(given)}"
    note = DRAFT_NOTE if given.state in Return.OPEN and not blank else ""
    return printed_response(
        request, TEMPLATE, snapshot_of(read_sheet(given), blank=blank), name=name, fmt=fmt, note=note
    )
