"""Changing every text of an annex without touching what is stored."""

import copy

from methodservice.documents.annex_content import content_from_text, table_block
from methodservice.documents.annex_shape import with_words


def test_every_text_is_changed_and_the_stored_content_is_not():
    table = table_block(["а", "б"], [["в", "г"], "группа"], caption="подпись")
    blocks = [*content_from_text("РАЗДЕЛ\n1. пункт\nабзац"), table]
    before = copy.deepcopy(blocks)
    changed = with_words(blocks, str.upper)
    assert blocks == before
    assert [block.get("text") for block in changed] == ["РАЗДЕЛ", "ПУНКТ", "АБЗАЦ", None]
    [head], rows = changed[3]["head"], changed[3]["rows"]
    assert [cell["text"] for cell in head] == ["А", "Б"]
    assert [[cell["text"] for cell in row["cells"]] for row in rows] == [["В", "Г"], ["ГРУППА"]]
    assert changed[3]["caption"] == "ПОДПИСЬ"
