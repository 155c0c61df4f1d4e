"""Background jobs of monitoring: thin shells. All may be cut off anywhere and run again, or twice at once."""

from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from monitoring.models import Campaign
from monitoring.services import adopting
from monitoring.services.aggregation.running import (
    chain_of,
    compute_in_order,
    layers_of,
    not_computed_since,
)

GONE = "Кампании больше нет: считать нечего."


def aggregate(job: Job) -> dict:
    """A campaign and what builds upon it, a period at a time."""
    campaign = Campaign.objects.filter(pk=job.arguments["campaign"]).first()
    if campaign is None:
        raise jobs.JobRefused(GONE)
    chain = chain_of(campaign)
    for done, each in enumerate(chain):
        jobs.report(job, done=done, total=len(chain), message=f"Считаем: {each.period_title}")
        compute_in_order([each.pk])
    jobs.report(job, done=len(chain), total=len(chain), message="Итоги посчитаны.")
    return {"campaigns": len(chain)}


def aggregate_all(job: Job) -> dict:
    """All that was not computed since the job was made."""
    layers = list(layers_of(not_computed_since(job.created_at)))
    for done, layer in enumerate(layers):
        jobs.report(job, done=done, total=len(layers), message=f"Считаем кампании: {len(layer)}")
        compute_in_order(layer)
    jobs.report(job, done=len(layers), total=len(layers), message="Итоги посчитаны.")
    return {"campaigns": sum(map(len, layers))}


def adopt(job: Job) -> dict:
    """Campaigns of a common set follow its edition in force, each in a transaction of its own. What was taken along
    before the job was cut off is counted as done. One that fails keeps nobody: the job fails after the last."""
    failures = []
    keys = list(adopting.behind().filter(set=job.arguments["set"]).values_list("pk", flat=True))
    total = max(job.total, len(keys))
    for place, key in enumerate(keys):
        jobs.report(
            job, done=total - len(keys) + place, total=total, message="Кампании переходят на редакцию."
        )
        try:
            adopting.adopt(key, by=job.started_by)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("campaigns that did not follow their edition", failures)
    jobs.report(job, done=total, total=total, message="Все кампании перешли на новую редакцию.")
    return {"campaigns": total}
