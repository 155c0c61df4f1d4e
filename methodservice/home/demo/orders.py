"""Orders of the demo in every state, drafted from facts and signed through the same services that people use."""

from datetime import date, timedelta

from associations.models import Association, Level, Office, Term
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.directory.rules import young_rule
from methodservice.documents.models import DocumentKind, DocumentStyle, NumberMask
from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order, OrderLink
from methodservice.documents.orders.services import editing, making, people, signing
from methodservice.documents.register.by_hand import register_by_hand
from methodservice.home.demo.districts import DISTRICTS

NUMBERING = ({"mask": "{n}-ОД", "first": 114}, {"mask": "01-12/{n}", "first": 58})
"""One for each district that has logins."""
STYLES = (
    {},
    {"header": DocumentStyle.Header.ROW_PLACE, "word": "П Р И К А З", "dates": DocumentStyle.Dates.WORDS},
)


def fill_orders(municipalities: list[Municipality], today: date) -> None:
    """In the districts that have logins; prepared by the methodist, signed by the department head."""
    shown = [pair for pair in zip(DISTRICTS, municipalities, strict=True) if pair[0].logins]
    for number, (district, municipality) in enumerate(shown):
        NumberMask.objects.create(
            municipality=municipality, kind=DocumentKind.ORDER, year=today.year, **NUMBERING[number]
        )
        DocumentStyle.objects.create(municipality=municipality, **STYLES[number])
        _Office(municipality, district.key, today).work()


class _Office:
    """The methodist who writes and the department head who signs."""

    def __init__(self, municipality: Municipality, key: str, today: date):
        self.municipality, self.today = municipality, today
        self.methodist = User.objects.get(username=f"metodist-{key}")
        self.boss = User.objects.get(username=f"nachalnik-{key}")

    def work(self) -> None:
        """What an autumn leaves on the desk."""
        self._week_of_skill()
        self._cancel(self._contest())
        self._monitoring_returned()
        self._staffing_waits()
        self._mentors_begun()
        self._signed_on_paper()

    def _draft(self, key: str, **answers) -> Order:
        kind = kind_of(key)
        form = kind.form(answers, municipality=self.municipality, user=self.methodist)
        if not form.is_valid():
            raise ValueError(f"the demo's order «{key}»: {form.errors.as_json()}")
        return making.start_order(
            kind=kind, facts=kind.facts(form), municipality=self.municipality, by=self.methodist
        )

    def _blank(self, title: str, preamble: str, points: list[tuple[str, str, str]]) -> Order:
        """points: (key of the executor or "", text, deadline)."""
        order = self._draft("blank", title=title, issuer=Order.Issuer.AUTHORITY)
        editing.change_order(order=order, preamble=preamble, by=self.methodist)
        for key, text, deadline in points:
            point = editing.add_point(order=order, text=text, deadline=deadline, by=self.methodist)
            if key:
                editing.set_executor(point=point, key=key, by=self.methodist)
        editing.set_control(order=order, key="self", by=self.methodist)
        people.fill_acquainted(order=order, by=self.methodist)
        return order

    def _sign(self, order: Order, days_ago: int) -> Order:
        signing.submit(order=order, by=self.methodist)
        return signing.sign(order=order, on=self._day(days_ago), by=self.boss)

    def _day(self, days_ago: int) -> date:
        """So many days ago, within this year: numbers begin anew with a year."""
        return max(self.today - timedelta(days=days_ago), date(self.today.year, 1, 1))

    def _district_associations(self):
        return Association.objects.filter(municipality=self.municipality, level=Level.DISTRICT).order_by("pk")

    def _week_of_skill(self) -> Order:
        head = Term.objects.on(self.today).filter(
            association=self._district_associations().first(), office=Office.HEAD
        )
        order = self._blank(
            "О Неделе педагогического мастерства",
            f"В целях обмена педагогическим опытом и по плану работы методической службы "
            f"{self.municipality.name_genitive}",
            [
                ("", "Провести Неделю педагогического мастерства в образовательных организациях района.", ""),
                (
                    "role:service",
                    "подготовить программу Недели и разослать её в организации.",
                    "за две недели",
                ),
                ("role:schools", "обеспечить участие педагогов и показ не менее двух открытых уроков.", ""),
                *(
                    (f"teacher:{term.teacher_id}", "провести круглый стол по итогам Недели.", "")
                    for term in head
                ),
            ],
        )
        return self._sign(order, 60)

    def _contest(self) -> Order:
        order = self._blank(
            "О районном конкурсе методических разработок",
            "В целях выявления и распространения лучших методических разработок",
            [
                ("", "Провести районный конкурс методических разработок.", ""),
                ("role:heads", "представить работы членов объединений.", "до конца месяца"),
            ],
        )
        return self._sign(order, 45)

    def _cancel(self, target: Order) -> Order:
        kind = kind_of("changing")
        form = kind.form(
            {"how": OrderLink.Kind.CANCELS, "reason": "В связи с переносом конкурса на второе полугодие"},
            target=target,
        )
        form.full_clean()
        order = making.start_order(
            kind=kind, facts=kind.facts(form), municipality=self.municipality, by=self.methodist
        )
        return self._sign(order, 30)

    def _monitoring_returned(self) -> None:
        starts = self.today.replace(day=1)
        order = self._draft(
            "monitoring",
            theme="деятельности школьных методических объединений",
            starts=date(self.today.year, 1, 1),
            ends=self.today,
            collect_from=starts,
            collect_to=starts + timedelta(days=40),
            schools=list(
                School.objects.filter(municipality=self.municipality, closed_on=None).values_list(
                    "pk", flat=True
                )
            ),
            responsible="role:service",
            collected="проведено заседаний\nпринято решений и сколько из них выполнено\nпроведено открытых уроков",
            note_by=starts + timedelta(days=55),
        )
        signing.submit(order=order, by=self.methodist)
        signing.return_order(
            order=order, comment="Добавьте ответственных от каждой организации.", by=self.boss
        )

    def _staffing_waits(self) -> None:
        form = kind_of("staffing").form(None, municipality=self.municipality, user=self.methodist)
        order = self._draft(
            "staffing",
            year=form.initial["year"],
            associations=form.initial["associations"],
            rosters="separate",
        )
        signing.submit(order=order, by=self.methodist)

    def _mentors_begun(self) -> None:
        """Two young teachers and two of those who teach longest."""
        teachers = Teacher.objects.filter(school__municipality=self.municipality).working()
        rule = young_rule(self.municipality.rules)
        young = list(teachers.young(rule, self.today).order_by("pk")[:2])
        tried = list(teachers.exclude(teaching_since=None).order_by("teaching_since", "pk")[:2])
        if not young or len(tried) < len(young):
            return
        answers = {
            "form_of": "peer",
            "starts": self.today,
            "ends": self.today + timedelta(days=240),
            "rows": 5,
        }
        for place, (mentor, mentee) in enumerate(zip(tried, young, strict=False), 1):
            answers |= {f"mentor_{place}": mentor.full_name, f"mentee_{place}": mentee.full_name}
        self._draft("mentors", **answers)

    def _signed_on_paper(self) -> None:
        register_by_hand(
            municipality=self.municipality,
            kind=DocumentKind.NOTE,
            on=self._day(20),
            title="Справка по итогам посещения уроков молодых педагогов",
            signatory=self.municipality.signatories.first(),
            by=self.methodist,
        )
