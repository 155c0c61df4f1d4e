"""Files that people attach to records: the field of a form, keeping and dropping.

    class PaperForm(PageForm, forms.ModelForm):
        upload = UploadField(required=False)

    paper.file = keep_file(form.cleaned_data["upload"], municipality=…, by=user)

Who may download a file is who may see its record: an app adds its condition to `registries.file_scopes`.
"""

import hashlib
import weakref
from collections.abc import Iterator
from pathlib import Path

from django import forms
from django.db import transaction

from methodservice.directory import audit
from methodservice.documents.models import StoredFile
from methodservice.lib.attachments import ALLOWED, EMPTY, KINDS, TOO_LARGE, checked
from methodservice.lib.files import keep
from methodservice.lib.officefiles import MOST_BYTES, FileRefused
from methodservice.lib.pictures import UnreadablePicture, printable_picture

AGAIN = "Выберите файл ещё раз: вместе с исправленной формой браузер его не пришлёт."

MOST_PICTURE_BYTES = 2**20
NO_PICTURE = "Картинка печатается только из PNG или JPG. Сохраните её в одном из этих видов."
LARGE_PICTURE = "Картинка больше 1 МБ. Уменьшите её: для печати хватит 600 точек по ширине."
BROKEN_PICTURE = (
    "Картинка не открывается: файл повреждён или слишком велик. Откройте его у себя и сохраните заново."
)


class SentFile(forms.BoundField):
    """A browser forgets the chosen file when a form comes back, so the form asks for it again."""

    @property
    def errors(self):
        found = super().errors
        if found or not self.form.is_bound or not self.data or not self.form.errors:
            return found
        return self.form.error_class([AGAIN], renderer=self.form.renderer)


class UploadField(forms.FileField):
    """One file that may be kept. The cleaned upload has a clean name and an allowed, true type (lib/attachments)."""

    bound_field_class = SentFile
    default_error_messages = {
        "required": "Выберите файл.",
        "missing": "Выберите файл.",
        "invalid": "Файл не пришёл. Выберите его ещё раз.",
        "empty": EMPTY,
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Файл")
        kwargs.setdefault("help_text", f"{ALLOWED}, до 10 МБ.")
        kwargs.setdefault(
            "widget", forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in KINDS)})
        )
        super().__init__(**kwargs)

    def to_python(self, data):
        # an upload over the limit comes without its content, see lib/uploads.py
        if data not in self.empty_values and data.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            upload.name, _ = checked(upload, upload.name)
        except FileRefused as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return upload


class PictureField(UploadField):
    """A picture that documents print: PNG or JPEG up to 1 MB that really opens."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "PNG или JPG, до 1 МБ.")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}))
        super().__init__(**kwargs)

    def to_python(self, data):
        if data in self.empty_values:
            return None
        if data.name.rpartition(".")[2].lower() not in ("png", "jpg", "jpeg"):
            raise forms.ValidationError(NO_PICTURE)
        if data.size > MOST_PICTURE_BYTES:
            raise forms.ValidationError(LARGE_PICTURE)
        upload = super().to_python(data)
        try:
            printable_picture(upload.read())
        except UnreadablePicture as damage:
            raise forms.ValidationError(BROKEN_PICTURE) from damage
        return upload


class _UndoneUnlessCommitted:
    """Deletes a new copy unless it is called: Django calls what waits for a commit, and lets go of it on a rollback."""

    def __init__(self, path: Path):
        self._undo = weakref.finalize(self, path.unlink, missing_ok=True)

    def __call__(self):
        self._undo.detach()


def keep_file(upload, *, municipality, by) -> StoredFile:
    """Keep an upload that an UploadField has cleaned. Outside the web root, under a random name.

    Must run inside the transaction that uses it: when that fails, the disk copy goes too. Raises NotKept when the disk
    does not take it. 2 queries.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("keep_file must run inside the transaction that uses the file")
    extension = upload.name.rpartition(".")[2]
    digest = hashlib.sha256()
    upload.seek(0)
    folder = StoredFile.folder()
    stored_name = keep(_hashed(upload.chunks(), digest), folder, f".{extension}")
    transaction.on_commit(_UndoneUnlessCommitted(folder / stored_name))
    stored = StoredFile.objects.create(
        municipality=municipality,
        name=upload.name,
        stored_name=stored_name,
        size=upload.size,
        media_type=KINDS[extension].media_type,
        sha256=digest.hexdigest(),
        uploaded_by=by,
    )
    audit.record(audit.Verb.CREATED, by=by, obj=stored)
    return stored


def _hashed(pieces, digest) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def drop_file(stored: StoredFile, by) -> None:
    """Delete a file that no record refers to any more; the disk copy goes when the transaction has been written."""
    path = stored.path
    audit.record(audit.Verb.DELETED, by=by, obj=stored)
    stored.delete()
    # the row is gone already: a copy that stays behind is told in the log and harms nobody
    transaction.on_commit(lambda: path.unlink(missing_ok=True), robust=True)
