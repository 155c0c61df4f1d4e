"""Appointing mentors: pairs as the annex; what the law wants of schools (статья 351.8 ТК РФ) as points."""

from collections import Counter
from datetime import date

from crispy_forms.layout import HTML, Div
from django import forms
from django.utils import timezone

from methodservice.directory.models import MunicipalityRules, Teacher
from methodservice.directory.rules import young, young_rule
from methodservice.documents.annex_content import table_block
from methodservice.documents.orders.kinds import AnnexDraft, Facts, OrderKind
from methodservice.documents.orders.people import Person, as_person
from methodservice.documents.orders.sources import source_of
from methodservice.documents.orders.usual.asking import KindForm, Shown, span
from methodservice.documents.orders.usual.naming import NotFound, People
from methodservice.lib.mentoring import FORMS_OF_STAFF, MOST_MENTEES

MOST_PAIRS, ROWS_AT_ONCE = 30, 5
COLUMNS = ("№", "Наставник", "Наставляемый", "Форма наставничества", "Срок")
WIDTHS = (6, 28, 28, 20, 18)
NO_PAIR = "Укажите хотя бы одну пару."
NO_OTHER = "В паре нужны двое: укажите второго."
BOTH = "{} записан в этом приказе и наставником, и наставляемым. Оставьте одно."
TWICE = "Эта пара уже записана выше."
NOT_YOUNG = "По правилу муниципалитета это не молодой педагог. {}."
MANY = f"У этого наставника больше {MOST_MENTEES} наставляемых."
WARNED = "Прочитайте замечания у отмеченных строк. Если всё верно, отметьте это и подготовьте приказ ещё раз."
LIST = "people"
TEMPLATE = "orders/drafts/mentors.txt"


class MentorsForm(KindForm):
    """Pairs in rows; names are typed with suggestions. Warnings ask once whether all is right."""

    form_of = forms.ChoiceField(label="Форма наставничества", choices=FORMS_OF_STAFF)
    starts = forms.DateField(label="С какого дня")
    ends = forms.DateField(label="По какой день")
    programmes_by = forms.DateField(
        label="Программы наставничества подготовить до",
        required=False,
        help_text="Персонализированные программы составляют наставники.",
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sure = forms.BooleanField(label="Замечания прочитаны, всё верно", required=False)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        rows = Teacher.objects.filter(school__municipality=self.municipality).working()
        self.people = People(rows.select_related("school"))
        self.warned = False
        asked = _count(data.get("rows") if data is not None else None)
        if data is not None and self.AGAIN in data:
            asked = min(asked + ROWS_AT_ONCE, MOST_PAIRS)
        self.numbers = range(1, asked + 1)
        self.initial["rows"] = asked
        for number in self.numbers:
            self.fields[f"mentor_{number}"] = _name_field(f"Наставник, пара {number}")
            self.fields[f"mentee_{number}"] = _name_field(f"Наставляемый, пара {number}")

    def blocks(self) -> list:
        pairs = [Div(f"mentor_{n}", f"mentee_{n}", css_class="fields-in-row") for n in self.numbers]
        more = [self.again_button("Добавить ещё строки")] if len(self.numbers) < MOST_PAIRS else []
        return [
            *(["sure"] if self.warned else []),
            "form_of",
            Div("starts", "ends", css_class="fields-in-row"),
            "programmes_by",
            HTML('<p class="form-text">Начните вводить фамилию и выберите из подсказок.</p>'),
            "rows",
            Shown("orders/_suggestions.html", {"id": LIST, "labels": self.people.labels}),
            *pairs,
            *more,
        ]

    def clean(self):
        cleaned = super().clean()
        self.refuse_backwards("starts", "ends")
        self.pairs = []
        for number in self.numbers:
            names = [f"{side}_{number}" for side in ("mentor", "mentee")]
            found = [self._person(name) for name in names]
            if all(found):
                self.pairs.append((number, *found))
        if not self.pairs and not any(name.startswith("ment") for name in self.errors):
            self.add_error("mentor_1", NO_PAIR)
        self._refuse_confused()
        if not self.errors and not cleaned.get("sure"):
            self._warn()
        return cleaned

    def _person(self, name: str) -> Teacher | None:
        """Whom the field names; an empty one is wrong where the other of the pair is filled."""
        text = self.cleaned_data.get(name, "")
        if not text:
            side, _, number = name.partition("_")
            other = "mentee" if side == "mentor" else "mentor"
            if self.cleaned_data.get(f"{other}_{number}"):
                self.add_error(name, NO_OTHER)
            return None
        try:
            return self.people.find(text)
        except NotFound as unknown:
            self.add_error(name, str(unknown))
            return None

    def _refuse_confused(self) -> None:
        mentors = {mentor.pk for _, mentor, _ in self.pairs}
        seen = set()
        for number, mentor, mentee in self.pairs:
            if mentee.pk in mentors:
                self.add_error(f"mentee_{number}", BOTH.format(mentee.full_name))
            elif (mentor.pk, mentee.pk) in seen:
                self.add_error(f"mentee_{number}", TWICE)
            seen.add((mentor.pk, mentee.pk))

    def _warn(self) -> None:
        """What the rules say against the pairs; the person decides."""
        rule = young_rule(MunicipalityRules.objects.get(municipality=self.municipality))
        today = timezone.localdate()
        mentees = Counter()
        for number, mentor, mentee in self.pairs:
            answer = young(rule, mentee.born_on, mentee.teaching_since, today)
            if answer.is_young is False:
                self.add_error(f"mentee_{number}", NOT_YOUNG.format(answer.reason))
            mentees[mentor.pk] += 1
            if mentees[mentor.pk] > MOST_MENTEES:
                self.add_error(f"mentor_{number}", MANY)
        if self.errors:
            self.warned = True
            self.add_error(None, WARNED)


def _count(asked) -> int:
    """How many rows the page shows."""
    text = str(asked or "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else ROWS_AT_ONCE
    return min(max(number, 1), MOST_PAIRS)


TERMS_OF_ANNEX = "на указанные в нём сроки"
"""Of pairs that work at different times; follows «(приложение)»."""


def _name_field(label: str) -> forms.CharField:
    attrs = {"list": LIST, "autocomplete": "off"}
    return forms.CharField(label=label, required=False, max_length=500, widget=forms.TextInput(attrs=attrs))


def _facts(form: MentorsForm) -> Facts:
    answers = form.cleaned_data
    words = dict(FORMS_OF_STAFF)[answers["form_of"]]
    term = (answers["starts"], answers["ends"])
    kept = {
        "pairs": [[mentor.pk, mentee.pk] for _, mentor, mentee in form.pairs],
        "form": answers["form_of"],
        "starts": answers["starts"].isoformat(),
        "ends": answers["ends"].isoformat(),
    }
    lines = [(as_person(mentor), as_person(mentee), words, *term) for _, mentor, mentee in form.pairs]
    return appointing("mentors", lines, programmes_by=answers["programmes_by"], kept=kept)


def appointing(
    key: str,
    lines: list[tuple[Person, Person, str, date, date]],
    *,
    programmes_by: date | None,
    kept: dict,
) -> Facts:
    """Facts of an order that appoints mentors. lines: (mentor, mentee, form in words, first day, last day), at least
    one; kept: JSON-able, also what the order is known by. Mentors without a card are no workers of the schools: what
    the law says of labour contracts is not for them. No query."""
    terms = {(first, last) for *_, first, last in lines}
    rows = [
        (place, _cell(mentor), _cell(mentee), words, f"{first:%d.%m.%Y} — {last:%d.%m.%Y}")
        for place, (mentor, mentee, words, first, last) in enumerate(lines, 1)
    ]
    return Facts(
        context={
            "period": f"на срок {span(*terms.pop())}" if len(terms) == 1 else TERMS_OF_ANNEX,
            "starts": min(line[3] for line in lines),
            "programmes_by": programmes_by,
            "has_workers": any(mentor.teacher_id for mentor, *_ in lines),
            "has_partners": any(mentor.teacher_id is None for mentor, *_ in lines),
        },
        annexes=(AnnexDraft("Наставники и наставляемые", [table_block(COLUMNS, rows, WIDTHS)]),),
        people=tuple(person for mentor, mentee, *_ in lines for person in (mentor, mentee)),
        source=source_of(key, kept),
        kept=kept,
    )


def _cell(person: Person) -> str:
    return f"{person.name}, {person.post}"


MENTORS = OrderKind(
    key="mentors",
    title="Назначить наставников",
    note="Пары «наставник — наставляемый» станут приложением; люди из них попадут в лист ознакомления.",
    template=TEMPLATE,
    form=MentorsForm,
    facts=_facts,
    order=40,
)
