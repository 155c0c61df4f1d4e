"""A paper that is put into the file of an association."""

from django import forms

from associations.papers.models import Paper, PaperKind
from methodservice.directory.models import Teacher
from methodservice.documents.files import UploadField
from methodservice.lib.forms import LinkField, PageForm
from methodservice.lib.stale import StaleGuard

NO_CONTENT = "Приложите файл или укажите ссылку."


class NewPaperForm(PageForm, forms.ModelForm):
    """`instance` has its association and kind. An author is asked for works only: a member, past ones too."""

    submit = "Вложить"
    searchable = ("author",)
    upload = UploadField(required=False)
    link = LinkField(required=False, help_text="Если документ опубликован: https://…")

    class Meta:
        model = Paper
        fields = ["title", "upload", "link", "author", "date"]
        error_messages = {"author": {"invalid_choice": "Выберите автора из списка."}}

    field_order = ["title", "upload", "link", "author", "date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        paper = self.instance
        if paper.kind.meaning == PaperKind.Meaning.WORKS or paper.author_id:
            self.fields["author"].queryset = authors_of(paper)
        else:
            del self.fields["author"]
        if paper.pk is None and paper.kind.meaning != PaperKind.Meaning.WORKS:
            self.initial["title"] = paper.kind.title

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        has_content = cleaned.get("upload") or cleaned.get("link") or self.instance.file_id
        if not has_content and not {"upload", "link"} & set(self.errors):
            self.add_error("upload", NO_CONTENT)
        return cleaned

    @property
    def words(self) -> dict:
        """What the services take as `fields`."""
        names = ("title", "link", "author", "date")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PaperForm(StaleGuard, NewPaperForm):
    submit = "Сохранить"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.file_id:
            self.fields["upload"].label = "Заменить файл"
            self.fields[
                "upload"
            ].help_text = f"Сейчас: {self.instance.file}. {self.fields['upload'].help_text}"


def authors_of(paper: Paper):
    """People of the association, past ones too, and the author named before."""
    people = Teacher.objects.filter(memberships__association=paper.association_id).values("pk")
    return (Teacher.objects.filter(pk__in=people) | Teacher.objects.filter(pk=paper.author_id)).order_by(
        "surname", "given_name", "patronymic", "pk"
    )
