"""Numbers of indicators in templates: `{% load monitoring_words %}`."""

from django import template

from methodservice.directory.templatetags.ui import state
from monitoring import words
from monitoring.formula_words import formula_in_words
from monitoring.models import Verdict

register = template.Library()


@register.simple_tag
def value_words(definition, result, name: str = "to_date") -> str:
    """`{% value_words definition row "value" %}`: a number of a stored result; «нет данных» without a result."""
    if result is None:
        return words.NO_DATA
    return words.value_words(definition, getattr(result, name), result.target)


@register.filter
def short_period(campaign) -> str:
    """«II п/г 2025/26»: the period of a campaign where a label must be short."""
    return " ".join(words.short_period(campaign.period_title))


@register.simple_tag
def target_words(definition, result) -> str:
    """The target that a stored result was judged by; «—» without a result."""
    return words.target_words(definition, result.target) if result else "—"


@register.inclusion_tag("components/state.html")
def verdict_state(result) -> dict:
    """The verdict of a stored result as a badge."""
    verdict = Verdict(result.verdict) if result else Verdict.NO_DATA
    return state(words.VERDICT_KINDS[verdict], verdict.label)


@register.simple_tag
def formula_words(line) -> str:
    """How the shown result was computed; of one that is not computed yet: how it will be."""
    return getattr(line.result, "formula", "") or formula_in_words(line.definition)
