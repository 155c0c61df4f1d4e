"""How the portal differs from allauth's defaults."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse

from methodservice.directory.addresses import client_address

log = logging.getLogger("methodservice.access")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone; a blocked account answers like a wrong password; mail links lead to PUBLIC_ADDRESS."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("username_password_mismatch", "email_password_mismatch"),
        "Логин или пароль не подошли. Проверьте раскладку и Caps Lock.",
    )

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """The person, or None. Allauth would hand back a blocked account and show its page: here it is just refused."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def get_client_ip(self, request):
        return client_address(request)

    def get_password_change_redirect_url(self, request):
        return reverse("home")

    def get_reset_password_from_key_url(self, key):
        """The link of the mail: never built from the Host header, which the asker may choose."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PUBLIC_ADDRESS + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix, email, context):
        """A mail server that is down must not tell known addresses from unknown ones: the answer stays the same."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("mail %s was not sent", template_prefix)
