"""Office files with roadmaps, built for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from methodservice.lib.tests.test_grids import add_table, document, saved
from roadmap.models import Reading

HEAD = ("№", "Мероприятие", "Сроки", "Ответственный")
TITLE = "Дорожная карта развития методической службы на 2026 год"
CLEAR = ("1", "Провести совещание руководителей объединений", "март 2026", "методисты")
DOUBTFUL = ("2", "Обновить страницу службы", "когда получится", "методисты")


def roadmap_file(*rows, title=TITLE, before=(), passport=(), name="Дорожная карта.docx", head=HEAD):
    """A document with the rows in a table; before: paragraphs above the title; passport: (label, value)."""
    made = document(before=[*before, title])
    if passport:
        add_table(made, passport)
        made.add_paragraph("Мероприятия")
    add_table(made, [head, *(rows or (CLEAR, DOUBTFUL))])
    return SimpleUploadedFile(name, saved(made))


def sent(client, upload, query="") -> Reading:
    """The reading of a file that was sent through the page."""
    answer = client.post(reverse("roadmap:upload") + query, {"file": upload})
    assert answer.status_code == 302, answer.context["form"].errors
    return Reading.objects.latest("pk")


def head_of(reading) -> dict:
    """The fields of the page as they stand: what the document is."""
    content = reading.content
    return {name: content[name] for name in ("document", "title", "first", "last")}
