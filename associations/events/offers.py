"""What events offer to the rooms above: menu, panels of cards, tasks, files."""

from django.db.models import Q
from django.urls import reverse

from associations.events import personal
from associations.events.facts import People, kinds_by_association, participants_by_association
from associations.events.figures import FIGURES
from associations.events.models import Event, Material, Participant
from associations.events.tasks_for import TASKS
from associations.events.workflow import STATE_KINDS, State
from associations.models import Association
from methodservice import registries
from methodservice.directory.counting import offer_figures
from methodservice.lib.periods import SchoolYear
from methodservice.registries import Count, MenuItem, Panel

SHOWN = 3


def panel_of_association(association, user, day):
    """The next events and what the school year of the day brought. 4 queries."""
    year = SchoolYear.containing(day)
    planned = list(
        Event.objects.filter(
            association=association, state=State.PLANNED, starts__range=(year.starts, year.ends)
        ).order_by("starts", "pk")
    )
    kinds = kinds_by_association([association], year.starts, year.ends).get(association.pk, {})
    came = participants_by_association([association], year.starts, year.ends).get(association.pk, People())
    url = f"{reverse('events:list')}?association={association.pk}&year={year.first}"
    ahead = [event for event in planned if event.starts >= day]
    yield Panel(
        "events/_of_association.html",
        {
            "association": association,
            "year": year,
            "ahead": ahead[:SHOWN],
            "rest": max(len(ahead) - SHOWN, 0),
            "passed": len(planned) - len(ahead),
            "held": sum(kinds.values()),
            "kinds": [
                (kind.label, kinds[kind.value], f"{url}&state=held&kind={kind.value}")
                for kind in Event.Kind
                if kind.value in kinds
            ],
            "came": came,
            "url": url,
            "may_add": not association.closed_on
            and Association.objects.led_by(user).filter(pk=association.pk).exists(),
        },
        order=30,
    )


def panel_of_teacher(teacher, user, day):
    """Events of the person in the school year of the day, of what the user may see. 1 query."""
    year = SchoolYear.containing(day)
    rows = Participant.objects.visible_to(user).filter(
        teacher=teacher, event__starts__range=(year.starts, year.ends)
    )
    rows = rows.exclude(event__state=State.CANCELLED).select_related("event").order_by("-event__starts", "pk")
    context = {"year": year, "rows": [(row, STATE_KINDS[row.event.state]) for row in rows]}
    yield Panel("events/_of_teacher.html", context, order=30)


def count_of_school(school, user, day):
    """Events that the school's associations held in this school year. 1 query."""
    year = SchoolYear.containing(day)
    held = Event.objects.visible_to(user).held_between(year.starts, year.ends)
    query = f"school={school.pk}&year={year.first}&state=held"
    number = held.filter(association__school=school).count()
    yield Count("Мероприятий в этом учебном году", number, f"{reverse('events:list')}?{query}")


def files_of_materials(user) -> Q:
    """Materials of the events that the user sees."""
    return Q(pk__in=Material.objects.visible_to(user).values("file"))


def register():
    """Called once when the app is ready."""
    personal.register()
    registries.menu.append(MenuItem("Мероприятия", "events:list", order=30, under="associations:list"))
    for record, panel in (
        ("associations.association", panel_of_association),
        ("directory.teacher", panel_of_teacher),
    ):
        registries.record_panels.setdefault(record, []).append(panel)
    registries.school_counts.append(count_of_school)
    registries.task_providers.extend(TASKS)
    registries.file_scopes.append(files_of_materials)
    offer_figures(FIGURES)
