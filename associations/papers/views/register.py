"""Files of all associations beside one another: who lacks what."""

from dataclasses import dataclass

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.models import Association, Level
from associations.papers.folder import folders
from associations.papers.lines import Folder, FolderLine
from associations.papers.models import PaperKind
from associations.papers.views.papers import folder_url
from associations.views.card import asked_year
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import words_in

PER_PAGE = 25
LACKING = "1"


class FolderFilter(forms.Form):
    """The filter row. Nonsense in the address means «all»."""

    q = forms.CharField(label="Объединение", required=False)
    level = forms.ChoiceField(label="Уровень", required=False, choices=[("", "Все"), *Level.choices])
    year = forms.ChoiceField(label="Учебный год", required=False)
    kind = forms.ModelChoiceField(
        PaperKind.objects.none(), label="Документ", required=False, empty_label="Любой"
    )
    lacking = forms.ChoiceField(
        label="Показать", required=False, choices=[("", "Все папки"), (LACKING, "Где не хватает документов")]
    )

    def __init__(self, *args, years, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year.first), year.title) for year in years]
        self.fields["kind"].queryset = kinds
        self.is_valid()

    def chosen(self, name: str):
        return self.cleaned_data.get(name) or ""


@dataclass(frozen=True)
class Row:
    """A line of the register. cells: (heading, line of the file) in the order of the columns; url: of the file."""

    association: Association
    folder: Folder
    cells: tuple[tuple[str, FolderLine], ...]
    url: str


def _associations(user, form):
    rows = Association.objects.visible_to(user).active().select_related("municipality", "school")
    if level := form.chosen("level"):
        rows = rows.filter(level=level)
    if words := form.chosen("q"):
        rows = rows.filter(words_in(words, "teachers_of", "direction", "school__short_name"))
    return rows.order_by("level", "teachers_of", "school__short_name", "pk")


def _asks_for(form):
    """(line) → whether the person asked for it: lines of the document chosen, those that lack where only these are."""
    kind, only_lacking = form.chosen("kind"), form.chosen("lacking")
    return lambda line: (not kind or line.kind == kind) and (not only_lacking or line.is_lacking)


@require_GET
def folder_list(request):
    """Files of the associations that the person sees, for a school year. 3 queries beside those of `folders`."""
    user, today = request.user, timezone.localdate()
    now = SchoolYear.containing(today)
    year = asked_year(request, now)
    years = sorted({now.following, now, now.previous, now.previous.previous, year}, reverse=True)
    kinds = PaperKind.objects.visible_to(user).required().order_by("position", "pk")
    asked = request.GET.copy()
    asked["year"] = str(year.first)
    form = FolderFilter(asked, years=years, kinds=kinds)
    found = list(_associations(user, form))
    read = folders(found, year, today)
    asks_for = _asks_for(form)
    rows = []
    for association in found:
        folder = read[association.pk]
        if any(map(asks_for, folder.required)) or not (form.chosen("kind") or form.chosen("lacking")):
            cells = tuple((line.kind.column, line) for line in folder.required)
            rows.append(Row(association, folder, cells, folder_url(association.pk, year)))
    columns = list(kinds)
    if download := export_if_asked(
        request, rows, _columns(columns), f"Папки документов {year.first}-{year.first + 1}", by=user
    ):
        return download
    context = {
        "form": form,
        "columns": columns,
        "page": page_of(rows, request.GET.get("page"), PER_PAGE),
        "number": len(rows),
        "lacking": sum(bool(row.folder.lacking) for row in rows),
        "year": year,
        "is_filtered": any(request.GET.get(name) for name in form.fields if name != "year"),
        "keeps_list": user.access.is_methodist,
    }
    return render(request, "papers/folder_list.html", context)


def _columns(kinds):
    """Columns of the download: state and reason of each document, then how many lack."""

    def of(number):
        def words(row):
            line = row.folder.required[number]
            return f"{line.word}: {line.detail}" if line.detail else line.word

        return words

    return [
        ("Объединение", "association.title"),
        ("Уровень", "association.get_level_display"),
        *((kind.title, of(number)) for number, kind in enumerate(kinds)),
        ("Не хватает", lambda row: len(row.folder.lacking)),
    ]
