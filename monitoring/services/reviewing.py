"""What a methodist decides about a return: accepted, or sent back with remarks. Each locks the return first."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Campaign, Return, Value
from monitoring.review_lines import lines_of
from monitoring.services.locks import lock_return
from monitoring.services.requesting import request_aggregation
from monitoring.workflow import move_return

CHANGED = "Пока вы читали, сведения изменились. Прочитайте их ещё раз и решите."
NOTHING_SAID = "Напишите, что исправить: замечание к показателю или ко всем сведениям."
NO_REASON = "Сведения уже приняты и учтены в итогах. Напишите, почему возвращаете их."
CLOSED = "Кампания закрыта. Чтобы исправить сведения, сначала откройте её снова."
BY_RETURNING = "Сведения возвращены на исправление"
NOT_LATER = "Срок и так до {day:%d.%m.%Y}. Выберите более поздний день или оставьте поле пустым."


@transaction.atomic
def accept(*, given: Return, by, version: int | None = None) -> Return:
    """Count the values. version: of the return that was read.

    AlreadyDone on a second click, Refused where it was sent anew meanwhile, is not sent, or the campaign is closed.
    """
    current = _open(given)
    if current.state == Return.State.ACCEPTED:
        raise AlreadyDone("Сведения уже приняты.")
    _same(current, version)
    _accept(current, by)
    request_aggregation(current.campaign, by=by)
    return current


def _accept(current: Return, by) -> None:
    move_return(current, to=Return.State.ACCEPTED, by=by, comment="")
    current.values.exclude(remark="").update(remark="")


@transaction.atomic
def send_back(
    *,
    given: Return,
    by,
    comment: str = "",
    remarks: Mapping[int, str] | None = None,
    until: date | None = None,
    version: int | None = None,
) -> Return:
    """Send the return back to be corrected, an accepted one too: then it counts no more and a comment says why.

    remarks: {key of a value: what is wrong with it}; until: a later day for this organisation. Refused when nothing is
    said.
    """
    current, comment = _open(given), comment.strip()
    if current.state == Return.State.RETURNED:
        raise AlreadyDone("Сведения уже возвращены.")
    _same(current, version)
    said = {key: text.strip() for key, text in (remarks or {}).items() if text.strip()}
    was_accepted = current.state == Return.State.ACCEPTED
    if was_accepted and not comment:
        raise Refused(NO_REASON, "comment")
    if not comment and not said:
        raise Refused(NOTHING_SAID, "comment")
    term = {}
    if until:
        if until <= current.due:
            raise Refused(NOT_LATER.format(day=current.due), "until")
        term = {"extended_to": until, "extension_reason": BY_RETURNING}
    note = comment or f"замечаний: {len(said)}"
    move_return(current, to=Return.State.RETURNED, by=by, note=note, comment=comment, **term)
    _write_remarks(current, said)
    if was_accepted:
        request_aggregation(current.campaign, by=by)
    return current


def _write_remarks(current: Return, said: Mapping[int, str]) -> None:
    values = list(current.values.all())
    for value in values:
        value.remark = said.get(value.pk, "")
    Value.objects.bulk_update(values, ["remark"])


def plain_returns(campaign: Campaign) -> list[Return]:
    """Sent returns in which nothing is doubtful, explained or not: no need to read them one by one. 5 queries."""
    sent = list(campaign.returns.filter(state=Return.State.SUBMITTED).order_by("pk"))
    lines = lines_of(campaign, sent) if sent else {}
    return [given for given in sent if not any(line.doubts for line in lines[given.pk])]


@transaction.atomic
def accept_plain(*, campaign: Campaign, by) -> list[Return]:
    """Accept all in which nothing is doubtful. → those accepted; each is looked at again under its lock."""
    accepted = []
    for found in plain_returns(campaign):
        current = lock_return(found.pk)
        same = current.state == Return.State.SUBMITTED and current.version == found.version
        if same and current.campaign.is_open:
            _accept(current, by)
            accepted.append(current)
    if not accepted:
        raise AlreadyDone("Принимать нечего: во всех сданных сведениях есть что проверить.")
    request_aggregation(campaign, by=by)
    return accepted


def _open(given: Return) -> Return:
    current = lock_return(given.pk)
    if not current.campaign.is_open:
        raise Refused(CLOSED)
    return current


def _same(current: Return, version: int | None) -> None:
    if version is not None and version != current.version:
        raise Refused(CHANGED)
