"""Forms of the list of providers."""

from django import forms

from development.models import Provider
from methodservice.directory.forms.twins import NoTwin
from methodservice.lib.forms import PageForm
from methodservice.lib.officefiles import normal


class ProviderForm(NoTwin, PageForm, forms.ModelForm):
    twin_sentence = "Такая организация уже есть в списке."

    class Meta:
        model = Provider
        fields = ["name", "is_regional"]
        help_texts = {"is_regional": "Обучение в нём мониторинг считает отдельно."}

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def twins(self, cleaned):
        """The same name whatever case, quotation marks and dashes, as lists and cards find it."""
        known = Provider.objects.filter(municipality_id=self.instance.municipality_id)
        name = normal(cleaned["name"])
        return known.filter(
            pk__in=[pk for pk, other in known.values_list("pk", "name") if normal(other) == name]
        )


class MergeForm(PageForm, forms.Form):
    submit = "Объединить"
    searchable = ("into",)

    into = forms.ModelChoiceField(
        label="С какой организацией",
        queryset=Provider.objects.none(),
        help_text="Её название останется, обучение и заявки обеих соберутся под ним.",
        error_messages={"required": "Выберите организацию."},
    )

    def __init__(self, *args, twin, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Provider.objects.editable_by(user).exclude(pk=twin.pk)
