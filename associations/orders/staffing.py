"""Staffing the district's associations for a school year: which of them work, who leads them, who belongs to them.

Source: Положение о ММО, п. 5.1 — associations are created every year by an order that names curator, heads, deputies.
"""

from datetime import date

from django import forms
from django.utils import timezone

from associations.card import COMING
from associations.models import Association, Level, Office
from associations.orders.effects import staffing_signed
from associations.orders.staff import ORDER, Staff, named, read_staff
from associations.orders.words import joined, mention
from methodservice.directory.models import MunicipalityRules
from methodservice.documents.annex_content import table_block
from methodservice.documents.orders.drafts import capitalised
from methodservice.documents.orders.kinds import AnnexDraft, Facts, OrderKind
from methodservice.documents.orders.people import Person, as_person
from methodservice.documents.orders.services.people import MOST_PEOPLE
from methodservice.documents.orders.sources import source_of
from methodservice.documents.orders.usual.asking import KindForm, Shown
from methodservice.lib.periods import SchoolYear
from methodservice.lib.typography import bind

PLURALS = {
    Office.CURATOR: ("кураторы", "кураторов"),
    Office.HEAD: ("руководители", "руководителей"),
    Office.DEPUTY: ("заместители руководителей", "заместителей руководителей"),
    Office.SECRETARY: ("секретари", "секретарей"),
}
"""Offices of many: nominative and accusative."""
ROSTER_COLUMNS, ROSTER_WIDTHS = ("№", "Фамилия, имя, отчество", "Должность", "Организация"), (6, 34, 28, 32)
MOST_ON_PORTRAIT = 2
"""More columns of offices need a sheet that lies on its side."""
MOST_NAMED = 5
SEPARATE, COMMON, NONE = "separate", "common", "none"
NOBODY = "В отмеченных объединениях нет ни одного члена. Заполните составы или выберите «без составов»."
TOO_MANY = (
    f"В листе ознакомления не больше {MOST_PEOPLE} человек. Снимите эту отметку: останутся те, кто ведёт."
)
OUTSIDE = "Первое заседание проводят в этом учебном году: с {:%d.%m.%Y} по {:%d.%m.%Y}."


class StaffingForm(KindForm):
    """The year and the associations; each says whom it lacks on the first day of the year or today."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    associations = forms.TypedMultipleChoiceField(
        label="Объединения",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Отметьте хотя бы одно объединение.",
            "invalid_choice": "Одного из отмеченных объединений больше нет в списке. Отметьте заново.",
        },
    )
    rosters = forms.ChoiceField(
        label="Составы",
        choices=[
            (SEPARATE, "приложение на каждое объединение"),
            (COMMON, "одно приложение с общей таблицей"),
            (NONE, "без составов"),
        ],
        initial=SEPARATE,
        widget=forms.RadioSelect,
        help_text="Подписанный приказ утвердит на портале составы из приложений.",
    )
    first_meeting = forms.DateField(label="Первые заседания провести до", required=False)
    acquaint_members = forms.BooleanField(
        label="Внести членов объединений в лист ознакомления", required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        years = [SchoolYear.containing(today), SchoolYear.containing(today).following]
        self.fields["year"].choices = [(year.first, year.title) for year in years]
        self.initial.setdefault("year", SchoolYear.containing(today + COMING).first)
        asked = str(self["year"].value())
        self.school_year = next((year for year in years if str(year.first) == asked), years[0])
        self.day = max(today, self.school_year.starts)
        rows = Association.objects.active().filter(municipality=self.municipality, level=Level.DISTRICT)
        rows = rows.select_related("municipality", "school").order_by("teachers_of", "pk")
        self.staff = read_staff(rows, self.day)
        self.fields["associations"].choices = [
            (staff.association.pk, f"{staff.association.title}: {staff.in_words}") for staff in self.staff
        ]
        self.initial.setdefault("associations", [staff.association.pk for staff in self.staff])

    def blocks(self) -> list:
        lacking = [staff for staff in self.staff if staff.lacking or not staff.members]
        return [
            "year",
            self.again_button("Показать этот год"),
            Shown("associations/orders/_lacking.html", {"lacking": lacking, "day": self.day}),
            "associations",
            "rosters",
            "first_meeting",
            "acquaint_members",
        ]

    @property
    def chosen(self) -> list[Staff]:
        ids = set(self.cleaned_data.get("associations", ()))
        return [staff for staff in self.staff if staff.association.pk in ids]

    def clean(self):
        cleaned = super().clean()
        day, year = cleaned.get("first_meeting"), self.school_year
        if day and day not in year:
            self.add_error("first_meeting", OUTSIDE.format(year.starts, year.ends))
        wants = cleaned.get("rosters") != NONE
        if wants and self.chosen and not any(staff.members for staff in self.chosen):
            self.add_error("rosters", NOBODY)
        if len(_people(self.chosen, cleaned.get("acquaint_members"))) > MOST_PEOPLE:
            self.add_error("acquaint_members", TOO_MANY)
        return cleaned


def _facts(form: StaffingForm) -> Facts:
    answers, chosen, year = form.cleaned_data, form.chosen, form.school_year
    offices = [office for office in ORDER if any(staff.officers.get(office) for staff in chosen)]
    listed = [staff for staff in chosen if staff.members] if answers["rosters"] != NONE else []
    leading = [_officers_annex(chosen, offices, year)] if offices else []
    rosters = _roster_annexes(listed, answers["rosters"], year)
    number = len(leading) + len(rosters)
    context = {
        "year": year.title,
        "place": form.municipality.name_genitive,
        "created": [_title(staff) for staff in chosen if _is_new(staff.association, year)],
        "continued": [_title(staff) for staff in chosen if not _is_new(staff.association, year)],
        "officers": joined([PLURALS[office][1] for office in offices]),
        "officers_annex": mention(1, 1, number),
        "lacking": _lacking(chosen),
        "rosters_annex": mention(len(leading) + 1, number, number) if rosters else "",
        "without_members": _without_members(chosen) if rosters else "",
        "plan_due": _plan_due(form.municipality, year),
        "first_meeting": answers["first_meeting"],
    }
    kept = {
        "year": year.first,
        "rosters": {str(staff.association.pk): [row.teacher_id for row in staff.members] for staff in listed},
        "terms": [term.pk for staff in chosen for terms in staff.officers.values() for term in terms],
    }
    return Facts(
        context=context,
        annexes=(*leading, *rosters),
        people=tuple(_people(chosen, answers["acquaint_members"])),
        source=source_of(f"staffing:{year.first}", answers["rosters"], sorted(answers["associations"]), kept),
        kept=kept,
    )


def _people(chosen: list[Staff], with_members: bool | None) -> list[Person]:
    """Everybody named, each once: those who lead, then the members."""
    found = {}
    for staff in chosen:
        teachers = [term.teacher for office in ORDER for term in staff.officers.get(office, ())]
        teachers += [row.teacher for row in staff.members] if with_members else []
        for teacher in teachers:
            found.setdefault(teacher.pk, as_person(teacher))
    return list(found.values())


def _title(staff: Staff) -> str:
    return staff.association.full_title


def _is_new(association: Association, year: SchoolYear) -> bool:
    """Made for this year: since the coming year was being prepared."""
    return association.created_on is not None and association.created_on > year.starts - COMING


def _plan_due(municipality, year: SchoolYear) -> date | None:
    """The day by which plans are due by the municipality's rule, while it lies ahead. 1 query."""
    day = year.on(MunicipalityRules.objects.get(municipality=municipality).plan_due)
    return day if day >= timezone.localdate() else None


def _lacking(chosen: list[Staff]) -> str:
    """«не назначены: РМО учителей физики — руководитель»; "" when nobody is missing."""
    lacks = [f"{staff.association.title} — {', '.join(staff.lacking)}" for staff in chosen if staff.lacking]
    return _told("не назначены", lacks)


def _without_members(chosen: list[Staff]) -> str:
    return _told("нет членов", [staff.association.title for staff in chosen if not staff.members])


def _told(what: str, lines: list[str]) -> str:
    rest = len(lines) - MOST_NAMED
    more = f" и ещё {rest}" if rest > 0 else ""
    return f"{what}: {'; '.join(lines[:MOST_NAMED])}{more}" if lines else ""


def _officers_annex(chosen: list[Staff], offices: list[Office], year: SchoolYear) -> AnnexDraft:
    columns = ("№", "Методическое объединение", *(capitalised(office.label) for office in offices))
    rows = [
        (
            number,
            capitalised(_title(staff)),
            *("\n".join(named(term) for term in staff.officers.get(office, ())) for office in offices),
        )
        for number, staff in enumerate(chosen, 1)
    ]
    widths = (6, 24, *(70 // len(offices) for _ in offices))
    words = capitalised(joined([PLURALS[office][0] for office in offices]))
    return AnnexDraft(
        f"{words} методических объединений на {year} учебный год",
        [table_block(columns, rows, widths)],
        landscape=len(offices) > MOST_ON_PORTRAIT,
    )


def _roster_annexes(listed: list[Staff], how: str, year: SchoolYear) -> list[AnnexDraft]:
    if not listed:
        return []
    if how == COMMON:
        rows = []
        for staff in listed:
            rows += [capitalised(_title(staff)), *_roster_rows(staff)]
        title = f"Составы методических объединений на {year} учебный год"
        return [AnnexDraft(title, [table_block(ROSTER_COLUMNS, rows, ROSTER_WIDTHS)])]
    return [
        AnnexDraft(
            f"Состав {staff.association.full_title_genitive} на {year} учебный год",
            [table_block(ROSTER_COLUMNS, _roster_rows(staff), ROSTER_WIDTHS)],
        )
        for staff in listed
    ]


def _roster_rows(staff: Staff) -> list[tuple]:
    people = (row.teacher for row in staff.members)
    return [
        (number, person.full_name, person.position, bind(person.school.short_name))
        for number, person in enumerate(people, 1)
    ]


STAFFING = OrderKind(
    key="staffing",
    title="Утвердить составы объединений на учебный год",
    note="Какие объединения работают, кто их ведёт, кто в них состоит; составы — приложениями.",
    template="orders/drafts/staffing.txt",
    form=StaffingForm,
    facts=_facts,
    on_signed=staffing_signed,
    order=10,
)
