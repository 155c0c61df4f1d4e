"""«Мои дела» of those who lead, panels of the home page and of an association's card."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from associations.models import LEADING_OFFICES, Association
from associations.papers.folder import folder_of, folders
from associations.papers.lines import State
from associations.papers.models import PaperKind
from associations.papers.views.papers import folder_url
from methodservice.lib.periods import SchoolYear
from methodservice.registries import Panel, Task

GROUP = "Папка документов"
SHOWN = 5


def papers_to_put_in(user, day):
    """Leaders: one task for each association whose file lacks what people upload; a plan, a report and protocols are
    tasks of their own. 3 queries, 1 for those who lead nothing."""
    if not user.teacher_id:
        return
    led = Association.objects.with_term_of(user, LEADING_OFFICES).active()
    associations = list(led.select_related("municipality", "school"))
    year = SchoolYear.containing(day)
    read = folders(associations, year, day, only=Q(source=PaperKind.Source.UPLOAD, retired=False))
    for association in associations:
        lacking = read[association.pk].lacking
        if lacking:
            due = min((line.due for line in lacking if line.due), default=None)
            names = "; ".join(line.kind.title for line in lacking)
            title = f"Дополнить папку: {association.title}"
            yield Task(GROUP, title, folder_url(association.pk, year), due, f"нет: {names}")


def lacking_panel(user, day):
    """Methodists and the department head: whose files lack documents. 3 queries and the sources', none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    associations = list(
        Association.objects.visible_to(user).active().select_related("municipality", "school")
    )
    read = folders(associations, SchoolYear.containing(day), day)
    if not any(folder.required for folder in read.values()):
        return
    lacking = [(row, read[row.pk]) for row in associations if read[row.pk].lacking]
    lacking.sort(key=lambda pair: (-len(pair[1].overdue), -len(pair[1].lacking)))
    context = {
        "rows": [
            (row, folder, folder_url(row.pk, folder.year), len(folder.lacking), len(folder.overdue))
            for row, folder in lacking[:SHOWN]
        ],
        "number": len(lacking),
        "total": len(associations),
        "rest": max(len(lacking) - SHOWN, 0),
        "url": f"{reverse('papers:list')}?lacking=1",
    }
    yield Panel("papers/_home_panel.html", context, order=30)


def panel_of_association(association, user, day):
    """The file on the card of an association: what lacks, the rest in numbers. 2 queries and the sources'."""
    year = SchoolYear.containing(day)
    folder = folder_of(association, year, timezone.localdate())
    context = {
        "folder": folder,
        "not_yet": sum(line.state == State.NOT_YET for line in folder.required),
        "url": folder_url(association.pk, year),
        "list_url": reverse("papers:kind_list") if user.access.is_methodist else "",
    }
    yield Panel("papers/_association_panel.html", context, order=10)
