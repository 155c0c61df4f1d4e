"""Which state leads where: editions of indicators, campaigns, returns. Data; the journal keeps who moved what."""

from methodservice.directory import transitions
from monitoring.models import Campaign, Cycle, Edition, Note, Recommendation, Return

EDITION_WAYS = {
    Edition.State.DRAFT: (Edition.State.IN_FORCE,),
    Edition.State.IN_FORCE: (Edition.State.SUPERSEDED,),
    Edition.State.SUPERSEDED: (),
}
CAMPAIGN_WAYS = {
    Campaign.State.DRAFT: (Campaign.State.OPEN,),
    Campaign.State.OPEN: (Campaign.State.CLOSED,),
    Campaign.State.CLOSED: (Campaign.State.OPEN,),
}
RETURN_WAYS = {
    Return.State.DRAFT: (Return.State.SUBMITTED,),
    Return.State.SUBMITTED: (Return.State.RETURNED, Return.State.ACCEPTED, Return.State.DRAFT),
    Return.State.RETURNED: (Return.State.SUBMITTED,),
    Return.State.ACCEPTED: (Return.State.RETURNED,),
}
"""A submitted return may be taken back by the organisation until it is looked at; an accepted one comes back only by
the methodist."""

NOTE_WAYS = {Note.State.DRAFT: (Note.State.SIGNED,), Note.State.SIGNED: ()}
CYCLE_WAYS = {
    Cycle.State.ANALYSIS: (Cycle.State.ADVICE,),
    Cycle.State.ADVICE: (Cycle.State.MEASURES,),
    Cycle.State.MEASURES: (Cycle.State.EFFECT,),
    Cycle.State.EFFECT: (Cycle.State.CLOSED, Cycle.State.MEASURES),
    Cycle.State.CLOSED: (),
}
RECOMMENDATION_WAYS = {
    Recommendation.State.DRAFT: (Recommendation.State.SENT,),
    Recommendation.State.SENT: (Recommendation.State.ACKNOWLEDGED, Recommendation.State.ANSWERED),
    Recommendation.State.ACKNOWLEDGED: (Recommendation.State.ANSWERED,),
    Recommendation.State.ANSWERED: (Recommendation.State.DONE, Recommendation.State.ACKNOWLEDGED),
    Recommendation.State.DONE: (),
}
"""An answer that does not satisfy the methodist goes back with a remark."""

STATE_KINDS = {
    Edition.State.DRAFT: "draft",
    Edition.State.IN_FORCE: "done",
    Edition.State.SUPERSEDED: "plain",
    Campaign.State.OPEN: "waiting",
    Campaign.State.CLOSED: "done",
    Return.State.SUBMITTED: "waiting",
    Return.State.RETURNED: "returned",
    Return.State.ACCEPTED: "done",
    Note.State.SIGNED: "done",
    Cycle.State.ANALYSIS: "draft",
    Cycle.State.ADVICE: "waiting",
    Cycle.State.MEASURES: "waiting",
    Cycle.State.EFFECT: "waiting",
    Recommendation.State.SENT: "waiting",
    Recommendation.State.ACKNOWLEDGED: "waiting",
    Recommendation.State.ANSWERED: "waiting",
    Recommendation.State.DONE: "done",
}
"""Look of a state, see the tag `state`. Equal keys look alike in all tables."""


def move_edition(edition: Edition, *, to: str, by, note: str = "", **fields) -> None:
    transitions.move(edition, EDITION_WAYS, to=to, by=by, whose="показателей", note=note, **fields)


def move_campaign(campaign: Campaign, *, to: str, by, note: str = "", **fields) -> None:
    transitions.move(campaign, CAMPAIGN_WAYS, to=to, by=by, whose="кампании", note=note, **fields)


def move_return(given: Return, *, to: str, by, note: str = "", **fields) -> None:
    transitions.move(given, RETURN_WAYS, to=to, by=by, whose="сведений", note=note, **fields)


def move_note(note: Note, *, to: str, by, **fields) -> None:
    transitions.move(note, NOTE_WAYS, to=to, by=by, whose="справки", **fields)


def move_cycle(cycle: Cycle, *, to: str, by, note: str = "", **fields) -> None:
    transitions.move(cycle, CYCLE_WAYS, to=to, by=by, whose="управленческого цикла", note=note, **fields)


def move_recommendation(row: Recommendation, *, to: str, by, note: str = "", **fields) -> None:
    transitions.move(row, RECOMMENDATION_WAYS, to=to, by=by, whose="рекомендации", note=note, **fields)
