"""A roadmap from a file: sent, looked at row by row beside what was understood, written into a draft."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.access import fetch_visible, require_methodist
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.orders.people import party_choices
from methodservice.documents.reading_pages import asked_of, upload_page
from methodservice.lib.numerals import agree, counted
from methodservice.lib.officefiles import normal
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole, wholes
from roadmap.content import Content, PartWords
from roadmap.contradictions import Severity
from roadmap.forms.reading import HeadForm, RowForm
from roadmap.labels import organisations_of
from roadmap.models import Edition, EditionPart, Reading
from roadmap.reviewing import UNDECIDED, Choice, Decision, Reviewed, Stand, answered, decisions_of, numbered
from roadmap.services.accepting import ROWS, Accepted, accept, reviewed
from roadmap.services.reading import ACCEPTED, keep_decision, keep_head, keep_ticks, receive
from roadmap.views.common import PROGRAMMES, programme_crumbs

READINGS = Reading.objects.select_related("municipality", "programme", "edition__programme")
SHORT_TEXT = 240


@require_http_methods(["GET", "POST"])
def upload(request):
    """Send a file: of a new document, or ?programme=5 of a new edition."""
    require_methodist(request.user)
    programme = asked_of(request, PROGRAMMES, "programme")
    if programme and programme.editions.filter(state=Edition.State.DRAFT).exists():
        messages.info(request, "Новая редакция уже готовится: файл сюда больше не загрузить.")
        return redirect(programme)
    return upload_page(
        request,
        "roadmap/reading/upload.html",
        receive=lambda file: receive(
            upload=file, municipality=request.user.municipality, programme=programme, by=request.user
        ),
        model=Reading,
        target=programme,
        title="Новая редакция из файла" if programme else "Дорожная карта из файла",
        crumbs=programme_crumbs(programme) if programme else [("Дорожные карты", reverse("roadmap:list"))],
    )


@require_http_methods(["GET", "POST"])
def reading(request, pk):
    """What was understood beside the original. One form: what it is, ticks of doubtful rows, then what to do."""
    found = fetch_visible(READINGS, request.user, pk=pk)
    if found.accepted:
        return _to_draft(request, found, ACCEPTED)
    form = HeadForm(typed(request), reading=found)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _act(request, found, form)
        except AlreadyDone as repeat:
            return _to_draft(
                request, Reading.objects.select_related("edition__programme").get(pk=pk), str(repeat)
            )
        except Refused as refusal:
            error = str(refusal)
            found = fetch_visible(READINGS, request.user, pk=pk)
    return _reading_page(request, found, form, error)


def _act(request, found: Reading, form: HeadForm):
    """Keep what was chosen on the page, then do what the button says."""
    todo = request.POST.get("do", "")
    if found.answers["period"]:
        offered = [row.place for row in reviewed(found)[1] if row.has_box]
        found = keep_ticks(reading=found, offered=offered, ticked=wholes(request.POST.getlist("take")))
    if form.has_changed():
        found = keep_head(reading=found, **form.values())
    if todo in ("accept", "all") and found.answers["period"]:
        return _told(request, found, accept(reading=found, everything=todo == "all", by=request.user))
    if todo.startswith("row-") and (place := whole(todo[4:])) is not None:
        return redirect("roadmap:reading_row", found.pk, place)
    return redirect("roadmap:reading", found.pk)


def _told(request, found: Reading, done: Accepted):
    left = []
    if done.waits:
        left.append(f"{agree(done.waits, 'ждёт', 'ждут', 'ждут')} проверки {counted(done.waits, *ROWS)}")
    if done.out:
        left.append(f"не взято {counted(done.out, *ROWS)}")
    rest = f" Остались в файле: {', '.join(left)}." if left else ""
    messages.success(request, f"В черновик записано: {counted(done.count, *ROWS)}.{rest}")
    return redirect("roadmap:reading", found.pk) if done.waits else redirect(done.edition)


def _to_draft(request, found: Reading, sentence: str):
    """To what became of the file, with a message."""
    messages.info(request, sentence)
    return redirect(found.edition) if found.edition else redirect(found.programme or "roadmap:list")


@dataclass(frozen=True)
class Shown:
    """A part of the document on the page. short: beginning of a text; rows: of a living table, with whether a section
    begins before each."""

    place: int
    part: PartWords
    rows: tuple[tuple[Reviewed, bool], ...] = ()

    @property
    def label(self) -> str:
        return self.part.caption or dict(EditionPart.KINDS)[self.part.kind]

    @property
    def text(self) -> str:
        """Words of a text, in one line."""
        return " ".join(f"{block.get('marker', '')} {block['text']}".strip() for block in self.part.blocks)

    @property
    def short(self) -> str:
        return self.text if self.is_short else f"{self.text[:SHORT_TEXT].rsplit(' ', 1)[0]}…"

    @property
    def is_short(self) -> bool:
        return len(self.text) <= SHORT_TEXT


def _shown(content: Content, rows: list[Reviewed]) -> list[Shown]:
    left = iter(rows)
    answer = []
    for place, part in enumerate(content.parts):
        mine = [next(left) for _ in part.lines]
        begins = [
            row.section is not None and (at == 0 or mine[at - 1].section is not row.section)
            for at, row in enumerate(mine)
        ]
        answer.append(Shown(place, part, tuple(zip(mine, begins, strict=True))))
    following = [*answer[1:], None]
    return [shown for shown, after in zip(answer, following, strict=True) if not _is_caption(shown, after)]


def _is_caption(shown: Shown, after: Shown | None) -> bool:
    """Does the text only name the table that stands after it under the same name?"""
    is_text = shown.part.kind == EditionPart.TEXT
    return is_text and after is not None and normal(shown.text) == normal(after.part.caption)


def _reading_page(request, found: Reading, form: HeadForm, error: str):
    context = {
        "reading": found,
        "form": form,
        "error": error,
        "known": found.answers["period"],
        "title": found.name,
        "crumbs": [("Дорожные карты", reverse("roadmap:list")), ("Из файла", reverse("roadmap:upload"))],
    }
    if context["known"]:
        labels = {key: label for _, options in party_choices(found.municipality) for key, label in options}
        labels |= organisations_of(found.municipality)
        content, rows, contradicted = reviewed(found, labels)
        sentences = {each.sentence for each in contradicted}
        stands = [row.stand for row in rows]
        context |= {
            "content": content,
            "order": found.answers["order"],
            "parts": _shown(content, rows),
            "contradictions": [each for each in contradicted if each.severity is Severity.DOUBT],
            "notes": [
                *(each for each in contradicted if each.severity is Severity.NOTE),
                *({"sentence": note, "anchor": ""} for note in found.notes if note not in sentences),
            ],
            "counts": {stand.value: stands.count(stand) for stand in Stand},
            "total": len(rows),
            "waiting": [row for row in rows if row.stand is Stand.WAITS],
        }
    status = REFUSED if error or form.errors else 200
    return render(request, "roadmap/reading/reading.html", context, status=status)


@require_http_methods(["GET", "POST"])
def row(request, pk, place):
    """One row: other words for its deadline or responsible, parties chosen by hand, or not to take it at all."""
    found = fetch_visible(READINGS, request.user, pk=pk)
    if found.accepted:
        return _to_draft(request, found, ACCEPTED)
    if not found.answers["period"]:
        return redirect("roadmap:reading", pk)
    original, decisions = Content.from_json(found.content), decisions_of(found.answers)
    content = answered(original, decisions)
    if place >= len(content.lines):
        raise Http404
    seen = next(each for each in reviewed(found)[1] if each.place == place)
    if seen.stand is Stand.WRITTEN:
        return _to_draft(request, found, "Этот пункт уже в черновике.")
    _, part, line = next(each for each in numbered(content) if each[0] == place)
    form = RowForm(
        typed(request),
        content=content,
        part=part,
        line=line,
        found=seen.keys,
        municipality=found.municipality,
    )
    back = f"{reverse('roadmap:reading', args=[pk])}#line-{place}"
    if request.method == "POST":
        decision = _decision(request, form, original.lines[place].cells, decisions.get(place, UNDECIDED))
        if decision is not None:
            try:
                keep_decision(reading=found, place=place, decision=decision)
            except AlreadyDone as repeat:
                found.refresh_from_db()
                return _to_draft(request, found, str(repeat))
            return redirect(back)
    context = {
        "reading": found,
        "row": seen,
        "form": form,
        "original": list(zip(part.columns, original.lines[place].cells, strict=True)),
        "title": f"Пункт {seen.number}".strip() if seen.number else f"Строка {place + 1}",
        "back_url": back,
        "crumbs": [
            ("Дорожные карты", reverse("roadmap:list")),
            (found.name, reverse("roadmap:reading", args=[pk])),
        ],
    }
    return render(request, "roadmap/reading/row.html", context, status=REFUSED if form.errors else 200)


def _decision(request, form: RowForm, before: list[str], former: Decision) -> Decision | None:
    """What the button says; None when the form is to be shown again."""
    todo = request.POST.get("do", "")
    if todo == "reset":
        return UNDECIDED
    if todo == "out":
        return Decision(Choice.OUT, former.cells, former.parties)
    if not form.is_valid():
        return None
    cells = {place: text for place, text in form.cells().items() if text != before[place]}
    return Decision(Choice.TAKE, cells, form.parties())


@require_POST
def discard(request, pk):
    """Forget a file; what was written into a draft stays there."""
    found = fetch_visible(READINGS, request.user, pk=pk)
    target = found.edition or found.programme
    found.delete()
    messages.info(request, f"Файл «{found.name}» убран.")
    return redirect(target or "roadmap:list")
