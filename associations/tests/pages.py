"""Addresses and headers that the tests of meeting pages share."""

from django.urls import reverse

HTMX = {"HX-Request": "true"}
TYPED = {"X-Autosave": "1"}


def to(name, record):
    return reverse(f"associations:{name}", args=[record.pk])


def place(meeting, anchor):
    return f"{meeting.get_absolute_url()}#{anchor}"
