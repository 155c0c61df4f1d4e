"""What an app offers to the pages of loading lists: a kind of list, who may load it, its columns and its resource."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from .base import ListResource


@dataclass(frozen=True)
class Importer:
    """One kind of list. `targets(user)`: records one of which may be chosen for the whole file, or None.

    name: the key in addresses; title: «Педагоги»; about: a sentence for the page; record_label: `app.model` for the
    journal; list_url: name of the route of the list that was filled.
    """

    name: str
    title: str
    about: str
    resource: type[ListResource]
    may_load: Callable[[object], bool]
    list_url: str
    target_label: str = ""
    targets: Callable[[object], QuerySet] | None = None
    order: int = 100

    @property
    def columns(self):
        return self.resource.columns
