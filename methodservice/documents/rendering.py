"""The library of rendered PDFs, and long documents that are laid out by a job.

found = at_hand(html, name=name, by=user)       # the bytes, printed before or now; None: too long to wait for
order(html, name=name, by=user, back="/plans/1/")  # the row whose job prints it
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from methodservice.documents.models import Rendering
from methodservice.documents.pictures import images_of
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.pdf import ENGINE, STYLESHEET, render_pdf
from methodservice.lib.pictures import NO_IMAGES

KIND = "documents.render"


@lru_cache(maxsize=1)
def _made_with() -> str:
    """What a PDF is made with besides its HTML, as this process has read it."""
    sheets = (sheet.read_bytes() for sheet in sorted(STYLESHEET.parent.glob("*.css")))
    return hashlib.sha256(b"\0".join([ENGINE.encode(), *sheets])).hexdigest()


def key_of(html: str) -> str:
    """SHA-256 of everything that the bytes of a PDF depend on: the engine, the style sheets, the HTML, which names its
    pictures by their content."""
    return hashlib.sha256(f"{_made_with()}\0{html}".encode()).hexdigest()


def is_long(html: str) -> bool:
    """Whether laying it out would keep a person waiting: see PRINTED_AT_ONCE in the settings."""
    return len(html) > settings.PRINTED_AT_ONCE


def at_hand(html: str, *, name: str, by, images: Mapping[str, bytes] = NO_IMAGES) -> bytes | None:
    """The PDF of the page: printed for this person before, or a short one printed now and kept. None: a long one.

    1 query for what is kept, 1 more on the first use in a day, 3 for what is printed now.
    """
    key, now = key_of(html), timezone.now()
    kept = Rendering.objects.visible_to(by).filter(key=key, pdf__isnull=False).only("pdf", "used_at").first()
    if kept is not None:
        if now - kept.used_at > settings.RENDERINGS_USED_WITHIN:
            Rendering.objects.filter(pk=kept.pk).update(used_at=now)
        return bytes(kept.pdf)
    if is_long(html):
        return None
    pdf = render_pdf(html, images=images)
    # two clicks may both have printed it: the same bytes
    Rendering.objects.bulk_create(
        [Rendering(requested_by=by, key=key, name=name, pdf=pdf)], ignore_conflicts=True
    )
    sweep()
    return pdf


@transaction.atomic
def order(html: str, *, name: str, by, back: str = "", logo: Mapping | str | None = None) -> Rendering:
    """The row of a long document whose job lays it out; a second click finds the first one's row and job.

    back: where its page leads when the job has failed; then asking again starts another one. logo: of the snapshot.
    """
    rows = Rendering.objects.select_for_update(of=("self",))
    asked = {"name": name, "html": html, "logo": logo or ""}
    row, is_new = rows.get_or_create(requested_by=by, key=key_of(html), defaults=asked)
    if is_new:
        sweep()
    if row.pdf is None and (row.job is None or row.job.state == Job.State.FAILED):
        row.job = jobs.start(
            kind=KIND, title=f"Печать: {name}"[:200], by=by, arguments={"rendering": row.pk, "url": back}
        )
        row.save(update_fields=["job"])
    return row


def sweep() -> None:
    """Forget what nobody has opened for RENDERINGS_KEPT. Called with every new rendering: no timetable. 1 query."""
    Rendering.objects.unused_since(timezone.now() - settings.RENDERINGS_KEPT).delete()


def lay_out(job: Job) -> dict:
    """The work of the job: HTML of its row → PDF; the address of the file. Safe to run twice."""
    row = Rendering.objects.filter(pk=job.arguments["rendering"]).first()
    if row is None:
        raise jobs.JobRefused("Документ больше не хранится. Откройте его ещё раз.")
    if row.pdf is None:
        jobs.report(job, done=0, message="Готовим документ…")
        pdf = render_pdf(
            row.html,
            images=images_of(row.logo),
            tell=lambda page: jobs.report(job, done=page, message=f"Готовим документ: страница {page}"),
        )
        Rendering.objects.filter(pk=row.pk).update(pdf=pdf, html="", used_at=timezone.now())
        jobs.report(job, done=job.done, message=f"Документ готов. Страниц: {job.done}")
    return {"url": row.get_absolute_url()}
