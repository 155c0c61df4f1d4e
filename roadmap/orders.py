"""The order that approves an edition: drafted once from the programme's page, the edition is its annex."""

from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.usual.programme import PROGRAMME, iso
from roadmap.annex import annex_of, named, named_as
from roadmap.forms.approving import OrderForm
from roadmap.services.approving import order_signed

KEY = "roadmap"


def _facts(form: OrderForm) -> Facts:
    edition = form.edition
    document, name = named(edition)
    return Facts(
        context=form.context(document, name),
        annexes=(annex_of(edition),),
        source=f"{KEY}:{edition.pk}",
        kept={"edition": edition.pk, "in_force": iso(form.cleaned_data["in_force"]), **named_as(edition)},
    )


ROADMAP = OrderKind(
    key=KEY,
    title="Утвердить дорожную карту",
    note="",
    template=PROGRAMME.template,
    form=OrderForm,
    facts=_facts,
    on_signed=order_signed,
    offered=False,
    same_as=PROGRAMME.key,
)
