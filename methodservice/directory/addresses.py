"""Where a request comes from, and under which name failed logins are counted."""

from ipaddress import ip_address

from django.conf import settings

UNKNOWN = "0.0.0.0"  # noqa: S104 — a name for «no address», nothing is bound to it


def client_address(request) -> str:
    """IP address of the person: the one that our outermost proxy saw (TRUSTED_PROXIES), or of the connection.

    What stands further left in X-Forwarded-For was written by the sender and is not believed. A connection through a
    Unix socket without a proxy's word has no address: «0.0.0.0».
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(seen) >= settings.TRUSTED_PROXIES:
            address = seen[-settings.TRUSTED_PROXIES].strip()
    try:
        return str(ip_address(address))
    except ValueError:
        return UNKNOWN


def login_as_counted(request, credentials) -> str:
    """The login by which failures are counted: «Иванова» and «иванова» are one account and one counter."""
    login = credentials.get("username") if credentials else request.POST.get("login")
    return (login or "").strip().lower()[:255]
