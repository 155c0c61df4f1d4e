"""Addresses of the pages of the cycle."""

from django.urls import reverse


def url(name, *args):
    return reverse(f"monitoring:{name}", args=[getattr(each, "pk", each) for each in args])
