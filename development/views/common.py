"""What the pages of development share: whose pages they are, the path to a page, the form of a record under a lock."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from development.district.people import runs_lists
from development.models import Route
from development.places import HOME, card_url
from development.services.cards import lock_teacher
from development.services.records import keeps
from methodservice.directory.models import Teacher
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.refusals import Refused

TEACHERS = Teacher.objects.select_related("school__municipality")
ROUTES = Route.objects.select_related("teacher__school__municipality")


def crumbs_to(user, teacher: Teacher | None = None, route: Route | None = None) -> list[tuple[str, str]]:
    """The path to the list, to a page under a card, or to one under a route."""
    path = [("Развитие", reverse(HOME))] if runs_lists(user) else []
    if teacher is not None:
        title = "Моя карточка" if teacher.pk == user.teacher_id else teacher.short_name
        path.append((title, card_url(teacher.pk)))
    if route is not None:
        path.append(("Маршрут", route.get_absolute_url()))
    return path


def require_keeper(user, teacher: Teacher) -> None:
    """403 unless the user keeps the card. 1 query."""
    if not keeps(user, teacher):
        raise PermissionDenied


def locked_page(request, teacher: Teacher, make_form, title: str, do, **options):
    """A `service_page` whose form is made under the card's lock, so that nothing slips in between.

    make_form(data, files) → the form; do(form) as there. A GET locks nothing.
    """
    with transaction.atomic():
        if request.method == "POST":
            try:
                lock_teacher(teacher.pk)
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect(options["back_url"])
        form = make_form(typed(request), request.FILES if request.method == "POST" else None)
        return service_page(request, form, title, do, **options)
