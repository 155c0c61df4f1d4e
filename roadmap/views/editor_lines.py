"""Lines of a living table: adding, words, taking out, numbers in a row."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from methodservice.directory.views.pages import form_page, service_page, typed
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.forms.lines import LineForm, NewLineForm
from roadmap.labels import labels_of
from roadmap.models import EditionPart, Line
from roadmap.numbers import next_number
from roadmap.services import lines as services
from roadmap.services.changing import open_row
from roadmap.views.editor_common import (
    ask,
    closed,
    done,
    editor_crumbs,
    editor_url,
    fetch_line,
    fetch_part,
    line_url,
    section_url,
    told,
)

SHOWN_NUMBERS = 5


@require_http_methods(["GET", "POST"])
def line_add(request, pk):
    """A line at the end of ?section=, or under the line ?after=; the next number is suggested."""
    part = fetch_part(request.user, pk)
    if not part.is_living:
        raise Http404
    if answer := closed(request, part.edition):
        return answer
    groups = services.groups_of(part)
    section, after = _asked_place(request.GET, groups)
    back_url = line_url(after) if after else section_url(section) if section else editor_url(part)
    form = NewLineForm(
        typed(request), part=part, cells=_begun(part, groups, section, after),
        initial={"version": part.edition.version}, back_url=back_url,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            line = services.add_line(
                part=part, by=request.user, section=section and section.pk, after=after and after.pk,
                version=form.cleaned_data["version"], **form.words,
            )  # fmt: skip
        except AlreadyDone as repeat:
            return told(request, back_url, str(repeat))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Добавлен пункт {line.number}.".replace(" .", "."))
            return redirect(line_url(line))
    place = f"После пункта {after.number}" if after else str(section or "")
    return form_page(
        request, form, "Новый пункт", crumbs=editor_crumbs(part.edition, part), intro=place[:200],
        template="roadmap/editor/line_form.html", line=None,
    )  # fmt: skip


def _asked_place(asked, groups: services.Groups):
    """(section, line after which). Without a question: the last section."""
    lines = {str(line.pk): line for rows in groups.values() for line in rows}
    if after := lines.get(asked.get("after", "")):
        return after.section, after
    sections = {str(section.pk): section for section in groups if section}
    found = sections.get(asked.get("section", ""))
    return found or (list(groups)[-1] if "section" not in asked else None), None


def _begun(part: EditionPart, groups: services.Groups, section, after: Line | None) -> list[str]:
    """Texts of a new line: its number."""
    at = services.number_column(part)
    if at is None:
        return []
    rows = groups[section]
    before = [line.cells[at] for line in (rows[: rows.index(after) + 1] if after else rows)]
    others = [line.cells[at] for own, lines in groups.items() if own != section for line in lines]
    number = next_number(before, section.number if section else "", others)
    return [number if place == at else "" for place in range(len(part.columns))]


@require_http_methods(["GET", "POST"])
def line(request, pk):
    """The words of a line by columns; its section; who answers for it."""
    found = fetch_line(request.user, pk)
    if answer := closed(request, found.part.edition):
        return answer
    part = found.part
    back_url = line_url(found)
    try:
        with transaction.atomic():
            if request.method == "POST":
                found = open_row(found)
            form = _line_form(request, found, back_url)

            def save(form):
                words = {"section": found.section_id} | form.words
                return line_url(services.change_line(line=found, by=request.user, **words))

            return service_page(
                request, form, f"Пункт {found.number}".strip(), save,
                back_url=back_url, crumbs=editor_crumbs(part.edition, part), done="Сохранено.",
                template="roadmap/editor/line_form.html", line=found,
            )  # fmt: skip
    except Refused as refusal:
        return told(request, part.edition.programme.get_absolute_url(), str(refusal))


def _line_form(request, found: Line, back_url: str) -> LineForm:
    parties = list(found.parties.all())
    by_hand = [party.key for party in parties if party.by_hand]
    understood = [party.key for party in parties if not party.by_hand]
    names = labels_of(found.part.edition.programme.municipality, understood)
    return LineForm(
        typed(request), part=found.part, instance=found, sections=list(found.part.sections.all()),
        by_hand=by_hand, understood=", ".join(names[key] for key in understood if key in names),
        back_url=back_url,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def line_remove(request, pk):
    """Take a line out; asks once."""
    found = fetch_line(request.user, pk)
    part = found.part
    if answer := closed(request, part.edition):
        return answer
    if request.method == "POST":
        address = editor_url(part, position=found.position - 1)
        return done(request, address, lambda: services.remove_line(line=found, by=request.user))
    return ask(
        request, title="Убрать пункт", question=f"Убрать пункт {found.number}?".replace(" ?", "?"),
        consequence=found.action, action="Убрать",
        crumbs=editor_crumbs(part.edition, part), back_url=line_url(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def renumber(request, pk):
    """All numbers of a table in a row; asks once, with what changes."""
    part = fetch_part(request.user, pk)
    at = services.number_column(part) if part.is_living else None
    if at is None:
        raise Http404
    if answer := closed(request, part.edition):
        return answer
    if request.method == "POST":
        return done(request, editor_url(part), lambda: services.renumber(part=part, by=request.user))
    changed = services.new_numbers(services.groups_of(part), at)
    if not changed:
        return told(request, editor_url(part), services.IN_ORDER)
    shown = ", ".join(
        f"{line.cells[at] or 'без номера'} → {number}" for line, number in changed[:SHOWN_NUMBERS]
    )
    more = " и так далее" if len(changed) > SHOWN_NUMBERS else ""
    count = counted(len(changed), "пункта", "пунктов", "пунктов")
    return ask(
        request, title="Пронумеровать заново", question=f"Изменить номера {count}?",
        consequence=f"{shown}{more}. Ссылки на прежние номера в тексте не изменятся.", action="Пронумеровать",
        crumbs=editor_crumbs(part.edition, part), back_url=editor_url(part),
    )  # fmt: skip
