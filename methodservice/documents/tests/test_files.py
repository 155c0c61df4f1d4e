"""Attached files: what is taken, how it is kept, who reads it."""

import gc

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.checks import uploads_outside_static
from methodservice.documents.files import AGAIN, UploadField, drop_file, keep_file
from methodservice.documents.models import StoredFile
from methodservice.lib import attachments
from methodservice.testing import attachments as make_file
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def methodist(db):
    return make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())


def cleaned(content=PDF, name="Приказ № 5.pdf"):
    return UploadField().clean(sent(content, name))


def on_disk() -> list[str]:
    folder = StoredFile.folder()
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def keep(by, **upload) -> StoredFile:
    return keep_file(cleaned(**upload), municipality=by.municipality, by=by)


def test_a_kept_file_lies_under_a_name_of_its_own(methodist):
    stored = keep(methodist)
    stored.refresh_from_db()
    assert (stored.name, stored.size, stored.media_type) == ("Приказ № 5.pdf", len(PDF), "application/pdf")
    assert stored.path.read_bytes() == PDF
    assert on_disk() == [stored.stored_name]
    assert "Приказ" not in stored.stored_name
    told = AuditEvent.objects.about(stored).values_list("verb", "actor", "municipality")
    assert list(told) == [("created", methodist.pk, methodist.municipality_id)]


def test_a_failed_transaction_leaves_no_copy(methodist):
    def fail():
        with transaction.atomic():
            keep(methodist)
            assert len(on_disk()) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    gc.collect()
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_written_transaction_keeps_the_copy():
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    with transaction.atomic():
        stored = keep(methodist)
    gc.collect()
    assert on_disk() == [stored.stored_name]


@pytest.mark.django_db(transaction=True)
def test_a_file_is_never_kept_outside_a_transaction():
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    with pytest.raises(RuntimeError, match="inside the transaction"):
        keep(methodist)
    assert on_disk() == []


def test_dropping_deletes_the_copy_only_after_the_commit(methodist, django_capture_on_commit_callbacks):
    stored = keep(methodist)
    with django_capture_on_commit_callbacks(execute=True):
        drop_file(stored, by=methodist)
        assert len(on_disk()) == 1
    assert on_disk() == []
    verbs = AuditEvent.objects.filter(record_label="Приказ № 5.pdf").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["created", "deleted"]


def test_a_full_disk_is_told_in_words(methodist, monkeypatch):
    from methodservice.lib.files import NotKept

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotKept):
        keep(methodist)
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)


class PaperForm(forms.Form):
    title = forms.CharField()
    upload = UploadField()


def bound(title="Отчёт", file=None):
    return PaperForm({"title": title}, {"upload": sent() if file is None else file})


def test_the_form_asks_for_the_file_again_when_another_field_is_wrong():
    form = bound(title="")
    assert not form.is_valid()
    assert list(form["upload"].errors) == [AGAIN]
    assert "upload" not in form.errors


def test_the_form_asks_for_the_file_again_when_a_service_refuses():
    form = bound()
    assert form.is_valid()
    assert list(form["upload"].errors) == []
    form.add_error(None, "Объединение закрыто.")
    assert list(form["upload"].errors) == [AGAIN]


def test_the_form_says_why_a_file_is_refused():
    form = bound(file=sent(b"MZ program", "отчёт.exe"))
    assert not form.is_valid()
    assert list(form["upload"].errors) == [attachments.WRONG_TYPE]
    assert 'accept=".pdf,' in str(form["upload"])


def test_a_form_without_a_file_says_what_to_do():
    form = PaperForm({"title": "Отчёт"}, {})
    assert form.errors == {"upload": ["Выберите файл."]}


@pytest.fixture
def reader(visit, methodist):
    """reader(content, name) → (answer, stored file) of the owner's reader."""
    association = make.AssociationFactory(municipality=methodist.municipality)
    kind = make.PaperKindFactory(municipality=methodist.municipality)

    def read(**upload):
        stored = keep(methodist, **upload)
        association.papers.create(kind=kind, school_year=2026, title="Приказ", file=stored)
        return visit(methodist).get(stored.get_absolute_url()), stored

    return read


def test_a_pdf_opens_in_place_with_its_russian_name(reader):
    answer, _ = reader()
    assert answer.getvalue() == PDF
    assert answer.headers["Content-Length"] == str(len(PDF))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == (
        "inline; filename*=utf-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%E2%84%96%205.pdf"
    )
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_office_file_is_saved(reader):
    content = make_file.ooxml()
    answer, _ = reader(content=content, name="Plan.docx")
    assert answer.getvalue() == content
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Plan.docx"'


def test_reading_is_one_query_and_is_not_journalled(visit, reader, methodist):
    answer, stored = reader()
    answer.getvalue()
    before = AuditEvent.objects.count()
    client = visit(methodist)
    client.get(stored.get_absolute_url()).getvalue()
    assert client.queries == 4
    assert "documents_storedfile" in client.sql[-1]
    assert AuditEvent.objects.count() == before


def test_a_lost_copy_is_told(reader, visit, methodist):
    first, stored = reader()
    first.getvalue()
    stored.path.unlink()
    answer = visit(methodist).get(stored.get_absolute_url())
    assert answer.status_code == 404
    assert "Запись о файле «Приказ № 5.pdf» есть, а самого файла на сервере нет." in " ".join(
        answer.content.decode().split()
    )


def test_a_file_that_belongs_to_nothing_is_open_to_nobody(visit, methodist):
    stored = keep(methodist)
    assert visit(methodist).get(reverse("files:file", args=[stored.pk])).status_code == 404


def test_uploads_inside_a_public_folder_stop_the_start(settings, tmp_path):
    assert uploads_outside_static() == []
    settings.STATIC_ROOT = tmp_path
    assert [error.id for error in uploads_outside_static()] == ["documents.E001"]


def test_a_file_over_the_limit_reaches_the_form_with_its_size_only(visit, methodist, rf):
    too_long = b"x" * (10 * 1024 * 1024 + 1)
    request = rf.post("/", {"title": "Отчёт", "upload": sent(too_long, "Отчёт.pdf")})
    form = PaperForm(request.POST, request.FILES)
    assert form.errors == {"upload": [attachments.TOO_LARGE]}
    assert form["upload"].errors == [attachments.TOO_LARGE]
    assert (request.FILES["upload"].size, request.FILES["upload"].read()) == (len(too_long), b"")
