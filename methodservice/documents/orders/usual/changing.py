"""An order that cancels or amends a signed one; started from the page of that order."""

from django import forms

from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.models import Order, OrderLink
from methodservice.lib.dates import long_date
from methodservice.lib.forms import PageForm


class ChangingForm(PageForm, forms.Form):
    """How the order is changed, and why."""

    submit = "Начать приказ"
    how = forms.ChoiceField(label="Что сделать с приказом", choices=(), widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Почему",
        max_length=500,
        help_text="С этого начнётся преамбула: «В связи с изменением состава…».",
    )

    def __init__(self, *args, target: Order, **kwargs):
        super().__init__(*args, **kwargs)
        self.target = target
        self.fields["how"].choices = [
            (OrderLink.Kind.AMENDS, "внести изменения: приказ продолжит действовать"),
            (OrderLink.Kind.CANCELS, "отменить: приказ утратит силу"),
        ]


def _facts(form) -> Facts:
    target, how = form.target, form.cleaned_data["how"]
    context = {
        "target": target,
        "number": target.entry.number,
        "date": long_date(target.entry.date),
        "cancels": how == OrderLink.Kind.CANCELS,
        "reason": form.cleaned_data["reason"],
    }
    return Facts(context=context, issuer=target.issuer, changes=((how, target.pk),))


CHANGING = OrderKind(
    key="changing",
    title="Изменить или отменить приказ",
    note="",
    template="orders/drafts/changing.txt",
    form=ChangingForm,
    facts=_facts,
    offered=False,
)
