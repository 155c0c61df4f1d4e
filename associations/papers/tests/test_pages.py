"""Pages of one file: what is shown, put in, changed, taken out, and to whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from associations.models import Association
from associations.papers.models import Paper
from associations.papers.services import papers as service
from associations.papers.tests.conftest import TODAY
from associations.papers.views.papers import folder_url
from methodservice.directory.models import AuditEvent
from methodservice.documents.files import AGAIN
from methodservice.documents.models import StoredFile
from methodservice.lib import attachments
from methodservice.lib.files import NotKept
from methodservice.lib.forms import WRONG_DATE, WRONG_LINK
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF, sent
from methodservice.testing.forms import filled

pytestmark = pytest.mark.django_db

THIS = SchoolYear(2026)


@pytest.fixture
def kind(district):
    return make.PaperKindFactory(municipality=district, title="Положение", due="15.09")


@pytest.fixture
def works(district):
    return make.PaperKindFactory(municipality=district, title="Публикации", meaning="works")


def add_url(association, kind, year=THIS):
    return f"{reverse('papers:add', args=[association.pk, kind.pk])}?year={year.first}"


def put_in(association, kind, by, year=THIS, upload=None, **fields):
    words = {"title": "Положение", "link": "", "author": None, "date": None} | fields
    return service.put_in(association=association, kind=kind, year=year, fields=words, by=by, upload=upload)


def messages_of(answer):
    return [str(message) for message in answer.context["messages"]]


def stored() -> list[StoredFile]:
    return list(StoredFile.objects.order_by("pk"))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_file_costs_the_same_for_one_paper_and_for_thirty(
    visit, association, head, works, rows, assert_query_count
):
    for number in range(rows):
        author = make.TeacherFactory(school__municipality=association.municipality)
        put_in(association, works, head, title=f"Статья {number}", author=author, upload=sent())
    assert_query_count(visit(head), folder_url(association.pk, THIS), 10)


def test_a_head_puts_a_file_in(visit, association, head, kind):
    client = visit(head)
    page = client.get(add_url(association, kind))
    assert page.context["form"].initial["title"] == "Положение"
    assert "author" not in page.context["form"].fields
    answer = client.post(
        add_url(association, kind), filled(page, date="2026-09-10") | {"upload": sent()}, follow=True
    )
    assert messages_of(answer) == ["Документ вложен."]
    paper = Paper.objects.get()
    assert (paper.school_year, paper.title, str(paper.date), paper.file.name) == (
        2026, "Положение", "2026-09-10", "Приказ № 5.pdf",
    )  # fmt: skip
    assert paper.file.path.read_bytes() == PDF
    told = AuditEvent.objects.about(paper).values_list("verb", "actor", "note")
    assert list(told) == [("created", head.pk, "Положение")]
    (line,) = answer.context["folder"].lines
    assert (line.word, line.papers) == ("есть", (paper,))


def test_a_work_has_an_author_of_the_association(visit, association, head, works):
    stranger = make.TeacherFactory(school__municipality=association.municipality)
    client = visit(head)
    page = client.get(add_url(association, works))
    assert [person.pk for person in page.context["form"].fields["author"].queryset] == [head.teacher_id]
    data = filled(page, title="Статья", link="https://example.org/1")
    refused = client.post(add_url(association, works), data | {"author": stranger.pk})
    assert refused.context["form"].errors == {"author": ["Выберите автора из списка."]}
    client.post(add_url(association, works), data | {"author": head.teacher_id})
    assert Paper.objects.get().author_id == head.teacher_id


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"upload": ["Приложите файл или укажите ссылку."]}),
        ({"link": "вчера"}, {"link": [WRONG_LINK]}),
        ({"link": "javascript:alert(1)"}, {"link": [WRONG_LINK]}),
        ({"upload": sent(b"MZ", "отчёт.pdf.exe")}, {"upload": [attachments.WRONG_TYPE]}),
        ({"link": "https://e.ru", "date": "32.13"}, {"date": [WRONG_DATE]}),
    ],
)  # fmt: skip
def test_bad_input_is_told_beside_the_field_and_words_stay(visit, association, head, kind, data, errors):
    client = visit(head)
    answer = client.post(
        add_url(association, kind), {"title": "Новое положение", "link": "", "date": ""} | data
    )
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)
    assert answer.context["form"]["title"].value() == "Новое положение"
    assert (Paper.objects.count(), stored()) == (0, [])


def test_the_file_is_asked_for_again_when_another_field_is_wrong(visit, association, head, kind):
    answer = visit(head).post(add_url(association, kind), {"title": "", "upload": sent()})
    assert list(answer.context["form"]["upload"].errors) == [AGAIN]
    assert AGAIN in answer.content.decode()
    assert stored() == []


def test_a_file_over_the_limit_is_refused_in_words(visit, association, head, kind):
    large = sent(PDF + b"x" * 10 * 1024 * 1024)
    answer = visit(head).post(add_url(association, kind), {"title": "Положение", "upload": large})
    assert answer.context["form"].errors == {"upload": [attachments.TOO_LARGE]}


def test_a_full_disk_is_told_and_nothing_is_written(visit, association, head, kind, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    answer = visit(head).post(add_url(association, kind), {"title": "Положение", "upload": sent()})
    assert answer.context["form"].non_field_errors() == [NotKept.sentence]
    assert (answer.status_code, Paper.objects.count(), stored()) == (422, 0, [])


def test_a_second_click_puts_nothing_in(visit, association, head, kind):
    client, data = visit(head), {"title": "Положение", "link": "https://e.ru/1"}
    client.post(add_url(association, kind), data)
    answer = client.post(add_url(association, kind), data, follow=True)
    assert messages_of(answer)[-1] == "Этот документ уже вложен."
    assert Paper.objects.count() == 1


def test_there_is_an_end_to_papers_of_one_kind(visit, association, head, kind, monkeypatch):
    monkeypatch.setattr(service, "MOST_PAPERS", 1)
    put_in(association, kind, head, link="https://e.ru/1")
    answer = visit(head).post(add_url(association, kind), {"title": "Ещё", "link": "https://e.ru/2"})
    assert "В папке уже 1" in answer.context["form"].non_field_errors()[0]


def test_nothing_is_put_into_the_file_of_a_closed_association(visit, association, head, methodist, kind):
    paper = put_in(association, kind, head, link="https://e.ru/1")
    Association.objects.update(closed_on=TODAY)
    client = visit(methodist)
    refused = client.post(add_url(association, kind), {"title": "Ещё", "link": "https://e.ru/2"})
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors()[0].startswith("Объединение закрыто 20.11.2026")
    removal = client.post(reverse("papers:remove", args=[paper.pk]))
    assert (removal.status_code, Paper.objects.count()) == (422, 1)
    page = client.get(folder_url(association.pk, THIS))
    assert page.context["may_put"] is False
    assert "Вложить" not in page.content.decode()


def test_what_is_required_no_more_takes_nothing_in(visit, association, head, district):
    retired = make.PaperKindFactory(municipality=district, retired=True)
    assert visit(head).get(add_url(association, retired)).status_code == 404


def test_another_districts_document_takes_nothing_in(visit, association, head):
    assert visit(head).get(add_url(association, make.PaperKindFactory())).status_code == 404


def test_a_member_reads_and_cannot_put_in(visit, association, member, head, kind):
    put_in(association, kind, head, upload=sent())
    client = visit(member)
    text = client.get(folder_url(association.pk, THIS)).content.decode()
    assert ("Приказ № 5.pdf" in text, "Вложить" in text, "Убрать" in text) == (True, False, False)
    assert client.post(add_url(association, kind), {"title": "Ещё"}).status_code == 403


def test_another_file_takes_the_place_of_the_former(
    visit, association, head, kind, django_capture_on_commit_callbacks
):
    paper = put_in(association, kind, head, upload=sent())
    former = paper.file.path
    client, url = visit(head), reverse("papers:edit", args=[paper.pk])
    page = client.get(url)
    assert page.context["form"].fields["upload"].label == "Заменить файл"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, filled(page, title="Новое положение") | {"upload": sent(name="Новый.pdf")})
    paper.refresh_from_db()
    assert (paper.title, paper.file.name, [file.name for file in stored()]) == (
        "Новое положение", "Новый.pdf", ["Новый.pdf"],
    )  # fmt: skip
    assert (former.exists(), paper.file.path.exists()) == (False, True)
    changed = AuditEvent.objects.about(paper).get(verb="changed").changes
    assert changed == {
        "название": ["Положение", "Новое положение"],
        "файл": ["Приказ № 5.pdf", "Новый.pdf"],
    }


def test_words_change_without_a_new_file(visit, association, head, kind):
    paper = put_in(association, kind, head, upload=sent())
    client, url = visit(head), reverse("papers:edit", args=[paper.pk])
    client.post(url, filled(client.get(url), date="2026-09-01"))
    paper.refresh_from_db()
    assert (str(paper.date), paper.file.name) == ("2026-09-01", "Приказ № 5.pdf")


def test_a_stale_form_is_answered(visit, association, head, kind):
    paper = put_in(association, kind, head, link="https://e.ru/1")
    client, url = visit(head), reverse("papers:edit", args=[paper.pk])
    data = filled(client.get(url), title="Моё")
    Paper.objects.update(title="Чужое")
    answer = client.post(url, data)
    assert (answer.status_code, Paper.objects.get().title) == (409, "Чужое")
    assert [(clash.saved, clash.typed) for clash in answer.context["form"].clashes] == [("Чужое", "Моё")]


def test_a_paper_is_taken_out_with_its_file(
    visit, association, head, kind, django_capture_on_commit_callbacks
):
    paper = put_in(association, kind, head, upload=sent())
    path, client, url = paper.file.path, visit(head), reverse("papers:remove", args=[paper.pk])
    page = client.get(url)
    assert page.context["consequence"] == "Файл «Приказ № 5.pdf» будет удалён с сервера."
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, follow=True)
    assert messages_of(answer) == ["Документ убран: Положение."]
    assert (Paper.objects.count(), stored(), path.exists()) == (0, [], False)
    verbs = AuditEvent.objects.filter(actor=head, verb="deleted").order_by("record_type")
    assert list(verbs.values_list("record_type", "record_label")) == [
        ("documents.storedfile", "Приказ № 5.pdf"),
        ("papers.paper", "Положение"),
    ]
    assert client.post(url).status_code == 404


def test_years_of_papers_are_one_click_away(visit, association, head, kind):
    put_in(association, kind, head, year=SchoolYear(2019), link="https://e.ru/1")
    page = visit(head).get(folder_url(association.pk, THIS))
    assert [str(year) for year in page.context["years"]] == ["2026/2027", "2025/2026", "2019/2020"]
    for nonsense in ("вчера", "99999", "-1", ""):
        asked = visit(head).get(reverse("papers:folder", args=[association.pk]), {"year": nonsense})
        assert asked.context["year"] == THIS


def test_the_coming_year_is_offered_before_it_begins(visit, association, head, kind, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY.replace(year=2027, month=5, day=10))
    page = visit(head).get(folder_url(association.pk, THIS))
    assert [str(year) for year in page.context["years"]] == ["2027/2028", "2026/2027", "2025/2026"]


def test_an_empty_list_says_who_makes_it(visit, association, head, methodist):
    assert "Его составляет методист" in visit(head).get(folder_url(association.pk, THIS)).content.decode()
    text = visit(methodist).get(folder_url(association.pk, THIS)).content.decode()
    assert f'href="{reverse("papers:kind_list")}"' in text
