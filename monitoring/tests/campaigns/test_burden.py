"""What a campaign cost its organisations: brought by the portal, agreed, changed, typed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, indicator_set, opened, planned
from monitoring.burden import Burden, by_indicator, by_school, told_of
from monitoring.models import Return, Value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midsummer")]
Given = Return.State


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def at(campaign, name="campaign_burden"):
    return reverse(f"monitoring:{name}", args=[campaign.pk])


def value(campaign, school, place, *, state=Given.SUBMITTED, **fields):
    """A value as the services leave it. place: of the indicator, from 0."""
    campaign.returns.filter(school__short_name=school).update(state=state)
    found = Value.objects.filter(campaign=campaign, school__short_name=school).order_by("indicator")[place]
    numbers = {name: Decimal(number) if name != "typed" else number for name, number in fields.items()}
    Value.objects.filter(pk=found.pk).update(**numbers)


@pytest.fixture
def answered(campaign):
    """«Школа» agreed with a half of the share, changed the other half, typed the sum; «Сад» has sent nothing."""
    value(
        campaign, "Школа", 0, numerator=5, known_numerator=5, denominator=9, known_denominator=8, typed=True
    )
    value(campaign, "Школа", 1, numerator=3, typed=True)
    value(campaign, "Сад", 0, state=Given.DRAFT, numerator=0, known_numerator=0)
    return campaign


class TestCounting:
    def test_each_number_is_counted_once_and_the_municipality_is_left_out(self, answered):
        assert told_of(answered) == Burden(asked=6, known=3, agreed=1, changed=1, typed=2)
        assert told_of(answered).waiting == 3

    def test_it_is_told_by_organisation_and_by_indicator(self, answered):
        assert [(row.name, row.burden) for row in by_school(answered)] == [
            ("Школа", Burden(3, 2, 1, 1, 2)),
            ("Сад", Burden(3, 1)),
        ]
        assert list(by_indicator([answered])[answered.pk].values()) == [
            Burden(4, 3, 1, 1, 1),
            Burden(2, 0, 0, 0, 1),
        ]

    def test_nobody_has_agreed_before_the_return_is_sent_again(self, answered):
        answered.returns.filter(school__short_name="Школа").update(state=Given.RETURNED)
        assert (told_of(answered).agreed, told_of(answered).typed) == (0, 2)

    def test_what_the_edition_asks_no_more_is_left_out(self, answered):
        answered.edition.definitions.order_by("position")[0].delete()
        assert told_of(answered) == Burden(asked=2, typed=1)


@pytest.mark.parametrize(
    ("burden", "words"),
    [
        (
            Burden(140, 110, 104, 6, 36),
            "Из 140 чисел портал подставил 110, организации согласились со 104; вручную набрано 36 полей.",
        ),
        (
            Burden(21, 2, 2, 0, 1),
            "Из 21 числа портал подставил 2, организации согласились с 2; вручную набрано 1 поле, без ответа 18.",
        ),
        (Burden(2, 0, 0, 0, 2), "Из 2 чисел портал не подставил ни одного; вручную набрано 2 поля."),
    ],
)
def test_it_is_said_in_a_sentence(burden, words):
    assert burden.words.replace("\N{NO-BREAK SPACE}", " ") == words


def test_less_than_all_never_reads_like_all():
    assert Burden(10000, 10000, 9999, 1, 1).share_words == "99,99\N{NO-BREAK SPACE}%"
    assert Burden().share_words == "—"


class TestPage:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_one_row_and_for_thirty(
        self, client, district, edition, methodist, rows, assert_query_count
    ):
        make.SchoolFactory.create_batch(rows, municipality=district)
        assert_query_count(client, at(opened(edition, methodist)), 8)

    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_costs_the_same_for_any_number_of_indicators(
        self, client, district, methodist, rows, assert_query_count
    ):
        assert_query_count(client, at(opened(indicator_set(district, *[SHARE] * rows), methodist)), 8)

    def test_every_number_opens_into_its_values(self, client, answered):
        page = client.get(at(answered))
        for burden, numbers in [
            (page.context["total"], page.context["numbers"]),
            *((row.burden, numbers) for row, *_, numbers in page.context["schools"]),
        ]:
            for count, (number, url) in numbers.items():
                rows = [one for one, *_ in client.get(url).context["rows"]]
                assert number == getattr(burden, count)
                assert bool(rows) == bool(number)
                assert all(one.school_id for one in rows)
        url = page.context["numbers"]["changed"][1]
        assert [one.given.who for one, *_ in client.get(url).context["rows"]] == ["Школа"]

    def test_an_address_of_nonsense_shows_nothing(self, client, answered):
        page = client.get(f"{at(answered, 'campaign_values')}?given=99999999999999999999")
        assert page.context["form"].is_valid() is True
        assert list(page.context["rows"]) == []

    def test_the_campaign_before_stands_beside_it(self, client, answered, edition, methodist):
        following = opened(edition, methodist, half=2)
        page = client.get(at(following))
        assert page.context["previous"] == answered
        assert [then.typed for *_, then in page.context["indicators"]] == [1, 1]
        assert "вручную было набрано 2" in page.content.decode()
        assert client.get(at(answered)).context["previous"] is None

    def test_one_in_preparation_says_what_to_do(self, client, edition, methodist):
        page = client.get(at(planned(edition, methodist))).content.decode()
        assert "Откройте сбор" in page

    def test_the_page_of_the_campaign_tells_it_in_a_line(self, client, answered, visit, district):
        said = "вручную набрано 2\N{NO-BREAK SPACE}поля"
        assert said in client.get(answered.get_absolute_url()).content.decode()
        school = district.schools.get(short_name="Школа")
        user = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
        assert said not in visit(user).get(answered.get_absolute_url()).content.decode()
        assert visit(user).get(at(answered)).status_code == 403

    def test_the_download_is_what_the_page_shows(self, client, answered):
        answer = client.get(f"{at(answered)}?export=csv")
        found = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert found[1:] == [
            "Школа;На проверке;3;2;1;1;2;0;33,3\N{NO-BREAK SPACE}%",
            "Сад;Заполняется;3;1;0;0;0;3;0\N{NO-BREAK SPACE}%",
        ]
