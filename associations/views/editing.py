"""Making, changing and closing an association."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from associations.forms.association import AssociationForm, CloseForm, NewAssociationForm
from associations.models import Association, Level
from associations.services.associations import close_association
from associations.views.card import crumbs_to
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import add_page, edit_page

WITH_TITLE = Association.objects.select_related("municipality", "school")


@require_http_methods(["GET", "POST"])
def add(request):
    """A new association: methodists any, a coordinator one of the own school."""
    access = request.user.access
    if not (access.is_methodist or access.is_coordinator):
        raise PermissionDenied
    initial = {
        "level": Level.DISTRICT if access.is_methodist else Level.SCHOOL,
        "created_on": timezone.localdate(),
    }
    back_url = reverse("associations:list")
    return add_page(
        request,
        NewAssociationForm(request.POST or None, user=request.user, initial=initial, back_url=back_url),
        "Новое объединение",
        parent=request.user.municipality,
        back_url=back_url,
        crumbs=crumbs_to(),
        done="Объединение создано. Теперь заполните его состав.",
        next_url=lambda association: reverse("associations:members", args=[association.pk]),
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change what unites the association, its parent, the day it was created."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    return edit_page(
        request,
        partial(AssociationForm, user=request.user),
        association,
        "Изменить объединение",
        back_url=association.get_absolute_url(),
        crumbs=crumbs_to(association),
    )


@require_http_methods(["GET", "POST"])
def close(request, pk):
    """Close an association: asks once, tells what follows."""
    association = fetch_editable(WITH_TITLE, request.user, pk=pk)
    back_url = association.get_absolute_url()
    form = CloseForm(request.POST or None, initial={"closed_on": timezone.localdate()}, back_url=back_url)

    def do(form):
        close_association(association=association, closed_on=form.cleaned_data["closed_on"], by=request.user)

    return service_page(
        request,
        form,
        "Закрыть объединение",
        do,
        back_url=back_url,
        crumbs=crumbs_to(association),
        done="Объединение закрыто. Протоколы и история остались на месте.",
        intro="Членство и полномочия завершатся накануне. Заседания, протоколы и история сохранятся. "
        "Открыть объединение снова будет нельзя: вместо него создают новое.",
    )
