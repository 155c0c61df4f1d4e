"""Consents of people, and acts about cards that were anonymised (152-ФЗ)."""

from .anonymisation import Anonymisation
from .consent import Consent

__all__ = ["Anonymisation", "Consent"]
