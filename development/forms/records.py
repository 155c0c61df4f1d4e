"""Forms of what a teacher may propose: courses, attestations, contests, works."""

from crispy_forms.layout import Div
from django import forms

from development.forms.fields import SuggestInput, past_day
from development.models import Attestation, ContestEntry, Course, Provider, Work
from methodservice.directory.models import Subject
from methodservice.documents.files import UploadField
from methodservice.lib.forms import LinkField, PageForm
from methodservice.lib.stale import StaleGuard
from methodservice.lib.typography import quoted


def in_row(*names: str) -> Div:
    """Short fields side by side."""
    return Div(*names, css_class="fields-in-row")


class RecordForm(PageForm, forms.ModelForm):
    """`instance.teacher` is set by the caller. day: the field that cannot lie ahead, ahead: what is said then."""

    submit = "Записать"
    day, ahead = "", ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality_id = self.instance.teacher.school.municipality_id
        if "subject" in self.fields:
            self.fields["subject"].queryset = Subject.objects.filter(municipality=self.municipality_id)
        stored = getattr(self.instance, "file", None)
        if "upload" in self.fields and stored:
            field = self.fields["upload"]
            field.label, field.help_text = (
                "Заменить файл",
                f"Сейчас: {quoted(stored.name)}. Подойдёт {field.help_text}",
            )

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if self.day in cleaned:
            try:
                past_day(cleaned[self.day], self.ahead)
            except forms.ValidationError as wrong:
                self.add_error(self.day, wrong)
        return cleaned

    @property
    def words(self) -> dict:
        """What the services take as `fields`."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def guarded(form_class: type[RecordForm]) -> type[RecordForm]:
    """The same form for a record that is there already: it never overwrites silently what somebody else saved."""
    return type(f"Edit{form_class.__name__}", (StaleGuard, form_class), {"submit": "Сохранить"})


class CourseForm(RecordForm):
    searchable = ("subject",)
    day, ahead = "ends", "Обучение ещё не окончено. Запишите его, когда будет удостоверение."
    provider_name = forms.CharField(
        label="Кто учил",
        max_length=300,
        required=False,
        help_text="Выберите из списка или напишите полное название.",
    )
    upload = UploadField(label="Скан удостоверения", required=False)

    class Meta:
        model = Course
        fields = [
            "kind", "programme", "hours", "mode", "starts", "ends", "certificate", "subject", "is_profile", "for_team",
        ]  # fmt: skip
        labels = {"certificate": "Номер документа"}
        error_messages = {"hours": dict.fromkeys(("min_value", "max_value"), "Часов бывает от 1 до 3000.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["provider_name"] = self.instance.taught_by
        names = Provider.objects.filter(municipality=self.municipality_id).values_list("name", flat=True)
        self.fields["provider_name"].widget = SuggestInput(names)

    def blocks(self):
        return [
            in_row("kind", "mode"), "programme", "provider_name", in_row("starts", "ends", "hours"),
            in_row("certificate", "subject"), "is_profile", "for_team", "upload",
        ]  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Окончание раньше начала.")
        return cleaned

    @property
    def words(self):
        return super().words | {"provider_name": self.cleaned_data["provider_name"]}


class AttestationForm(RecordForm):
    day, ahead = "decided_on", "Этот день ещё впереди. Запишите аттестацию, когда выйдет приказ."
    upload = UploadField(label="Скан приказа", required=False)

    class Meta:
        model = Attestation
        fields = ["category", "position", "decided_on", "order_number", "order_on"]
        help_texts = {
            "decided_on": "С какого дня установлена категория; по нему портал скажет, до какого дня она действует.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["position"] = self.instance.teacher.position

    def blocks(self):
        return [in_row("category", "decided_on"), "position", in_row("order_number", "order_on"), "upload"]

    def clean_order_on(self):
        return past_day(self.cleaned_data["order_on"], "Этот день ещё впереди. Проверьте дату приказа.")


class ContestForm(RecordForm):
    day, ahead = "held_on", "Итоги ещё впереди. Запишите конкурс, когда они будут известны."
    upload = UploadField(label="Диплом или грамота", required=False)

    class Meta:
        model = ContestEntry
        fields = ["title", "level", "held_on", "result"]

    def blocks(self):
        return ["title", in_row("level", "result", "held_on"), "upload"]


class WorkForm(RecordForm):
    day, ahead = "made_on", "Этот день ещё впереди. Проверьте дату работы."
    url = LinkField(label="Ссылка", required=False, help_text="Если работа опубликована в сети.")
    upload = UploadField(required=False)

    class Meta:
        model = Work
        fields = ["kind", "title", "made_on", "published_in", "url", "consent_on"]
        labels = {"consent_on": "Дата согласия автора"}
        help_texts = {
            "consent_on": "Если автор письменно согласился, чтобы файл видели коллеги. Без согласия его видят только "
            "автор и те, кто ведёт карточку.",
        }

    def blocks(self):
        return ["title", in_row("kind", "made_on"), "published_in", "url", "upload", "consent_on"]

    def clean_consent_on(self):
        return past_day(self.cleaned_data["consent_on"], "Этот день ещё впереди. Проверьте дату согласия.")


class DeclineForm(PageForm, forms.Form):
    """Why a proposal is not taken."""

    submit = "Отклонить"
    why = forms.CharField(
        label="Почему",
        max_length=300,
        help_text="Педагог увидит эти слова и сможет исправить запись.",
        error_messages={"required": "Напишите, почему запись не принята."},
    )
