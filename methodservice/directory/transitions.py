"""Moving a record from state to state: allowed by a table, written down, journaled — the same for every kind."""

from collections.abc import Collection, Mapping

from django.db import models

from methodservice.directory import audit
from methodservice.lib.refusals import Refused


def move(
    record: models.Model,
    ways: Mapping[str, Collection[str]],
    *,
    to: str,
    by,
    whose: str,
    note: str = "",
    **fields,
) -> None:
    """Move a locked record to a `state`, with what is written down on the way (fields); its `version` goes on.

    ways: {state: states that it leads to}; whose: the record in the genitive, for the refusal («приказа»). Raises
    Refused when the way is closed.
    """
    before = record.get_state_display()
    if to not in ways[record.state]:
        raise Refused(f"Сейчас это сделать нельзя: состояние {whose} — «{before}».")
    for name, value in ({"state": to} | fields).items():
        setattr(record, name, value)
    written = ["state", *fields]
    if hasattr(record, "version"):
        record.version += 1
        written.append("version")
    record.save(update_fields=written)
    changes = {"состояние": [before, record.get_state_display()]}
    audit.record(audit.Verb.MOVED, by=by, obj=record, changes=changes, note=note)
