"""Holding a monitoring: theme, dates, schools with their coordinators as the annex, who collects and who sums up."""

from collections import defaultdict
from datetime import date

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from methodservice.directory.models import Municipality, Role, RoleKind, School, User
from methodservice.documents.annex_content import table_block
from methodservice.documents.orders.kinds import AnnexDraft, Facts, OrderKind
from methodservice.documents.orders.people import Person, as_person
from methodservice.documents.orders.sources import source_of
from methodservice.documents.orders.usual.asking import KindForm, ask_party, span
from methodservice.lib.typography import bind

COLUMNS = ("№", "Организация", "Ответственный", "Срок представления сведений")
WIDTHS = (7, 35, 38, 20)
MOST_LINES = 50
LONGEST_LINE = 500
MOST_UNNAMED = 5
NOTE_TOO_EARLY = "Справка готовится после сбора сведений: дата не может быть раньше его окончания."
LONG_LINE = f"Показатель длиннее {LONGEST_LINE} знаков: «{{}}…». Сократите его или разделите."
NO_SCHOOL = "Отметьте хотя бы одну организацию."


class MonitoringForm(KindForm):
    """What is looked at, when, where, by whom."""

    searchable = ("responsible",)

    theme = forms.CharField(
        label="Мониторинг чего",
        max_length=300,
        help_text="В родительном падеже: «деятельности школьных методических объединений».",
    )
    starts = forms.DateField(label="За период с")
    ends = forms.DateField(label="За период по")
    collect_from = forms.DateField(label="Сведения собираются с")
    collect_to = forms.DateField(
        label="Сведения собираются по", help_text="К этому дню организации представляют сведения."
    )
    schools = forms.TypedMultipleChoiceField(
        label="Организации", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    responsible = forms.ChoiceField(label="Ответственный за проведение")
    collected = forms.CharField(
        label="Что собирается",
        required=False,
        max_length=MOST_LINES * LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Каждый показатель с новой строки.",
    )
    note_by = forms.DateField(label="Аналитическую справку подготовить до", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_party(self, "responsible")
        rows = School.objects.filter(municipality=self.municipality, closed_on__isnull=True)
        self.open_schools = {row.pk: row for row in rows.order_by("short_name", "pk")}
        field = self.fields["schools"]
        field.choices = _by_kind(self.open_schools.values())
        field.error_messages |= {
            "required": NO_SCHOOL,
            "invalid_choice": "Одной из отмеченных организаций больше нет в списке. Отметьте заново.",
        }
        self.initial.setdefault("schools", list(self.open_schools))

    def blocks(self) -> list:
        return [
            "theme",
            Div("starts", "ends", css_class="fields-in-row"),
            Div("collect_from", "collect_to", css_class="fields-in-row"),
            "schools",
            "responsible",
            "collected",
            "note_by",
        ]

    def clean_theme(self):
        return " ".join(self.cleaned_data["theme"].split()).removesuffix(".")

    def clean_collected(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["collected"].splitlines()]
        lines = [line.rstrip(".;") for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"Показателей не больше {MOST_LINES}, а здесь {len(lines)}.")
        if long := next((line for line in lines if len(line) > LONGEST_LINE), None):
            raise forms.ValidationError(LONG_LINE.format(long[:60]))
        return lines

    def clean(self):
        cleaned = super().clean()
        self.refuse_backwards("starts", "ends")
        self.refuse_backwards("collect_from", "collect_to")
        note, last = cleaned.get("note_by"), cleaned.get("collect_to")
        if note and last and note < last:
            self.add_error("note_by", NOTE_TOO_EARLY)
        return cleaned


def _by_kind(schools) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices in groups of the kinds of organisations, in the order of the kinds."""
    groups = defaultdict(list)
    for school in schools:
        groups[school.kind].append((school.pk, school.short_name))
    return [(kind.label.capitalize(), groups[kind]) for kind in School.Kind if kind in groups]


def coordinators_on(municipality: Municipality, day: date) -> dict[int, list[User]]:
    """Accounts of the coordinators of each school on the day, in the order of names. 1 query."""
    roles = Role.objects.on(day).filter(kind=RoleKind.COORDINATOR, user__is_active=True)
    roles = roles.filter(user__municipality=municipality).select_related("user__teacher__school")
    found = defaultdict(list)
    for role in roles.order_by("user__full_name", "pk"):
        found[role.school_id].append(role.user)
    return found


def _person(user: User) -> Person:
    if user.teacher:
        return as_person(user.teacher)
    return Person(str(user), RoleKind.COORDINATOR.label)


def _facts(form: MonitoringForm) -> Facts:
    answers = form.cleaned_data
    schools = [school for pk, school in form.open_schools.items() if pk in set(answers["schools"])]
    named = coordinators_on(form.municipality, timezone.localdate())
    by = bind(f"до {answers['collect_to']:%d.%m.%Y}")
    rows = [
        (number, school.short_name, "\n".join(_cell(user) for user in named[school.pk]), by)
        for number, school in enumerate(schools, 1)
    ]
    context = answers | {
        "period": span(answers["starts"], answers["ends"]),
        "collecting": span(answers["collect_from"], answers["collect_to"]),
        "unnamed": _unnamed([school.short_name for school in schools if not named[school.pk]]),
    }
    annex = AnnexDraft(
        f"Организации, участвующие в мониторинге {answers['theme']}", [table_block(COLUMNS, rows, WIDTHS)]
    )
    kept = {
        "theme": answers["theme"],
        "schools": [school.pk for school in schools],
        "dates": [answers[name].isoformat() for name in ("starts", "ends", "collect_from", "collect_to")],
    }
    return Facts(
        context=context,
        annexes=(annex,),
        people=tuple(_person(user) for school in schools for user in named[school.pk]),
        source=source_of(
            "monitoring", kept, answers["responsible"], answers["collected"], answers["note_by"]
        ),
        kept=kept,
    )


def _cell(user: User) -> str:
    person = user.teacher
    return f"{person.full_name}, {person.position}" if person else str(user)


def _unnamed(schools: list[str]) -> str:
    """Which schools have nobody to answer for the figures; "" when all have."""
    if not schools:
        return ""
    rest = len(schools) - MOST_UNNAMED
    more = f" и ещё {rest}" if rest > 0 else ""
    return f"в нём нет ответственных от организаций: {', '.join(schools[:MOST_UNNAMED])}{more}"


MONITORING = OrderKind(
    key="monitoring",
    title="Провести мониторинг",
    note="Сроки, организации с ответственными, что собирается и кто подводит итоги.",
    template="orders/drafts/monitoring.txt",
    form=MonitoringForm,
    facts=_facts,
    order=30,
)
