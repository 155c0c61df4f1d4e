"""What plans begin with and what becomes of their items, in the world of the access table."""

from associations.models import Association
from associations.plans.importing import ReadLine
from associations.plans.models import AnnualPlan, ItemDone, ItemLink, PlanTable, PlanTemplate
from methodservice.directory.models import Municipality
from methodservice.testing import factories as make

READ = ReadLine(2, (("Мероприятие", "Семинар"), ("Сроки", "потом")), "between", "Семинар", "потом")


def add_plans_life(world) -> None:
    """See world.py for the ownerships. `plan_item` is in force, with a mark and a meeting (`plan_link`)."""
    for ownership, key in world.records["approved_plan"].items():
        plan = AnnualPlan.objects.get(pk=key)
        item = plan.items.earliest("pk")
        meeting = make.MeetingFactory(association=plan.association, theme="По плану")
        make.MeetingFactory(association=plan.association, date=plan.year.starts, theme="Вне плана")
        world.put("plan_item", ownership, item)
        world.put("plan_link", ownership, ItemLink.objects.create(item=item, meeting=meeting))
        ItemDone.objects.create(item=item, done_on=plan.year.starts, marked_by=world.users["methodist"])
    for ownership, key in world.records["municipality"].items():
        template = PlanTemplate.objects.create(
            municipality=Municipality.objects.get(pk=key), title="Образец", level="district", school_year=2026
        )
        world.put("plan_template", ownership, template)
    for ownership, key in world.records["association"].items():
        table = PlanTable.objects.create(
            association=Association.objects.get(pk=key),
            school_year=2026,
            name="План.docx",
            uploaded_by=world.users["methodist"],
            lines=[READ.as_json()],
        )
        world.put("plan_table", ownership, table)
