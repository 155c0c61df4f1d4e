"""Consents of people, and acts about cards that were anonymised (152-ФЗ)."""

from .anonymisation import Act, Anonymisation
from .consent import Consent

__all__ = ["Act", "Anonymisation", "Consent"]
