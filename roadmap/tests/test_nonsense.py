"""What no page of the portal sends: it is answered, not broken by."""

import pytest
from django.urls import reverse

from methodservice.testing.roadmap_life import item_of
from methodservice.testing.roadmaps import revised
from roadmap.models import Occurrence

HUGE = "9" * 5000


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


def post(client, name, pk, **data):
    return client.post(reverse(f"roadmap:{name}", args=[pk]), data)


def test_a_key_of_thousands_of_digits_keeps_no_item(client, edition):
    answer = post(client, "revise", edition.programme_id, items=[HUGE], kind="other", reason="Итоги")
    assert answer.status_code == 422
    assert "Отметьте хотя бы один пункт" in answer.content.decode()


def test_a_key_of_thousands_of_digits_takes_no_reason(client, edition, methodist):
    second = revised(edition, methodist)
    second.reasons.all().delete()
    answer = post(client, "reasons", second.programme_id, items=[HUGE], kind="order", text="")
    assert answer.status_code == 422
    assert not second.reasons.exists()


def test_a_row_of_thousands_of_digits_is_no_row_of_a_schedule(client, edition):
    item = item_of(edition, "2.2")
    address = reverse("roadmap:schedule", args=[item.pk])
    body = f"words-{HUGE}=x&words-0=12.10.2026&seen={client.get(address).context['form']['seen'].value()}"
    client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert [str(row.ends) for row in Occurrence.objects.filter(item=item)] == ["2026-10-12"]


@pytest.mark.parametrize("emptied", ["everything", "all but the title"])
def test_a_draft_with_nothing_in_it_is_printed(client, draft, emptied):
    parts = draft.parts.all() if emptied == "everything" else draft.parts.filter(kind="roadmap")
    parts.delete()
    for fmt in ("docx", "xlsx"):
        assert client.get(reverse("roadmap:file", args=[draft.pk, fmt])).status_code == 200
