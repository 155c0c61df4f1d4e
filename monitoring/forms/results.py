"""What a page of results shows: the campaign, the kind of organisations."""

from collections.abc import Sequence

from django import forms

from methodservice.directory.models import School
from monitoring.models import Campaign


class CampaignForm(forms.Form):
    """Chooses a campaign of all that the user sees. shown: the one on the page."""

    campaign = forms.TypedChoiceField(label="Период", required=False, coerce=int)

    def __init__(self, data, *, campaigns: Sequence[Campaign], shown: Campaign):
        super().__init__(data={**data.dict(), "campaign": str(shown.pk)})
        sets = {each.set_id for each in campaigns}
        self.fields["campaign"].choices = [
            (each.pk, each.period_title if len(sets) == 1 else f"{each.period_title} · {each.set.title}")
            for each in campaigns
        ]


class HeatForm(CampaignForm):
    kind = forms.ChoiceField(label="Организации", required=False, choices=[("", "Все"), *School.Kind.choices])
