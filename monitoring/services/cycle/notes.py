"""Analytical notes: drafted from the numbers, written by people, signed with a number of the register.

Signing is what the threads of the campaign wait for: those in analysis go on to recommendations.
"""

from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused, Stale
from methodservice.lib.typography import NBSP
from monitoring.cycle_documents.note import freeze_note
from monitoring.models import Campaign, Cycle, Note
from monitoring.note_facts import facts_of
from monitoring.note_words import drafted
from monitoring.services.cycle.starting import NOT_CLOSED
from monitoring.services.locks import lock_campaign, lock_cycle, lock_note
from monitoring.workflow import move_cycle, move_note

SIGNED = "Справка подписана: изменить её нельзя."
BEGUN = "Справка по этой кампании уже готовится."
REOPENED = "Кампания снова открыта. Подписать справку можно, когда итоги подведут."
RECOUNTED = "Итоги пересчитаны после того, как справка написана. Сверьте текст с числами и отметьте это."
EMPTY = {
    "analysis": "Напишите анализ показателей: без него справку не подписывают.",
    "conclusions": "Напишите выводы: без них справку не подписывают.",
}
OTHER_NOTE = "Выберите подписанную справку по той же кампании."
PAST_ANALYSIS = "Цикл уже опирается на справку."
SEPARATOR = "\n"


@transaction.atomic
def begin_note(*, campaign: Campaign, by) -> Note:
    """A draft pre-written from the results. Refused before the campaign is closed; one draft at a time."""
    current = lock_campaign(campaign.pk)
    if current.state != Campaign.State.CLOSED:
        raise Refused(NOT_CLOSED)
    if current.notes.filter(state=Note.State.DRAFT).exists():
        raise AlreadyDone(BEGUN)
    note = Note.objects.create(
        campaign=current, author=by, result_version=current.result_version, **drafted(facts_of(current))
    )
    audit.record(audit.Verb.CREATED, by=by, obj=note)
    return note


@transaction.atomic
def write_note(*, note: Note, version: int, by, **texts) -> Note:
    """Keep the texts {section: text}. version: that was read. Raises Stale, Refused when it is signed."""
    current = _draft(note)
    if current.version != version:
        raise Stale(current)
    before = audit.state_of(current)
    for section, text in texts.items():
        setattr(current, section, text)
    current.version += 1
    current.save(update_fields=[*texts, "version"])
    audit.record_typing(by=by, obj=current, before=before)
    return current


@transaction.atomic
def confirm_numbers(*, note: Note, by) -> Note:
    """A person has compared the text with the results as they are now."""
    current = _draft(note)
    version = current.campaign.result_version
    if current.result_version == version:
        raise AlreadyDone("Текст уже сверен с итогами.")
    before = audit.state_of(current)
    current.result_version = version
    current.version += 1
    current.save(update_fields=["result_version", "version"])
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def discard_note(*, note: Note, by) -> None:
    current = _draft(note)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()


@transaction.atomic
def sign_note(*, note: Note, by, number: str = "", version: int | None = None) -> Note:
    """Freeze the note with the next number of the register, or one typed by hand; move the campaign's threads on.

    version: of the note that was read. Raises AlreadyDone on a second click, Refused with the section that is missing.
    """
    current = lock_note(note.pk)
    if not current.is_draft:
        raise AlreadyDone("Справка уже подписана.")
    if version is not None and current.version != version:
        raise Stale(current)
    if current.campaign.state != Campaign.State.CLOSED:
        raise Refused(REOPENED)
    if current.result_version != current.campaign.result_version:
        raise Refused(RECOUNTED)
    for section, sentence in EMPTY.items():
        if not getattr(current, section).strip():
            raise Refused(sentence, section)
    document = freeze_note(current, by=by, number=number)
    move_note(current, to=Note.State.SIGNED, by=by, document=document, signed_at=timezone.now())
    waiting = Cycle.objects.filter(campaign=current.campaign_id, state=Cycle.State.ANALYSIS)
    for key in waiting.order_by("pk").values_list("pk", flat=True):
        _lean(lock_cycle(key), current, by)
    return current


@transaction.atomic
def rely_on(*, cycle: Cycle, note: Note, by) -> Cycle:
    """A thread begun after the note was signed takes it as its analysis."""
    current = lock_cycle(cycle.pk)
    if current.state != Cycle.State.ANALYSIS:
        raise AlreadyDone(PAST_ANALYSIS)
    if note.is_draft or note.campaign_id != current.campaign_id:
        raise Refused(OTHER_NOTE)
    _lean(current, note, by)
    return current


def _lean(cycle: Cycle, note: Note, by) -> None:
    if cycle.state != Cycle.State.ANALYSIS:
        return
    cycle.note = note
    cycle.save(update_fields=["note"])
    move_cycle(cycle, to=Cycle.State.ADVICE, by=by)


def _draft(note: Note) -> Note:
    current = lock_note(note.pk)
    if not current.is_draft:
        raise Refused(SIGNED)
    return current


def fresh_texts(note: Note) -> dict[str, str]:
    """{section: what the numbers say now} where it differs from what stands in the note, by more than where a line
    may break. 6 queries."""
    fresh = drafted(facts_of(note.campaign))
    return {
        section: text
        for section, text in fresh.items()
        if text and _loose(text) not in _loose(getattr(note, section))
    }


def _loose(text: str) -> str:
    return text.replace(NBSP, " ")


def joined(text: str, more: str) -> str:
    """The text with a further paragraph at its end; as it is when it says so already."""
    return text if more in text else SEPARATOR.join(filter(None, (text.rstrip(), more)))
