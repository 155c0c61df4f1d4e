"""From a draft to its force: by an order of the portal, by one on paper; what is refused, what a second click finds."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.documents.models import DocumentStyle, RegisterEntry
from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import editing, signing
from methodservice.documents.orders.services.making import start_order
from methodservice.documents.register.by_hand import register_by_hand
from methodservice.lib.refusals import Refused
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.drafts import lines_of
from methodservice.testing.roadmaps import draft_roadmap, revised, roadmap_content, roadmap_in_force
from roadmap.annex import annex_of
from roadmap.models import ChangeReason, Completion, Edition, Line, Occurrence
from roadmap.services import approving, coming
from roadmap.services.coming import bring_due, write_occurrences

PAPER = {
    "number": "№ 7-ОД",
    "approved_on": "2026-01-12",
    "act": "приказом отдела образования",
    "in_force": "",
    "noted": "",
}


def today():
    return timezone.localdate()


@pytest.fixture
def department(district):
    make.SignatoryFactory(municipality=district)
    return make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)


@pytest.fixture
def sign(monkeypatch, methodist, department):
    """sign(order) → handed over and signed today; what prints is not looked at."""
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")

    def do(order, number="12-ОД"):
        signing.submit(order=order, by=methodist)
        return signing.sign(order=order, on=today(), by=department, number=number)

    return do


@pytest.fixture
def order_of(methodist, department, visit):
    """order_of(draft, **answers) → the order that the page prepares."""

    def do(draft, **answers):
        answers = {"executors": ["role:schools"], "in_force": ""} | answers
        visit(methodist).post(reverse("roadmap:approve_order", args=[draft.programme_id]), answers)
        return Order.objects.get(source=f"roadmap:{draft.pk}")

    return do


def fresh(edition):
    return Edition.objects.get(pk=edition.pk)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


class TestOrder:
    def test_the_order_approves_the_edition_as_its_annex(self, draft, order_of):
        order = order_of(draft, in_force="2026-02-01")
        place = draft.programme.municipality.name_genitive
        assert lines_of(order) == [
            "Об утверждении дорожной карты развития службы на 2026 год",
            f"В целях развития системы образования {place}",
            "1. Утвердить прилагаемую дорожную карту развития службы на 2026 год (приложение).",
            "2. Ввести дорожную карту в действие с 1 февраля 2026 г.",
            "3. Руководителям образовательных организаций обеспечить исполнение дорожной карты.",
            "4. Контроль за исполнением настоящего приказа оставляю за собой.",
        ]
        annex = order.annexes.get()
        assert (annex.blocks, annex.title) == (annex_of(draft).blocks, "")
        assert annex.mark.splitlines()[1] == "УТВЕРЖДЕНА"
        assert fresh(draft).order == order

    def test_the_order_begins_as_the_municipality_words_such_orders(self, draft, order_of):
        preambles = {"programme": "Во исполнение муниципальной программы"}
        DocumentStyle.objects.create(municipality=draft.programme.municipality, preambles=preambles)
        assert order_of(draft).preamble == preambles["programme"]

    def test_a_title_that_begins_otherwise_is_quoted(self, district, methodist, order_of):
        draft = draft_roadmap(district, methodist, roadmap_content(title="План мероприятий на 2026 год"))
        assert order_of(draft).title == "Об утверждении дорожной карты «План мероприятий на 2026 год»"

    def test_the_signature_brings_it_into_force(self, draft, order_of, sign):
        order = sign(order_of(draft))
        edition = fresh(draft)
        assert (edition.state, edition.order_number, edition.approved_on, edition.in_force_from) == (
            "in_force", "12-ОД", today(), today(),
        )  # fmt: skip
        assert edition.order == order
        assert edition.approved_act.startswith("приказом отдела образования")
        assert Occurrence.objects.count() == 6

    def test_a_day_to_come_waits_for_the_work_of_that_day(self, draft, order_of, sign):
        day = today() + timedelta(days=10)
        sign(order_of(draft, in_force=day.isoformat()))
        assert (fresh(draft).state, Occurrence.objects.exists()) == ("approved", False)
        assert bring_due in registries.daily_work
        assert (bring_due(day - timedelta(days=1)), fresh(draft).state) == (0, "approved")
        assert (bring_due(day), bring_due(day), fresh(draft).state) == (1, 0, "in_force")
        assert Occurrence.objects.count() == 6

    def test_a_second_click_finds_the_same_order(self, draft, order_of, methodist, visit):
        order = order_of(draft)
        url = reverse("roadmap:approve_order", args=[draft.programme_id])
        response = visit(methodist).post(url, {"executors": [], "in_force": ""})
        assert (response.url, Order.objects.count()) == (order.get_absolute_url(), 1)

    def test_an_order_of_what_has_changed_since_is_not_signed_until_renewed(
        self, draft, order_of, sign, methodist, visit
    ):
        order = order_of(draft)
        line = Line.objects.of(draft).first()
        line.cells = ["1.1", "Провести собрание", *line.cells[2:]]
        line.save()
        with pytest.raises(Refused, match="Приложение отличается"):
            sign(order)
        assert fresh(draft).state == "draft"
        page = reverse("roadmap:approve", args=[draft.programme_id])
        assert "Отзовите приказ" in visit(methodist).get(page).content.decode()
        signing.withdraw(order=order, by=methodist)
        assert "Обновить приложение" in visit(methodist).get(page).content.decode()
        renew = reverse("roadmap:approve_annex", args=[draft.programme_id])
        assert messages_of(visit(methodist).post(renew, follow=True)) == ["Приложение обновлено."]
        assert messages_of(visit(methodist).post(renew, follow=True)) == [approving.FRESH]
        sign(order)
        assert fresh(draft).state == "in_force"

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            (
                {"title": "Дорожная карта обновления службы на 2026 год"},
                "Приказ утверждает «Дорожная карта развития службы на 2026 год», "
                "а черновик теперь называется «Дорожная карта обновления службы на 2026 год».",
            ),
            (
                {"last": date(2027, 12, 31)},
                "Приказ готовили на период 01.01.2026 – 31.12.2026, а у черновика теперь 01.01.2026 – 31.12.2027.",
            ),
        ],
    )
    def test_an_order_of_a_draft_that_was_renamed_or_moved_is_not_signed_until_renewed(
        self, draft, order_of, sign, methodist, visit, changed, sentence
    ):
        order = order_of(draft)
        Edition.objects.filter(pk=draft.pk).update(**changed)
        with pytest.raises(Refused) as refusal:
            sign(order)
        assert str(refusal.value) == f"{sentence} {approving.RETURN}"
        signing.withdraw(order=order, by=methodist)
        page = reverse("roadmap:approve", args=[draft.programme_id])
        assert f"{sentence} Подписать такой приказ нельзя." in visit(methodist).get(page).content.decode()
        renew = reverse("roadmap:approve_annex", args=[draft.programme_id])
        assert messages_of(visit(methodist).post(renew, follow=True)) == [
            "Приложение обновлено. Проверьте название и срок в тексте приказа: сам он не меняется."
        ]
        sign(order)
        assert fresh(draft).state == "in_force"

    def test_a_signature_whose_approval_fails_leaves_nothing(self, draft, order_of, sign, monkeypatch):
        order = order_of(draft)

        def fail(edition):
            raise RuntimeError

        monkeypatch.setattr(coming, "write_occurrences", fail)
        with pytest.raises(RuntimeError):
            sign(order)
        order.refresh_from_db()
        assert (order.state, order.entry, order.document) == ("waiting", None, None)
        assert not RegisterEntry.objects.exists()
        assert fresh(draft).is_draft
        monkeypatch.undo()
        assert bring_due(today()) == 0

    def test_an_annex_that_was_taken_out_comes_back(self, draft, order_of, methodist):
        order = order_of(draft)
        order.annexes.all().delete()
        approving.refresh_annex(edition=fresh(draft), by=methodist)
        assert order.annexes.get().blocks == annex_of(draft).blocks

    def test_a_deleted_order_frees_the_edition(self, draft, order_of, methodist):
        editing.discard(order=order_of(draft), by=methodist)
        assert fresh(draft).order is None
        assert order_of(draft).state == "draft"

    def test_an_order_whose_draft_is_gone_or_approved_is_not_signed(self, draft, order_of, sign, methodist):
        order = order_of(draft)
        Edition.objects.filter(pk=draft.pk).update(order=None)
        approving.approve_by_hand(
            edition=draft, order_number="5", approved_on=today(), approved_act="приказом", in_force_from=today(),
            by=methodist,
        )  # fmt: skip
        with pytest.raises(Refused, match="утверждена приказом № 5"):
            sign(order)
        draft.programme.editions.all().delete()
        with pytest.raises(Refused, match="больше нет"):
            signing.sign(order=order, on=today(), by=methodist, number="12-ОД")

    def test_a_cancelled_order_is_told_and_changes_nothing(self, draft, order_of, sign, methodist, visit):
        order = sign(order_of(draft))
        kind = kind_of("changing")
        form = kind.form({"how": "cancels", "reason": "В связи с пересмотром"}, target=order)
        assert form.is_valid(), form.errors
        change = start_order(kind=kind, facts=kind.facts(form), municipality=order.municipality, by=methodist)
        sign(change, number="13-ОД")
        assert fresh(draft).state == "in_force"
        page = visit(methodist).get(draft.programme.get_absolute_url()).content.decode()
        assert "которым утверждена эта редакция, отменён" in page

    def test_an_empty_draft_is_not_ordered(self, draft, methodist, department, visit):
        Line.objects.all().delete()
        url = reverse("roadmap:approve_order", args=[draft.programme_id])
        response = visit(methodist).post(url, {"executors": [], "in_force": ""})
        assert (response.status_code, Order.objects.count()) == (422, 0)
        assert "ни одного мероприятия" in response.content.decode()


class TestPaper:
    @pytest.fixture
    def post(self, draft, methodist, visit):
        def do(**answers):
            url = reverse("roadmap:approve_paper", args=[draft.programme_id])
            return visit(methodist).post(url, PAPER | answers, follow=True)

        return do

    def test_the_words_of_the_order_are_kept(self, draft, post):
        assert messages_of(post()) == ["Утверждение записано."]
        edition = fresh(draft)
        assert (edition.state, edition.order_number, edition.approved_act) == (
            "in_force", "7-ОД", "приказом отдела образования",
        )  # fmt: skip
        assert (edition.approved_on, edition.in_force_from) == (date(2026, 1, 12), date(2026, 1, 12))
        assert not RegisterEntry.objects.exists()

    def test_a_second_click_is_told(self, post):
        post()
        assert messages_of(post()) == ["Утверждать нечего: черновика нет."]

    def test_what_is_missing_is_told_beside_the_field(self, draft, post):
        response = post(number="", approved_on="", act="")
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {"number", "approved_on", "act"}
        assert fresh(draft).is_draft

    @pytest.mark.parametrize(
        ("answers", "note"),
        [
            ({"approved_on": "2099-01-01"}, "Дата приказа 01.01.2099 ещё не наступила."),
            ({"in_force": "2026-01-01"}, "Действует с 01.01.2026 — раньше, чем утверждена (12.01.2026)."),
            ({"in_force": "2027-01-01"}, "Действует с 01.01.2027, а период кончается 31.12.2026."),
            ({"approved_on": "2016-01-12"}, "Приказ 2016 года, а период начинается 01.01.2026."),
        ],
    )
    def test_odd_days_are_asked_about_once(self, draft, post, answers, note):
        response = post(**answers)
        assert response.status_code == 422
        assert response.context["form"].non_field_errors() == [
            f"{note} Если так и должно быть, нажмите «Записать утверждение» ещё раз."
        ]
        assert fresh(draft).is_draft
        post(**answers, noted=note)
        assert not fresh(draft).is_draft

    def test_a_scan_enters_the_order_in_the_register(self, draft, post):
        post(upload=sent())
        entry = RegisterEntry.objects.get()
        assert (entry.number, entry.date, entry.title) == (
            "7-ОД", date(2026, 1, 12), "Об утверждении дорожной карты развития службы на 2026 год",
        )  # fmt: skip
        assert entry.file is not None

    def test_a_number_that_the_register_has_is_refused_and_nothing_is_approved(
        self, district, draft, methodist, post
    ):
        taken = {"kind": "order", "title": "О семинаре", "number": "7-ОД"}
        register_by_hand(municipality=district, on=date(2026, 1, 12), by=methodist, **taken)
        response = post(upload=sent())
        assert "number" in response.context["form"].errors
        assert fresh(draft).is_draft

    @pytest.mark.parametrize(
        ("known", "note"),
        [
            (
                {"title": "О семинаре", "on": date(2026, 1, 12)},
                "Этот номер в реестре у другого документа: Приказ № 7-ОД от 12.01.2026, «О семинаре».",
            ),
            (
                {
                    "title": "Об утверждении дорожной карты развития службы на 2026 год",
                    "on": date(2026, 1, 13),
                },
                "Этот номер в реестре у другого документа: Приказ № 7-ОД от 13.01.2026, "
                "«Об утверждении дорожной карты развития службы на 2026 год».",
            ),
        ],
    )
    def test_a_number_that_another_document_has_is_asked_about_once_with_the_odd_days(
        self, district, draft, methodist, post, known, note
    ):
        register_by_hand(municipality=district, kind="order", number="7 - од", by=methodist, **known)
        days = "Действует с 01.01.2026 — раньше, чем утверждена (12.01.2026)."
        again = "Если так и должно быть, нажмите «Записать утверждение» ещё раз."
        form = post(in_force="2026-01-01").context["form"]
        said = {name: [words.replace("\xa0", " ") for words in each] for name, each in form.errors.items()}
        assert said == {
            "__all__": [f"{days} {again}"],
            "number": [f"{note.replace('7-ОД', '7 - од')} {again}"],
        }
        assert fresh(draft).is_draft
        post(in_force="2026-01-01", noted=form.data["noted"])
        assert not fresh(draft).is_draft

    def test_the_very_order_of_the_register_is_not_asked_about(self, district, draft, methodist, post):
        title = "Об утверждении дорожной карты развития службы на 2026 год"
        register_by_hand(
            municipality=district,
            kind="order",
            title=title,
            number="7-ОД",
            on=date(2026, 1, 12),
            by=methodist,
        )
        post()
        assert fresh(draft).state == "in_force"

    def test_while_an_order_is_prepared_it_is_refused(self, draft, order_of, post):
        order_of(draft)
        assert approving.ORDERED in post().content.decode()
        assert fresh(draft).is_draft

    def test_what_the_file_named_is_filled_in(self, draft, methodist, visit):
        Edition.objects.filter(pk=draft.pk).update(order_number="77", approved_on=date(2026, 1, 5))
        form = (
            visit(methodist).get(reverse("roadmap:approve_paper", args=[draft.programme_id])).context["form"]
        )
        assert (form.initial["number"], form.initial["approved_on"]) == ("77", date(2026, 1, 5))
        assert form.initial["act"].startswith("приказом отдела образования")


class TestNextEdition:
    def approved(self, edition, by, day=None):
        return approving.approve_by_hand(
            edition=edition, order_number="2", approved_on=today(), approved_act="приказом",
            in_force_from=day or today(), by=by,
        )  # fmt: skip

    def test_a_change_without_a_reason_is_in_the_way(self, edition, methodist, visit):
        second = revised(edition, methodist)
        ChangeReason.objects.first().delete()
        with pytest.raises(Refused, match=r"У 1\sизменения не указано основание"):
            self.approved(second, methodist)
        page = visit(methodist).get(reverse("roadmap:approve", args=[edition.programme_id]))
        assert reverse("roadmap:changes", args=[edition.programme_id]) in page.content.decode()
        assert "Подготовить приказ" not in page.content.decode()

    def test_what_was_done_stays_and_what_was_overdue_is_cancelled_with_the_reason(self, edition, methodist):
        done, overdue = Occurrence.objects.order_by("ends", "pk")[1:3]
        Completion.objects.create(item=done.item, occurrence=done, done_on=done.ends, marked_by=methodist)
        second = self.approved(revised(edition, methodist), methodist)
        former = fresh(edition)
        assert (second.state, former.state) == ("in_force", "superseded")
        done.refresh_from_db()
        overdue.refresh_from_db()
        assert done.cancelled_on is None
        assert overdue.cancel_reason == "Заменено редакцией 2"
        ends = Occurrence.objects.filter(cancelled_on=None, ends__year=2027)
        assert [row.ends.month for row in ends] == [3, 3, 5, 6, 9, 12]

    def test_a_new_edition_never_comes_before_the_former(self, edition, methodist):
        second = revised(edition, methodist)
        with pytest.raises(Refused, match=r"Редакция 1 действует с 01\.01\.2026"):
            self.approved(second, methodist, date(2025, 12, 31))

    def test_words_of_the_order_tell_a_new_edition_of_the_same_period(self, edition, methodist, order_of):
        second = revised(edition, methodist, years=0)
        assert order_of(second).title == (
            "Об утверждении дорожной карты развития службы на 2026 год в новой редакции"
        )

    def test_a_deadline_that_comes_back_is_due_again(self, edition, methodist):
        items = list(edition.programme.items.values_list("pk", flat=True))
        second = self.approved(revised(edition, methodist, years=0, kept=items[2:]), methodist)
        row = Occurrence.objects.get(item=items[1])
        assert row.cancel_reason == "Заменено редакцией 2"
        lines = [line for line in Line.objects.of(edition) if line.item_id == items[1]]
        part = second.parts.get(kind="roadmap")
        Line.objects.create(
            part=part, item_id=items[1], position=9, cells=lines[0].cells, deadline=lines[0].deadline
        )
        write_occurrences(second)
        row.refresh_from_db()
        assert (row.cancelled_on, row.cancel_reason) == (None, "")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_one_line_and_thirty(
    rows, district, methodist, department, visit, assert_query_count
):
    lines = [(f"1.{place}", f"Дело {place}", "май 2026", "методисты", "") for place in range(rows)]
    edition = roadmap_in_force(district, methodist, roadmap_content(lines))
    revised(edition, methodist)
    client = visit(methodist)
    assert_query_count(client, reverse("roadmap:approve", args=[edition.programme_id]), 15)
