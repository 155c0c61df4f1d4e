"""Indicators from a file: sent, looked at beside the rows of the document, written into a draft."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.access import fetch_visible, require_methodist
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.reading_pages import asked_of, upload_page
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import wholes
from monitoring.content import Content, LineWords, headings_before
from monitoring.forms.indicators import SetForm
from monitoring.models import Definition, Edition, IndicatorReading
from monitoring.rules.numbers import written
from monitoring.services.reading import ACCEPTED, accept, receive
from monitoring.services.sets import COMING
from monitoring.views.indicators_common import SETS, set_crumbs

READINGS = IndicatorReading.objects.select_related("municipality", "set", "edition__set")


@require_http_methods(["GET", "POST"])
def upload(request):
    """Send a file: of a new set, or ?set=5 of a new edition."""
    require_methodist(request.user)
    found = asked_of(request, SETS, "set")
    if found and found.editions.filter(state=Edition.State.DRAFT).exists():
        messages.info(request, COMING)
        return redirect(found)
    return upload_page(
        request,
        "monitoring/indicators/upload.html",
        receive=lambda file: receive(
            upload=file, municipality=request.user.municipality, set=found, by=request.user
        ),
        model=IndicatorReading,
        target=found,
        title="Новая редакция из файла" if found else "Показатели из файла",
        crumbs=set_crumbs(found),
    )


@require_http_methods(["GET", "POST"])
def reading(request, pk):
    """What was understood beside the original. Clear rows are ticked at first, doubtful ones by the person."""
    found = fetch_visible(READINGS, request.user, pk=pk)
    if found.accepted:
        return _to_draft(request, found, ACCEPTED)
    content = Content.from_json(found.content)
    form = _head_form(request, found, content)
    error = ""
    everything = request.POST.get("do") == "all"
    ticked = wholes(request.POST.getlist("take")) if request.method == "POST" else set()
    if request.method == "POST" and (form is None or form.is_valid()):
        words = form.cleaned_data if form else {}
        try:
            edition = accept(
                reading=found,
                places=range(len(content.lines)) if everything else ticked,
                title=words.get("title", ""),
                years=(words.get("first_year"), words.get("last_year")),
                common=words.get("common", False),
                by=request.user,
            )
        except AlreadyDone as repeat:
            return _to_draft(request, READINGS.get(pk=pk), str(repeat))
        except Refused as refusal:
            error = str(refusal)
        else:
            messages.success(request, "Записано в черновик. Проверьте формулы и введите редакцию в действие.")
            return redirect(edition)
    clear = [not line.doubts for line in content.lines]
    context = {
        "reading": found,
        "form": form,
        "error": error,
        "content": content,
        "parts": _shown(content, ticked if request.method == "POST" else None),
        "clear": sum(clear),
        "doubtful": len(clear) - sum(clear),
        "title": found.name,
        "crumbs": [*set_crumbs(found.set), ("Из файла", reverse("monitoring:set_upload"))],
    }
    status = REFUSED if error or (form is not None and form.errors) else 200
    return render(request, "monitoring/indicators/reading.html", context, status=status)


def _head_form(request, found: IndicatorReading, content: Content) -> SetForm | None:
    """Name and years of a set of its own; a set that is there has them."""
    if found.set_id:
        return None
    initial = {
        "title": content.title,
        "first_year": content.first_year or None,
        "last_year": content.last_year or None,
    }
    return SetForm(typed(request), initial=initial, may_be_common=request.user.access.is_portal_admin)


def _shown(content: Content, ticked) -> list[tuple]:
    """(table, years of its columns, [(place, line, targets in words, formula, over periods, rows of words
    above it, whether ticked)])."""
    answer = []
    for at, table in enumerate(content.tables):
        years = sorted({column.year for column in table.columns if column.year})
        own = [(place, line) for place, line in enumerate(content.lines) if line.table == at]
        headings = headings_before(line.section for _, line in own)
        rows = [
            (
                place,
                line,
                [(year, written(line.targets.get(year))) for year in years],
                Definition.Formula(line.formula).label,
                Definition.OverPeriods(line.over_periods).label,
                above,
                _is_ticked(place, line, ticked),
            )
            for (place, line), above in zip(own, headings, strict=True)
        ]
        answer.append((table, years, rows))
    return answer


def _is_ticked(place: int, line: LineWords, ticked) -> bool:
    return not line.doubts if ticked is None else place in ticked


def _to_draft(request, found: IndicatorReading, sentence: str):
    """To what became of the file, with a message."""
    messages.info(request, sentence)
    return redirect(found.edition or found.set or "monitoring:sets")


@require_POST
def discard(request, pk):
    """Forget a file."""
    found = fetch_visible(READINGS, request.user, pk=pk)
    target = found.edition or found.set
    found.delete()
    messages.info(request, f"Файл «{found.name}» убран.")
    return redirect(target or "monitoring:sets")
