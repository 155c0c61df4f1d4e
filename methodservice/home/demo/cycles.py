"""Management cycles of the demo, one or two at each stage: what two closed campaigns brought to light."""

from datetime import date, timedelta

from associations.events.models import Event
from methodservice.directory.models import Role, RoleKind, School, User
from methodservice.documents.orders.models import Order
from methodservice.home.demo import cycle_words as words
from methodservice.home.demo.clock import on_day
from methodservice.home.demo.cycle_words import Advice
from monitoring.measures import chosen_record
from monitoring.models import Campaign, Cycle, Definition, Indicator, Note, Recommendation
from monitoring.note_facts import SHORT, lines_of, schools_of
from monitoring.services.cycle import judging, measures, notes, recommending
from monitoring.services.cycle.starting import start_cycle
from monitoring.views.cycle.starting import in_words
from monitoring.words import number_words
from roadmap.models import Line

NOTED, SENT, READ, ANSWERED, LOOKED = (timedelta(days=days) for days in (14, 18, 20, 35, 38))
"""After the results of a campaign."""
TERM = timedelta(days=42)
JUDGED = timedelta(days=10)
OVERDUE, AHEAD = timedelta(days=6), timedelta(days=9)
LATELY = timedelta(days=4)


def live_through_cycles(first: Campaign, second: Campaign, *, by: User, today: date) -> None:
    """Threads from both closed campaigns: those of the first are judged by the second."""
    before, now = _Threads(first, by, today), _Threads(second, by, today)
    before.act(words.ROUTES, words.ROUTES_MEASURE)
    before.act(words.DIAGNOSIS, words.DIAGNOSIS_MEASURE)
    before.judge(second, words.ROUTES, words.ROUTES_CONCLUSION)
    before.judge(second, words.DIAGNOSIS)
    now.help_mentors()
    now.keep_decisions()
    now.prepare_advice()
    now.find_something_else()


class _Threads:
    """Threads of one campaign; its note is signed after the first of them is begun, the others rely on it."""

    def __init__(self, campaign: Campaign, by: User, today: date):
        self.campaign, self.by, self.today = campaign, by, today
        self.municipality = campaign.municipality
        self.closed = campaign.closed_at.date()
        lines = {line.indicator: line for line in lines_of(campaign)}
        self.lines = {row.number: lines[row.indicator_id] for row in Definition.objects.of(campaign.edition)}
        own = Role.objects.filter(user__municipality=self.municipality, kind=RoleKind.COORDINATOR)
        self.coordinators = {role.school_id: role.user for role in own.select_related("user")}
        self.note: Note | None = None

    def act(self, advice: Advice, measure: str) -> None:
        """Advised, answered, accepted; what was done is told in words, and shown by an event where one fits."""
        rows = self._advised(advice, self._short(advice, len(advice.answers)), due=self.closed + TERM)
        for row, answer in zip(rows, advice.answers, strict=False):
            self._answer(row, answer, is_accepted=True)
        cycle = rows[0].cycle
        with on_day(self.closed + READ):
            measures.add_measure(cycle=cycle, title=measure, on=self.closed + READ, by=self.by)
        held = Event.objects.filter(
            municipality=self.municipality,
            state=Event.State.HELD,
            kind=advice.event,
            starts__gt=self.closed + READ,
        )
        self._measure(cycle, [f"event:{event.pk}" for event in held.order_by("starts", "pk")[:1]])

    def judge(self, following: Campaign, advice: Advice, conclusion: str = "") -> None:
        """Before and after; closed where there is a conclusion."""
        cycle = Cycle.objects.get(campaign=self.campaign, indicator=self.lines[advice.number].indicator)
        with on_day(following.closed_at.date() + JUDGED):
            judging.compare(cycle=cycle, following=following, by=self.by)
            if conclusion:
                told = {"effect": Cycle.Effect.EFFECTIVE, "conclusion": conclusion}
                judging.conclude(cycle=cycle, by=self.by, **told)

    def help_mentors(self) -> None:
        """Taken on, answered, sent back, accepted; items of the roadmap are its measures."""
        advice = words.MENTORS
        full, short = advice.answers
        rows = self._advised(advice, self._short(advice, 4), due=self.today + AHEAD)
        for place, row in enumerate(rows):
            match place:
                case 0:
                    with on_day(self.closed + READ):
                        recommending.acknowledge(recommendation=row, by=self._who(row))
                case 1:
                    self._answer(row, full)
                case 2:
                    self._answer(row, short)
                    with on_day(self.closed + LOOKED):
                        recommending.send_back(recommendation=row, remark=words.MENTORS_REMARK, by=self.by)
                case 3:
                    self._answer(row, full, is_accepted=True)
        self._measure(rows[0].cycle, self._items(words.MENTORS_ITEMS))

    def keep_decisions(self) -> None:
        """The service itself has answered, an organisation is late; items of the roadmap are its measures."""
        advice = words.DECISIONS
        [own] = self._advised(advice, [None], due=self.closed + TERM)
        self._answer(own, advice.answers[0], is_accepted=True)
        schools = School.objects.filter(pk__in=self.coordinators)
        self._advise(own.cycle, advice, schools, due=self.today - OVERDUE, text=words.DECISIONS_SCHOOL)
        with on_day(self.closed + SENT):
            recommending.send_all(cycle=own.cycle, by=self.by)
        self._measure(own.cycle, self._items(words.DECISIONS_ITEMS))

    def prepare_advice(self) -> None:
        """Written, not sent yet; an order that helps is there already."""
        advice = words.OPEN_DAYS
        cycle = self._found(advice)
        self._advise(cycle, advice, self._short(advice, 3), due=self.today + TERM)
        signed = Order.objects.filter(municipality=self.municipality, state=Order.State.SIGNED)
        lately = signed.filter(date__gt=self.closed).order_by("date", "pk")
        self._measure(cycle, [f"order:{order.pk}" for order in lately[:1]])

    def find_something_else(self) -> None:
        """What no indicator shows waits for a further note, which is being written."""
        with on_day(self.today - LATELY):
            told = {"title": words.NOT_SEEN, "causes": words.NOT_SEEN_CAUSES}
            start_cycle(campaign=self.campaign, by=self.by, **told)
            notes.begin_note(campaign=self.campaign, by=self.by)

    def _short(self, advice: Advice, number: int) -> list[School]:
        """Organisations that miss the target (all, should none miss it), those with a login first."""
        found = schools_of(self.campaign, self.lines[advice.number].indicator)
        keys = [each.key for each, verdict in found if verdict in SHORT] or [each.key for each, _ in found]
        rows = School.objects.in_bulk(keys)
        return [rows[key] for key in sorted(keys, key=lambda key: key not in self.coordinators)[:number]]

    def _found(self, advice: Advice) -> Cycle:
        """Begun and noted."""
        line = self.lines[advice.number]
        with on_day(self.closed + NOTED):
            cycle = start_cycle(
                campaign=self.campaign,
                indicator=Indicator(pk=line.indicator, set_id=self.campaign.set_id),
                title=in_words(line),
                causes=advice.causes,
                by=self.by,
            )
            if self.note:
                return notes.rely_on(cycle=cycle, note=self.note, by=self.by)
            note = notes.begin_note(campaign=self.campaign, by=self.by)
            texts = {"sources": words.SOURCES, "conclusions": f"{note.conclusions}\n{words.FURTHER}".strip()}
            note = notes.write_note(note=note, version=note.version, by=self.by, **texts)
            self.note = notes.sign_note(note=note, by=self.by)
        return Cycle.objects.get(pk=cycle.pk)

    def _advise(self, cycle: Cycle, advice: Advice, schools, *, due: date, text: str = "") -> None:
        """Drafts with the numbers that they follow from."""
        line = self.lines[advice.number]
        target = f" при цели {line.target_words}"
        numbers = {
            each.key: number_words(each.value, line.unit, target=line.target) + target
            for each, _ in schools_of(self.campaign, line.indicator)
            if each.value is not None
        }
        with on_day(self.closed + SENT):
            recommending.recommend(
                cycle=cycle,
                schools=schools,
                by=self.by,
                grounds=numbers,
                ground=line.value_words + target,
                text=text or advice.text,
                due=due,
                report_form=words.REPORT,
            )

    def _advised(self, advice: Advice, schools, *, due: date) -> list[Recommendation]:
        """Begun, noted, advised, sent."""
        cycle = self._found(advice)
        self._advise(cycle, advice, schools, due=due)
        with on_day(self.closed + SENT):
            recommending.send_all(cycle=cycle, by=self.by)
        return list(cycle.recommendations.select_related("cycle").order_by("pk"))

    def _who(self, row: Recommendation) -> User:
        """Who answers: the methodist writes down what an organisation without a login tells."""
        return self.coordinators.get(row.school_id, self.by)

    def _answer(self, row: Recommendation, text: str, *, is_accepted: bool = False) -> None:
        with on_day(self.closed + ANSWERED):
            recommending.answer(recommendation=row, text=text, by=self._who(row))
        if is_accepted:
            with on_day(self.closed + LOOKED):
                recommending.accept_answer(recommendation=row, by=self.by)

    def _items(self, numbers: tuple[str, ...]) -> list[str]:
        """Keys of items of the roadmap of the year."""
        lines = Line.objects.in_force().filter(item__programme__municipality=self.municipality)
        return [f"item:{line.item_id}" for line in lines.filter(number__in=numbers).order_by("number", "pk")]

    def _measure(self, cycle: Cycle, keys: list[str]) -> None:
        """Records of the portal as measures; items on the day when answers were looked through."""
        for key in keys:
            record = chosen_record(self.by, key)
            on = record.day or self.closed + LOOKED
            with on_day(on):
                measures.add_measure(cycle=cycle, key=key, title=record.title, on=on, by=self.by)
