"""The closing sheet: the pair, its term, what was done, deficits closed, the trend, the result."""

from development.models import Deficit
from mentoring.documents.common import facts, head_post, named, organisation_of, signature, term
from mentoring.models import Pair
from mentoring.trend import table_of
from methodservice.lib.numerals import agree, counted
from methodservice.lib.typography import bind, paragraphs, sentence

TEMPLATE = "mentoring/pdf/closing.html"


def closing_snapshot(pair: Pair) -> dict:
    """Everything that the sheet prints, in words. 5 queries; pair: ended, of `with_people`."""
    items = list(pair.items.all())
    closed = Deficit.objects.filter(teacher=pair.mentee, closed_on__range=(pair.starts, pair.ended_on))
    table = table_of(pair.checkups.prefetch_related("scores"))
    school = pair.school
    return {
        "organisation": organisation_of(school),
        "approval": [],
        "heading": "ИТОГОВЫЙ ЛИСТ НАСТАВНИЧЕСТВА",
        "subtitle": "",
        "facts": facts(
            ("Наставник", named(pair.mentor_person)),
            ("Наставляемый", named(pair.mentee_person)),
            ("Форма", ", ".join(filter(None, (pair.get_form_display(), pair.kind)))),
            ("Срок", term(pair.starts, pair.ended_on)),
            ("Основание", pair.order_words),
            ("Прекращена досрочно", _why_stopped(pair) if pair.state == Pair.State.STOPPED else ""),
            ("Цель", pair.goal),
        ),
        "done": bind(_done(items, pair.sessions.count())),
        "items": [
            bind(" ".join(sentence(words) for words in (item.action, item.outcome) if words))
            for item in items
            if item.done_on
        ],
        "closed": [
            bind(f"{row.words} ({row.closed_on:%d.%m.%Y})") for row in closed.order_by("closed_on", "pk")
        ],
        "trend": table.trend.in_words,
        "heads": [title for title, _ in table.heads],
        "scores": [{"name": name, "marks": list(values)} for name, values in table.rows]
        if table.heads
        else [],
        "means": list(table.means),
        "points": [[title, str(value)] for title, value in table.trend.points],
        "reviews": facts(
            ("Отзыв наставника", pair.mentor_review), ("Отзыв наставляемого", pair.mentee_review)
        ),
        "result": paragraphs(pair.result),
        "signatures": [
            signature("Наставник", pair.mentor_person),
            signature("Наставляемый", pair.mentee_person),
            signature(head_post(school)),
        ],
    }


def _why_stopped(pair: Pair) -> str:
    """Who ended it and why; of the other reasons only the one that was written down."""
    by = "" if pair.ended_by == Pair.EndedBy.OTHER and pair.state_note else pair.get_ended_by_display()
    return ": ".join(filter(None, (by, pair.state_note)))


def _done(items, sessions: int) -> str:
    """«Выполнено 5 из 6 пунктов программы, проведено 12 встреч.»"""
    done = sum(item.done_on is not None for item in items)
    verb = agree(sessions, "Проведена", "Проведено", "Проведено")
    held = f"{verb} {counted(sessions, 'встреча', 'встречи', 'встреч')}."
    words = held if sessions else "Записей о встречах нет."
    if not items:
        return words
    of = agree(len(items), "пункта", "пунктов", "пунктов")
    return f"Выполнено {done} из {len(items)} {of} программы. {words}"
