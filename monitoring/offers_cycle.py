"""What the management cycle offers: menu, tasks, the panel, files of answers, pages of registered notes."""

from django.db.models import Q
from django.urls import reverse

from methodservice import registries
from methodservice.documents.models import DocumentKind
from methodservice.registries import MenuItem
from monitoring import tasks_cycle
from monitoring.models import Cycle, Note, Recommendation

HOME = "monitoring:home"


def files_of_answers(user) -> Q:
    """Files of the recommendations that the user sees."""
    return Q(pk__in=Recommendation.objects.visible_to(user).values("file"))


def pages_of_notes(entries) -> dict[int, str]:
    """Addresses of the signed notes and effectiveness analyses of the register. 2 queries."""
    notes = Note.objects.filter(document__entry__in=entries).values_list("document__entry", "pk")
    cycles = Cycle.objects.filter(document__entry__in=entries).values_list("document__entry", "pk")
    return {entry: reverse("monitoring:note", args=[key]) for entry, key in notes} | {
        entry: f"{reverse('monitoring:cycle', args=[key])}#conclusion" for entry, key in cycles
    }


def is_concerned(user) -> bool:
    """Whoever has threads and recommendations at all: the staff of the district, coordinators."""
    return user.access.is_district_staff or user.access.is_coordinator


def register():
    """Called once when the app is ready."""
    registries.menu.append(MenuItem("Циклы", "monitoring:cycles", 40, is_concerned, under=HOME))
    registries.menu.append(
        MenuItem("Рекомендации", "monitoring:recommendations", 50, is_concerned, under=HOME)
    )
    registries.task_providers.extend(tasks_cycle.TASKS)
    registries.panel_providers.extend(tasks_cycle.PANELS)
    registries.file_scopes.append(files_of_answers)
    registries.document_pages[DocumentKind.NOTE] = pages_of_notes
