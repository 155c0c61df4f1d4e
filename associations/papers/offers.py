"""What the files of associations tell the rest of the portal."""

from django.db.models import Q

from associations.papers.models import Paper
from methodservice import registries


def files_of_papers(user) -> Q:
    """Uploaded papers of the associations that the user sees."""
    return Q(pk__in=Paper.objects.visible_to(user).values("file"))


def register():
    """Called once when the app is ready."""
    registries.file_scopes.append(files_of_papers)
