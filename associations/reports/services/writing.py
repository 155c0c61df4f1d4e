"""Beginning a report and writing its texts. Each function takes the row under a lock first, then looks again."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from associations.models import Association
from associations.reports.models import AnnualReport
from methodservice.directory import audit
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

NOT_OPEN = "Сейчас отчёт менять нельзя: он сдан или уже принят."
SEPARATOR = "\n"


def lock_report(report: AnnualReport) -> AnnualReport:
    """The row as it is now, held until the end of the transaction, with its association."""
    rows = AnnualReport.objects.select_for_update(of=("self",)).for_page()
    return rows.get(pk=report.pk)


@transaction.atomic
def start_report(*, association: Association, year: SchoolYear, by) -> AnnualReport:
    """Begin the report on the year. Raises Refused before the year has begun, AlreadyDone where there is one."""
    association = Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    if year > SchoolYear.containing(timezone.localdate()):
        raise Refused("Этот учебный год ещё не начался: отчитываться пока не о чем.", "year")
    if AnnualReport.objects.filter(association=association, school_year=year.first).exists():
        raise AlreadyDone(f"Отчёт за {year} учебный год уже есть.")
    report = AnnualReport.objects.create(association=association, school_year=year.first)
    audit.record(audit.Verb.CREATED, by=by, obj=report)
    return report


def write_texts(*, report: AnnualReport, texts: Mapping[str, str], by) -> AnnualReport:
    """Keep the texts {section: text}. The caller holds the row's lock: it also compared it with the form."""
    if report.state not in AnnualReport.OPEN:
        raise Refused(NOT_OPEN)
    before = audit.state_of(AnnualReport.objects.get(pk=report.pk))
    for section, text in texts.items():
        setattr(report, section, text)
    report.version += 1
    report.save(update_fields=[*texts, "version"])
    audit.record_change(by=by, obj=report, before=before)
    return report


def joined(text: str, sentence: str) -> str:
    """The text with a sentence as its last paragraph; as it is when it says so already."""
    if sentence in text:
        return text
    return SEPARATOR.join(filter(None, (text.rstrip(), sentence)))
