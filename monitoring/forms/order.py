"""What the order on a monitoring says beside what the campaign knows."""

from methodservice.documents.orders.usual.monitoring import LONGEST_LINE, MOST_LINES, MonitoringForm
from methodservice.lib.dates import long_date
from methodservice.lib.numerals import counted
from monitoring.models import Campaign, Definition
from monitoring.services.opening import asked_schools


def initial_of(campaign: Campaign) -> dict:
    """The names of the indicators that are asked. 1 query."""
    names = Definition.objects.of(campaign.edition).values_list("name", flat=True)[:MOST_LINES]
    return {"collected": "\n".join(name[:LONGEST_LINE] for name in names)}


class CampaignOrderForm(MonitoringForm):
    """The form of the usual order; dates and organisations are the campaign's. `collected` is read as typed."""

    def __init__(self, *args, campaign: Campaign, **kwargs):
        super().__init__(*args, municipality=campaign.municipality, **kwargs)
        self.campaign = campaign
        self.known = {
            "starts": campaign.starts,
            "ends": campaign.ends,
            "collect_from": campaign.opens_on,
            "collect_to": campaign.closes_on,
        }
        for name in (*self.known, "schools"):
            del self.fields[name]
        rows = asked_schools(campaign, list(Definition.objects.of(campaign.edition)))
        self.open_schools = {row.pk: row for row in rows}

    def blocks(self) -> list:
        return ["theme", "responsible", "collected", "note_by"]

    @property
    def intro(self) -> str:
        """What the order says by itself."""
        first, last = long_date(self.campaign.opens_on), long_date(self.campaign.closes_on)
        asked = counted(len(self.open_schools), "организация", "организации", "организаций")
        return f"{self.campaign.period_title}, сбор с {first} по {last}, {asked}."

    def clean(self):
        self.cleaned_data |= self.known | {"schools": list(self.open_schools)}
        return super().clean()
