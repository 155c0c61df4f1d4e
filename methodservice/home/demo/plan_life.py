"""What became of items of plans in the demo: events held by them, a mark with its evidence, a template."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from associations.events.models import Event
from associations.models import Level
from associations.plans.models import AnnualPlan, PlanEdition, PlanItem
from associations.plans.services import life, templates
from methodservice.directory.models import Municipality, User
from methodservice.home.demo.districts import DISTRICTS
from methodservice.home.demo.papers import word_page
from methodservice.lib.periods import SchoolYear

BY_KIND = {
    Event.Kind.OPEN_LESSON: "Школа молодого педагога",
    Event.Kind.MASTER_CLASS: "Мастер-класс",
}
"""Kind of an event → the beginning of the line that it was held by."""
TEMPLATE = "План районного объединения на год"
DONE = "Составлена карта дефицитов по школам, результаты обсудили с руководителями ШМО."
PROOF = "Карта дефицитов"


def live_by_plans(municipalities: list[Municipality], today: date) -> None:
    """Where people can log in; the methodist files it all."""
    year = SchoolYear.containing(today)
    for district, municipality in zip(DISTRICTS, municipalities, strict=True):
        if not district.logins:
            continue
        methodist = User.objects.get(username=f"metodist-{district.key}")
        plans = AnnualPlan.objects.filter(
            association__municipality=municipality,
            school_year=year.first,
            editions__state=PlanEdition.State.APPROVED,
        )
        for plan in plans.select_related("association__municipality").order_by("pk"):
            _link_events(plan, methodist)
        first = plans.filter(association__level=Level.DISTRICT).earliest("pk")
        _prove(first, methodist, today)
        edition = first.editions.select_related("plan__association__municipality").in_force().get()
        templates.save_template(edition=edition, title=TEMPLATE, by=methodist)


def _items(plan: AnnualPlan, beginning: str):
    rows = PlanItem.objects.filter(plan=plan, lines__action__startswith=beginning)
    return rows.filter(lines__edition__state=PlanEdition.State.APPROVED)


def _link_events(plan: AnnualPlan, by: User) -> None:
    free = PlanItem(plan=plan)
    for event in life.linkable_events(free):
        item = _items(plan, BY_KIND.get(event.kind, event.title)).first()
        if item:
            life.link_item(item=item, event=event, by=by)


def _prove(plan: AnnualPlan, by: User, today: date) -> None:
    """The diagnosis is marked with what came out of it, unless its day is ahead."""
    item = _items(plan, "Входная диагностика").filter(done__isnull=False).first()
    if item is None:
        return
    day = item.done.done_on
    life.take_back(item=item, by=by)
    upload = SimpleUploadedFile(f"{PROOF}.docx", word_page(PROOF, DONE))
    life.mark_done(item=item, done_on=min(day, today), comment=DONE, evidence=upload, by=by)
