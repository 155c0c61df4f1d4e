"""Records of `associations.events` in the world of the access table."""

from associations.events.models import Material
from associations.models import Association
from methodservice.testing import factories as make


def add_events(world) -> None:
    """See world.py for the ownerships. Events are named by their state; `service_event` has no association."""
    for ownership, key in world.records["association"].items():
        association = Association.objects.get(pk=key)
        person = association.memberships.first().teacher
        for state in ("planned", "held", "cancelled"):
            event = make.EventFactory(association=association, state=state)
            make.ParticipantFactory(event=event, teacher=person)
            world.put(f"{state}_event", ownership, event)
        material = Material.objects.create(event=event, title="Запись", link="https://example.org/record")
        world.put("material", ownership, material)
    service = make.EventFactory(association=None, municipality=world.municipality)
    world.put("service_event", "own", service)
