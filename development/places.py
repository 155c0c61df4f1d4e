"""Addresses of «Развитие», and whose it is a list and whose the own card."""

from django.urls import reverse

HOME = "development:home"


def sees_list(user) -> bool:
    """Whose «Развитие» is a list of people; for everybody else it is the own card."""
    return user.access.is_district_staff or user.access.is_coordinator


def has_card(user) -> bool:
    """Who has a card of the own."""
    return user.teacher_id is not None


def card_url(teacher_id: int, anchor: str = "") -> str:
    """A person's card; anchor: of a section."""
    url = reverse("development:card", args=[teacher_id])
    return f"{url}#{anchor}" if anchor else url
