"""Drafts of indicators and their files in the world of the access table."""

from methodservice.directory.models import Municipality
from methodservice.testing import factories as make
from monitoring.content import ColumnWords, Content, Holds, LineWords, TableWords
from monitoring.models import IndicatorReading, IndicatorSet
from monitoring.services.sets import revise


def add_indicators(world) -> None:
    """`draft_indicators` with a `draft_definition`, beside the edition in force; `indicator_reading`: sent by the
    methodist, the foreign one by a stranger."""
    table = TableWords("", (ColumnWords("Показатель", Holds.NAME), ColumnWords("2026", Holds.YEAR, "", 2026)))
    line = LineWords(0, "", "Доля", "Доля, %", "%", False, {2026: None})
    content = Content("Показатели", 2026, 2026, (table,), (line,)).as_json()
    for ownership, key in world.records["indicator_set"].items():
        found = IndicatorSet.objects.get(pk=key)
        by = make.UserFactory(municipality=found.municipality)
        draft = revise(set=found, reason="Итоги года", by=by)
        world.put("draft_indicators", ownership, draft)
        world.put("draft_definition", ownership, draft.definitions.first())
        sender = world.users["methodist"] if ownership == "own" else by
        world.put(
            "indicator_reading",
            ownership,
            IndicatorReading.objects.create(
                municipality=Municipality.objects.get(pk=world.records["municipality"][ownership]),
                name="Показатели.docx",
                content=content,
                uploaded_by=sender,
            ),
        )
