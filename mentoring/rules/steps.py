"""The one next step of a pair for whoever looks at it. Pure."""

from enum import StrEnum

from mentoring.rules.readiness import Standing


class Step(StrEnum):
    """Templates compare them as words; None of a reader stands for «nothing to do»."""

    CANCEL = "cancel"
    MENTOR_CONSENT = "mentor"
    MENTEE_CONSENT = "mentee"
    ORDER = "order"
    OPEN_ORDER = "open_order"
    PAPER_ORDER = "paper_order"
    START = "start"
    FINISH = "finish"
    CHECKUP = "checkup"
    SESSION = "session"
    CLOSING = "closing"
    NEW_MENTOR = "new_mentor"


def step_of_draft(standing: Standing, *, may_order: bool, has_draft_order: bool) -> Step | None:
    """For those who keep the pair: consents first, then the order, then the start. A draft of the order under way is
    opened by those who prepare orders; others wait for it."""
    if standing.gone:
        return Step.CANCEL
    if not standing.mentor_agreed:
        return Step.MENTOR_CONSENT
    if not standing.mentee_agreed:
        return Step.MENTEE_CONSENT
    if standing.has_order:
        return Step.START
    if has_draft_order:
        return Step.OPEN_ORDER if may_order else None
    return Step.ORDER if may_order else Step.PAPER_ORDER


def step_of_active(
    *, may_edit: bool, may_work: bool, term_is_over: bool, checkup_is_due: bool
) -> Step | None:
    """What is late goes first: the end of the term, a check-up; meetings otherwise."""
    if term_is_over and may_edit:
        return Step.FINISH
    if not may_work:
        return None
    return Step.CHECKUP if checkup_is_due else Step.SESSION
