"""What is left of an event: files and links."""

from django.db import transaction

from associations.events.models import Event, Material
from associations.events.services.events import lock_event
from methodservice.directory import audit
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.refusals import AlreadyDone, Refused

MOST_MATERIALS = 50


@transaction.atomic
def add_material(*, event: Event, title: str, by, upload=None, link: str = "") -> Material:
    """Attach a file cleaned by an UploadField, or a link. Without a title a file is called by its name.

    Raises Refused when there are too many, AlreadyDone for the same link once more.
    """
    event = lock_event(event.pk)
    if event.materials.count() >= MOST_MATERIALS:
        raise Refused(f"К мероприятию прикладывают не больше {MOST_MATERIALS} материалов.")
    if link and event.materials.filter(link=link).exists():
        raise AlreadyDone("Эта ссылка уже есть среди материалов.")
    stored = keep_file(upload, municipality=event.municipality, by=by) if upload else None
    material = Material.objects.create(event=event, title=title, file=stored, link=link)
    audit.record(audit.Verb.CREATED, by=by, obj=material)
    return material


@transaction.atomic
def remove_material(*, material: Material, by) -> None:
    """Take a material off, its file too. Raises AlreadyDone when somebody has done it."""
    lock_event(material.event_id)
    current = Material.objects.select_related("file", "event").filter(pk=material.pk).first()
    if current is None:
        raise AlreadyDone("Материал уже убран.")
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    stored = current.file
    current.delete()
    if stored is not None:
        drop_file(stored, by)
