"""The yearly revision: what is offered, what is kept, why each thing changes; the pages of it."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.orders import signed_order
from methodservice.testing.printed import Printed
from methodservice.testing.roadmaps import draft_roadmap, revised, roadmap_content, roadmap_in_force
from roadmap.difference import difference_of
from roadmap.models import ChangeReason, Completion, Edition, Line, Occurrence
from roadmap.revising import grouped, offers_of
from roadmap.services.approving import approve_by_hand
from roadmap.services.reasons import give_reason
from roadmap.services.revising import revise

TODAY = date(2026, 12, 1)


@pytest.fixture
def items(edition):
    """Keys of the items in the order of the document."""
    return list(Line.objects.of(edition).values_list("item", flat=True))


def done(item, methodist):
    """Every occurrence of the item is done in time."""
    for row in Occurrence.objects.filter(item=item):
        Completion.objects.create(item_id=item, occurrence=row, done_on=row.ends, marked_by=methodist)


def url(name, shown, **query):
    return reverse(f"roadmap:{name}", args=[shown.programme_id], query=query or None)


def plain(text):
    return " ".join(text.split())


def words_of(response):
    return plain(response.content.decode())


class TestOffers:
    def test_each_line_is_shown_with_its_deadline_before_and_after(self, edition):
        offers = offers_of(edition, years=1, today=TODAY)
        assert [(each.before, each.after) for each in offers] == [
            ("март 2026", "март 2027"),
            ("до 15 мая 2026", "до 15 мая 2027"),
            ("ежеквартально", "ежеквартально"),
            ("по отдельному графику", "по отдельному графику"),
            ("по мере необходимости", "по мере необходимости"),
        ]

    def test_the_undone_is_offered_and_the_done_is_offered_to_be_dropped(self, edition, items, methodist):
        done(items[0], methodist)
        done(items[2], methodist)
        groups = grouped(offers_of(edition, years=1, today=TODAY))
        assert [(group.title, group.keep, [each.item for each in group.lines]) for group in groups] == [
            ("Не выполнено", True, [items[1]]),
            ("Продолжается и впереди", True, items[2:]),
            ("Выполнено", False, [items[0]]),
        ]


class TestRevision:
    def test_the_kept_items_stay_themselves(self, edition, items, methodist):
        second = revised(edition, methodist, kept=items[1:4])
        assert (second.number, second.state, second.title, second.first, second.last) == (
            2, "draft", "Дорожная карта развития службы на 2027 год", date(2027, 1, 1), date(2027, 12, 31),
        )  # fmt: skip
        lines = Line.objects.of(second)
        assert [(line.item_id, line.deadline) for line in lines] == [
            (items[1], "до 15 мая 2027"), (items[2], "ежеквартально"), (items[3], "по отдельному графику"),
        ]  # fmt: skip

    def test_what_was_not_done_is_the_reason_of_its_move(self, edition, items, methodist):
        done(items[0], methodist)
        second = revised(edition, methodist, kept=items[:2])
        reasons = dict(second.reasons.values_list("item", "kind"))
        assert reasons == {
            items[0]: "monitoring", items[1]: "unfinished",
            items[2]: "monitoring", items[3]: "monitoring", items[4]: "monitoring",
        }  # fmt: skip
        assert not difference_of(second).unfounded

    def test_a_second_click_finds_the_draft(self, edition, methodist):
        revised(edition, methodist)
        with pytest.raises(AlreadyDone):
            revised(edition, methodist)
        assert edition.programme.editions.count() == 2

    def test_nothing_kept_and_foreign_items_are_refused(self, district, edition, methodist):
        other = roadmap_in_force(district, methodist)
        foreign = Line.objects.of(other).first().item_id
        for kept in ([], [foreign]):
            with pytest.raises(Refused, match="хотя бы один"):
                revised(edition, methodist, kept=kept)

    def test_an_edition_that_was_replaced_meanwhile_is_not_revised(self, edition, items, methodist):
        second = revised(edition, methodist)
        approve_by_hand(
            edition=second, order_number="2", approved_on=TODAY, approved_act="приказом", in_force_from=TODAY,
            by=methodist,
        )  # fmt: skip
        with pytest.raises(Refused, match="другая редакция"):
            revise(
                programme=edition.programme, base=edition, years=1, kept=items, kind="order", reason="Приказ",
                today=TODAY, by=methodist,
            )  # fmt: skip


class TestRevisionPage:
    def test_nothing_is_written_before_the_button(self, edition, methodist, visit):
        response = visit(methodist).get(url("revise", edition, years=2))
        assert "март 2028" in words_of(response)
        assert "1 января 2028" in words_of(response).replace("\N{NO-BREAK SPACE}", " ")
        assert edition.programme.editions.count() == 1

    def test_it_writes_what_is_ticked(self, edition, items, methodist, visit):
        sent = {"items": items[:2], "kind": "monitoring", "reason": "Справка от 15.12.2026"}
        response = visit(methodist).post(url("revise", edition, years=1), sent)
        second = Edition.objects.get(number=2)
        assert response.url == second.get_absolute_url()
        assert (second.reason, Line.objects.of(second).count()) == ("Справка от 15.12.2026", 2)

    def test_without_a_reason_nothing_is_lost(self, edition, items, methodist, visit):
        response = visit(methodist).post(
            url("revise", edition), {"items": items[:1], "kind": "order", "reason": ""}
        )
        assert response.status_code == 422
        assert "Напишите, почему меняется документ" in words_of(response)
        ticked = [each.item for _, rows in response.context["groups"] for each, tick in rows if tick]
        assert ticked == items[:1]

    def test_a_draft_that_is_there_is_shown_instead(self, edition, methodist, visit):
        second = revised(edition, methodist)
        for response in (
            visit(methodist).get(url("revise", edition)),
            visit(methodist).post(url("revise", edition), {}),
        ):
            assert response.url == second.get_absolute_url()

    def test_a_first_draft_has_nothing_to_revise(self, draft, methodist, visit):
        assert visit(methodist).get(url("revise", draft)).status_code == 302

    @pytest.mark.parametrize("years", ["x", "-1", "99", ""])
    def test_strange_years_are_one(self, edition, methodist, visit, years):
        assert visit(methodist).get(url("revise", edition, years=years)).context["years"] == 1

    @pytest.mark.parametrize("count", [1, 30])
    def test_it_costs_the_same_for_one_line_and_thirty(
        self, count, district, methodist, visit, assert_query_count
    ):
        lines = [(f"1.{place}", f"Дело {place}", "май 2026", "методисты", "") for place in range(count)]
        edition = roadmap_in_force(district, methodist, roadmap_content(lines))
        assert_query_count(visit(methodist), url("revise", edition), 14)


class TestReasons:
    @pytest.fixture
    def second(self, edition, methodist):
        made = revised(edition, methodist)
        made.reasons.all().delete()
        return made

    def test_one_reason_for_several_changes(self, second, items, methodist, visit):
        sent = {"items": items[:2], "kind": "recommendation", "text": "Школа № 1, 15.12.2026", "record": ""}
        response = visit(methodist).post(url("reasons", second), sent, follow=True)
        assert "Основание записано для 2\N{NO-BREAK SPACE}изменений." in response.content.decode()
        assert "Адресная рекомендация: Школа № 1, 15.12.2026" in words_of(response)
        assert set(second.reasons.values_list("item", "kind")) == {
            (items[0], "recommendation"), (items[1], "recommendation"),
        }  # fmt: skip

    def test_another_reason_takes_the_place_of_the_former(self, second, items, methodist):
        for kind in ("order", "decision"):
            give_reason(edition=second, items=items[:1], kind=kind, text="", record="", by=methodist)
        assert list(second.reasons.values_list("kind", flat=True)) == ["decision"]

    def test_a_record_of_the_portal_is_linked(self, second, district, items, methodist, visit):
        make.SignatoryFactory(municipality=district)
        order = signed_order(municipality=district, by=methodist, number="1")
        sent = {"items": items[:1], "kind": "order", "text": "", "record": f"order:{order.pk}"}
        response = visit(methodist).post(url("reasons", second), sent, follow=True)
        assert f'href="{order.get_absolute_url()}"' in response.content.decode()
        teacher = make.UserFactory(municipality=district)
        Edition.objects.filter(pk=second.pk).update(
            state="approved", order_number="1", approved_on=TODAY, in_force_from=TODAY
        )
        seen = visit(teacher).get(url("changes", second)).content.decode()
        assert order.title in seen
        assert order.get_absolute_url() not in seen

    @pytest.mark.parametrize(
        ("answers", "sentence"),
        [
            ({"items": []}, "Отметьте изменения"),
            ({"kind": "other"}, "Напишите, какое основание."),
            ({"record": "order:999"}, "Выберите из списка."),
            ({"kind": "whim"}, "Выберите корректный вариант"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_lost(
        self, second, items, methodist, visit, answers, sentence
    ):
        sent = {"items": items[:1], "kind": "order", "text": "", "record": ""} | answers
        response = visit(methodist).post(url("reasons", second), sent)
        assert response.status_code == 422
        assert sentence in words_of(response)
        ticked = [line.item for line, *_, tick in response.context["rows"] if tick]
        assert ticked == [item for item in items if item in sent["items"]]
        assert not second.reasons.exists()

    def test_an_item_that_does_not_change_takes_none(self, second, items, methodist):
        with pytest.raises(Refused, match="изменения стали другими"):
            give_reason(edition=second, items=items[3:], kind="order", text="", record="", by=methodist)

    def test_without_a_draft_there_is_nothing_to_found(self, edition, methodist, visit):
        response = visit(methodist).post(url("reasons", edition), {"items": [1]})
        assert response.url == edition.programme.get_absolute_url()


class TestChanges:
    def test_a_reader_sees_what_was_approved_and_no_draft(self, edition, district, methodist, visit):
        revised(edition, methodist)
        reader = make.UserFactory(municipality=district)
        assert "Это первая редакция" in words_of(visit(reader).get(url("changes", edition)))
        assert visit(reader).get(url("changes", edition, edition=2)).status_code == 404

    def test_words_that_went_and_came(self, edition, methodist, visit):
        revised(edition, methodist)
        shown = words_of(visit(methodist).get(url("changes", edition)))
        assert "март <del>2026</del><ins>2027</ins>" in shown
        assert "добавлено 0, изменено 2, убрано 0" in shown
        assert 'action="/roadmaps/' in shown

    def test_the_department_head_reads_the_draft_without_a_form(self, edition, district, methodist, visit):
        revised(edition, methodist)
        head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
        response = visit(head).get(url("changes", edition))
        assert (response.context["form"], len(response.context["rows"])) == (None, 2)

    @pytest.mark.parametrize("count", [1, 30])
    def test_it_costs_the_same_for_one_change_and_thirty(
        self, count, district, methodist, visit, assert_query_count
    ):
        lines = [(f"1.{place}", f"Дело {place}", "май 2026", "методисты", "") for place in range(count)]
        edition = revised(roadmap_in_force(district, methodist, roadmap_content(lines)), methodist)
        assert edition.reasons.count() == count
        assert_query_count(visit(methodist), url("changes", edition), 16)

    def test_it_is_printed_with_its_reasons(self, edition, items, methodist, visit):
        second = revised(edition, methodist, kept=items[:4])
        address = reverse("roadmap:changes_file", args=[second.pk, "pdf"])
        text = plain(Printed(visit(methodist).get(address).content).text)
        for words in (
            "ИЗМЕНЕНИЯ", "Дорожная карта развития службы на 2027 год", "Проект", "Срок: март 2026", "Срок: март 2027",
            "Исключить", "Не выполнено в прошлом",
        ):  # fmt: skip
            assert words in text

    def test_a_first_edition_has_nothing_to_print(self, draft, edition, methodist, visit):
        for first in (draft, edition):
            address = reverse("roadmap:changes_file", args=[first.pk, "docx"])
            assert visit(methodist).get(address).status_code == 404

    def test_it_is_a_word_document_too(self, edition, methodist, visit):
        address = reverse("roadmap:changes_file", args=[revised(edition, methodist).pk, "docx"])
        assert visit(methodist).get(address).content[:2] == b"PK"


def test_a_draft_of_another_municipality_is_not_there(methodist, visit):
    other = make.SchoolFactory().municipality
    stranger = draft_roadmap(other, make.user_with_role(RoleKind.METHODIST, municipality=other))
    for name in ("approve", "approve_order", "approve_paper", "revise", "changes"):
        assert visit(methodist).get(url(name, stranger)).status_code == 404


def test_reasons_go_with_their_edition(edition, methodist):
    revised(edition, methodist).delete()
    assert not ChangeReason.objects.exists()
