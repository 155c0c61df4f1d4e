"""Dates, terms, reminders and who is asked."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from methodservice import registries
from methodservice.directory.models import AuditEvent, RoleKind
from methodservice.jobs.models import Job
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, give, indicator_set, opened, planned
from monitoring.models import Campaign, Return, Value
from monitoring.services import campaigns, closing, reviewing
from monitoring.services.opening import AlreadyPlanned, open_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midsummer")]
State, Given = Campaign.State, Return.State
DAY = date(2026, 6, 20)


@pytest.fixture
def draft(edition, methodist):
    return planned(edition, methodist)


def states(campaign):
    return {given.who: given.state for given in campaign.returns.select_related("school", "campaign")}


class TestDates:
    def test_a_draft_may_change_altogether(self, draft, methodist):
        changed = campaigns.change_campaign(
            campaign=draft,
            by=methodist,
            title="Другое",
            opens_on=date(2026, 7, 1),
            closes_on=date(2026, 7, 5),
        )
        changed.refresh_from_db()
        assert (changed.title, changed.opens_on, changed.version) == ("Другое", date(2026, 7, 1), 2)
        row = AuditEvent.objects.about(changed).get(verb="changed")
        assert row.changes["сбор с"] == ["15.06.2026", "01.07.2026"]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"opens_on": date(2026, 6, 16)}, "изменить можно название и последний день"),
            ({"cut_off": date(2026, 6, 16)}, "изменить можно название и последний день"),
            ({"closes_on": date(2026, 6, 19)}, "уже прошёл"),
            ({"closes_on": date(2026, 6, 1)}, "уже прошёл"),
        ],
    )
    def test_an_open_one_only_its_title_and_last_day(self, campaign, methodist, fields, sentence):
        with pytest.raises(Refused, match=sentence):
            campaigns.change_campaign(campaign=campaign, by=methodist, **fields)
        campaigns.change_campaign(campaign=campaign, by=methodist, closes_on=date(2026, 7, 30))
        assert Campaign.objects.get().closes_on == date(2026, 7, 30)

    def test_days_in_the_wrong_order_and_a_closed_campaign_are_refused(self, draft, methodist):
        with pytest.raises(Refused, match="раньше первого"):
            campaigns.change_campaign(campaign=draft, by=methodist, closes_on=date(2026, 6, 1))
        closing.close_campaign(
            campaign=open_campaign(campaign=draft, by=methodist), by=methodist, reason="Нет"
        )
        with pytest.raises(Refused, match="закрыта"):
            campaigns.change_campaign(campaign=draft, by=methodist, title="Иначе")

    def test_only_a_draft_is_deleted(self, draft, methodist):
        campaigns.delete_campaign(campaign=draft, by=methodist)
        assert not Campaign.objects.exists()
        with pytest.raises(AlreadyDone):
            campaigns.delete_campaign(campaign=Campaign(pk=draft.pk or 1), by=methodist)

    def test_an_open_one_is_not_deleted(self, campaign, methodist):
        with pytest.raises(Refused, match="удалить кампанию нельзя"):
            campaigns.delete_campaign(campaign=campaign, by=methodist)

    def test_planning_twice_leads_to_the_first_one(self, edition, draft, methodist):
        with pytest.raises(AlreadyPlanned) as refused:
            planned(edition, methodist)
        assert refused.value.campaign == draft


class TestTerms:
    def test_some_get_more_time_with_a_reason(self, campaign, methodist):
        first, second, *_ = campaign.returns.all()
        changed = campaigns.extend(
            campaign=campaign,
            returns=[first.pk, second.pk],
            until=date(2026, 7, 3),
            reason=" Карантин ",
            by=methodist,
        )
        assert [(row.due, row.extension_reason) for row in changed] == [(date(2026, 7, 3), "Карантин")] * 2
        late = Return.objects.late_on(date(2026, 7, 1))
        assert set(late) == set(campaign.returns.exclude(pk__in=[first.pk, second.pk]))
        assert set(Return.objects.late_on(date(2026, 7, 4))) == set(campaign.returns.all())
        assert not Return.objects.late_on(date(2026, 6, 28)).exists()

    @pytest.mark.parametrize(
        ("changes", "sentence", "anchor"),
        [
            ({"returns": []}, "хотя бы одну", "returns"),
            ({"reason": " "}, "причину", "reason"),
            ({"until": date(2026, 6, 19)}, "уже прошёл", "until"),
            ({"until": date(2026, 6, 28)}, "Срок и так до 28.06.2026", "until"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, campaign, methodist, changes, sentence, anchor):
        usual = {
            "returns": [campaign.returns.first().pk],
            "until": date(2026, 7, 3),
            "reason": "Карантин",
        }
        with pytest.raises(Refused, match=sentence) as refused:
            campaigns.extend(campaign=campaign, by=methodist, **(usual | changes))
        assert refused.value.anchor == anchor

    def test_whoever_has_sent_is_left_alone(self, campaign, methodist):
        first, second, *_ = campaign.returns.all()
        give(first, {}, state=Given.SUBMITTED)
        keys = [first.pk, second.pk]
        changed = campaigns.extend(
            campaign=campaign, returns=keys, until=date(2026, 7, 3), reason="К", by=methodist
        )
        assert changed == [second]
        with pytest.raises(Refused, match="уже сдали"):
            campaigns.remind(campaign=campaign, returns=[first.pk], by=methodist)

    def test_returns_of_another_campaign_are_not_touched(self, campaign, methodist, edition):
        other = opened(edition, methodist, half=2)
        with pytest.raises(Refused, match="уже сдали"):
            campaigns.remind(campaign=campaign, returns=[other.returns.first().pk], by=methodist)

    def test_a_reminder_is_kept_with_its_moment(self, campaign, methodist):
        given = campaign.returns.first()
        campaigns.remind(campaign=campaign, returns=[given.pk], by=methodist)
        given.refresh_from_db()
        assert given.reminded_at is not None
        assert AuditEvent.objects.about(campaign).filter(note="напоминание 1\xa0организации").exists()


class TestWhoIsAsked:
    def test_a_new_school_is_asked_and_another_is_not_any_more(self, campaign, methodist, district):
        school = make.SchoolFactory(municipality=district, short_name="Новая")
        assert list(campaigns.addable_schools(campaign)) == [school]
        given = campaigns.add_school(campaign=campaign, school=school, by=methodist)
        assert (given.state, given.values.count()) == (Given.DRAFT, 2)
        with pytest.raises(AlreadyDone):
            campaigns.add_school(campaign=campaign, school=school, by=methodist)
        with pytest.raises(Refused, match="причину"):
            campaigns.withdraw_school(given=given, reason="", by=methodist)
        campaigns.withdraw_school(given=given, reason="Закрыта", by=methodist)
        assert "Новая" not in states(campaign)
        with pytest.raises(AlreadyDone):
            campaigns.withdraw_school(given=given, reason="Закрыта", by=methodist)
        notes = AuditEvent.objects.about(campaign).filter(verb="changed").values_list("note", flat=True)
        assert set(notes) == {"добавлена организация: Новая", "больше не отвечает Новая: Закрыта"}

    def test_strangers_other_kinds_accepted_ones_and_the_municipality_are_refused(
        self, methodist, district, campaign
    ):
        with pytest.raises(Refused, match="другого муниципалитета"):
            campaigns.add_school(campaign=campaign, school=make.SchoolFactory(), by=methodist)
        accepted, own = campaign.returns.exclude(school=None)[0], campaign.returns.get(school=None)
        give(accepted, {})
        with pytest.raises(Refused, match="сначала верните"):
            campaigns.withdraw_school(given=accepted, reason="Закрыта", by=methodist)
        with pytest.raises(Refused, match="Муниципалитет отвечает"):
            campaigns.withdraw_school(given=own, reason="Закрыта", by=methodist)

    def test_a_kind_that_is_not_asked_is_refused(self, methodist, district):
        campaign = opened(indicator_set(district, SUM | {"school_kinds": ["school"]}), methodist)
        garden = make.SchoolFactory(municipality=district, kind="kindergarten")
        with pytest.raises(Refused, match="не спрашиваются"):
            campaigns.add_school(campaign=campaign, school=garden, by=methodist)

    @pytest.mark.parametrize("act", ["extend", "remind", "add"])
    def test_nothing_of_this_while_nothing_is_collected(self, draft, methodist, district, act):
        calls = {
            "extend": lambda: campaigns.extend(
                campaign=draft, returns=[1], until=DAY, reason="К", by=methodist
            ),
            "remind": lambda: campaigns.remind(campaign=draft, returns=[1], by=methodist),
            "add": lambda: campaigns.add_school(
                campaign=draft, school=district.schools.first(), by=methodist
            ),
        }
        with pytest.raises(Refused, match="«Готовится»"):
            calls[act]()


class TestOpeningByItself:
    def test_only_what_was_told_so_opens_on_its_day(self, edition, methodist, district):
        told = planned(edition, methodist, opens_itself=True)
        planned(edition, methodist, half=2)
        assert campaigns.open_due(date(2026, 6, 14)) == 0
        assert [campaigns.open_due(day) for day in (date(2026, 6, 15), date(2026, 6, 16))] == [1, 0]
        told.refresh_from_db()
        assert (told.state, told.returns.count()) == (State.OPEN, 3)

    def test_what_cannot_open_waits_for_a_person(self, edition, methodist):
        campaign = planned(edition, methodist, opens_itself=True)
        edition.state = "draft"
        edition.save()
        assert campaigns.open_due(DAY) == 0
        campaign.refresh_from_db()
        assert campaign.state == State.DRAFT


class TestReview:
    def sent(self, campaign, numbers=None):
        return give(campaign.returns.first(), numbers or {0: (5, 10)}, state=Given.SUBMITTED)

    def test_accepting_counts_the_values(self, campaign, methodist):
        given = self.sent(campaign)
        given.values.update(remark="Проверьте")
        accepted = reviewing.accept(given=given, by=methodist, version=given.version)
        assert accepted.state == Given.ACCEPTED
        assert set(given.values.values_list("remark", flat=True)) == {""}
        job = Job.objects.get(kind="monitoring.aggregate")
        assert job.arguments == {"campaign": campaign.pk}
        with pytest.raises(AlreadyDone):
            reviewing.accept(given=given, by=methodist)

    def test_sending_back_says_what_to_mend(self, campaign, methodist):
        given = self.sent(campaign)
        value = given.values.first()
        with pytest.raises(Refused, match="Напишите, что исправить") as refused:
            reviewing.send_back(given=given, comment=" ", remarks={value.pk: " "}, by=methodist)
        assert refused.value.anchor == "comment"
        reviewing.send_back(
            given=given, remarks={value.pk: "Не все педагоги"}, until=date(2026, 7, 3), by=methodist
        )
        given.refresh_from_db()
        value.refresh_from_db()
        assert (given.state, value.remark) == (Given.RETURNED, "Не все педагоги")
        assert (given.due, given.extension_reason) == (date(2026, 7, 3), reviewing.BY_RETURNING)
        assert not Job.objects.exists()
        with pytest.raises(AlreadyDone):
            reviewing.send_back(given=given, comment="Ещё", by=methodist)

    def test_an_accepted_one_comes_back_only_with_a_reason_and_is_counted_no_more(self, campaign, methodist):
        given = reviewing.accept(given=self.sent(campaign), by=methodist)
        Job.objects.all().delete()
        with pytest.raises(Refused, match="почему возвращаете"):
            reviewing.send_back(given=given, remarks={given.values.first().pk: "Ошибка"}, by=methodist)
        reviewing.send_back(given=given, comment="Ошибка в знаменателе", by=methodist)
        assert Job.objects.count() == 1

    def test_nobody_decides_on_what_reads_differently_by_now(self, campaign, methodist):
        given = self.sent(campaign)
        for decide in (reviewing.accept, reviewing.send_back):
            with pytest.raises(Refused, match="Пока вы читали"):
                decide(given=given, by=methodist, version=given.version + 1)

    @pytest.mark.parametrize("state", [Given.DRAFT, Given.RETURNED])
    def test_what_was_not_sent_is_not_accepted(self, campaign, methodist, state):
        with pytest.raises(Refused, match="Сейчас это сделать нельзя"):
            reviewing.accept(given=give(campaign.returns.first(), {}, state=state), by=methodist)

    def test_all_without_doubts_are_accepted_at_once(self, campaign, methodist):
        rows = list(campaign.returns.exclude(school=None))
        give(rows[0], {0: (5, 10), 1: 3}, state=Given.SUBMITTED)
        doubtful = give(rows[1], {0: (12, 10), 1: 3}, state=Given.SUBMITTED)
        doubtful.values.update(word="Так и есть")
        accepted = reviewing.accept_plain(campaign=campaign, by=methodist)
        assert [given.pk for given in accepted] == [rows[0].pk]
        with pytest.raises(AlreadyDone, match="есть что проверить"):
            reviewing.accept_plain(campaign=campaign, by=methodist)
        assert Job.objects.count() == 1

    @pytest.mark.parametrize("rows", [1, 30])
    def test_reading_many_costs_the_same(self, district, edition, methodist, rows, django_assert_num_queries):
        make.SchoolFactory.create_batch(rows, municipality=district)
        campaign = opened(edition, methodist)
        campaign.returns.update(state=Given.SUBMITTED)
        with django_assert_num_queries(4):
            reviewing.plain_returns(campaign)


class TestClosing:
    @pytest.fixture
    def told(self, monkeypatch):
        """Facts as they are announced and withdrawn."""
        heard = []
        monkeypatch.setattr(registries, "fact_listeners", [lambda fact, by: heard.append(fact.key)])
        monkeypatch.setattr(registries, "withdrawal_listeners", [lambda key, by: heard.append(f"-{key}")])
        return heard

    def test_with_everything_accepted_no_reason_is_kept(self, campaign, methodist, told):
        campaign.returns.update(state=Given.ACCEPTED)
        closed = closing.close_campaign(campaign=campaign, by=methodist, reason="Лишнее")
        assert (closed.state, closed.closing_reason) == (State.CLOSED, "")
        assert closed.closed_at is not None
        assert told == [f"campaign:{campaign.pk}"]
        assert Job.objects.count() == 1
        with pytest.raises(AlreadyDone):
            closing.close_campaign(campaign=campaign, by=methodist)

    def test_missing_schools_are_named_and_a_reason_is_asked(self, campaign, methodist):
        give(campaign.returns.get(school__short_name="Сад"), {})
        with pytest.raises(Refused, match="Не приняты сведения: Школа, ИМЦ") as refused:
            closing.close_campaign(campaign=campaign, by=methodist, reason=" ")
        assert refused.value.anchor == "reason"
        closed = closing.close_campaign(campaign=campaign, by=methodist, reason="Школа на ремонте")
        assert closed.closing_reason == "Школа на ремонте"

    def test_opened_again_it_gets_a_new_version(self, campaign, methodist, told):
        closing.close_campaign(campaign=campaign, by=methodist, reason="Нет сведений")
        with pytest.raises(Refused, match="зачем"):
            closing.reopen_campaign(campaign=campaign, reason="", by=methodist)
        again = closing.reopen_campaign(campaign=campaign, reason="Ошибка школы", by=methodist)
        assert (again.state, again.result_version, again.closed_at) == (State.OPEN, 2, None)
        assert told == [f"campaign:{campaign.pk}", f"-campaign:{campaign.pk}"]
        with pytest.raises(AlreadyDone):
            closing.reopen_campaign(campaign=campaign, reason="Ещё", by=methodist)

    def test_a_draft_is_neither_closed_nor_opened_again(self, draft, methodist):
        with pytest.raises(Refused, match="«Готовится»"):
            closing.close_campaign(campaign=draft, by=methodist, reason="К")
        with pytest.raises(Refused, match="ещё готовится"):
            closing.reopen_campaign(campaign=draft, reason="К", by=methodist)

    def test_nothing_is_decided_in_a_closed_campaign(self, campaign, methodist):
        given = give(campaign.returns.first(), {}, state=Given.SUBMITTED)
        closing.close_campaign(campaign=campaign, by=methodist, reason="К")
        for decide in (reviewing.accept, reviewing.send_back):
            with pytest.raises(Refused, match="откройте её снова"):
                decide(given=given, by=methodist)

    @pytest.mark.parametrize("rows", [Return.objects, Value.objects])
    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_the_database_refuses_to_change_what_a_closed_campaign_gathered(
        self, campaign, methodist, rows, act
    ):
        value = Value.objects.filter(given__campaign=campaign).first()
        key = value.pk if rows.model is Value else value.given_id
        closing.close_campaign(campaign=campaign, by=methodist, reason="К")
        row = rows.filter(pk=key)
        change = {"remark": "x"} if rows.model is Value else {"comment": "x"}
        with pytest.raises(DatabaseError, match="её сведения не меняются"), transaction.atomic():
            row.update(**change) if act == "update" else row._raw_delete(row.db)
        closing.reopen_campaign(campaign=campaign, reason="К", by=methodist)
        assert row.update(**change) == 1


def test_other_roles_do_not_edit(campaign, district):
    head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
    school = district.schools.get(short_name="Школа")
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    rows = Campaign.objects
    assert [rows.visible_to(user).count() for user in (head, coordinator, stranger)] == [1, 1, 0]
    assert [rows.editable_by(user).count() for user in (head, coordinator, stranger)] == [0, 0, 0]


def test_opening_counts_own_and_school_indicators(district, methodist):
    campaign = opened(indicator_set(district, SHARE, OWN), methodist)
    assert states(campaign) == {"Сад": "draft", "Школа": "draft", "ИМЦ": "draft"}
