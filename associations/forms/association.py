"""Forms of the association itself."""

from django import forms

from associations.models import Association, Level
from methodservice.directory.models import School, Subject
from methodservice.lib.forms import PageForm, page_helper
from methodservice.lib.stale import StaleGuard


class _AssociationForm(PageForm, forms.ModelForm):
    """Choices are narrowed to the municipality, for a coordinator to the own school. Needs `user`."""

    class Meta:
        model = Association
        fields = ["level", "subject", "direction", "teachers_of", "school", "parent", "created_on"]

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.instance.municipality = user.municipality
        fields = self.fields
        fields["subject"].queryset = Subject.objects.visible_to(user)
        parents = Association.objects.filter(municipality_id=user.municipality_id, level=Level.DISTRICT)
        fields["parent"].queryset = parents.active().select_related("municipality")
        fields["teachers_of"].required = False
        fields["teachers_of"].help_text = (
            "В родительном падеже: «учителей математики». Если выбран предмет, можно не заполнять: "
            "слова возьмутся из справочника предметов."
        )
        fields[
            "direction"
        ].help_text = "Если объединение создано не по предмету: «работа с одарёнными детьми»."
        if self.instance.level == Level.DISTRICT and self.instance.pk:
            del fields["parent"]
            return
        fields["parent"].help_text = "Куда школьное объединение направляет предложения в повестку."

    def _get_validation_exclusions(self):
        # these are not on every form, but the database's rules «one such association» are about them
        beside = {"municipality", "level", "school", "closed_on"} - set(self._errors)
        return super()._get_validation_exclusions() - beside

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        level = cleaned.get("level", self.instance.level)
        if not cleaned.get("teachers_of") and "teachers_of" not in self.errors:
            subject = cleaned.get("subject")
            if subject is None:
                self.add_error("teachers_of", "Напишите, кого объединяет, или выберите предмет.")
            else:
                cleaned["teachers_of"] = subject.teachers_of
        if level == Level.DISTRICT:
            # a school and a parent chosen before the level was changed mean nothing
            cleaned |= {name: None for name in ("school", "parent") if name in self.fields}
        elif level == Level.SCHOOL and "school" in cleaned and cleaned["school"] is None:
            self.add_error("school", "У школьного объединения указывают организацию.")
        return cleaned


class NewAssociationForm(_AssociationForm):
    """A coordinator makes associations of the own school only."""

    submit = "Создать"
    searchable = ("subject", "school", "parent")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["school"].queryset = School.objects.editable_by(user).filter(closed_on=None)
        self.fields["school"].help_text = "Только для школьного объединения."
        if not user.access.is_methodist:
            self.fields["level"].choices = [(Level.SCHOOL, Level.SCHOOL.label)]
            self.fields["school"].required = True
            self.fields["school"].empty_label = None

    @property
    def duplicate(self) -> Association | None:
        """The open association that the form describes once more."""
        cleaned = getattr(self, "cleaned_data", {})
        return (
            Association.objects.active()
            .filter(
                municipality=self.user.municipality,
                level=cleaned.get("level"),
                school=cleaned.get("school"),
                teachers_of=cleaned.get("teachers_of"),
            )
            .first()
        )


class AssociationForm(StaleGuard, _AssociationForm):
    """Changing: the level and the school stay, they are what the association is."""

    searchable = ("subject", "parent")

    class Meta(_AssociationForm.Meta):
        fields = ["subject", "direction", "teachers_of", "parent", "created_on"]


class CloseForm(PageForm, forms.Form):
    """From which day the association is closed."""

    closed_on = forms.DateField(label="Закрыто с", help_text="Последний день работы — накануне.")

    @property
    def helper(self):
        return page_helper("closed_on", submit="Закрыть объединение", back_url=self.back_url, danger=True)
