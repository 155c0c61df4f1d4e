"""The words of a plan: theme, goal, tasks; a line; the reason of a new edition."""

from django import forms

from associations.plans.models import ActivityKind, Direction, PlanEdition, PlanLine
from methodservice.directory.forms.deadlines import DeadlineField
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard


class _OneLineEnd:
    """Texts of several lines keep one sign for an end of line, whatever the browser sends."""

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        return {
            name: value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
            for name, value in cleaned.items()
        }


class _WordsForm(_OneLineEnd, PageForm, forms.ModelForm):
    """Theme, goal and tasks of an edition; its reason from the second one on."""

    class Meta:
        model = PlanEdition
        fields = ["theme", "goals", "tasks", "reason"]
        widgets = {"goals": forms.Textarea({"rows": 3}), "tasks": forms.Textarea({"rows": 5})}
        help_texts = {"tasks": "Каждая задача — с новой строки."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.number == 1:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class WordsForm(StaleGuard, _WordsForm):
    @property
    def words(self) -> dict:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}


class LineForm(_OneLineEnd, PageForm, forms.ModelForm):
    """A line of the plan. Choices are the municipality's lists; `instance` names its edition."""

    submit = "Добавить"
    deadline = DeadlineField(
        required=False, help_text="Как принято писать: «октябрь», «до 15 мая», «1 раз в четверть»."
    )

    class Meta:
        model = PlanLine
        fields = ["section", "action", "direction", "kind", "deadline", "responsible", "expected"]
        widgets = {"action": forms.Textarea({"rows": 3}), "expected": forms.Textarea({"rows": 2})}
        help_texts = {
            "responsible": "Должность в объединении, имя или название: «секретарь», «Иванова М. И.». "
            "Несколько — через запятую."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.edition.plan
        self.fields["deadline"].period = (plan.year.starts, plan.year.ends)
        for name, model in (("direction", Direction), ("kind", ActivityKind)):
            rows = model.objects.filter(municipality_id=plan.association.municipality_id)
            current = getattr(self.instance, f"{name}_id")
            self.fields[name].queryset = (rows.filter(retired=False) | rows.filter(pk=current)).order_by(
                "position", "pk"
            )

    @property
    def words(self) -> dict:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class EditLineForm(StaleGuard, LineForm):
    submit = "Сохранить"


class NewEditionForm(PageForm, forms.Form):
    submit = "Начать новую редакцию"
    reason = forms.CharField(
        label="Почему меняется план",
        max_length=500,
        help_text="Например: «Семинар перенесён на март по решению методсовета». Причина останется в истории.",
    )


class ReviewForm(forms.Form):
    """The approver's remarks: to the plan and to each line. version: of the edition as it was read."""

    comment = forms.CharField(
        label="Замечание к плану в целом",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = [line.pk for line in lines]
        for line in lines:
            self.fields[self.remark_name(line.pk)] = forms.CharField(
                label=f"Замечание к пункту {line.position}",
                required=False,
                max_length=1000,
                widget=forms.Textarea({"rows": 2}),
            )

    @staticmethod
    def remark_name(pk: int) -> str:
        return f"remark-{pk}"

    @property
    def remarks(self) -> dict[int, str]:
        """{line's key: remark} as typed."""
        return {pk: self.cleaned_data[self.remark_name(pk)] for pk in self.lines}

    def remark_of(self, line: PlanLine):
        return self[self.remark_name(line.pk)]
