"""What the portal writes to its log: without addresses that are keys by themselves."""

import logging
import re

SECRET = re.compile(r"(/surveys/a/|/calendar/feed/|/password/reset/)[^/\s?\"'<>]+")
"""A link to a survey, a calendar feed, a link that sets a password: whoever reads the log could follow it."""


class HidingFormatter(logging.Formatter):
    """«Forbidden: /surveys/a/…/». Hides in the finished line, so in the words of exceptions too."""

    def format(self, record) -> str:
        return SECRET.sub(r"\1…", super().format(record))
