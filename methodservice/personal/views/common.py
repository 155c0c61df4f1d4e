"""What the pages of one person share: whose page, who may, the path to it."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from methodservice.directory.access import fetch_visible
from methodservice.directory.models import Teacher
from methodservice.directory.views.teachers import teacher_crumbs

PEOPLE = Teacher.objects.select_related("school__municipality")


def may_know_all(user, teacher: Teacher) -> bool:
    """Methodists, and the person: who looked, and all that is kept (152-ФЗ, ст. 14)."""
    return user.access.is_methodist or teacher.pk == user.teacher_id


def fetch_for_all(request, pk) -> Teacher:
    """The card of a page for methodists and the person; 403 for others who see the card, 404 for the rest."""
    teacher = fetch_visible(PEOPLE, request.user, pk=pk)
    if not may_know_all(request.user, teacher):
        raise PermissionDenied
    return teacher


def person_crumbs(user, teacher: Teacher, *, under: bool = True) -> list[tuple[str, str]]:
    """The path to the page «Персональные данные» (under=False) or to a page under it."""
    path = teacher_crumbs(teacher)
    if not (user.access.is_district_staff or user.access.is_coordinator):
        del path[1]
    if under:
        path.append(("Персональные данные", reverse("personal:person", args=[teacher.pk])))
    return path
