"""The meeting under a row lock: every write to a meeting begins here."""

from associations.models import Meeting
from methodservice.lib.refusals import Refused

CLOSED = "Протокол уже подписан или заседание не состоялось: менять ничего нельзя."


def lock_meeting(meeting_id: int) -> Meeting:
    """The meeting under a row lock, with its association. Must run inside a transaction."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("association__municipality", "association__school").get(pk=meeting_id)


def lock_open_meeting(meeting_id: int) -> Meeting:
    """Like `lock_meeting`; raises Refused when nothing of it may change any more."""
    meeting = lock_meeting(meeting_id)
    if not meeting.is_open:
        raise Refused(CLOSED)
    return meeting
