"""Lists from files → records: what each row would do, said before it is done."""

from .base import ListResource, Plan, PlanRow, Scope
from .importers import Importer

__all__ = ["Importer", "ListResource", "Plan", "PlanRow", "Scope"]
