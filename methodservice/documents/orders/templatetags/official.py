"""Words of official papers for templates of drafts: `{% load official %}`.

    {% point %} Назначить {% form person "accusative" %} наставником. // до {{ day|long_date }}

A form that the library is not sure of comes marked and becomes a doubt of its point, see `drafts`.
"""

from django import template

from methodservice.documents.orders import drafts
from methodservice.documents.orders.people import post_of, words_of
from methodservice.lib.dates import long_date
from methodservice.lib.declension import Form, position_form

register = template.Library()
register.filter("typed", drafts.typed)
register.filter("long_date", long_date)

_NUMBERS = "numbers of points"


def _marked(words: Form) -> str:
    return drafts.marked(Form(drafts.typed(words.text), words.sure, words.why))


@register.simple_tag
def form(person, case: str, post: str = "") -> str:
    """«учителя математики МБОУ СОШ № 3 Иванову М. И.» of a teacher; post: what the person is called instead."""
    return _marked(words_of(post or post_of(person), person, case))


@register.simple_tag
def in_case(post: str, case: str) -> str:
    """«руководителем районного методического объединения»: a position or an office in the case."""
    return _marked(position_form(post, case))


@register.simple_tag
def doubted(words: str, why: str) -> str:
    """The words with a reason to look at them again; without a reason only the words."""
    return drafts.marked(Form(words, not why, why))


@register.simple_tag(takes_context=True)
def point(context) -> str:
    """The number of the next point: «3.». Points in `{% if %}` are numbered as they come out."""
    number, _ = context.render_context.get(_NUMBERS, (0, 0))
    context.render_context[_NUMBERS] = (number + 1, 0)
    return f"{number + 1}."


@register.simple_tag(takes_context=True)
def subpoint(context) -> str:
    """The number of the next sub-point of the last point: «3.1.»."""
    number, part = context.render_context.get(_NUMBERS, (0, 0))
    context.render_context[_NUMBERS] = (number, part + 1)
    return f"{number}.{part + 1}."
