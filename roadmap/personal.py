"""Where roadmaps make a person responsible."""

from methodservice import registries
from methodservice.registries import PersonalSection
from roadmap.models import LineParty


def responsible(teacher) -> list[dict]:
    """Items of roadmaps. 1 query."""
    rows = LineParty.objects.filter(key=f"teacher:{teacher.pk}").select_related(
        "line__part__edition__programme"
    )
    return [
        {
            "Дорожная карта": str(row.line.part.edition),
            "Пункт": row.line.action[:1000],
            "Срок": row.line.deadline,
        }
        for row in rows.order_by("line__part", "line__pk")
    ]


def register():
    """Called once when the app is ready."""
    registries.personal_data.append(
        PersonalSection("roadmaps", "Ответственность в дорожных картах", ("roadmap.lineparty",), responsible)
    )
