"""Rules of a municipality: in words, as a table for 15, 16 and 17 members, and the form with a live preview."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice import registries
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.forms.rules import RulesDraft, RulesForm
from methodservice.directory.models import Municipality
from methodservice.directory.rules import young_rule
from methodservice.directory.views.municipality import card_crumbs
from methodservice.directory.views.pages import edit_page


def _preview(rules) -> dict:
    """Context of _rules_preview.html. No query."""
    return {
        "previews": [explain(rules) for explain in registries.rule_explainers],
        "young": young_rule(rules).in_words,
        "half_year": rules.get_half_year_kind_display(),
        "monitoring": rules.get_monitoring_period_display(),
        "problem": "",
    }


def _draft_preview(request, rules) -> dict:
    """The preview of what is typed, or what keeps it from being computed."""
    draft = RulesDraft(request.POST, instance=rules)
    if draft.is_valid():
        return _preview(draft.instance)
    problem = " ".join(error for errors in draft.errors.values() for error in errors)
    return {"previews": [], "young": "", "half_year": "", "monitoring": "", "problem": problem}


@require_GET
def rules(request, pk):
    """The rules in words; everybody of the municipality may know by which rules votes are counted."""
    municipality = fetch_visible(Municipality.objects.select_related("rules"), request.user, pk=pk)
    context = _preview(municipality.rules) | {
        "district": municipality,
        "may_edit": request.user.access.is_methodist,
        "crumbs": card_crumbs(municipality),
    }
    return render(request, "directory/rules.html", context)


@require_http_methods(["GET", "POST"])
def rules_edit(request, pk):
    """The form; the button «Показать» computes the table from what is typed and saves nothing."""
    municipality = fetch_editable(Municipality.objects.select_related("rules"), request.user, pk=pk)
    page = {
        "crumbs": [*card_crumbs(municipality), ("Правила", reverse("directory:rules", args=[pk]))],
        "template": "directory/rules_form.html",
        "preview_url": reverse("directory:rules_preview", args=[pk]),
        "back_url": reverse("directory:rules", args=[pk]),
    }
    return edit_page(
        request,
        RulesForm,
        municipality.rules,
        "Изменить правила",
        done="Правила сохранены. Они действуют со следующего подсчёта; подписанные протоколы не изменились.",
        context=lambda form: (
            _draft_preview(request, form.instance) if form.is_bound else _preview(form.instance)
        ),
        only_show="preview",
        **page,
    )


@require_POST
def rules_preview(request, pk):
    """The table for what is typed so far: a fragment for htmx."""
    municipality = fetch_editable(Municipality.objects.select_related("rules"), request.user, pk=pk)
    return render(request, "directory/_rules_preview.html", _draft_preview(request, municipality.rules))
