"""Templates of plans: kept by methodists, offered to everybody who begins a plan."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from associations.plans.forms.starting import TemplateForm
from associations.plans.models import PlanTemplate
from associations.plans.services import templates as services
from associations.plans.views.common import PLANS, plan_crumbs, plan_title
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.views.pages import typed
from methodservice.registries import Card

TITLE = "Шаблоны планов"


def _crumbs(*, inside=True) -> list[tuple[str, str]]:
    path = [("Справочники", reverse("directory:index"))]
    return [*path, (TITLE, reverse("plans:templates"))] if inside else path


@require_GET
def templates(request):
    """Templates of the municipality. 1 query."""
    context = {
        "title": TITLE,
        "templates": PlanTemplate.objects.visible_to(request.user),
        "may_edit": request.user.access.is_methodist,
        "crumbs": _crumbs(inside=False),
    }
    return render(request, "plans/start/templates.html", context)


@require_http_methods(["GET", "POST"])
def template_save(request, pk):
    """Keep the newest edition of a plan as a template."""
    plan = fetch_visible(PLANS, request.user, pk=pk)
    require_methodist(request.user)
    edition = plan.editions.order_by("-number").first()
    edition.plan = plan
    form = TemplateForm(
        typed(request),
        initial={"title": f"{plan.association.title}: {plan_title(plan).lower()}"[:200]},
        back_url=plan.get_absolute_url(),
    )

    def do(form):
        services.save_template(edition=edition, title=form.cleaned_data["title"], by=request.user)
        return reverse("plans:templates")

    return service_page(
        request,
        form,
        "Сохранить как шаблон",
        do,
        back_url=plan.get_absolute_url(),
        crumbs=plan_crumbs(plan),
        done="Шаблон сохранён: с него можно начать план любого объединения этого уровня.",
        intro="Имена людей в шаблон не попадут, должности останутся.",
    )


@require_http_methods(["GET", "POST"])
def template_rename(request, pk):
    template = fetch_editable(PlanTemplate, request.user, pk=pk)
    url = reverse("plans:templates")
    form = TemplateForm(typed(request), initial={"title": template.title}, back_url=url)

    def do(form):
        services.rename_template(template=template, title=form.cleaned_data["title"], by=request.user)

    return service_page(
        request, form, "Переименовать шаблон", do, back_url=url, crumbs=_crumbs(), done="Сохранено."
    )


@require_http_methods(["GET", "POST"])
def template_delete(request, pk):
    """Forget a template; asks once."""
    template = fetch_editable(PlanTemplate, request.user, pk=pk)
    if request.method == "POST":
        services.delete_template(template=template, by=request.user)
        messages.success(request, "Шаблон удалён.")
        return redirect("plans:templates")
    context = {
        "title": "Удалить шаблон",
        "crumbs": _crumbs(),
        "question": f"Удалить шаблон «{template.title}»?",
        "consequence": "Планы, которые с него начаты, останутся.",
        "action": "Удалить",
        "back_url": reverse("plans:templates"),
    }
    return render(request, "components/confirm.html", context)


def template_card(user):
    """A card of «Справочники». 1 query."""
    number = PlanTemplate.objects.visible_to(user).count()
    yield Card(TITLE, reverse("plans:templates"), "С них объединения начинают план", number)
