"""What the files of associations offer to the rooms above and beside them."""

from django.db.models import Q

from associations.papers import personal, tasks_for
from associations.papers.models import Paper
from associations.papers.services.kinds import start_kinds
from associations.papers.views.kinds import directory_cards
from methodservice import registries
from methodservice.registries import MenuItem


def files_of_papers(user) -> Q:
    """Uploaded papers of the associations that the user sees."""
    return Q(pk__in=Paper.objects.visible_to(user).values("file"))


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.menu.append(MenuItem("Папки", "papers:list", order=26, under="associations:list"))
    registries.file_scopes.append(files_of_papers)
    registries.directory_cards.append(directory_cards)
    registries.municipality_starters.append(start_kinds)
    registries.task_providers.append(tasks_for.papers_to_put_in)
    registries.panel_providers.append(tasks_for.lacking_panel)
    registries.record_panels.setdefault("associations.association", []).append(tasks_for.panel_of_association)
