"""Addresses that are keys don't reach the log."""

import logging
import sys

import pytest

from methodservice.lib.logs import HidingFormatter


def line(message, *args, **fields):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, None)
    vars(record).update(fields)
    return HidingFormatter("%(name)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("/surveys/a/4f1EUT6oAsrXmYYWwaCzBg/", "/surveys/a/…/"),
        ("/surveys/a/4f1EUT6oAsrXmYYWwaCzBg", "/surveys/a/…"),
        ("http://portal.example/surveys/a/4f1E-_T6/?x=1", "http://portal.example/surveys/a/…/?x=1"),
        ("/calendar/feed/kM2-sd0_f.ics", "/calendar/feed/…"),
        ("/accounts/password/reset/2f-d1a-77c0ffee/", "/accounts/password/reset/…/"),
        ("/surveys/12/", "/surveys/12/"),
        ("/calendar/feeds/3/replace/", "/calendar/feeds/3/replace/"),
    ],
)
def test_a_key_is_left_out_of_the_address(written, told):
    assert line("%s: %s", "Forbidden", written) == f"django.request Forbidden: {told}"


def test_a_key_is_left_out_of_an_exception():
    try:
        raise KeyError("/surveys/a/4f1EUT6oAsrXmYYWwaCzBg/")
    except KeyError:
        told = line("Internal Server Error", exc_info=sys.exc_info())
    assert told.endswith("KeyError: '/surveys/a/…/'")
