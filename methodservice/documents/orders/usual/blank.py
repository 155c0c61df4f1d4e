"""«Другой приказ»: a heading and nothing else; everything is written in the editor."""

from django import forms

from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.models import Order
from methodservice.lib.forms import PageForm


class BlankForm(PageForm, forms.Form):
    """The heading and who issues."""

    submit = "Начать приказ"
    title = forms.CharField(
        label="Заголовок", max_length=500, help_text="«О …» или «Об …», без точки в конце."
    )
    issuer = forms.ChoiceField(label="Кто издаёт", choices=Order.Issuer, initial=Order.Issuer.AUTHORITY)

    def __init__(self, *args, municipality, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = [
            (Order.Issuer.AUTHORITY, municipality.authority),
            (Order.Issuer.SERVICE, municipality.service),
        ]


def _facts(form) -> Facts:
    return Facts(context={"title": form.cleaned_data["title"]}, issuer=form.cleaned_data["issuer"])


BLANK = OrderKind(
    key="blank",
    title="Другой приказ",
    note="Чистый лист: заголовок, преамбулу и пункты пишете сами.",
    template="orders/drafts/blank.txt",
    form=BlankForm,
    facts=_facts,
    order=900,
)
