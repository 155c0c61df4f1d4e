"""Addresses of «Развитие», and who has a card there."""

from django.urls import reverse

HOME = "development:home"


def has_card(user) -> bool:
    """Who has a card of the own."""
    return user.teacher_id is not None


def card_url(teacher_id: int, anchor: str = "") -> str:
    """A person's card; anchor: of a section."""
    url = reverse("development:card", args=[teacher_id])
    return f"{url}#{anchor}" if anchor else url
