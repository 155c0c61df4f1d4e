"""Forms of teachers: card, leaving, moving to another school, forms of the name."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.db.models import Q

from methodservice.directory.audit import just_made
from methodservice.directory.forms.twins import NoTwin
from methodservice.directory.models import School, Subject, Teacher
from methodservice.directory.models.people import Gender
from methodservice.lib.declension import PARTS, inflected_parts
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard

CASES = {
    "genitive": "Родительный: нет кого?",
    "dative": "Дательный: поручить кому?",
    "accusative": "Винительный: слушали кого?",
    "instrumental": "Творительный: назначить кем?",
    "prepositional": "Предложный: говорить о ком?",
}
NAME_PARTS = {"surname": "surname", "given": "given_name", "patronymic": "patronymic"}
"""Part of a name in lib/declension → field of the card."""
PART_WORDS = {"surname": "Фамилия", "given": "Имя", "patronymic": "Отчество"}
LONGEST_PART = 100
GENDER_UNKNOWN = "unknown"
"""A choice of the form, so that an unknown gender is a decision and not a forgotten field; stored as nothing."""
NAMESAKE = (
    "Педагог с таким именем в этой организации уже есть. "
    "Если это другой человек, отметьте это и нажмите «Добавить» ещё раз."
)


def former_sentence(former) -> str:
    """Why the day of coming to the present organisation cannot be what it is."""
    return f"До {former.ends:%d.%m.%Y} место работы — {former.school.short_name}: укажите день позже."


def open_schools_for(user):
    """Organisations where the user may add people."""
    return School.objects.editable_by(user).filter(closed_on=None).order_by("short_name", "pk")


class TeacherFields(PageForm, forms.ModelForm):
    """What the card of a teacher holds; choices are narrowed to the user's municipality."""

    searchable = ("school", "subjects")
    gender = forms.ChoiceField(
        label="Пол",
        choices=[*Gender.choices, (GENDER_UNKNOWN, "неизвестен")],
        widget=forms.RadioSelect,
        help_text="Без него имя в документах нельзя просклонять",
        error_messages={"required": "Выберите пол: без него имя в документах нельзя просклонять."},
    )

    class Meta:
        model = Teacher
        fields = [
            "surname", "given_name", "patronymic", "gender", "position", "subjects", "category",
            "born_on", "teaching_since", "hired_on",
        ]  # fmt: skip
        help_texts = {
            "position": "Со строчной буквы: «учитель математики»",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subjects"].queryset = Subject.objects.visible_to(user)
        if self.instance.pk and not self.instance.gender:
            self.initial["gender"] = GENDER_UNKNOWN

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        self._check_dates(cleaned)
        self._check_former(cleaned)
        return cleaned

    def _post_clean(self):
        """The card stores «неизвестен» as nothing."""
        if self.cleaned_data.get("gender") == GENDER_UNKNOWN:
            self.cleaned_data["gender"] = ""
        super()._post_clean()

    def _check_dates(self, cleaned: dict) -> None:
        born = cleaned.get("born_on")
        for name in ("teaching_since", "hired_on"):
            if born and cleaned.get(name) and cleaned[name] <= born:
                self.add_error(name, "Эта дата раньше дня рождения. Проверьте обе.")

    def _check_former(self, cleaned: dict) -> None:
        """Former posts end before the present one begins."""
        if not self.instance.pk or "hired_on" in self.errors or "hired_on" not in self.changed_data:
            return
        former = self.instance.former_posts.select_related("school").first()
        hired = cleaned.get("hired_on")
        if former is not None and (hired is None or hired <= former.ends):
            self.add_error("hired_on", former_sentence(former))

    def save(self, commit=True):
        """Overrides of a part of the name that was changed are dropped: they are forms of another word."""
        changed = {part for part, field in NAME_PARTS.items() if field in self.changed_data}
        if changed and self.instance.declined:
            kept = {
                case: {part: form for part, form in forms_.items() if part not in changed}
                for case, forms_ in self.instance.declined.items()
            }
            self.instance.declined = {case: forms_ for case, forms_ in kept.items() if forms_}
        return super().save(commit)

    def blocks(self) -> list:
        first = ["school"] if "school" in self.fields else []
        return [
            Fieldset("Имя", Div("surname", "given_name", "patronymic", css_class="fields-in-row"), "gender"),
            Fieldset("Работа", *first, "position", "subjects", "category"),
            Fieldset("Даты", Div("born_on", "teaching_since", "hired_on", css_class="fields-in-row")),
        ]


class NewTeacherForm(NoTwin, TeacherFields):
    """The organisation is chosen once; later a teacher moves. The caller locks the organisation chosen."""

    submit = "Добавить"
    twin_sentence = NAMESAKE
    namesake = forms.BooleanField(label="Это другой человек с тем же именем", required=False)

    class Meta(TeacherFields.Meta):
        fields = ["school", *TeacherFields.Meta.fields]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        self.fields["school"].queryset = open_schools_for(user)

    def blocks(self) -> list:
        """The question about a namesake is asked only when there is one."""
        blocks = super().blocks()
        asked = self.duplicate is not None or self.add_prefix("namesake") in self.data
        return ["namesake", *blocks] if asked else blocks

    def twins(self, cleaned):
        """The same name at the same school; with two different birth dates these are two people."""
        same = Teacher.objects.filter(
            school=cleaned.get("school"),
            **{field: cleaned.get(field) for field in NAME_PARTS.values()},
        )
        born = cleaned.get("born_on")
        if cleaned.get("namesake"):
            return same.filter(born_on=born) if born else same.filter(pk__in=just_made(Teacher, by=self.user))
        return same.filter(Q(born_on=born) | Q(born_on=None)) if born else same


class TeacherForm(StaleGuard, NoTwin, TeacherFields):
    twin_sentence = "Педагог с таким именем и датой рождения в этой организации уже есть."

    def twins(self, cleaned):
        born = cleaned.get("born_on")
        same = Teacher.objects.filter(
            school_id=self.instance.school_id,
            **{field: cleaned.get(field) for field in NAME_PARTS.values()},
        )
        return same.filter(born_on=born) if born else same.none()


class LeaveForm(PageForm, forms.ModelForm):
    """The last working day."""

    submit = "Отметить увольнение"

    class Meta:
        model = Teacher
        fields = ["left_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["left_on"].required = True
        self.fields["left_on"].label = "Последний рабочий день"

    def clean_left_on(self):
        day, hired = self.cleaned_data["left_on"], self.instance.hired_on
        if hired and day < hired:
            raise forms.ValidationError(
                f"Педагог принят {hired:%d.%m.%Y}: раньше этого дня уволиться нельзя."
            )
        return day


class MoveForm(NoTwin, PageForm, forms.ModelForm):
    """Another organisation of the same municipality, from a day."""

    submit = "Перевести"
    searchable = ("school",)
    twin_sentence = "Такой педагог уже есть в той организации."

    class Meta:
        model = Teacher
        fields = ["school", "hired_on"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = open_schools_for(user).exclude(pk=self.instance.school_id)
        self.fields["school"].label = "Новая организация"
        self.fields["hired_on"].required = True
        self.fields["hired_on"].label = "Работает там с"
        self.initial = {}

    def clean_hired_on(self):
        """On the very day of coming the former organisation was a mistake and is not remembered."""
        day, since = self.cleaned_data["hired_on"], self.instance.hired_on
        if since and day < since:
            raise forms.ValidationError(
                f"В нынешней организации педагог с {since:%d.%m.%Y}: раньше перевести нельзя."
            )
        return day

    def twins(self, cleaned):
        me = self.instance
        return Teacher.objects.filter(
            school=cleaned.get("school"),
            surname=me.surname,
            given_name=me.given_name,
            patronymic=me.patronymic,
            born_on=me.born_on,
            left_on=None,
        )


class ReturnForm(PageForm, forms.ModelForm):
    """From which day the person works again; none: the note of leaving was a mistake."""

    submit = "Снова работает"

    class Meta:
        model = Teacher
        fields = ["hired_on"]
        labels = {"hired_on": "Работает снова с"}
        help_texts = {"hired_on": "Оставьте пустым, если увольнение отмечено по ошибке"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {}

    def clean_hired_on(self):
        day, left = self.cleaned_data["hired_on"], self.instance.left_on
        if left is None:
            raise forms.ValidationError("Педагог уже работает.")
        if day is not None and day <= left:
            raise forms.ValidationError(
                f"Педагог уволен {left:%d.%m.%Y}: снова принять можно позже этого дня."
            )
        return day or self.instance.hired_on


class NameFields(PageForm, forms.ModelForm):
    """Oblique cases of the name, filled with the card's own forms or with the library's proposal.

    What equals the proposal is not stored, so that a better library will be listened to.
    """

    class Meta:
        model = Teacher
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = proposals_of(self.instance)
        for case, parts in self.proposals.items():
            own = self.instance.declined.get(case, {})
            for part, proposal in parts.items():
                field = forms.CharField(
                    label=PART_WORDS[part],
                    initial=own.get(part) or proposal,
                    max_length=LONGEST_PART,
                    required=False,
                    help_text=f"По правилам: {proposal}",
                )
                field.full_label = f"{PART_WORDS[part]}, {CASES[case].split(':')[0].lower()} падеж"
                self.fields[f"{case}_{part}"] = field

    def blocks(self):
        return [
            Fieldset(
                title, Div(*(f"{case}_{part}" for part in self.proposals[case]), css_class="fields-in-row")
            )
            for case, title in CASES.items()
        ]

    def save(self, commit=True):
        self.instance.declined = {
            case: own
            for case, parts in self.proposals.items()
            if (
                own := {
                    part: typed
                    for part, proposal in parts.items()
                    if (typed := self.cleaned_data[f"{case}_{part}"]) and typed != proposal
                }
            )
        }
        return super().save(commit)


class NameFormsForm(StaleGuard, NameFields):
    """The forms of the name, to be saved."""


def proposals_of(teacher) -> dict[str, dict[str, str]]:
    """{case: {part: form}} by the library's rules; without a stored gender the name as it is."""
    names = [getattr(teacher, field) for field in NAME_PARTS.values()]
    if not teacher.gender:
        written = {part: name for part, name in zip(PARTS, names, strict=True) if name}
        return {case: dict(written) for case in CASES}
    return {case: inflected_parts(*names, teacher.gender, case) for case in CASES}
