"""Addresses of the portal and one page more: the least that a page of the portal can be."""

from django.shortcuts import render
from django.urls import path

from methodservice.directory.models import Municipality
from methodservice.urls import *  # noqa: F403
from methodservice.urls import urlpatterns as of_the_portal


def bare(request):
    """One query by primary key."""
    return render(request, "base.html", {"record": Municipality.objects.get(pk=request.user.municipality_id)})


urlpatterns = [*of_the_portal, path("bare/", bare)]
