"""The register, the page of a campaign, planning, running, review."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.models import Order
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.monitoring import SHARE, give, indicator_set, opened, planned
from monitoring.models import Campaign, Return
from monitoring.services import closing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midsummer")]
State, Given = Campaign.State, Return.State
LIST, ADD = reverse("monitoring:campaigns"), reverse("monitoring:campaign_add")


def at(name, record):
    return reverse(f"monitoring:{name}", args=[record.pk])


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def lines(client, campaign, query=""):
    page = client.get(f"{campaign.get_absolute_url()}?{query}")
    return [(row.given.who, row.given.state) for row in page.context["rows"]]


class TestRegister:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_one_row_and_for_thirty(
        self, client, district, methodist, rows, assert_query_count
    ):
        for _ in range(rows):
            opened(indicator_set(district, SHARE), methodist)
        assert_query_count(client, LIST, 5)

    def test_it_says_how_far_each_has_come(self, client, campaign, edition, methodist):
        planned(edition, methodist, half=2)
        give(campaign.returns.first(), {})
        page = client.get(LIST)
        assert [(row.period_title, row.accepted, row.asked) for row, _ in page.context["rows"]] == [
            ("II полугодие 2026 года", 0, 0),
            ("I полугодие 2026 года", 1, 3),
        ]

    def test_coordinators_see_what_asks_them_and_count_their_own(
        self, visit, campaign, edition, methodist, district
    ):
        planned(edition, methodist, half=2)
        school = district.schools.get(short_name="Школа")
        user = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
        page = visit(user).get(LIST)
        assert [(row.pk, row.asked) for row, _ in page.context["rows"]] == [(campaign.pk, 1)]
        assert lines(visit(user), campaign) == [("Школа", "draft")]
        assert "Сад" not in visit(user).get(campaign.get_absolute_url()).content.decode()

    def test_the_download_is_what_the_page_shows(self, client, campaign):
        answer = client.get(f"{LIST}?export=csv")
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1] == (
            "Мониторинг развития;I полугодие 2026 года;Идёт сбор;15.06.2026;28.06.2026;3;0;0;0"
        )

    def test_an_empty_one_leads_to_planning(self, client):
        page = client.get(LIST).content.decode()
        assert "Кампаний ещё не было" in page
        assert ADD in page


class TestPage:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_one_row_and_for_thirty(
        self, client, district, edition, methodist, rows, assert_query_count
    ):
        make.SchoolFactory.create_batch(rows, municipality=district)
        campaign = opened(edition, methodist)
        assert_query_count(client, campaign.get_absolute_url(), 11)

    def test_what_is_waited_for_stands_first(self, client, campaign):
        by_name = {given.who: given for given in campaign.returns.select_related("school", "campaign")}
        give(by_name["Сад"], {})
        give(by_name["ИМЦ"], {}, state=Given.SUBMITTED)
        assert lines(client, campaign) == [("Школа", "draft"), ("ИМЦ", "submitted"), ("Сад", "accepted")]
        assert lines(client, campaign, "state=submitted") == [("ИМЦ", "submitted")]
        assert lines(client, campaign, "state=late") == []
        assert lines(client, campaign, "state=unsent&q=ШКО") == [("Школа", "draft")]

    def test_late_ones_stand_before_the_rest(self, client, campaign):
        Campaign.objects.update(closes_on=date(2026, 6, 19))
        campaign.returns.filter(school__short_name="Сад").update(extended_to=date(2026, 6, 25))
        assert [who for who, _ in lines(client, campaign)] == ["Школа", "ИМЦ", "Сад"]
        assert [who for who, _ in lines(client, campaign, "state=late")] == ["Школа", "ИМЦ"]

    def test_values_are_counted_as_agreed_different_and_missing(self, client, campaign):
        given = give(campaign.returns.get(school__short_name="Школа"), {0: (5, 10), 1: 3})
        share, total = given.values.order_by("indicator")
        share.known_numerator, share.known_denominator = 5, 10
        total.known_numerator = 4
        share.save()
        total.save()
        page = client.get(f"{campaign.get_absolute_url()}?q=Школа")
        assert [(r.agreed, r.differs, r.missing, r.total) for r in page.context["rows"]] == [(1, 1, 0, 2)]
        assert lines(client, campaign, "values=differs") == [("Школа", "accepted")]
        assert lines(client, campaign, "values=missing") == [("Сад", "draft"), ("ИМЦ", "draft")]

    @pytest.mark.parametrize("query", ["state=x", "values=x", "page=x", "q=%00"])
    def test_nonsense_in_the_address_does_no_harm(self, client, campaign, query):
        assert client.get(f"{campaign.get_absolute_url()}?{query}").status_code in (200, 400)

    def test_the_download_gives_all_rows(self, client, campaign):
        answer = client.get(f"{campaign.get_absolute_url()}?export=csv&state=draft")
        found = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert [line.split(";")[0] for line in found] == ["Организация", "Сад", "Школа", "ИМЦ"]

    def test_all_values_are_listed_and_loaded_down(self, client, campaign):
        give(campaign.returns.get(school__short_name="Школа"), {0: (5, 8), 1: 3})
        url = at("campaign_values", campaign)
        page = client.get(url)
        assert (client.queries, len(page.context["rows"])) == (7, 5)
        assert len(client.get(f"{url}?values=missing").context["rows"]) == 3
        answer = client.get(f"{url}?export=csv&q=школа")
        found = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert found[1] == (
            "Школа;Приняты;1;Доля педагогов, прошедших диагностику;%;62,5000;5,0000;8,0000;;;нет;;"
        )


class TestPlanning:
    def test_the_last_period_is_proposed_with_its_days(self, client, edition):
        page = client.get(ADD)
        form = page.context["form"]
        assert form["period"].value() == "2025-09-01"
        assert "I полугодие 2025/2026" in page.content.decode()
        answer = client.post(ADD, filled(page))
        made = Campaign.objects.get()
        assert answer.url == made.get_absolute_url()
        assert (made.starts, made.ends, made.cut_off) == (
            date(2025, 9, 1),
            date(2025, 12, 31),
            date(2025, 12, 31),
        )
        assert (made.opens_on, made.closes_on, made.state) == (date(2026, 6, 22), date(2026, 7, 6), "draft")

    def test_another_period_brings_its_days_and_keeps_what_was_typed(self, client, edition):
        page = client.get(ADD)
        again = client.post(ADD, filled(page, period="2026-09-01", title="Своё", propose="1"))
        form = again.context["form"]
        assert (form["title"].value(), form["cut_off"].value()) == ("Своё", date(2026, 12, 31))
        assert not Campaign.objects.exists()

    def test_a_second_click_leads_to_the_same_campaign(self, client, edition):
        data = filled(client.get(ADD))
        first, second = client.post(ADD, data), client.post(ADD, data)
        assert Campaign.objects.count() == 1
        assert first.url == Campaign.objects.get().get_absolute_url()
        assert second.status_code == 422

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"closes_on": "2026-06-01"}, "Последний день сбора раньше первого"),
            ({"cut_off": "2025-08-31"}, "до начала периода"),
            ({"opens_on": "2025-08-31"}, "не раньше, чем начался период"),
            ({"cut_off": "2026-01-10"}, "Если так и должно быть"),
            ({"cut_off": "31 июня"}, "Такой даты нет"),
            ({"title": ""}, "Обязательное поле"),
            ({"period": "1999-01-01"}, "Выберите корректный вариант"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
        self, client, edition, changes, sentence
    ):
        page = client.post(ADD, filled(client.get(ADD), title="Набранное") | changes)
        assert page.status_code == 422
        text = page.content.decode()
        assert sentence in text
        assert "Набранное" in text or "title" in changes
        assert not Campaign.objects.exists()

    def test_without_indicators_the_page_says_what_to_do(self, client, district):
        indicator_set(district, state="draft")
        assert "нет показателей, введённых в действие" in client.get(ADD).content.decode()

    def test_open_change_and_delete(self, client, edition, methodist):
        campaign = planned(edition, methodist)
        edit = at("campaign_edit", campaign)
        client.post(edit, filled(client.get(edit), title="Другое"))
        client.post(at("campaign_open", campaign))
        campaign.refresh_from_db()
        assert (campaign.title, campaign.state) == ("Другое", State.OPEN)
        assert client.post(at("campaign_open", campaign), follow=True).status_code == 200
        assert client.get(at("campaign_delete", campaign)).status_code == 302
        page = client.post(edit, filled(client.get(edit), closes_on="2026-06-16"))
        assert "уже прошёл" in page.content.decode()

    def test_what_somebody_else_saved_is_not_overwritten(self, client, edition, methodist):
        campaign = planned(edition, methodist)
        edit = at("campaign_edit", campaign)
        data = filled(client.get(edit), title="Моё")
        Campaign.objects.update(title="Чужое")
        assert client.post(edit, data).status_code == 409

    def test_the_order_is_drafted_once_from_the_campaign(self, client, edition, methodist):
        campaign = planned(edition, methodist)
        url = at("campaign_order", campaign)
        page = client.get(url)
        data = filled(page, theme="развития", responsible="role:methodists")
        answer = client.post(url, data)
        order = Order.objects.get()
        assert answer.url == order.get_absolute_url()
        assert (order.kind, order.source) == ("campaign", f"campaign:{campaign.pk}")
        (annex,) = order.annexes.all()
        assert "Сад" in str(annex.blocks)
        assert "Доля педагогов, прошедших диагностику" in str(list(order.points.values_list("text")))
        client.post(url, data)
        assert Order.objects.count() == 1
        assert order.get_absolute_url() in client.get(campaign.get_absolute_url()).content.decode()

    def test_the_order_begins_as_the_municipality_words_orders_on_monitoring(
        self, client, edition, methodist
    ):
        preambles = {"monitoring": "В соответствии с Положением о мониторинге"}
        DocumentStyle.objects.create(municipality=methodist.municipality, preambles=preambles)
        url = at("campaign_order", planned(edition, methodist))
        client.post(url, filled(client.get(url), theme="развития", responsible="role:methodists"))
        assert Order.objects.get().preamble == preambles["monitoring"]


class TestRunning:
    def test_one_school_gets_more_time(self, client, campaign):
        given = campaign.returns.get(school__short_name="Сад")
        url = f"{at('campaign_extend', campaign)}?return={given.pk}"
        page = client.get(url)
        assert page.context["form"]["returns"].value() == [given.pk]
        wrong = client.post(url, filled(page, until="2026-06-28", reason="Ремонт"))
        assert "Срок и так до 28.06.2026" in wrong.content.decode()
        client.post(url, filled(page, until="2026-07-10", reason="Ремонт"))
        given.refresh_from_db()
        assert (given.extended_to, given.extension_reason) == (date(2026, 7, 10), "Ремонт")
        assert "Срок продлён: Ремонт" in client.get(campaign.get_absolute_url()).content.decode()

    def test_all_who_have_not_sent_are_reminded(self, client, campaign, visit, district):
        url = at("campaign_remind", campaign)
        client.post(url, filled(client.get(url)))
        assert campaign.returns.filter(reminded_at__isnull=False).count() == 3
        school = district.schools.get(short_name="Школа")
        user = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
        assert "Методист напоминает" in visit(user).get("/").content.decode()

    def test_a_school_is_added_and_another_leaves(self, client, campaign, district):
        school = make.SchoolFactory(municipality=district, short_name="Новая")
        url = at("campaign_school_add", campaign)
        client.post(url, filled(client.get(url), school=school.pk))
        given = campaign.returns.get(school=school)
        away = at("campaign_school_withdraw", given)
        assert client.post(away, {"reason": ""}).status_code == 422
        client.post(away, {"reason": "Закрыта"})
        assert not campaign.returns.filter(school=school).exists()
        assert client.get(url).status_code == 200

    def test_closing_names_who_is_missing_and_asks_why(self, client, campaign):
        give(campaign.returns.get(school=None), {})
        url = at("campaign_close", campaign)
        assert "Не приняты сведения: Сад, Школа." in client.get(url).content.decode()
        assert "Напишите причину" in client.post(url, {"reason": ""}).content.decode()
        client.post(url, {"reason": "Ремонт"})
        page = client.get(campaign.get_absolute_url()).content.decode()
        assert "Закрыта без всех сведений: Ремонт" in page
        back = at("campaign_reopen", campaign)
        client.post(back, {"reason": "Ошибка"})
        campaign.refresh_from_db()
        assert (campaign.state, campaign.result_version) == (State.OPEN, 2)

    def test_with_everything_accepted_it_closes_without_a_word(self, client, campaign):
        campaign.returns.update(state=Given.ACCEPTED)
        url = at("campaign_close", campaign)
        assert "reason" not in client.get(url).context["form"].fields
        client.post(url)
        campaign.refresh_from_db()
        assert campaign.state == State.CLOSED

    @pytest.mark.parametrize("name", ["extend", "remind", "school_add", "close", "reopen", "edit", "delete"])
    def test_pages_that_make_no_sense_lead_back(self, client, campaign, methodist, name):
        if name != "reopen":
            closing.close_campaign(campaign=campaign, by=methodist, reason="К")
        answer = client.get(at(f"campaign_{name}", campaign))
        assert (answer.status_code, answer.url) == (302, campaign.get_absolute_url())


class TestReview:
    @pytest.fixture
    def given(self, campaign):
        return give(
            campaign.returns.get(school__short_name="Школа"), {0: (12, 10), 1: 3}, state=Given.SUBMITTED
        )

    def test_it_shows_doubts_the_portal_and_the_time_before(self, client, given):
        page = client.get(at("review", given))
        assert client.queries == 8
        text = page.content.decode()
        assert "Часть больше целого: 12 из 10" in text
        assert "12 из 10, 120\xa0%" in text
        assert page.context["doubtful"] == 1

    def test_accepting_leads_to_the_next_one(self, client, given, campaign):
        other = give(campaign.returns.get(school__short_name="Сад"), {}, state=Given.SUBMITTED)
        page = client.get(at("review", given))
        assert "Следующая: Сад" in page.content.decode()
        answer = client.post(at("review", given), filled(page, decision="accept"))
        assert answer.url == at("review", other)
        last = client.post(at("review", other), filled(client.get(at("review", other)), decision="accept"))
        assert last.url == campaign.get_absolute_url()
        assert campaign.returns.filter(state=Given.ACCEPTED).count() == 2

    def test_returning_keeps_remarks_beside_values(self, client, given):
        url = at("review", given)
        page = client.get(url)
        assert "Напишите, что исправить" in client.post(url, filled(page, decision="return")).content.decode()
        value = given.values.order_by("indicator").first()
        client.post(url, filled(page, decision="return") | {f"remark-{value.pk}": "Пересчитайте"})
        given.refresh_from_db()
        assert given.state == Given.RETURNED
        assert "Пересчитайте" in client.get(url).content.decode()

    def test_what_was_sent_again_is_accepted_with_the_former_remarks_in_view(self, client, given):
        given.values.update(remark="Пересчитайте")
        Return.objects.update(comment="Проверьте всё")
        page = client.get(at("review", given))
        text = page.content.decode()
        assert text.count("Прежнее замечание:") == 3
        client.post(at("review", given), filled(page, decision="accept"))
        given.refresh_from_db()
        assert (given.state, given.comment) == (Given.ACCEPTED, "")
        assert set(given.values.values_list("remark", flat=True)) == {""}

    def test_a_remark_is_not_lost_by_accepting(self, client, given):
        url, value = at("review", given), given.values.first()
        data = filled(client.get(url), decision="accept") | {f"remark-{value.pk}": "Пересчитайте"}
        page = client.post(url, data)
        assert page.status_code == 422
        assert "Вы написали замечание" in page.content.decode()
        assert "Пересчитайте" in page.content.decode()

    def test_an_accepted_one_comes_back_with_a_reason(self, client, given):
        Return.objects.update(state=Given.ACCEPTED)
        url = at("review", given)
        page = client.get(url)
        assert "decision" in page.content.decode()
        assert "почему возвращаете" in client.post(url, filled(page, decision="return")).content.decode()
        client.post(url, filled(page, decision="return", comment="Ошибка"))
        given.refresh_from_db()
        assert given.state == Given.RETURNED

    def test_old_and_broken_forms_are_refused(self, client, given):
        url = at("review", given)
        data = filled(client.get(url), decision="accept")
        assert "Пока вы читали" in client.post(url, data | {"version": "77"}).content.decode()
        assert "Откройте сведения заново" in client.post(url, data | {"version": "x"}).content.decode()
        assert "Такой даты нет" in client.post(url, data | {"until": "x"}).content.decode()

    def test_the_department_reads_and_decides_nothing(self, visit, given, district):
        head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
        page = visit(head).get(at("review", given))
        assert "Принять" not in page.content.decode()
        assert visit(head).post(at("review", given), {"decision": "accept"}).status_code == 403

    def test_all_without_doubts_are_accepted_by_one_button(self, client, given, campaign):
        give(campaign.returns.get(school__short_name="Сад"), {0: (1, 2), 1: 3}, state=Given.SUBMITTED)
        client.post(at("campaign_accept", campaign))
        assert [row.who for row in campaign.returns.filter(state=Given.ACCEPTED)] == ["Сад"]
        again = client.post(at("campaign_accept", campaign), follow=True)
        assert "Принимать нечего" in again.content.decode()
