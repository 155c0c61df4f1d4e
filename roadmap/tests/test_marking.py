"""Marks of completion: the page of an item, marking, changing, taking back, work begun, times cancelled."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import AuditEvent
from methodservice.documents.models import StoredFile
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.forms import filled
from methodservice.testing.roadmap_life import give, item_of
from roadmap.models import Completion, Edition, Line, Occurrence
from roadmap.services import marking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june")]
TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def to(name, record, query=""):
    return reverse(f"roadmap:{name}", args=[record.pk]) + query


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def item(edition, association):
    """The quarterly item, given to the head of the association."""
    found = item_of(edition, "2.1")
    give(found, f"association:{association.pk}")
    return found


@pytest.fixture
def occurrence(item):
    return item.occurrences.earliest("ends")


def journal():
    return [
        change
        for row in AuditEvent.objects.filter(record_type="roadmap.item")
        for change in row.changes.items()
    ]


def test_the_page_says_all_columns_and_what_is_next(visit, item, head, edition):
    answer = visit(head).get(to("item", item))
    page = answer.context["page"]
    assert page.words == (
        ("№", "2.1"),
        ("Мероприятие", "Провести неделю открытых уроков"),
        ("Срок", "ежеквартально"),
        ("Ответственный", "руководители РМО"),
    )
    assert [row.life.verdict.word for row in page.rows] == ["Просрочено", "В работе", "Впереди", "Впереди"]
    assert page.next.occurrence.ends == date(2026, 3, 31)
    assert "Каждый квартал" in answer.content.decode()
    assert [(each.label, each.person) for each in page.answering] == [
        (f"Руководитель: {head.teacher.terms.get().association.title}", head.teacher.full_name)
    ]


def test_who_may_not_mark_is_offered_nothing(visit, item, district):
    teacher = make.TeacherFactory(school__municipality=district)
    reader = make.user_with_role("teacher", municipality=district, teacher=teacher)
    page = visit(reader).get(to("item", item)).content.decode()
    for offer in ("Отметить", "Взять в работу", "Отменить срок", "Отмечать автоматически"):
        assert offer not in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_for_one_time_and_thirty(
    visit, edition, methodist, number, assert_query_count
):
    item = item_of(edition, "2.2")
    give(item, "role:methodists")
    event = make.EventFactory(municipality=edition.programme.municipality, state="held", starts=TODAY)
    for day in range(1, number + 1):
        row = Occurrence.objects.create(item=item, ends=date(2026, 4, day))
        Completion.objects.create(
            item=item, occurrence=row, done_on=row.ends, marked_by=methodist, record=f"event:{event.pk}"
        )
    assert_query_count(visit(methodist), to("item", item), 10)


def test_an_item_without_a_number_or_words_still_has_a_page(visit, methodist, edition):
    line = Line.objects.of(edition).first()
    line.cells, line.number, line.action, line.deadline, line.deadline_kind = [""] * 5, "", "", "", ""
    line.save()
    answer = visit(methodist).get(line.item_url)
    assert (answer.status_code, answer.context["title"]) == (200, "Пункт")


def test_the_responsible_marks_with_everything(visit, item, occurrence, head, association, district):
    event = make.EventFactory(
        municipality=district, association=association, state="held", starts=date(2026, 3, 20), title="Неделя"
    )
    client = visit(head)
    url = to("mark", occurrence, f"?record=event:{event.pk}")
    page = client.get(url)
    assert page.context["form"]["done_on"].value() == date(2026, 3, 20)
    assert "срок до 31.03.2026" in page.content.decode().lower()
    data = filled(page, comment="Провели", link="school.example/ustav") | {"upload": sent()}
    answer = client.post(to("mark", occurrence), data, follow=True)
    assert said(answer) == ["Отмечено."]
    mark = Completion.objects.get()
    assert (mark.occurrence, mark.done_on, mark.comment, mark.link, mark.record, mark.marked_by) == (
        occurrence,
        date(2026, 3, 20),
        "Провели",
        "https://school.example/ustav",
        f"event:{event.pk}",
        head,
    )
    text = answer.content.decode()
    for words in ("Приказ № 5.pdf", event.get_absolute_url(), "https://school.example/ustav", "Провели"):
        assert words in text
    assert [name for name, _ in journal()] == ["Отметка, срок 31.03.2026"]
    assert answer.context["page"].next.occurrence.ends == date(2026, 6, 30)


def test_a_time_is_marked_out_of_order(item, head):
    last = item.occurrences.latest("ends")
    mark = marking.mark_occurrence(occurrence=last, done_on=TODAY, by=head)
    assert mark.occurrence == last


def test_a_second_click_is_told_what_was_done(visit, item, occurrence, head):
    client = visit(head)
    data = {"done_on": "2026-06-01"}
    client.post(to("mark", occurrence), data)
    again = client.post(to("mark", occurrence), data, follow=True)
    assert said(again)[-1] == "Уже отмечено: выполнено 01.06.2026."
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"done_on": ""}, "done_on", "Укажите дату."),
        ({"done_on": "2026-06-16"}, "done_on", marking.AHEAD),
        ({"done_on": "2025-12-31"}, "done_on", marking.TOO_EARLY.format(date(2026, 1, 1))),
        (
            {"done_on": "31.02.2026"},
            "done_on",
            "Такой даты нет. Введите день, месяц и год, например 12.10.2026.",
        ),
        ({"link": "javascript:alert(1)"}, "link", "Это не похоже на адрес страницы."),
        ({"link": "ftp://example.org/a"}, "link", "Это не похоже на адрес страницы."),
        ({"record": "order:999"}, "record", "Выберите из списка: этого там уже нет."),
        ({"upload": sent(b"MZ", "отчёт.exe")}, "upload", ""),
        ({"comment": "ы" * 2001}, "comment", ""),
    ],
)
def test_bad_marks_are_refused_beside_the_field(visit, occurrence, head, data, field, sentence):
    data = {"done_on": "2026-06-01", "comment": "Сделали"} | data
    answer = visit(head).post(to("mark", occurrence), data)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors[field][0].startswith(sentence)
    assert answer.context["form"]["comment"].value() == data["comment"]
    assert not Completion.objects.exists()


def test_a_record_of_another_district_is_no_proof(visit, occurrence, head):
    foreign = make.EventFactory(state="held", starts=date(2026, 3, 20))
    page = visit(head).get(to("mark", occurrence, f"?record=event:{foreign.pk}"))
    assert page.context["form"]["done_on"].value() == TODAY
    answer = visit(head).post(
        to("mark", occurrence), {"done_on": "2026-06-01", "record": f"event:{foreign.pk}"}
    )
    assert list(answer.context["form"].errors) == ["record"]


@pytest.mark.parametrize("asked", ["event:", "event:ы", "nobody:3", "event:99999999999999999999", "x" * 90])
def test_nonsense_in_the_address_is_no_record(visit, occurrence, head, asked):
    page = visit(head).get(to("mark", occurrence, f"?record={asked}"))
    assert page.context["form"]["done_on"].value() == TODAY


def test_a_record_that_the_reader_may_not_open_has_no_link(
    visit, item, occurrence, head, district, association
):
    other = make.AssociationFactory(municipality=district)
    hidden = make.EventFactory(municipality=district, association=other, state="held", starts=TODAY)
    for row, record in zip(
        item.occurrences.order_by("ends"), (f"event:{hidden.pk}", "event:99999"), strict=False
    ):
        Completion.objects.create(item=item, occurrence=row, done_on=TODAY, record=record, automatic=True)
    text = visit(head).get(to("item", item)).content.decode()
    assert str(hidden) in text
    assert hidden.get_absolute_url() not in text
    assert "Запись портала недоступна" in text


def marked(occurrence, by, **fields):
    return marking.mark_occurrence(occurrence=occurrence, done_on=TODAY, by=by, **fields)


def test_a_mark_is_changed_and_its_file_replaced(visit, occurrence, head):
    mark = marked(occurrence, head, comment="Черновик", upload=sent())
    client = visit(head)
    page = client.get(to("mark_change", mark))
    assert "Сейчас приложен: Приказ № 5.pdf." in page.content.decode()
    data = filled(page, comment="Провели") | {"upload": sent(name="Отчёт.pdf")}
    answer = client.post(to("mark_change", mark), data, follow=True)
    assert said(answer) == ["Сохранено."]
    mark.refresh_from_db()
    assert (mark.comment, mark.evidence.name) == ("Провели", "Отчёт.pdf")
    assert StoredFile.objects.count() == 1
    client.post(to("mark_change", mark), filled(client.get(to("mark_change", mark)), drop="on"))
    mark.refresh_from_db()
    assert (mark.evidence, StoredFile.objects.count()) == (None, 0)


def test_what_did_not_change_is_not_journaled(visit, occurrence, head):
    mark = marked(occurrence, head, comment="Провели")
    before = AuditEvent.objects.count()
    client = visit(head)
    client.post(to("mark_change", mark), filled(client.get(to("mark_change", mark))))
    assert AuditEvent.objects.count() == before


def test_two_people_do_not_overwrite_each_other(visit, occurrence, head, methodist):
    mark = marked(occurrence, head, comment="Провели")
    pages = {user: visit(user).get(to("mark_change", mark)) for user in (head, methodist)}
    visit(head).post(to("mark_change", mark), filled(pages[head], comment="Провели 20 уроков"))
    answer = visit(methodist).post(to("mark_change", mark), filled(pages[methodist], comment="Иначе"))
    assert answer.status_code == 409
    assert "Провели 20 уроков" in answer.content.decode()
    assert Completion.objects.get().comment == "Провели 20 уроков"


def test_a_change_is_checked_like_a_mark(visit, occurrence, head):
    mark = marked(occurrence, head)
    client = visit(head)
    data = filled(client.get(to("mark_change", mark)), done_on="2025-06-01")
    answer = client.post(to("mark_change", mark), data)
    assert list(answer.context["form"].errors) == ["done_on"]
    url = to("mark_change", mark)
    mark.delete()
    assert client.post(url, data).status_code == 404


def test_a_mark_is_taken_back_with_its_file(visit, item, occurrence, head):
    mark = marked(occurrence, head, upload=sent())
    answer = visit(head).post(to("mark_take_back", mark), follow=True)
    assert said(answer) == ["Отметка снята."]
    assert (Completion.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert len(journal()) == 2
    with pytest.raises(AlreadyDone):
        marking.take_back(mark=mark, by=head)
    marked(occurrence, head)


def test_evidence_is_seen_by_whoever_sees_the_item(visit, occurrence, head, district):
    mark = marked(occurrence, head, upload=sent())
    reader, stranger = make.user_with_role("teacher", municipality=district), make.UserFactory()
    url = mark.evidence.get_absolute_url()
    answer = visit(reader).get(url)
    assert answer.status_code == 200
    answer.getvalue()
    assert visit(stranger).get(url).status_code == 404


def test_a_mark_outlives_its_file(visit, item, occurrence, head):
    mark = marked(occurrence, head, upload=sent())
    mark.evidence.delete()
    assert visit(head).get(to("item", item)).status_code == 200
    assert visit(head).get(to("mark_change", mark)).status_code == 200


def test_facts_of_what_has_no_due_date_are_collected(visit, edition, methodist):
    item = item_of(edition, "2.3")
    client = visit(methodist)
    assert "Записать, что сделано" in client.get(to("item", item)).content.decode()
    for day in ("2026-02-02", "2026-03-03", "2026-03-03"):
        answer = client.post(to("fact_add", item), {"done_on": day, "comment": "СОШ № 1"}, follow=True)
    assert said(answer)[-1] == "Уже записано."
    page = answer.context["page"]
    assert (page.life.verdict.word, page.life.verdict.detail) == ("По необходимости", "отметок: 2")
    assert [fact.completion.done_on for fact in page.facts] == [date(2026, 2, 2), date(2026, 3, 3)]
    client.post(to("mark_take_back", Completion.objects.earliest("pk")))
    assert Completion.objects.count() == 1


def test_work_is_begun_and_left(visit, occurrence, head):
    client = visit(head)
    assert said(client.post(to("occurrence_start", occurrence), follow=True)) == ["Взято в работу."]
    assert said(client.post(to("occurrence_start", occurrence), follow=True)) == ["Уже в работе."]
    occurrence.refresh_from_db()
    assert occurrence.started_on == TODAY
    undone = client.post(to("occurrence_start", occurrence), {"undo": "1"}, follow=True)
    assert said(undone) == ["Больше не в работе."]
    marked(occurrence, head)
    assert said(client.post(to("occurrence_start", occurrence), follow=True)) == ["Уже выполнено 15.06.2026."]


def test_a_time_is_cancelled_with_a_reason_and_restored(visit, item, occurrence, methodist, head):
    client = visit(methodist)
    assert client.post(to("occurrence_cancel", occurrence), {"reason": " "}).status_code == 422
    answer = client.post(to("occurrence_cancel", occurrence), {"reason": "Карантин"}, follow=True)
    assert said(answer) == ["Срок отменён."]
    assert "Карантин" in answer.content.decode()
    again = client.post(to("occurrence_cancel", occurrence), {"reason": "Карантин"}, follow=True)
    assert said(again) == ["Срок уже отменён."]
    with pytest.raises(Refused, match="Сначала верните"):
        marked(occurrence, head)
    with pytest.raises(Refused, match="Сначала верните"):
        marking.set_started(occurrence=occurrence, started=True, by=head)
    assert said(client.post(to("occurrence_restore", occurrence), follow=True)) == ["Срок возвращён."]
    assert said(client.post(to("occurrence_restore", occurrence), follow=True)) == ["Срок не отменён."]
    marked(occurrence, head)
    answer = client.post(to("occurrence_cancel", occurrence), {"reason": "Карантин"})
    assert answer.status_code == 422


def test_only_the_edition_in_force_is_marked(visit, item, occurrence, head, methodist, edition):
    Edition.objects.filter(pk=edition.pk).update(state="superseded")
    client = visit(methodist)
    answer = client.post(to("mark", occurrence), {"done_on": "2026-06-01"})
    assert answer.context["form"].non_field_errors() == ["Отмечать можно только пункты действующей редакции."]
    assert visit(head).post(to("mark", occurrence), {"done_on": "2026-06-01"}).status_code == 403
    assert "В действующей редакции этого пункта нет" in client.get(to("item", item)).content.decode()


def test_a_draft_waits_for_its_approval(visit, draft, methodist):
    item = item_of(draft, "2.3")
    page = visit(methodist).get(to("item", item)).content.decode()
    assert "когда документ утвердят" in page
    assert visit(methodist).post(to("fact_add", item), {"done_on": "2026-06-01"}).status_code == 422


def test_other_editions_are_told_where_they_differ(visit, item, head, edition):
    former = Edition.objects.create(
        programme=edition.programme, number=2, state="superseded", title="Прежняя", first=edition.first,
        last=edition.last, order_number="1", approved_on=edition.first, in_force_from=edition.first,
    )  # fmt: skip
    line = Line.objects.of(edition).get(item=item)
    part = edition.parts.get(pk=line.part_id)
    part.pk, part.edition = None, former
    part.save()
    line.pk, line.part, line.section = None, part, None
    line.cells = ["2.1", "Провести неделю открытых уроков", "ежегодно", "руководители РМО", ""]
    line.save()
    page = visit(head).get(to("item", item)).context["page"]
    assert [(each.edition.number, each.words) for each in page.former] == [(2, (("Срок", "ежегодно"),))]


def test_people_who_left_and_closed_associations_break_nothing(visit, item, methodist, head, association):
    school = head.teacher.school
    give(
        item, f"teacher:{head.teacher_id}", f"association:{association.pk}", f"school:{school.pk}",
        "teacher:99999", "signatory:99999", "role:heads", "role:nobody", "unknown",
    )  # fmt: skip
    head.teacher.left_on = TODAY
    head.teacher.save()
    association.closed_on = TODAY
    association.save()
    association.terms.all().delete()
    page = visit(methodist).get(to("item", item)).context["page"]
    assert [each.person for each in page.answering][:3] == [
        f"{head.teacher.position} {school.short_name}, больше не работает",
        "закрыто",
        "",
    ]
    assert [each.label for each in page.answering][3:] == [
        "Больше нет в списках",
        "Больше нет в списках",
        "Руководители методических объединений",
        "Больше нет в списках",
        "Больше нет в списках",
    ]


def test_the_history_of_an_item_opens(visit, item, occurrence, head):
    marked(occurrence, head, comment="Провели неделю")
    page = visit(head).get(reverse("directory:history", args=["roadmap.item", item.pk]))
    assert "Провели неделю" in page.content.decode()


def test_what_is_gone_says_so(occurrence, head, item):
    occurrence.delete()
    with pytest.raises(Refused, match="Этого срока больше нет"):
        marked(occurrence, head)
