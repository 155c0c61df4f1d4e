"""The order that appoints mentors, drafted from pairs of the portal: who, in which form, for how long."""

from crispy_forms.layout import HTML
from django import forms

from mentoring.documents.common import post_at
from mentoring.models import Outsider, Pair
from mentoring.services.orders import FROM_NAMES, FROM_PAIRS, TAKEN, orders_under_way
from methodservice.directory.models import Municipality, Teacher
from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.people import Person
from methodservice.documents.orders.usual.asking import KindForm
from methodservice.documents.orders.usual.mentors import MOST_PAIRS, TEMPLATE, appointing

NOTHING = "Отметьте хотя бы одну пару."
TOO_MANY = f"В одном приказе не больше {MOST_PAIRS} пар. Остальные внесите в следующий."
AGREED = ("; согласий ещё нет", "; есть одно согласие из двух", "")
"""By the number of consents."""


def waiting_pairs(municipality: Municipality) -> list[Pair]:
    """Pairs in preparation that no order names yet, with `consents_given`, by the mentee's name. 2 queries."""
    named = orders_under_way(municipality)
    rows = Pair.objects.filter(
        municipality=municipality, state=Pair.State.DRAFT, order__isnull=True, order_number=""
    )
    found = rows.for_register().with_sort_names().order_by("mentee_surname", "mentee_given_name", "pk")
    return [pair for pair in found if pair.pk not in named]


class PairsOrderForm(KindForm):
    """Which pairs the order names."""

    records = forms.TypedMultipleChoiceField(
        label="Пары",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": NOTHING,
            "invalid_choice": TAKEN,
        },
    )
    programmes_by = forms.DateField(
        label="Программы наставничества подготовить до",
        required=False,
        help_text="Персонализированные программы составляют наставники.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pairs = waiting_pairs(self.municipality)
        self.fields["records"].choices = [
            (
                pair.pk,
                f"{pair.mentor_person.full_name} — {pair.mentee_person.full_name}, {pair.school.short_name}, "
                f"{pair.starts:%d.%m.%Y} — {pair.ends:%d.%m.%Y}{AGREED[pair.consents_given]}",
            )
            for pair in self.pairs
        ]

    def blocks(self):
        if not self.pairs:
            return [HTML('<p class="muted">Пар без приказа сейчас нет.</p>')]
        return ["records", "programmes_by"]

    def clean_records(self):
        chosen = self.cleaned_data["records"]
        if len(chosen) > MOST_PAIRS:
            raise forms.ValidationError(TOO_MANY)
        return chosen


def _named(person: Teacher | Outsider) -> Person:
    key = person.pk if isinstance(person, Teacher) else None
    return Person(person.full_name, post_at(person), key)


def _facts(form: PairsOrderForm) -> Facts:
    chosen = set(form.cleaned_data["records"])
    pairs = [pair for pair in form.pairs if pair.pk in chosen]
    lines = [
        (
            _named(pair.mentor_person), _named(pair.mentee_person), pair.get_form_display(), pair.starts, pair.ends,
        )
        for pair in pairs
    ]  # fmt: skip
    kept = {"records": sorted(chosen), "pairs": [[pair.mentor_id, pair.mentee_id] for pair in pairs]}
    return appointing(FROM_PAIRS, lines, programmes_by=form.cleaned_data["programmes_by"], kept=kept)


PAIRS_ORDER = OrderKind(
    key=FROM_PAIRS,
    title="Назначить наставников",
    note="Отмеченные пары станут приложением к приказу. Когда приказ подпишут, пары получат его сами.",
    template=TEMPLATE,
    form=PairsOrderForm,
    facts=_facts,
    offered=False,
    same_as=FROM_NAMES,
)
