"""Everything about one person as a file (152-ФЗ, ст. 14): for methodists and the person."""

from django.http import JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from methodservice.directory import audit
from methodservice.documents.printing import printed_response
from methodservice.lib.filenames import file_name
from methodservice.personal.collecting import everything_about
from methodservice.personal.printed import DATA, data_snapshot
from methodservice.personal.views.common import fetch_for_all

JSON = "json"


@require_GET
def data(request, pk, fmt):
    """«json», «pdf» or «docx» of one snapshot; told to the journal."""
    teacher = fetch_for_all(request, pk)
    found = everything_about(teacher, by=request.user)
    name = f"Персональные данные {teacher.short_name}"
    if fmt == JSON:
        answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = content_disposition_header(True, f"{file_name(name)}.json")
    else:
        answer = printed_response(request, DATA, data_snapshot(teacher, found), name=name, fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=request.user, obj=teacher, note=f"все данные: {fmt.upper()}")
    return answer
