"""Pages of one's own account that differ from allauth's, and the page of a locked login."""

import logging

from allauth.account import views
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.addresses import client_address, login_as_counted

log = logging.getLogger("methodservice.access")


@require_GET
def own_account(request):
    """Who I am here and where my password is changed."""
    return render(request, "account/account.html", {"roles": request.user.access.titles})


class ChangePassword(views.PasswordChangeView):
    """Change of one's own password. An account without a password (made by hand) has nothing to change: 403."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


change_password = ChangePassword.as_view()


def locked_out(request, original_response=None, credentials=None):
    """429 after too many failed logins: the same page for known and unknown accounts."""
    log.warning(
        "login locked: user=%r address=%s", login_as_counted(request, credentials), client_address(request)
    )
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "account/locked.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
