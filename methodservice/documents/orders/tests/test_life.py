"""The way of an order: draft, for signature, returned, signed, cancelled by another."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.documents.models import RegisterEntry
from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order, OrderLink
from methodservice.documents.orders.services import editing, making, people, signing
from methodservice.lib.refusals import AlreadyDone, Refused, Stale
from methodservice.testing import factories as make
from methodservice.testing.orders import TITLE, draft_order, signed_order, staffed_municipality

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


@pytest.fixture
def district():
    return staffed_municipality()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture(autouse=True)
def _no_layout(monkeypatch):
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_draft_takes_the_signatory_of_the_day(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    assert order.signatory == district.signatories.get()
    assert order.control == "Контроль за исполнением настоящего приказа оставляю за собой."


def test_an_order_without_points_is_not_handed_over(district, methodist):
    order = draft_order(municipality=district, by=methodist, points=())
    with pytest.raises(Refused, match="Добавьте хотя бы один пункт") as refusal:
        signing.submit(order=order, by=methodist)
    assert refusal.value.anchor == "points"


def test_an_order_with_an_empty_point_is_not_handed_over(district, methodist):
    order = draft_order(municipality=district, by=methodist, points=("Провести семинар.", ""))
    with pytest.raises(Refused, match="Есть пустой пункт"):
        signing.submit(order=order, by=methodist)


def test_an_order_without_a_signatory_is_not_handed_over(methodist):
    order = draft_order(municipality=make.MunicipalityFactory(), by=methodist)
    with pytest.raises(Refused, match="Выберите, кто подписывает"):
        signing.submit(order=order, by=methodist)


def test_words_cannot_change_while_the_order_waits(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    point = order.points.get()
    signing.submit(order=order, by=methodist)
    for change in (
        lambda: editing.change_order(order=order, title="Другое", by=methodist),
        lambda: editing.change_point(point=point, text="Другое", by=methodist),
        lambda: editing.add_point(order=order, by=methodist),
        lambda: editing.remove_part(part=point, by=methodist),
        lambda: editing.discard(order=order, by=methodist),
        lambda: people.fill_acquainted(order=order, by=methodist),
    ):
        with pytest.raises(Refused, match="на подпись или подписан"):
            change()
    point.refresh_from_db()
    assert point.text == "Провести семинар."


def test_a_withdrawn_order_can_be_changed_again(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    signing.submit(order=order, by=methodist)
    assert signing.withdraw(order=order, by=methodist).state == Order.State.DRAFT
    assert editing.change_order(order=order, title="О другом", by=methodist).title == "О другом"


def test_a_returned_order_keeps_the_remark_until_it_is_signed(district, methodist):
    order = signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist)
    with pytest.raises(Refused, match="без замечания"):
        signing.return_order(order=order, comment="  ", by=methodist)
    returned = signing.return_order(order=order, comment="Укажите срок.", by=methodist)
    assert (returned.state, returned.comment) == (Order.State.RETURNED, "Укажите срок.")
    signing.submit(order=order, by=methodist)
    assert signing.sign(order=order, on=DAY, by=methodist).comment == ""


def test_signing_numbers_registers_and_freezes_at_once(district, methodist):
    order = signed_order(municipality=district, by=methodist, on=DAY)
    entry = RegisterEntry.objects.get()
    assert order.entry == entry
    assert (entry.number, entry.ordinal, entry.date, entry.title) == ("1", 1, DAY, TITLE)
    assert plain(entry.signed_as) == "Начальник отдела образования Н. П. Ковалёва"
    assert entry.document == order.document
    snapshot = order.document.snapshot
    assert (snapshot["number"], snapshot["date"], snapshot["is_draft"]) == ("1", "27.11.2026", False)
    assert [point["text"] for point in snapshot["points"]] == [
        "Провести семинар.",
        "Контроль за исполнением настоящего приказа оставляю за собой.",
    ]
    assert AuditEvent.objects.about(order).filter(verb=AuditEvent.Verb.SIGNED).count() == 1


def test_a_second_signature_says_the_number(district, methodist):
    order = signed_order(municipality=district, by=methodist)
    with pytest.raises(AlreadyDone, match="Приказ уже подписан: № 1"):
        signing.sign(order=order, on=DAY, by=methodist)


def test_an_order_that_was_changed_meanwhile_is_not_signed(district, methodist):
    order = signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist)
    read = order.version
    signing.withdraw(order=order, by=methodist)
    signing.submit(order=order, by=methodist)
    with pytest.raises(Refused, match="Прочитайте его ещё раз"):
        signing.sign(order=order, on=DAY, by=methodist, version=read)
    assert not RegisterEntry.objects.exists()


def test_nobody_signs_on_a_day_on_which_the_person_had_no_right(district, methodist):
    order = signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist)
    with pytest.raises(Refused, match=r"не подписывает документы на 31.12.2019") as refusal:
        signing.sign(order=order, on=date(2019, 12, 31), by=methodist)
    assert refusal.value.anchor == "signatory"


def test_a_refused_signature_gives_its_number_back(district, methodist):
    signed_order(municipality=district, by=methodist, number="1")
    order = signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist)
    with pytest.raises(Refused, match="Номер 1 уже занят"):
        signing.sign(order=order, on=DAY, number="1", by=methodist)
    assert signing.sign(order=order, on=DAY, by=methodist).entry.number == "2"


def test_the_database_refuses_a_signed_order_without_an_entry(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(state=Order.State.SIGNED)


def _changing(target, how, by):
    kind = kind_of("changing")
    form = kind.form({"how": how, "reason": "В связи с уточнением состава"}, target=target)
    assert form.is_valid(), form.errors
    return making.start_order(kind=kind, facts=kind.facts(form), municipality=target.municipality, by=by)


def test_an_order_is_cancelled_only_when_the_other_one_is_signed(district, methodist):
    target = signed_order(municipality=district, by=methodist, title="О проведении семинара")
    order = _changing(target, OrderLink.Kind.CANCELS, methodist)
    assert plain(order.title) == "О признании утратившим силу приказа от 27 ноября 2026 г. № 1"
    signing.submit(order=order, by=methodist)
    target.refresh_from_db()
    assert target.state == Order.State.SIGNED
    signing.sign(order=order, on=DAY, by=methodist)
    target.refresh_from_db()
    assert target.state == Order.State.CANCELLED
    assert target.entry.annulled == "Отменён приказом № 2 от 27.11.2026"
    assert [link.target for link in order.changes.all()] == [target]


def test_an_amended_order_stays_in_force(district, methodist):
    target = signed_order(municipality=district, by=methodist)
    order = _changing(target, OrderLink.Kind.AMENDS, methodist)
    signing.submit(order=order, by=methodist)
    signing.sign(order=order, on=DAY, by=methodist)
    target.refresh_from_db()
    assert target.state == Order.State.SIGNED
    assert [link.order for link in target.changed_by.all()] == [order]


def test_a_cancelled_order_cannot_be_changed_by_a_later_one(district, methodist):
    target = signed_order(municipality=district, by=methodist)
    other = make.user_with_role(RoleKind.METHODIST, municipality=district)
    first, second = (_changing(target, OrderLink.Kind.CANCELS, by) for by in (methodist, other))
    for order in (first, second):
        signing.submit(order=order, by=methodist)
    signing.sign(order=first, on=DAY, by=methodist)
    with pytest.raises(Refused, match="уже отменён"):
        signing.sign(order=second, on=DAY, by=methodist)
    assert RegisterEntry.objects.count() == 2


# writing


def test_points_are_numbered_by_place_and_move_within_their_level(district, methodist):
    order = draft_order(municipality=district, by=methodist, points=("первый", "второй", "третий"))
    first, second, third = order.points.order_by("position")
    inner = editing.add_point(order=order, parent=second, text="внутри", by=methodist)
    editing.move_part(part=third, up=True, by=methodist)
    editing.move_part(part=first, up=True, by=methodist)
    editing.move_part(part=inner, up=True, by=methodist)
    rows = order.points.filter(parent=None).order_by("position").values_list("text", "position")
    assert list(rows) == [("первый", 1), ("третий", 2), ("второй", 3)]
    editing.remove_part(part=third, by=methodist)
    rows = order.points.filter(parent=None).order_by("position").values_list("text", "position")
    assert list(rows) == [("первый", 1), ("второй", 2)]


def test_points_are_not_divided_deeper_than_three_levels(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    point = order.points.get()
    for _ in range(2):
        point = editing.add_point(order=order, parent=point, text="глубже", by=methodist)
    with pytest.raises(Refused, match=r"1\.1\.1"):
        editing.add_point(order=order, parent=point, text="ещё", by=methodist)


def test_an_executor_is_put_into_the_dative_and_onto_the_acquaintance_sheet(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    teacher = make.TeacherFactory(
        school__municipality=district,
        surname="Светлова",
        position="методист",
        school__short_name="МОУ СОШ № 1",
    )
    point = editing.set_executor(point=order.points.get(), key=f"teacher:{teacher.pk}", by=methodist)
    assert (
        point.executor
        == "Методисту МОУ СОШ №\N{NO-BREAK SPACE}1 Светловой\N{NO-BREAK SPACE}М.\N{NO-BREAK SPACE}И."
    )
    assert people.fill_acquainted(order=order, by=methodist) == 1
    assert people.fill_acquainted(order=order, by=methodist) == 0
    row = order.people.get()
    assert (row.teacher, row.name) == (teacher, "Светлова Мария Ивановна")


def test_an_executor_of_another_district_is_refused(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    stranger = make.TeacherFactory()
    with pytest.raises(Refused, match="больше нет в списках"):
        editing.set_executor(point=order.points.get(), key=f"teacher:{stranger.pk}", by=methodist)


def test_editing_the_words_of_an_executor_settles_the_doubt(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    point = order.points.get()
    point.doubt = "«Зайца»"
    point.save()
    assert editing.change_point(point=point, deadline="до 1 мая", by=methodist).doubt == "«Зайца»"
    assert editing.change_point(point=point, executor="Зайцу А. А.", by=methodist).doubt == ""


def test_choosing_an_executor_keeps_the_doubt_about_the_text(district, methodist):
    point = draft_order(municipality=district, by=methodist).points.get()
    point.doubt = "«Зайца»"
    point.save()
    point = editing.set_executor(point=point, key="role:schools", by=methodist)
    assert point.doubt == "«Зайца»"
    assert editing.set_executor(point=point, key="role:methodists", by=methodist).doubt == ""


def test_an_older_version_is_not_written_over(district, methodist):
    order = draft_order(municipality=district, by=methodist)
    read = order.version
    editing.change_order(order=order, title="О первом", by=methodist, version=read)
    with pytest.raises(Stale):
        editing.change_order(order=order, title="О втором", by=methodist, version=read)
