"""Forms of the roster: whom to look for, from which day, when membership ends, which order approves."""

from django import forms

from methodservice.directory.models import School, Subject
from methodservice.lib.forms import PageForm, page_helper


class CandidateFilter(forms.Form):
    """Whom to show in the list of people to add. Narrowed to what the user may change."""

    q = forms.CharField(label="Фамилия, имя, отчество", required=False)
    school = forms.ModelChoiceField(label="Организация", queryset=School.objects.none(), required=False)
    subject = forms.ModelChoiceField(label="Предмет", queryset=Subject.objects.none(), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.editable_by(user).filter(closed_on=None)
        self.fields["school"].empty_label = "Все"
        self.fields["subject"].queryset = Subject.objects.visible_to(user)
        self.fields["subject"].empty_label = "Все"


class MembershipDates(PageForm, forms.Form):
    """From which day to which the people added are members."""

    starts = forms.DateField(label="Члены объединения с")
    ends = forms.DateField(label="по (если известно)", required=False)


class EndMembershipForm(PageForm, forms.Form):
    """Ended on a day, or entered by mistake."""

    ENDED, MISTAKE = "ended", "mistake"
    how = forms.ChoiceField(
        label="Что произошло",
        widget=forms.RadioSelect,
        choices=[(ENDED, "вышел из объединения"), (MISTAKE, "добавлен по ошибке — убрать запись")],
        initial=ENDED,
    )
    ends = forms.DateField(label="Последний день в объединении", required=False)

    @property
    def helper(self):
        return page_helper("how", "ends", submit="Завершить членство", back_url=self.back_url, danger=True)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("how") == self.ENDED and not cleaned.get("ends") and "ends" not in self.errors:
            self.add_error("ends", "Укажите последний день.")
        return cleaned


class ApproveRosterForm(PageForm, forms.Form):
    """The order that approves the roster."""

    submit = "Утвердить состав"
    approved_on = forms.DateField(label="Дата приказа")
    order_number = forms.CharField(
        label="Номер приказа", max_length=50, required=False, help_text="Например: 145-ОД"
    )
