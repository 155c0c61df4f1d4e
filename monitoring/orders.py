"""The order on holding a monitoring: drafted once from the campaign's page."""

from dataclasses import replace

from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.usual.monitoring import MONITORING
from monitoring.forms.order import CampaignOrderForm

KEY = "campaign"


def _facts(form: CampaignOrderForm) -> Facts:
    told = MONITORING.facts(form)
    key = form.campaign.pk
    return replace(told, source=f"{KEY}:{key}", kept=told.kept | {"campaign": key})


CAMPAIGN = OrderKind(
    key=KEY,
    title="Провести мониторинг",
    note="",
    template=MONITORING.template,
    form=CampaignOrderForm,
    facts=_facts,
    offered=False,
    same_as=MONITORING.key,
)
