"""Monitoring of the demo: indicators of a programme, two half-years that are over, one that is being collected."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from methodservice.directory.models import Municipality, School, User
from methodservice.home.demo import monitoring_words as words
from methodservice.home.demo.cycles import live_through_cycles
from methodservice.home.demo.districts import DISTRICTS
from methodservice.home.demo.half_years import HalfYear, half_years, is_ready, share_of
from monitoring.models import Campaign, Definition, Edition, Indicator, IndicatorSet, Return, Target, Value
from monitoring.services.aggregation.running import compute_in_order
from monitoring.services.opening import open_campaign, plan_campaign
from monitoring.workflow import move_campaign, move_edition

State = Return.State
LATE, MISSING = 4, 10
"""Places of the organisation that is late and of the one that sends nothing."""
COLLECTING = (
    State.DRAFT, State.ACCEPTED, State.ACCEPTED, State.SUBMITTED, State.DRAFT, State.RETURNED,
    State.ACCEPTED, State.SUBMITTED, State.ACCEPTED, State.ACCEPTED, State.DRAFT, State.SUBMITTED,
)  # fmt: skip
"""Where the organisations stand in the campaign that is open, in turn; drafts at the first and the eleventh place are
empty."""


def fill_monitoring(municipalities: list[Municipality], today: date) -> None:
    """In the first district that has logins; kept by the methodist."""
    shown = (pair for pair in zip(DISTRICTS, municipalities, strict=True) if pair[0].logins)
    district, municipality = next(shown)
    methodist = User.objects.get(username=f"metodist-{district.key}")
    _Monitoring(municipality, methodist, today).fill()


class _Monitoring:
    def __init__(self, municipality: Municipality, methodist: User, today: date):
        self.municipality, self.methodist, self.today = municipality, methodist, today
        counted = Count("teachers", filter=Q(teachers__left_on=None))
        schools = School.objects.filter(municipality=municipality).annotate(people=counted).order_by("pk")
        self.places = {school.pk: place for place, school in enumerate(schools)}
        self.people = {school.pk: school.people for school in schools}

    def fill(self) -> None:
        halves = half_years(self.municipality, self.today)
        edition = self._edition(halves[0].due.year)
        definitions = Definition.objects.of(edition)
        self.numbers = {definition.indicator_id: definition for definition in definitions}
        campaigns = []
        for turn, half in enumerate(halves):
            campaign = self._opened(edition, half)
            self._answer(campaign, turn, is_open=half is halves[-1])
            compute_in_order([campaign.pk])
            campaigns.append(campaign)
        live_through_cycles(campaigns[0], campaigns[1], by=self.methodist, today=self.today)

    def _edition(self, first: int) -> Edition:
        made = IndicatorSet.objects.create(
            municipality=self.municipality, title=words.SET, first_year=first, last_year=first + 3
        )
        edition = Edition.objects.create(set=made)
        by_number: dict[str, Definition] = {}
        targets = []
        for place, (number, name, fields, goals) in enumerate(words.INDICATORS, start=1):
            by_number[number] = Definition.objects.create(
                edition=edition,
                indicator=Indicator.objects.create(set=made),
                parent=by_number.get(words.PART_OF.get(number)),
                position=place,
                number=number,
                name=name,
                **fields,
            )
            targets += [
                Target(definition=by_number[number], year=year, value=goal)
                for year, goal in zip(made.years, goals, strict=True)
            ]
        Target.objects.bulk_create(targets)
        move_edition(edition, to=Edition.State.IN_FORCE, by=self.methodist, in_force_at=timezone.now())
        return edition

    def _opened(self, edition: Edition, half: HalfYear) -> Campaign:
        campaign = plan_campaign(
            municipality=self.municipality,
            set=edition.set,
            due=half.due,
            title=words.CAMPAIGN,
            cut_off=half.cut_off,
            opens_on=half.opens_on,
            closes_on=half.opens_on + timedelta(days=17),
            by=self.methodist,
        )
        return open_campaign(campaign=campaign, by=self.methodist)

    def _answer(self, campaign: Campaign, turn: int, *, is_open: bool) -> None:
        """Everybody has answered a campaign that is over; the open one is under way."""
        returns = list(campaign.returns.all())
        values = list(Value.objects.filter(campaign=campaign).select_related("given"))
        for given in returns:
            self._move(campaign, given, is_open=is_open)
        states = {given.pk: given for given in returns}
        for value in values:
            if states[value.given_id].opened_at:
                self._write(value, states[value.given_id], turn)
        Value.objects.bulk_update(values, ["numerator", "denominator", "no_data", "word", "remark", "typed"])
        Return.objects.bulk_update(
            returns,
            [
                "state", "comment", "opened_at", "submitted_at", "submitted_late", "extended_to",
                "extension_reason",
            ],
        )  # fmt: skip
        if not is_open:
            move_campaign(
                campaign,
                to=Campaign.State.CLOSED,
                by=self.methodist,
                closed_at=self._moment(campaign.closes_on, 6),
                closing_reason=words.CLOSED_WITHOUT,
            )

    def _moment(self, day: date, later: int):
        return timezone.make_aware(
            timezone.datetime.combine(day + timedelta(days=later), timezone.datetime.min.time())
        ) + timedelta(hours=11)

    def _move(self, campaign: Campaign, given: Return, *, is_open: bool) -> None:
        place = self.places.get(given.school_id)
        if is_open:
            given.state = State.ACCEPTED if place is None else COLLECTING[place % len(COLLECTING)]
            if place == LATE:
                given.extended_to = campaign.closes_on + timedelta(days=7)
                given.extension_reason = words.EXTENSION
        elif place == MISSING:
            given.comment = words.MISSING
        else:
            given.state = State.ACCEPTED
        if given.state == State.DRAFT and place in (0, MISSING):
            return
        given.opened_at = self._moment(campaign.opens_on, 1)
        if given.state == State.DRAFT:
            return
        given.submitted_late = not is_open and place == LATE
        given.submitted_at = self._moment(campaign.closes_on, 2) if given.submitted_late else given.opened_at
        if given.state == State.RETURNED:
            given.comment = words.COMMENT

    def _write(self, value: Value, given: Return, turn: int) -> None:
        definition = self.numbers[value.indicator_id]
        number, place = definition.number, self.places.get(value.school_id)
        if number == "10" and place == 9 and turn == 0:
            value.typed = value.no_data = True
            value.word = words.NO_DATA
            return
        if value.known_numerator is not None:
            value.numerator += words.MORE.get((number, place), 0)
        elif definition.by_municipality:
            value.numerator = words.OWN[number][turn]
        else:
            value.numerator, value.denominator = self._reported(definition, value, turn)
        value.typed = value.numerator != value.known_numerator
        value.word = words.WORDS.get((number, place), "")
        if given.state == State.RETURNED and number == "3":
            value.remark = words.REMARK

    def _reported(self, definition: Definition, value: Value, turn: int) -> tuple[int, int | None]:
        place, number = self.places[value.school_id], definition.number
        if definition.is_share:
            whole = self.people[value.school_id] or 10
            return round(whole * share_of(number, turn, place) / 100), whole
        if number == "9":
            return (place + 1) % 3 if turn else place % 3, None
        return int(is_ready(number, turn, place, len(self.places))), None
