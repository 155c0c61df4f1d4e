"""Records told in words for the export of a person's data: one helper builds a section out of a model."""

from collections.abc import Callable

from django.db import models

from methodservice.directory.audit import label_of, state_of
from methodservice.registries import PersonalSection

NOTHING = "—"


def told(record: models.Model, *without: str) -> dict[str, str]:
    """{name of a field: words} of what is filled in; without: names of fields that say nothing new: who points at the
    person, the place in a list."""
    left_out = {label_of(record._meta.get_field(name)) for name in without}
    return {
        name[:1].upper() + name[1:]: words
        for name, words in state_of(record).items()
        if words != NOTHING and name not in left_out
    }


def section_of(
    key: str,
    title: str,
    model: type[models.Model],
    *,
    path: str = "teacher",
    order: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    more: Callable[[models.Model], dict[str, str]] = lambda record: {},
) -> PersonalSection:
    """Rows of the model whose `path` is the teacher. related: what the words of a row read, joined so that the section
    costs 1 query; without: fields that are not told; more(record) → words beside its own fields."""

    def rows(teacher) -> list[dict[str, str]]:
        found = model._default_manager.filter(**{path: teacher})
        if related:
            found = found.select_related(*related)
        if order:
            found = found.order_by(*order)
        if "__" in path:
            return [told(record, *without) | more(record) for record in found]
        lines = []
        for record in found:
            # at hand already: not to be read for each row
            setattr(record, path, teacher)
            lines.append(told(record, path, *without) | more(record))
        return lines

    return PersonalSection(key, title, (model._meta.label_lower,), rows)
