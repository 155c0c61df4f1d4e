"""Last year's reports in every state, filed through the same services that people use."""

from datetime import date

from associations.models import Association, Level, Meeting
from associations.reports.figures import figures_of
from associations.reports.models import AnnualReport
from associations.reports.services.workflow import accept, return_report, submit
from associations.reports.services.writing import lock_report, start_report, write_texts
from associations.reports.words import hints
from associations.reports.years import reporting_year
from methodservice.directory.models import Municipality, RoleKind, User
from methodservice.lib.periods import SchoolYear

State = AnnualReport.State
STATES = (
    State.ACCEPTED, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.DRAFT, State.ACCEPTED, State.SUBMITTED,
)  # fmt: skip
"""Of the district associations in turn; the rest have no report yet."""
REMARK = "Не сказано, что изменилось у молодых педагогов. Допишите раздел «Чего добились» и сдайте снова."
WRITTEN = (
    {
        "work": "Главным делом года было повторение западающих тем: общий перечень составили осенью и шли по нему.",
        "results": "Задания из общей папки использовали учителя всех школ. Сложился круг ведущих мастер-классов.",
        "problems": "Взаимопосещения приходилось переносить из-за замен уроков: расписания школ не совпадают.",
        "next_goals": "Проводить взаимопосещения в один методический день.\nСобрать банк заданий по параллелям.",
    },
    {
        "work": "Разбирали критерии оценивания на работах детей, готовили наставников для новых коллег.",
        "results": "Требования к проверочным работам стали едиными в четырёх школах.",
        "problems": "Учителя малых школ чаще участвовали дистанционно и реже выступали.",
        "next_goals": "Провести два выездных заседания в малых школах.\nДать слово каждому, кто ещё не выступал.",
    },
)


def file_reports(municipalities: list[Municipality], today: date) -> None:
    """Reports of the districts that people can log in to, where the year had meetings; the methodist writes for heads
    without an account."""
    for municipality in municipalities:
        methodist = User.objects.filter(
            municipality=municipality, is_demo=True, roles__kind=RoleKind.METHODIST
        ).first()
        if methodist:
            year = reporting_year(municipality.rules.report_due, today)
            met = Meeting.objects.filter(date__range=(year.starts, year.ends)).values("association")
            upper = Association.objects.filter(municipality=municipality, level=Level.DISTRICT, pk__in=met)
            upper = upper.order_by("pk")
            for number, (association, state) in enumerate(zip(upper, STATES, strict=False)):
                _file(association, state, WRITTEN[number % len(WRITTEN)], methodist, year, today)


def _file(
    association: Association,
    state: str,
    written: dict[str, str],
    methodist: User,
    year: SchoolYear,
    today: date,
) -> None:
    report = start_report(association=association, year=year, by=methodist)
    if state == State.DRAFT:
        return
    figures = figures_of(association, year, today)
    said = hints({each.key: each.now for each in figures}, {each.key: each.before for each in figures})
    texts = {
        section: "\n".join([*(hint.text for hint in said if hint.section == section), text])
        for section, text in written.items()
    }
    report = write_texts(report=lock_report(report), texts=texts, by=methodist)
    report = submit(report=report, by=methodist)
    if state == State.RETURNED:
        return_report(report=report, comment=REMARK, by=methodist)
    elif state == State.ACCEPTED:
        accept(report=report, by=methodist)
