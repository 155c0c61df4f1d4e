"""What the protocol says of one agenda item: heard, spoke, decided, the votes — in words."""

import re

from associations.models import AgendaItem, Decision, NamedVote, Office
from associations.picture import ItemPicture, MeetingPicture
from associations.rules import Tally
from methodservice.directory.models import Teacher
from methodservice.lib.dates import long_date
from methodservice.lib.declension import GenderUnknown, inflect_person, inflect_short
from methodservice.lib.numerals import attended, counted
from methodservice.lib.typography import alphabetical, bind, paragraphs, sentence

OFFICE_INSTRUMENTAL = {
    Office.HEAD: "руководителем",
    Office.DEPUTY: "заместителем руководителя",
    Office.SECRETARY: "секретарём",
    Office.CURATOR: "куратором",
}
FINAL_PERIOD = re.compile(r"(?<!\bг)(?<!\bгг)(?<!\bд)(?<!\bп)(?<!\bдр)\.+$")
"""A heading ends without a period, but for that of «2026 г.», «и т. д.», «и др.»."""
CHOICES = {
    NamedVote.Choice.FOR: "за",
    NamedVote.Choice.AGAINST: "против",
    NamedVote.Choice.ABSTAINED: "воздержались",
}


def agenda_line(item: AgendaItem, index: int) -> dict:
    """A line of «Повестка дня»: number, question, speaker with position and organisation."""
    return {"number": str(index), "title": sentence(item.title), "speaker": sentence(_speaker(item))}


def item_words(picture: MeetingPicture, entry: ItemPicture, index: int, title: str) -> dict:
    """The item as it will print. title: the association in the genitive, for «избрать руководителем …»."""
    item = entry.item
    return {
        "number": str(index),
        "title": FINAL_PERIOD.sub("", bind(item.title)),
        "heard_whom": sentence(_heard_whom(item)),
        "heard": paragraphs(item.heard),
        "spoke": paragraphs(item.spoke),
        "attendance": _attendance(picture, entry),
        "candidates": _candidates(entry),
        "passed": entry.took_effect,
        "decisions": _decisions(entry, index, title),
        "votes": _votes(entry),
        "by_name": _by_name(entry),
        "reason": _reason(entry),
    }


def _speaker(item: AgendaItem) -> str:
    if item.speaker is None:
        return bind(item.speaker_text)
    return bind(f"{item.speaker.short_name}, {item.speaker.position}, {item.speaker.school.short_name}")


def _heard_whom(item: AgendaItem) -> str:
    """«Иванову М. И.»: слушали *кого*. Without the gender on the card the name stays as it is, after «докладчик —»."""
    person = item.speaker
    if person is None:
        return f"докладчик\N{NO-BREAK SPACE}— {bind(item.speaker_text)}" if item.speaker_text else ""
    try:
        return inflect_short(*_name(person), person.gender, "accusative", person.declined)
    except GenderUnknown:
        return f"докладчик\N{NO-BREAK SPACE}— {person.short_name}"


def _name(person: Teacher) -> tuple[str, str, str]:
    return person.surname, person.given_name, person.patronymic


def _attendance(picture: MeetingPicture, entry: ItemPicture) -> str:
    """Said only where it differs from the whole meeting: somebody came later or left earlier."""
    away = [line.teacher.short_name for line in picture.here if line.teacher.pk in entry.absent_ids]
    if not away:
        return ""
    stayed = attended(len(picture.here) - len(away))
    return sentence(f"При рассмотрении вопроса {stayed}; не было: {', '.join(away)}")


def _candidates(entry: ItemPicture) -> str:
    names = [candidate.teacher.full_name for candidate in entry.candidates]
    heading = "Кандидатура" if len(names) == 1 else "Кандидатуры"
    return f"{heading}: {', '.join(names)}." if names else ""


def _decisions(entry: ItemPicture, index: int, title: str) -> list[dict]:
    """Numbered 1.1, 1.2…; what an election decided comes first. `id` is the decision's row, None for an election."""
    drafted = [
        {
            "id": row.pk,
            "text": _paragraphs_of_sentence(row.text),
            "executor": _executor(row),
            "due": _due(row),
        }
        for row in entry.decisions
    ]
    if entry.winner is not None:
        elected = _elected(entry.item.office, entry.winner, title)
        drafted.insert(0, {"id": None, "text": [elected], "executor": "", "due": ""})
    return [{"number": f"{index}.{place}", **row} for place, row in enumerate(drafted, 1)]


def _paragraphs_of_sentence(text: str) -> list[str]:
    return [*(lines := paragraphs(text))[:-1], *(sentence(line) for line in lines[-1:])]


def _elected(office: str, winner: Teacher, title: str) -> str:
    """Избрать *кем* — *кого*."""
    try:
        whom = f" {inflect_person(*_name(winner), winner.gender, 'accusative', winner.declined)}"
    except GenderUnknown:
        whom = f": {winner.full_name}"
    return f"Избрать {OFFICE_INSTRUMENTAL[Office(office)]} {title}{whom}."


def _executor(decision: Decision) -> str:
    person = decision.responsible
    name = person.short_name if person else bind(decision.responsible_text)
    return sentence(f"Ответственный\N{NO-BREAK SPACE}— {name}") if name else ""


def _due(decision: Decision) -> str:
    """«Срок — к следующему заседанию (до 20 декабря 2026 г.).»"""
    day = f"до\N{NO-BREAK SPACE}{long_date(decision.due)}" if decision.due else ""
    words = bind(decision.due_text)
    if not (day or words):
        return ""
    return sentence(f"Срок\N{NO-BREAK SPACE}— {f'{words} ({day})' if day and words else day or words}")


# Votes


def _hands(tally: Tally) -> str:
    """«за — 14, против — 1, воздержались — 1», or the same after «единогласно»."""
    figures = f"за — {tally.for_}, против — {tally.against}, воздержались — {tally.abstained}"
    return bind(f"единогласно ({figures})" if tally.unanimous else figures)


def _votes(entry: ItemPicture) -> str:
    """«Голосовали: за — 14, против — 1, воздержались — 1.» Empty while nobody has voted."""
    election = entry.election
    if election is None:
        return f"Голосовали: {_hands(entry.tally)}." if entry.verdict else ""
    if not election.votes:
        return ""
    votes = dict(election.votes)
    if len(votes) == 1:
        return f"Голосовали: {_hands(Tally(*votes.values(), election.against, election.abstained))}."
    each = (
        f"{candidate.teacher.short_name} — {counted(votes[candidate.teacher_id], 'голос', 'голоса', 'голосов')}"
        for candidate in entry.candidates
    )
    return bind(f"Голосовали: {'; '.join(each)}; воздержались — {election.abstained}.")


def _by_name(entry: ItemPicture) -> str:
    """«Поимённо: за — Иванова М. И., Ким А. П.; против — Цой В. А.» in the order of the alphabet."""
    if entry.item.voting != AgendaItem.Voting.NAMED:
        return ""
    here = {line.teacher.pk for line in entry.voters}
    groups = []
    for choice, words in CHOICES.items():
        people = [
            vote.teacher for vote in entry.named_votes if vote.choice == choice and vote.teacher_id in here
        ]
        if people:
            people.sort(key=lambda person: alphabetical(person.full_name))
            groups.append(f"{words} — {', '.join(person.short_name for person in people)}")
    return sentence(f"Поимённо: {'; '.join(groups)}") if groups else ""


def _reason(entry: ItemPicture) -> str:
    """Why a question failed, or how a tie was decided; nothing where the figures speak for themselves."""
    outcome = entry.outcome
    if outcome is None:
        return ""
    tie = entry.tally is not None and entry.tally.for_ == entry.tally.against
    return sentence(outcome.reason) if tie or not entry.took_effect else ""
