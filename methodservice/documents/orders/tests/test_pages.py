"""Pages of orders: costs, saving as one types, choosing, annexes row by row, deciding."""

import re
from datetime import date
from unittest import mock

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.documents.annex_content import content_from_text, table_block
from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order, OrderPerson
from methodservice.documents.orders.services import annexes, editing, making, signing
from methodservice.lib.typed import fingerprint
from methodservice.testing import factories as make
from methodservice.testing.orders import draft_order, signed_order, staffed_municipality

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def district():
    return staffed_municipality()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def head(district):
    return make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)


@pytest.fixture
def order(district, methodist):
    return draft_order(municipality=district, by=methodist)


def url(name, *args):
    return reverse(f"orders:{name}", args=args)


def changing(district, by, target, how) -> Order:
    """A draft that amends or cancels a signed order."""
    kind = kind_of("changing")
    form = kind.form({"how": how, "reason": "В связи с изменением состава"}, target=target)
    assert form.is_valid(), form.errors
    return making.start_order(kind=kind, facts=kind.facts(form), municipality=district, by=by)


def signed_change(district, by, target, how) -> Order:
    order = signing.submit(order=changing(district, by, target, how), by=by)
    with mock.patch.object(signing, "render_order", return_value=b"%PDF"):
        return signing.sign(order=order, on=date(2026, 11, 27), by=by)


def shown(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


# costs


@pytest.mark.parametrize("number", [1, 30])
def test_the_editor_costs_the_same_for_any_number_of_points(
    order, methodist, visit, assert_query_count, number
):
    for place in range(number - 1):
        editing.add_point(order=order, text=f"Пункт {place}", by=methodist)
        OrderPerson.objects.create(order=order, part="acquainted", name=f"Светлова {place}")
        annexes.add_annex(order=order, title=f"Приложение {place}", blocks=[], by=methodist)
    assert_query_count(visit(methodist), order.get_absolute_url(), 14)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_any_number_of_orders(
    district, methodist, visit, assert_query_count, number
):
    for _ in range(number):
        signed_order(municipality=district, by=methodist)
    assert_query_count(visit(methodist), url("list"), 5)


@pytest.mark.parametrize("column", ["number", "date", "title", "state", "made"])
def test_the_list_is_sorted_by_each_column(district, methodist, visit, column):
    later, earlier = (date(2026, 11, 27), date(2025, 11, 27))
    orders = [
        signed_order(municipality=district, by=methodist, on=day, title=title)
        for title, day in (("О конкурсе", earlier), ("О семинаре", later))
    ]
    Order.objects.filter(pk=orders[0].pk).update(state=Order.State.CANCELLED)
    client = visit(methodist)
    up, down = (
        [order for order, _ in client.get(url("list"), {"sort": sort}).context["rows"]]
        for sort in (column, f"-{column}")
    )
    assert up == orders
    assert down == orders[::-1]


# remarks


def doubtful_order(district, methodist):
    order = draft_order(municipality=district, by=methodist, title="Приказ", points=("Провести", "Собрать."))
    parent = order.points.first()
    editing.add_point(order=order, text="Пригласить", parent=parent, by=methodist)
    order.points.filter(pk=parent.pk).update(doubt="«Заяц» — фамилия")
    return order


def test_every_remark_leads_to_a_place_of_the_editor(district, methodist, visit):
    page = shown(visit(methodist).get(doubtful_order(district, methodist).get_absolute_url()))
    remarks = page[page.index('id="remarks"') : page.index('id="texts"')]
    anchors = re.findall(r'href="#([^"]*)"', remarks)
    assert anchors == ["at-1", "texts", "texts", "at-1", "at-1.1"]
    assert [page.count(f'id="{anchor}"') for anchor in anchors] == [1, 1, 1, 1, 1]


def test_whoever_signs_reads_remarks_that_lead_nowhere(district, methodist, head, visit):
    order = signing.submit(order=doubtful_order(district, methodist), by=methodist)
    page = shown(visit(head).get(url("sign", order.pk)))
    remarks = page[page.index('id="remarks"') :]
    assert ("В конце пункта 1 нет точки." in remarks, 'href="#' in remarks) == (True, False)


# writing


def test_what_is_typed_is_saved_with_its_version(order, methodist, visit):
    point = order.points.get()
    data = {
        "executor": "Методистам",
        "text": "провести семинар",
        "deadline": "до 1 мая",
        "version": point.version,
    }
    data |= {"base": fingerprint(point, ("executor", "text", "deadline")), "writer": "page"}
    answer = visit(methodist).post(url("point_text", point.pk), data, headers=AUTOSAVE)
    assert answer.status_code == 200
    point.refresh_from_db()
    assert answer.json()["version"] == point.version == 2
    assert (point.executor, point.text, point.deadline) == ("Методистам", "провести семинар", "до 1 мая")


def test_two_who_type_into_one_point_see_both_texts(order, methodist, visit):
    point = order.points.get()
    base = fingerprint(point, ("executor", "text", "deadline"))
    editing.change_point(point=point, text="Текст другого человека", by=methodist)
    data = {"executor": "", "text": "мой текст", "deadline": "", "version": 1, "base": base, "writer": "page"}
    answer = visit(methodist).post(url("point_text", point.pk), data, headers=AUTOSAVE)
    assert answer.status_code == 409
    assert "Текст другого человека" in shown(answer)
    assert "мой текст" in shown(answer)


def test_an_empty_title_is_refused_and_the_preamble_kept(order, methodist, visit):
    client = visit(methodist)
    data = {"title": "", "preamble": "В целях развития", "version": order.version}
    answer = client.post(url("texts", order.pk), data)
    assert answer.status_code == 422
    assert "В целях развития" in shown(answer)
    answer = client.post(url("texts", order.pk), data, headers=AUTOSAVE)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["title"])


def test_the_draft_comes_anew_with_its_remarks(order, methodist, visit):
    editing.change_order(order=order, title="О семинаре.", by=methodist)
    answer = visit(methodist).get(url("draft", order.pk), headers={"HX-Request": "true"})
    assert "В конце заголовка точка не ставится." in shown(answer)
    assert 'hx-swap-oob="true"' in shown(answer)


def test_a_party_is_chosen_from_the_list(order, methodist, visit):
    point = order.points.get()
    client = visit(methodist)
    assert "Руководители образовательных организаций" in shown(client.get(url("point_executor", point.pk)))
    answer = client.post(url("point_executor", point.pk), {"party": "role:schools"})
    assert answer.url == point.get_absolute_url()
    point.refresh_from_db()
    assert point.executor == "Руководителям образовательных организаций"
    client.post(url("point_executor", point.pk), {"party": ""})
    point.refresh_from_db()
    assert (point.executor, point.executor_key) == ("", "")


def test_a_party_that_is_not_in_the_list_is_refused(order, methodist, visit):
    answer = visit(methodist).post(
        url("point_executor", order.points.get().pk), {"party": f"teacher:{make.TeacherFactory().pk}"}
    )
    assert answer.status_code == 422
    assert "Выберите из списка." in shown(answer)


def test_whoever_chooses_the_control_may_leave_it_out(order, methodist, visit):
    field = visit(methodist).get(url("control", order.pk)).context["form"]["party"]
    assert str(field).count("Без пункта о контроле") == 1
    assert "Никому: пункт без исполнителя" not in str(field)


def test_control_is_taken_out_and_laid_on_somebody(order, methodist, visit, district):
    client = visit(methodist)
    client.post(url("control", order.pk), {"party": ""})
    order.refresh_from_db()
    assert order.control == ""
    client.post(url("control", order.pk), {"party": f"signatory:{district.signatories.get().pk}"})
    order.refresh_from_db()
    assert order.control.startswith("Контроль за исполнением настоящего приказа возложить на ")


def test_requisites_keep_what_is_written_otherwise_than_usual(order, methodist, visit):
    client = visit(methodist)
    page = client.get(url("requisites", order.pk))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"date": "2021-12-30", "wanted_number": "№ 495", "signature_name": "Ковалёва Н.П."}
    assert client.post(url("requisites", order.pk), data).status_code == 302
    order.refresh_from_db()
    assert (order.date, order.wanted_number) == (date(2021, 12, 30), "495")
    paper = shown(client.get(order.get_absolute_url()))
    assert "30.12.2021" in paper
    assert "В подписи инициалы ставятся перед фамилией." in paper


# annexes


def test_an_annex_is_typed_and_edited_as_text(order, methodist, visit):
    client = visit(methodist)
    data = {"title": "Положение", "text": "ОБЩИЕ ПОЛОЖЕНИЯ\n1. Первое.\nПросто абзац."}
    client.post(url("annex_add", order.pk), data)
    annex = order.annexes.get()
    assert [block["kind"] for block in annex.blocks] == ["heading", "item", "text"]
    page = client.get(annex.get_absolute_url())
    form = page.context["form"]
    edited = {name: form[name].value() or "" for name in form.fields} | {"text": "Одно."}
    edited.pop("landscape")
    assert client.post(annex.get_absolute_url(), edited).status_code == 302
    annex.refresh_from_db()
    assert annex.blocks == content_from_text("Одно.")


def test_rows_of_a_table_are_edited_one_by_one(order, methodist, visit):
    table = table_block(["№", "Тема"], [[1, "Оценивание"], [2, "Сети"]])
    annex = annexes.add_annex(order=order, title="Темы", blocks=[table], by=methodist)
    client = visit(methodist)
    client.post(url("row", annex.pk, 1, 2), opened_row(client, annex) | {"cell1": "Сетевые сообщества"})
    client.post(url("row_change", annex.pk, 1, 2), {"way": "up"})
    answer = client.post(url("row_change", annex.pk, 1, 2), {"way": "add"})
    assert answer.url == url("row", annex.pk, 1, 3)
    client.post(url("row_change", annex.pk, 1, 2), {"way": "remove"})
    annex.refresh_from_db()
    rows = [[cell["text"] for cell in row["cells"]] for row in annex.blocks[0]["rows"]]
    assert rows == [["2", "Сетевые сообщества"], ["", ""]]
    assert client.post(url("row_change", annex.pk, 1, 1), {"way": "up"}).status_code == 302
    assert client.get(url("row", annex.pk, 1, 9)).status_code == 404
    assert client.get(url("table", annex.pk, 2)).status_code == 404


def opened_row(client, annex, place=2) -> dict:
    form = client.get(url("row", annex.pk, 1, place)).context["form"]
    return {name: form[name].value() for name in form.fields}


def words_of(annex) -> list[list[str]]:
    annex.refresh_from_db()
    return [[cell["text"] for cell in row["cells"]] for row in annex.blocks[0]["rows"]]


def test_a_row_that_moved_meanwhile_is_not_overwritten(order, methodist, visit):
    table = table_block(["Тема"], [["Оценивание"], ["Сети"]])
    annex = annexes.add_annex(order=order, title="Темы", blocks=[table], by=methodist)
    client = visit(methodist)
    typed = opened_row(client, annex) | {"cell0": "Сетевые сообщества"}
    client.post(url("row_change", annex.pk, 1, 2), {"way": "up"})
    answer = client.post(url("row", annex.pk, 1, 2), typed)
    assert answer.status_code == 409
    assert "Сетевые сообщества" in shown(answer)
    assert words_of(annex) == [["Сети"], ["Оценивание"]]


def test_a_second_click_does_not_remove_the_next_row(order, methodist, visit):
    table = table_block(["Тема"], [["Оценивание"], ["Сети"], ["Проекты"]])
    annex = annexes.add_annex(order=order, title="Темы", blocks=[table], by=methodist)
    client = visit(methodist)
    mark = client.get(url("table", annex.pk, 1)).context["table"].row(2).mark
    address = f"{url('row_change', annex.pk, 1, 2)}?was={mark}"
    assert address in shown(client.get(url("table", annex.pk, 1)))
    client.post(address, {"way": "remove"})
    answer = client.post(address, {"way": "remove"}, follow=True)
    assert "Эта строка уже на другом месте, изменена или убрана." in shown(answer)
    assert words_of(annex) == [["Оценивание"], ["Проекты"]]


def test_text_that_cannot_be_printed_stays_in_the_form(order, methodist, visit):
    annex = annexes.add_annex(order=order, title="Темы", blocks=[], by=methodist)
    client = visit(methodist)
    form = client.get(annex.get_absolute_url()).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "landscape"}
    text = f"Важный текст.\n[пункт {'1' * 61}] Ещё один."
    answer = client.post(annex.get_absolute_url(), data | {"text": text})
    assert answer.status_code == 422
    assert "не длиннее 60 знаков" in answer.context["form"].errors["text"][0]
    assert "Важный текст." in shown(answer)


def test_a_table_that_the_text_names_is_not_lost(order, methodist, visit):
    table = table_block(["Тема"], [["Оценивание"]])
    annex = annexes.add_annex(order=order, title="Темы", blocks=[table], by=methodist)
    client = visit(methodist)
    form = client.get(annex.get_absolute_url()).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "landscape"}
    client.post(annex.get_absolute_url(), data | {"text": "Перед таблицей.\n[таблица 1]"})
    annex.refresh_from_db()
    assert annex.blocks[1] == table
    form = client.get(annex.get_absolute_url()).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "landscape"}
    answer = client.post(annex.get_absolute_url(), data | {"text": "[таблица 7]"})
    assert answer.status_code == 422


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "²"])
def test_a_signatory_that_cannot_be_is_refused(order, methodist, visit, key):
    answer = visit(methodist).post(url("requisites", order.pk), {"issuer": "authority", "signatory": key})
    assert answer.status_code == 409


# deciding


def test_the_head_reads_signs_or_returns(order, methodist, head, visit, monkeypatch):
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")
    client, boss = visit(methodist), visit(head)
    client.post(url("submit", order.pk))
    assert "Подписать приказ" in shown(boss.get("/"))
    page = boss.get(url("sign", order.pk))
    assert "следующий по порядку: 1." in shown(page)
    data = {"version": page.context["form"]["version"].value(), "date": "2026-11-27", "comment": ""}
    data |= {"signatory": order.signatory_id, "number": ""}
    refused = boss.post(url("sign", order.pk), data | {"decision": "return"})
    assert refused.status_code == 422
    assert "без замечания возвращать нельзя" in shown(refused)
    boss.post(url("sign", order.pk), data | {"decision": "return", "comment": "Укажите срок."})
    assert "Укажите срок." in shown(client.get(order.get_absolute_url()))
    client.post(url("submit", order.pk))
    order.refresh_from_db()
    data["version"] = order.version
    assert boss.post(url("sign", order.pk), data | {"date": ""}).status_code == 422
    boss.post(url("sign", order.pk), data)
    order.refresh_from_db()
    assert (order.state, order.entry.number) == (Order.State.SIGNED, "1")
    assert "Приказ № 1 от 27.11.2026" in shown(client.get(order.get_absolute_url()))


def test_a_taken_number_is_refused_beside_its_field(district, order, methodist, head, visit):
    signed_order(municipality=district, by=methodist, on=date(2026, 11, 1))
    signing.submit(order=order, by=methodist)
    boss = visit(head)
    version = boss.get(url("sign", order.pk)).context["form"]["version"].value()
    data = {"version": version, "date": "2026-11-27", "number": "1", "signatory": order.signatory_id}
    answer = boss.post(url("sign", order.pk), data)
    assert answer.status_code == 422
    assert "Номер 1 уже занят" in answer.context["form"].errors["number"][0]


def test_a_reader_says_once_that_the_order_was_read(district, methodist, visit):
    teacher = make.TeacherFactory(school__municipality=district)
    user = make.user_with_role(RoleKind.TEACHER, municipality=district, teacher=teacher)
    order = signed_order(municipality=district, by=methodist)
    client = visit(user)
    assert client.get(order.get_absolute_url()).status_code == 404
    OrderPerson.objects.create(order=order, part="acquainted", teacher=teacher, name=teacher.full_name)
    assert "Ознакомиться" in shown(client.get("/"))
    assert "Вы в листе ознакомления." in shown(client.get(order.get_absolute_url()))
    client.post(url("read", order.pk))
    assert order.people.get().read_at is not None
    assert "Ознакомиться" not in shown(client.get("/"))


def test_a_kind_that_is_not_offered_has_no_page(methodist, visit):
    client = visit(methodist)
    assert client.get(url("start", "changing")).status_code == 404
    assert client.get(url("start", "nothing")).status_code == 404


def test_a_change_is_refused_for_what_is_not_signed(order, methodist, visit):
    answer = visit(methodist).get(url("change", order.pk), follow=True)
    assert "Изменить или отменить можно только подписанный приказ." in shown(answer)


def test_two_clicks_start_one_empty_order(methodist, visit):
    client = visit(methodist)
    data = {"title": "О семинаре", "issuer": "authority"}
    first, second = (client.post(url("start", "blank"), data) for _ in range(2))
    assert first.url == second.url == Order.objects.get().get_absolute_url()


def test_an_order_that_was_written_is_no_second_click(methodist, visit):
    client = visit(methodist)
    data = {"title": "О семинаре", "issuer": "authority"}
    client.post(url("start", "blank"), data)
    editing.change_order(order=Order.objects.get(), preamble="В целях обмена опытом", by=methodist)
    client.post(url("start", "blank"), data)
    assert Order.objects.count() == 2


def test_a_reader_gets_no_links_that_would_not_open(district, methodist, visit):
    teacher = make.TeacherFactory(school__municipality=district)
    reader = make.user_with_role(RoleKind.TEACHER, municipality=district, teacher=teacher)
    order = signed_order(municipality=district, by=methodist)
    OrderPerson.objects.create(order=order, part="acquainted", teacher=teacher, name=teacher.full_name)
    later = signed_change(district, methodist, order, "amends")
    assert later.get_absolute_url() in shown(visit(methodist).get(order.get_absolute_url()))
    page = shown(visit(reader).get(order.get_absolute_url()))
    assert "Изменён приказом" in page
    assert later.get_absolute_url() not in page


def test_a_cancelled_order_names_what_cancelled_it_whatever_became_of_that(district, methodist, visit):
    order = signed_order(municipality=district, by=methodist)
    second = signed_change(district, methodist, order, "cancels")
    signed_change(district, methodist, second, "cancels")
    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED
    page = shown(visit(methodist).get(order.get_absolute_url()))
    assert "Отменён приказом" in page
    assert second.get_absolute_url() in page


def test_a_change_of_a_cancelled_order_is_told_before_it_is_handed_over(district, methodist, visit):
    order = signed_order(municipality=district, by=methodist)
    late = changing(district, methodist, order, "amends")
    signed_change(district, methodist, order, "cancels")
    client = visit(methodist)
    answer = client.post(url("submit", late.pk), follow=True)
    assert "этот черновик больше не нужен" in shown(answer)
    late.refresh_from_db()
    assert late.state == Order.State.DRAFT
