"""Freezing a document: number, snapshot, PDF and hash in one transaction."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from methodservice.documents.models import FrozenDocument, NumberSequence, new_check_code


def take_number(*, municipality, series: str, year: int) -> int:
    """Next number of the series and year. Must run inside the transaction that uses it: a rollback gives it back."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("take_number must run inside the transaction that uses the number")
    row, _ = NumberSequence.objects.select_for_update(of=("self",)).get_or_create(
        municipality=municipality, series=series, year=year
    )
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def check_address(code: str) -> str:
    """Full public address of the check page, as printed in the QR code."""
    return settings.PUBLIC_ADDRESS + reverse("documents:check", args=[code])


@transaction.atomic
def freeze(
    *,
    municipality,
    kind: str,
    number: str,
    date,
    title: str,
    snapshot: dict,
    render: Callable[[dict], bytes],
    by,
    edition: int = 1,
    supersedes: FrozenDocument | None = None,
    reason: str = "",
) -> FrozenDocument:
    """Store a document for ever.

    snapshot: everything that is printed, JSON-able; `render(snapshot)` → PDF bytes, called once.
    The check code and its address are added to the snapshot before rendering.
    """
    code = new_check_code()
    snapshot = {**snapshot, "check_code": code, "check_address": check_address(code)}
    pdf = render(snapshot)
    return FrozenDocument.objects.create(
        municipality=municipality, kind=kind, number=number, date=date, edition=edition, title=title,
        snapshot=snapshot, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), check_code=code,
        supersedes=supersedes, reason=reason, signed_by=by,
    )  # fmt: skip
