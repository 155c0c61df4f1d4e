"""The personalised programme of mentoring: people, deficits, goal, plan, review, result."""

from mentoring.documents.common import facts, head_post, named, organisation_of, signature, term
from mentoring.models import Pair
from methodservice.documents.approval import approved_by_person
from methodservice.lib.typography import bind, paragraphs

TEMPLATE = "mentoring/pdf/programme.html"


def programme_snapshot(pair: Pair) -> dict:
    """Everything that the programme prints, in words. 1 query; pair: of `with_people`."""
    items = list(pair.items.select_related("deficit"))
    deficits = list(dict.fromkeys(str(item.deficit) for item in items if item.deficit))
    school = pair.school
    return {
        "organisation": organisation_of(school),
        "approval": approved_by_person(post=head_post(school), signature=""),
        "heading": "ПЕРСОНАЛИЗИРОВАННАЯ ПРОГРАММА НАСТАВНИЧЕСТВА",
        "subtitle": "",
        "facts": facts(
            ("Наставник", named(pair.mentor_person)),
            ("Наставляемый", named(pair.mentee_person)),
            ("Форма", ", ".join(filter(None, (pair.get_form_display(), pair.kind)))),
            ("Срок", term(pair.starts, pair.ends)),
            ("Основание", pair.order_words),
        ),
        "deficits": [bind(words) for words in deficits],
        "goal": paragraphs(pair.goal),
        "tasks": [bind(line) for line in pair.task_lines],
        "items": [
            {
                "action": bind(item.action),
                "form": item.get_form_display(),
                "due": f"{item.due:%d.%m.%Y}",
                "expected": bind(item.expected),
                "mark": bind(
                    " ".join(filter(None, (f"выполнено {item.done_on:%d.%m.%Y}.", item.outcome)))
                    if item.done_on
                    else ""
                ),
            }
            for item in items
        ],
        "reviews": facts(
            ("Отзыв наставника", pair.mentor_review), ("Отзыв наставляемого", pair.mentee_review)
        ),
        "result": paragraphs(pair.result),
        "signatures": [
            signature("Наставник", pair.mentor_person),
            signature("Наставляемый", pair.mentee_person),
        ],
    }
