"""What this app offers to the rooms above: role titles that follow from terms of office, tasks, menu, panels."""

from django.db.models import Q

from associations import for_directory, tasks_for
from associations.models import Decision, Term
from associations.resources import MEMBERS
from methodservice import registries
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


def register():
    """Called once when the app is ready."""
    registries.importers[MEMBERS.name] = MEMBERS
    registries.derived_roles.append(titles_from_terms)
    registries.menu.append(
        MenuItem("Объединения", "associations:list", order=20, page_title="Все объединения")
    )
    registries.menu.append(
        MenuItem("Решения", "associations:decision_list", order=30, under="associations:list")
    )
    registries.file_scopes.append(evidence_of_decisions)
    for_directory.register()
    registries.task_providers.extend(tasks_for.TASKS)
    registries.panel_providers.extend(tasks_for.PANELS)
