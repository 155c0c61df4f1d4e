"""Materials of an event: a file or a link is added, or taken off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from associations.events.forms.materials import MaterialForm
from associations.events.models import Material
from associations.events.services import materials as services
from associations.events.views.common import EVENTS, crumbs_to
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable
from methodservice.lib.refusals import AlreadyDone


@require_http_methods(["GET", "POST"])
def material_add(request, pk):
    """A file, or the address of a page."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    back_url = event.get_absolute_url()
    posted = (request.POST, request.FILES) if request.method == "POST" else ()

    def do(form):
        services.add_material(event=event, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        MaterialForm(*posted, back_url=back_url),
        "Приложить материал",
        do,
        back_url=back_url,
        crumbs=crumbs_to(event),
        done="Материал приложен.",
    )


@require_http_methods(["GET", "POST"])
def material_remove(request, pk):
    """Take a material off; asks once."""
    rows = Material.objects.select_related(
        "event__municipality", "event__association__municipality", "event__association__school", "file"
    )
    material = fetch_editable(rows, request.user, pk=pk)
    if request.method == "POST":
        try:
            services.remove_material(material=material, by=request.user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
        else:
            messages.success(request, "Материал убран.")
        return redirect(material.event)
    context = {
        "title": "Убрать материал",
        "crumbs": crumbs_to(material.event),
        "question": f"Убрать материал «{material.title}»?",
        "consequence": "Файл удалится с портала." if material.file else "",
        "action": "Убрать",
        "back_url": material.event.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
