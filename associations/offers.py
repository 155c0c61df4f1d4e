"""What this app offers to the rooms above: role titles that follow from terms of office, tasks, menu, panels."""

from django.db.models import Q
from django.urls import reverse

from associations import for_directory, personal, tasks_for
from associations.figures import FIGURES
from associations.models import Decision, Protocol, Term
from associations.orders import offers as orders
from associations.resources import MEMBERS
from methodservice import registries
from methodservice.directory.counting import offer_figures
from methodservice.documents.models import DocumentKind
from methodservice.registries import MenuItem


def titles_from_terms(user, day):
    """«руководитель РМО учителей математики» for each office held on the day. 1 query, none without a person."""
    if not user.teacher_id:
        return []
    terms = (
        Term.objects.on(day)
        .filter(teacher_id=user.teacher_id)
        .select_related("association__municipality", "association__school")
    )
    return [f"{term.get_office_display()}: {term.association.title}" for term in terms]


def evidence_of_decisions(user):
    """Files that confirm a decision: whoever sees the decision."""
    return Q(decision_marks__decision__in=Decision.objects.visible_to(user))


def pages_of_protocols(entries):
    """Addresses of the protocols of the register. 1 query."""
    rows = Protocol.objects.filter(document__entry__in=entries)
    keys = rows.values_list("document__entry", "pk")
    return {entry: reverse("associations:protocol", args=[key]) for entry, key in keys}


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.importers[MEMBERS.name] = MEMBERS
    registries.derived_roles.append(titles_from_terms)
    registries.menu.append(
        MenuItem("Объединения", "associations:list", order=20, page_title="Все объединения")
    )
    registries.menu.append(
        MenuItem("Решения", "associations:decision_list", order=30, under="associations:list")
    )
    registries.file_scopes.append(evidence_of_decisions)
    registries.document_pages[DocumentKind.PROTOCOL] = pages_of_protocols
    for_directory.register()
    orders.register()
    registries.task_providers.extend(tasks_for.TASKS)
    registries.panel_providers.extend(tasks_for.PANELS)
    offer_figures(FIGURES)
