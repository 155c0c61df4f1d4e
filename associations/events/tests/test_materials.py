"""Materials: a file or a link, read through the event, removed with the file."""

import pytest
from django.urls import reverse

from associations.events.models import Material
from associations.events.services import materials as services
from methodservice.directory.models import AuditEvent
from methodservice.documents.models import StoredFile
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(event):
    return reverse("events:material_add", args=[event.pk])


def errors(answer):
    assert answer.status_code == 422
    return {name: found[0] for name, found in answer.context["form"].errors.items()}


def test_a_file_is_kept_and_named_by_its_name(head, event, address):
    answer = head.post(address, {"upload": sent(PDF, "Программа.pdf"), "link": "", "title": ""})
    material = Material.objects.get()
    assert (answer.url, material.title) == (event.get_absolute_url(), "Программа.pdf")
    assert material.file.path.read_bytes() == PDF
    assert "Программа.pdf" in head.get(event.get_absolute_url()).content.decode()
    assert AuditEvent.objects.about(material).get().verb == "created"


def test_a_file_is_read_by_those_who_see_the_event(visit, head, district, event, address):
    head.post(address, {"upload": sent(), "link": "", "title": "Приказ"})
    url = StoredFile.objects.get().get_absolute_url()
    member = make.user_with_role("teacher", municipality=district.municipality, teacher=district.people[1])
    stranger = make.user_with_role(
        "teacher", municipality=district.municipality, teacher=make.TeacherFactory(school=district.school)
    )
    foreign = make.user_with_role("methodist", municipality=make.MunicipalityFactory())
    answer = visit(member).get(url)
    assert b"".join(answer.streaming_content) == PDF
    assert [visit(user).get(url).status_code for user in (stranger, foreign)] == [404, 404]


def test_a_link_is_kept_and_named_by_its_address(head, event, address):
    head.post(address, {"link": "example.org/record", "title": ""})
    material = Material.objects.get()
    assert (material.link, material.title) == ("https://example.org/record", "https://example.org/record")


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({}, "upload", "Выберите файл или укажите ссылку."),
        ({"link": "javascript:alert(1)"}, "link", "Это не похоже на адрес страницы."),
        ({"link": "ftp://example.org/a"}, "link", "Это не похоже на адрес страницы."),
        ({"link": "https://example.org/" + "a" * 500}, "link", "не более 500"),
        ({"link": "https://example.org/", "title": "я" * 201}, "title", "не более 200"),
    ],
)
def test_bad_input_is_a_sentence_beside_the_field(head, address, data, field, sentence):
    assert sentence in errors(head.post(address, data))[field]
    assert not Material.objects.exists()


def test_a_file_and_a_link_are_two_materials(head, address):
    answer = head.post(address, {"upload": sent(), "link": "https://example.org/"})
    assert "Приложите что-то одно" in errors(answer)["link"]
    assert not StoredFile.objects.exists()


def test_what_is_no_document_is_refused(head, address):
    answer = head.post(address, {"upload": sent(b"MZ\x90", "Отчёт.pdf")})
    assert set(errors(answer)) == {"upload"}
    assert not StoredFile.objects.exists()


def test_the_same_link_twice_is_a_message(head, event, address):
    for _ in range(2):
        assert head.post(address, {"link": "https://example.org/"}).url == event.get_absolute_url()
    assert Material.objects.count() == 1
    with pytest.raises(AlreadyDone):
        services.add_material(event=event, title="Ещё раз", link="https://example.org/", by=None)


def test_fifty_are_enough(district, event):
    Material.objects.bulk_create(
        Material(event=event, title=str(number), link=f"https://example.org/{number}") for number in range(50)
    )
    with pytest.raises(Refused, match="не больше 50"):
        services.add_material(event=event, title="51", link="https://example.org/51", by=district.head)


def test_a_material_goes_with_its_file(head, event, address, django_capture_on_commit_callbacks):
    head.post(address, {"upload": sent(), "title": "Приказ"})
    material = Material.objects.get()
    path = material.file.path
    url = reverse("events:material_remove", args=[material.pk])
    assert "Убрать материал «Приказ»?" in head.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert head.post(url).url == event.get_absolute_url()
    assert (Material.objects.count(), StoredFile.objects.count(), path.exists()) == (0, 0, False)
    assert head.post(url).status_code == 404
    with pytest.raises(AlreadyDone):
        services.remove_material(material=material, by=None)
