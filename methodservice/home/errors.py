"""Answers to what went wrong. The words stand in templates/4xx.html, 5xx.html; none of them needs the database."""

import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.views import defaults

RETRY_AFTER_SECONDS = 30


def is_outage(error: BaseException | None) -> bool:
    """The database does not answer or is locked; SQLite calls faults of a query «operational» too, these are not."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    return not str(error).startswith(("no such ", "near "))


def server_error(request):
    """handler500: 503 with Retry-After when the database is away, otherwise 500.

    Django calls it while the exception is being handled, wherever it was raised: view, template or middleware.
    """
    if not is_outage(sys.exc_info()[1]):
        return defaults.server_error(request)
    response = render(None, "503.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def csrf_failure(request, reason=""):
    """A form that was open too long, or sent from elsewhere."""
    return render(None, "403_csrf.html", status=403)


def too_many_requests(request):
    """One address asks too often: login, reset of a password, public check of documents."""
    response = render(None, "429.html", status=429)
    response["Retry-After"] = "60"
    return response
