"""The form of an organisation's model of mentoring."""

from crispy_forms.layout import Div
from django import forms

from mentoring.forms.pairs import check_day
from mentoring.models import SchoolModel
from methodservice.documents.files import UploadField
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard


class ModelFields(PageForm, forms.ModelForm):
    upload = UploadField(required=False)

    class Meta:
        model = SchoolModel
        fields = ["document", "starts", "ends"]
        help_texts = {
            "document": "Например: Положение о наставничестве, приказ от 01.09.2026 № 45",
            "ends": "Не заполняйте, пока модель действует.",
        }

    def blocks(self):
        return ["document", Div("starts", "ends", css_class="fields-in-row"), "upload"]

    def clean_starts(self):
        return check_day(self.cleaned_data["starts"])


class EditModelForm(StaleGuard, ModelFields):
    pass
