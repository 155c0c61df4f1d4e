"""Marking: when, what was done, by what that is proved; why a time is cancelled; what an item watches."""

from django import forms
from django.utils import timezone

from associations.forms.fields import DateField
from methodservice.documents.files import UploadField
from methodservice.lib.forms import LinkField, PageForm, TextField
from methodservice.lib.stale import StaleGuard
from roadmap.evidence import find_records, record_choices
from roadmap.models import Completion
from roadmap.services.marking import AHEAD, NO_REASON
from roadmap.watched import watch_choices

GONE = "Выберите из списка: этого там уже нет."


class MarkForm(PageForm, forms.Form):
    """A mark of completion. All but the day may stay empty. record: a key of `evidence`, "" for none."""

    submit = "Отметить выполнение"
    searchable = ("record",)
    done_on = DateField(label="Когда выполнено")
    comment = TextField(label="Что сделано", required=False, max_length=2000)
    record = forms.ChoiceField(
        label="Запись портала",
        required=False,
        help_text="Протокол, приказ или мероприятие, которые это подтверждают.",
        error_messages={"invalid_choice": GONE},
    )
    upload = UploadField(label="Файл", required=False)
    link = LinkField(label="Ссылка", required=False)

    def __init__(self, *args, user, kept: str = "", **kwargs):
        """kept: a record that stays on the list although it is none of the newest."""
        super().__init__(*args, **kwargs)
        groups = record_choices(user)
        if kept and kept not in {key for _, options in groups for key, _ in options}:
            groups.insert(0, ("Указано", [(kept, find_records(user, [kept])[kept].title)]))
        self.fields["record"].choices = [("", "—"), *groups]

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(AHEAD)
        return day


class FactForm(MarkForm):
    """What was done without a due date."""

    submit = "Записать"


class ChangeMarkForm(StaleGuard, MarkForm):
    """A mark that is there; its file stays unless another one comes or it is taken away."""

    submit = "Сохранить"
    drop = forms.BooleanField(label="Убрать приложенный файл", required=False)

    def __init__(self, *args, mark: Completion, **kwargs):
        self.mark = mark
        # the history of a mark is that of its item
        self.instance = mark.item
        initial = {"done_on": mark.done_on, "comment": mark.comment, "record": mark.record, "link": mark.link}
        super().__init__(*args, initial=initial, kept=mark.record, **kwargs)
        if mark.evidence:
            self.fields["upload"].label = "Другой файл"
            self.fields["upload"].help_text += f" Сейчас приложен: {mark.evidence.name}."
        else:
            del self.fields["drop"]

    def _salt(self) -> str:
        return f"roadmap.mark:{self.mark.pk}:{self.mark.evidence_id or ''}"


class CancelForm(PageForm, forms.Form):
    """Why a time of an item is cancelled."""

    submit = "Отменить срок"
    reason = TextField(label="Почему отменён", max_length=500, error_messages={"required": NO_REASON})


class WatchForm(PageForm, forms.Form):
    """What completes the item by itself."""

    submit = "Отмечать автоматически"
    searchable = ("key",)
    key = forms.ChoiceField(
        label="По какой записи отмечать",
        error_messages={"required": "Выберите из списка.", "invalid_choice": GONE},
        help_text="Как только протокол или приказ подпишут, а мероприятие проведут, срок отметится сам. "
        "Такую отметку можно отменить.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "Выберите"), *watch_choices(user)]
