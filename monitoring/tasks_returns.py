"""«Мои дела» and the home panel of those who fill in returns."""

from django.db.models import Q

from methodservice.registries import Panel, Task
from monitoring.models import Campaign, Return
from monitoring.standing import standings_of
from monitoring.workflow import STATE_KINDS

GROUP = "Мониторинг"
State = Return.State


def filled_by(user):
    """Returns of open campaigns that wait for this person: of the own organisations, of the municipality itself."""
    wanted = Q(school__in=user.access.school_ids)
    if user.access.is_methodist:
        wanted |= Q(school=None)
    rows = Return.objects.filter(
        wanted, campaign__municipality=user.municipality_id, campaign__state=Campaign.State.OPEN
    )
    return rows.select_related("campaign__municipality", "school").order_by(
        "campaign__closes_on", "campaign_id", "school__short_name", "pk"
    )


def returns_to_fill(user, day):
    """Fill in by the last day; correct what came back with remarks. 1 query, none for those who fill in nothing."""
    if not user.access.is_coordinator and not user.access.is_methodist:
        return
    for given in filled_by(user).filter(state__in=Return.OPEN):
        returned = given.state == State.RETURNED
        title = "Исправить сведения" if returned else "Заполнить сведения"
        detail = f"{given.campaign}, {given.who}"
        if returned and given.comment:
            detail = f"{given.who}: {given.comment}"
        yield Task(GROUP, title, given.get_absolute_url(), given.due, detail[:200])


def returns_panel(user, day):
    """Coordinators: how their returns of the open campaigns stand. 3 queries, 1 where nothing is asked, none for
    others."""
    if not user.access.is_coordinator:
        return
    returns = list(filled_by(user).filter(school__in=user.access.school_ids))
    if not returns:
        return
    standings = standings_of(returns)
    lines = [
        (given, standings[given.pk], STATE_KINDS.get(given.state, "draft"), given.state in Return.OPEN)
        for given in returns
    ]
    yield Panel("monitoring/returns/_home_panel.html", {"lines": lines}, order=20)
