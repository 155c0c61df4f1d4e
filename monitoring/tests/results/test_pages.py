"""Results: the board, one indicator, one organisation, organisations beside indicators, the report."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from methodservice.directory.models import RoleKind
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, give, indicator_set, opened
from methodservice.testing.word import WordFile
from monitoring.burden import told_of
from monitoring.cycle_documents.common import signed_by
from monitoring.dashboards.board import read_board
from monitoring.dashboards.choice import campaigns_of
from monitoring.models import Definition, WideAggregate
from monitoring.offers_results import results_panel
from monitoring.printed_results import TEMPLATE, results_snapshot
from monitoring.services.aggregation.running import compute_in_order

pytestmark = pytest.mark.django_db
HOME, HEAT = reverse("monitoring:home"), reverse("monitoring:heat")
FRAME = 3
"""Queries of every page: the user, the municipality, roles."""
N = "\N{NO-BREAK SPACE}"


def url_of(campaign, place=0, query=""):
    definition = Definition.objects.of(campaign.edition)[place]
    return reverse("monitoring:indicator", args=[definition.indicator_id]) + query


@pytest.fixture
def client(visit, head):
    return visit(head)


@pytest.fixture
def coordinator(district):
    school = district.schools.get(short_name="Школа")
    return make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)


def many(district, methodist, number):
    """An indicator and an organisation each, all answered."""
    for at in range(number):
        make.SchoolFactory(municipality=district, short_name=f"Лицей {at}")
    campaign = opened(indicator_set(district, *[SHARE] * number), methodist)
    for given in campaign.returns.all():
        give(given, dict.fromkeys(range(number), (1, 2)))
    compute_in_order([campaign.pk])
    return campaign


class TestBoard:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_row_and_for_thirty(
        self, client, district, methodist, number, assert_query_count
    ):
        many(district, methodist, number)
        assert_query_count(client, HOME, FRAME + 5)

    def test_a_page_seen_before_reads_the_results_no_more(
        self, client, district, methodist, assert_query_count
    ):
        many(district, methodist, 2)
        client.get(HOME)
        assert_query_count(client, HOME, FRAME + 3)

    def test_a_page_seen_before_shows_what_was_computed_since(self, client, district, methodist):
        campaign = many(district, methodist, 1)
        seen = [client.get(HOME).content.decode()]
        given = campaign.returns.first()
        give(given, {0: (1, 5)})
        for _ in range(2):
            seen.append(client.get(HOME).content.decode())
            compute_in_order([campaign.pk])
        assert [f"<strong>50{N}%</strong>" in page for page in seen] == [True, True, False]

    def test_results_stand_beside_targets_the_unfavourable_first(self, client, first):
        page = client.get(HOME)
        assert [
            (line.value_words, line.amount_words, line.target_words, line.verdict_word, line.counted_words)
            for line in page.context["lines"]
        ] == [
            (f"35{N}%", "14 из 40", f"50{N}%", "Пока не достигнуто", "3 из 3"),
            (f"20{N}чел.", "", f"50{N}чел.", "Пока не достигнуто", "3 из 3"),
            (f"66,7{N}%", "2 из 3", f"50{N}%", "Достигнуто", "3 из 3"),
        ]

    def test_the_order_of_the_document_is_one_click_away(self, client, second):
        def numbers(query):
            page = client.get(f"{HOME}?campaign={second.pk}{query}")
            return [line.definition.number for line in page.context["lines"]]

        assert numbers("") == ["2", "1", "3"]
        assert numbers("&order=document") == ["1", "2", "3"]
        assert numbers("&order=nonsense") == ["2", "1", "3"]

    def test_a_closed_campaign_is_shown_before_one_that_is_being_collected(self, client, first, second):
        page = client.get(HOME)
        assert (page.context["campaign"], page.context["running"]) == (first, second)
        chosen = client.get(f"{HOME}?campaign={second.pk}")
        assert chosen.context["campaign"] == second
        assert "Итоги предварительные" in chosen.content.decode()

    @pytest.mark.parametrize("asked", ["0", "x", "999999999999999999999", "\N{SUPERSCRIPT TWO}"])
    def test_nonsense_in_the_address_shows_the_usual_campaign(self, client, first, asked):
        assert client.get(f"{HOME}?campaign={asked}").context["campaign"] == first

    def test_the_second_half_year_says_what_it_added_and_how_it_changed(self, client, second):
        share, people, _ = client.get(f"{HOME}?campaign={second.pk}&order=document").context["lines"]
        assert (share.value_words, share.added_words, share.counted_words) == (f"63,3{N}%", "+5", "2 из 3")
        assert share.change_words == f"больше на 28,3{N}п.{N}п."
        assert (people.value_words, people.added_words) == (f"40{N}чел.", "+20")
        assert people.change_words == "без изменений"

    def test_a_campaign_of_another_municipality_is_never_shown(self, client, first):
        stranger = make.MunicipalityFactory()
        theirs = many(stranger, make.user_with_role(RoleKind.METHODIST, municipality=stranger), 1)
        page = client.get(f"{HOME}?campaign={theirs.pk}")
        assert page.context["campaign"] == first
        assert client.get(url_of(theirs)).status_code == 404

    def test_late_organisations_are_named(self, client, second, monkeypatch):
        monkeypatch.setattr(timezone, "localdate", lambda value=None: second.closes_on.replace(day=30))
        page = client.get(f"{HOME}?campaign={second.pk}")
        assert [given.who for given in page.context["collection"].late] == ["Школа"]

    def test_without_a_campaign_it_says_what_to_do(self, visit, head, methodist, coordinator):
        said = [visit(user).get(HOME).content.decode() for user in (methodist, head, coordinator)]
        assert "Сначала введите в действие показатели" in said[0]
        assert "когда методист откроет первый сбор" in said[1]
        assert "показатели вашей организации" in said[2]

    def test_region_and_country_stand_beside_a_common_set(self, client, district, methodist):
        edition = indicator_set(district, SHARE)
        type(edition.set).objects.filter(pk=edition.set_id).update(municipality=None)
        edition.set.refresh_from_db()
        campaign = opened(edition, methodist, municipality=district)
        give(campaign.returns.first(), {0: (1, 2)})
        compute_in_order([campaign.pk])
        WideAggregate.objects.all().delete()
        type(district).objects.filter(pk=district.pk).update(region="Край")
        for region in ("Край", "Другой край", ""):
            WideAggregate.objects.create(
                set=edition.set, indicator=edition.definitions.get().indicator, region=region,
                starts=campaign.starts, ends=campaign.ends, to_date=Decimal(25), to_date_numerator=5,
                to_date_denominator=20, verdict="not_yet", municipalities=3, computed_at=timezone.now(),
            )  # fmt: skip
        [(_, rows)] = client.get(HOME).context["wide"]
        assert rows == [
            {"where": "Край", "words": f"25{N}%", "amount": "5 из 20", "municipalities": 3},
            {"where": "Россия", "words": f"25{N}%", "amount": "5 из 20", "municipalities": 3},
        ]

    def test_the_workbook_holds_what_the_page_shows(self, visit, head, first):
        answer = visit(head).get(f"{HOME}?export=xlsx")
        sheet = load_workbook(
            io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        )
        rows = list(sheet.active.iter_rows(values_only=True))
        assert rows[1][:8] == (
            "1", "Доля педагогов, прошедших диагностику", "%", 50, 35, 14, 40, "Пока не достигнуто",
        )  # fmt: skip


class TestIndicator:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_organisation_and_for_thirty(
        self, client, district, methodist, number, assert_query_count
    ):
        assert_query_count(client, url_of(many(district, methodist, number)), FRAME + 10)

    def test_the_organisations_behind_a_number_stand_worst_first(self, client, first):
        depth = client.get(url_of(first)).context["depth"]
        assert [
            (each.school.short_name, each.value_words, each.amount_words, each.gap_words)
            for each in depth.contributors
        ] == [
            ("Школа", f"10{N}%", "1 из 10", f"\N{MINUS SIGN}25{N}п.{N}п."),
            ("Гимназия", f"30{N}%", "3 из 10", f"\N{MINUS SIGN}5{N}п.{N}п."),
            ("Сад", f"50{N}%", "10 из 20", f"+15{N}п.{N}п."),
        ]

    def test_kinds_of_organisations_add_numerators_and_denominators(self, client, first):
        groups = client.get(url_of(first)).context["depth"].groups
        assert [(group.title, group.count, group.value_words, group.amount_words) for group in groups] == [
            ("Школы", 2, f"20{N}%", "4 из 20"),
            ("Детские сады", 1, f"50{N}%", "10 из 20"),
        ]

    def test_a_number_opens_the_value_in_the_return(self, client, first):
        depth = client.get(url_of(first)).context["depth"]
        [value] = first.returns.get(school__short_name="Школа").values.filter(
            indicator=depth.line.definition.indicator
        )
        assert (
            f'href="/monitoring/returns/{value.given_id}/#value-{value.pk}"'
            in client.get(url_of(first)).content.decode()
        )

    def test_those_not_counted_are_named_with_the_reason(self, client, second):
        depth = client.get(url_of(second, query=f"?campaign={second.pk}")).context["depth"]
        assert [(each.given.who, each.why) for each in depth.missing] == [("Школа", "не начинали")]

    def test_a_sum_is_compared_with_the_mean_of_those_counted(self, client, first):
        depth = client.get(url_of(first, 1)).context["depth"]
        assert depth.mean_words == f"в среднем на организацию — 6,7{N}чел."
        assert depth.contributors[0].gap_words == f"\N{MINUS SIGN}6,7{N}чел."

    def test_answers_are_yes_and_no(self, client, first):
        depth = client.get(url_of(first, 2)).context["depth"]
        assert [(each.school.short_name, each.value_words) for each in depth.contributors] == [
            ("Сад", "нет"),
            ("Гимназия", "да"),
            ("Школа", "да"),
        ]

    def test_a_value_of_the_municipality_has_no_organisations_behind_it(self, client, district, methodist):
        campaign = opened(indicator_set(district, OWN), methodist)
        give(campaign.returns.get(school=None), {0: 3})
        compute_in_order([campaign.pk])
        page = client.get(url_of(campaign))
        assert (page.context["line"].value_words, page.context["depth"].contributors) == (f"3{N}ед.", [])
        assert "одно значение на всех" in page.content.decode()


class TestSchool:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_indicator_and_for_thirty(
        self, client, district, methodist, number, assert_query_count
    ):
        many(district, methodist, number)
        school = district.schools.get(short_name="Школа")
        assert_query_count(client, reverse("monitoring:school", args=[school.pk]), FRAME + 7)

    def test_all_periods_stand_beside_the_municipality(self, client, second, district):
        school = district.schools.get(short_name="Гимназия")
        page = client.get(f"{reverse('monitoring:school', args=[school.pk])}?campaign={second.pk}")
        [share, *_] = page.context["view"].lines
        assert [said for _, said in share.cells] == [f"30{N}%", f"90{N}%"]
        assert (share.whole_words, share.gap_words) == (f"63,3{N}%", f"+26,7{N}п.{N}п.")

    def test_a_coordinator_begins_with_the_own_organisation(self, visit, second, coordinator):
        page = visit(coordinator).get(HOME)
        given = second.returns.get(school__short_name="Школа")
        assert (page.context["school"].short_name, page.context["given"]) == ("Школа", given)
        assert "Заполнить сведения" in page.content.decode()

    def test_a_coordinator_sees_no_other_organisation(self, visit, second, coordinator, district):
        other = district.schools.get(short_name="Гимназия")
        seen = visit(coordinator)
        assert seen.get(reverse("monitoring:school", args=[other.pk])).status_code == 403
        assert "Гимназия" not in seen.get(HOME).content.decode()


class TestHeat:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_organisation_and_for_thirty(
        self, client, district, methodist, number, assert_query_count
    ):
        many(district, methodist, number)
        assert_query_count(client, HEAT, FRAME + 5)

    def test_each_cell_has_a_number_and_a_sign(self, client, first):
        rows = client.get(HEAT).context["heat"].rows
        assert [
            (row.school.short_name, [(cell.value_words, cell.sign) for cell in row.cells]) for row in rows
        ] == [
            (
                "Гимназия",
                [(f"30{N}%", "пока не достигнута"), (f"5{N}чел.", ""), ("да", "цель достигнута")],
            ),
            ("Сад", [(f"50{N}%", "цель достигнута"), (f"15{N}чел.", ""), ("нет", "пока не достигнута")]),
            ("Школа", [(f"10{N}%", "пока не достигнута"), (f"0{N}чел.", ""), ("да", "цель достигнута")]),
        ]

    def test_kinds_are_added_and_can_be_chosen(self, client, first):
        heat = client.get(HEAT).context["heat"]
        assert [(title, [group.value_words for _, group in groups]) for title, groups in heat.groups] == [
            ("Школы", [f"20{N}%", f"5{N}чел.", f"100{N}%"]),
            ("Детские сады", [f"50{N}%", f"15{N}чел.", f"0{N}%"]),
        ]
        chosen = client.get(f"{HEAT}?kind=kindergarten").context["heat"]
        assert [row.school.short_name for row in chosen.rows] == ["Сад"]

    def test_one_without_an_answer_has_no_data(self, client, second):
        rows = client.get(f"{HEAT}?campaign={second.pk}&order=name").context["heat"].rows
        assert [(row.school.short_name, row.cells[0].look) for row in rows] == [
            ("Гимназия", "reached"),
            ("Сад", "reached"),
            ("Школа", "absent"),
        ]


class TestPanel:
    def test_it_stands_on_the_home_page(self, client, first):
        page = client.get(reverse("home")).content.decode()
        said = " ".join(page[page.index('id="results-panel"') :].split())
        assert f'href="{HOME}?campaign={first.pk}">1 из 3</a>' in said
        assert '35 % <span class="muted">при цели 50 %</span>' in said

    def test_the_head_sees_what_is_behind(self, head, first, django_assert_num_queries):
        assert head.access.is_district_staff
        with django_assert_num_queries(3):
            [panel] = results_panel(head, timezone.localdate())
        assert [line.definition.number for line in panel.context["behind"]] == ["1", "2"]

    def test_others_and_a_district_without_results_have_none(self, head, methodist, district, coordinator):
        opened(indicator_set(district), methodist)
        assert [list(results_panel(user, timezone.localdate())) for user in (head, coordinator)] == [[], []]


class TestReport:
    def test_both_files_say_what_the_page_says(self, head, methodist, first):
        campaigns = campaigns_of(head)
        snapshot = results_snapshot(
            read_board(campaigns[0], campaigns), head.municipality, told_of(campaigns[0]), by=head
        )
        assert snapshot["score"] == "Достигнуто целей: 1 из 3."
        assert snapshot["signatures"] == []
        signed = results_snapshot(
            read_board(campaigns[0], campaigns), head.municipality, told_of(campaigns[0]), by=methodist
        )
        assert signed["signatures"] == [signed_by(methodist, head.municipality)]
        assert [line["value"] for line in snapshot["lines"]] == [f"35{N}%", f"20{N}чел.", f"66,7{N}%"]
        assert [each["said"] for each in snapshot["behind"]] == [
            f"35{N}% при цели 50{N}%: не хватает 15{N}п.{N}п.",
            f"20{N}чел. при цели 50{N}чел.: не хватает 30{N}чел.",
        ]
        assert pdf_of(TEMPLATE, snapshot).startswith(b"%PDF")
        word = WordFile(docx_of(TEMPLATE, snapshot))
        described = [shape._inline.docPr.get("descr") for shape in word.document.inline_shapes]
        assert described[0] == (
            "Доля педагогов, прошедших диагностику, по периодам. I полугодие 2026 года — 35\N{NO-BREAK SPACE}%"
        )
        assert len(described) == 2
