"""«Мои дела»: what events want of those who hold them and of those who take part."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from associations.events.models import Event, Participant
from associations.events.workflow import State
from associations.models import LEADING_OFFICES, Association
from methodservice.registries import Task

EVENTS = "Мероприятия"
SOON = timedelta(days=7)
"""So long before its day an event is told to its organiser."""
COMING = timedelta(days=30)
"""So long before its day an event is told to its participants."""
ASKS = {
    Participant.Part.SPEAKER: "Выступить",
    Participant.Part.LEADER: "Провести",
    Participant.Part.JURY: "Войти в жюри",
    Participant.Part.ORGANISER: "Помочь провести",
}


def _own(user) -> Q:
    """Events of the associations that the person leads by an office held today, of the service for methodists."""
    led = Q(pk__in=[])
    if user.teacher_id:
        offices = Association.objects.with_term_of(user, LEADING_OFFICES)
        led |= Q(association__in=offices.active())
    if user.access.is_methodist:
        led |= Q(association__isnull=True)
    return led


def events_to_hold(user, day):
    """Organisers: planned events whose day has passed or is near. 1 query, none for those who hold nothing."""
    if not (user.teacher_id or user.access.is_methodist):
        return
    rows = Event.objects.filter(
        _own(user), municipality_id=user.municipality_id, state=State.PLANNED, starts__lte=day + SOON
    )
    for event in rows.with_organiser().order_by("starts", "pk"):
        if event.starts < day:
            detail = f"{event.organiser}, {event.starts:%d.%m.%Y}"
            url = reverse("events:hold", args=[event.pk])
            yield Task(EVENTS, f"Отметить, как прошло: {event.title}", url, detail=detail)
        else:
            url = event.get_absolute_url()
            yield Task(EVENTS, f"Провести: {event.title}", url, event.starts, event.organiser)


def events_to_attend(user, day):
    """Participants: coming events, own ones apart. 1 query, none without a person."""
    if not user.teacher_id:
        return
    rows = Participant.objects.filter(
        teacher_id=user.teacher_id,
        event__state=State.PLANNED,
        event__starts__range=(day, day + COMING),
    ).exclude(event__in=Event.objects.filter(_own(user)))
    related = ("event__municipality", "event__association__municipality", "event__association__school")
    for row in rows.select_related(*related).order_by("event__starts", "event"):
        event = row.event
        title = f"{ASKS.get(row.part, 'Прийти')}: {event.title}"
        yield Task(EVENTS, title, event.get_absolute_url(), event.starts, event.organiser)


TASKS = (events_to_hold, events_to_attend)
