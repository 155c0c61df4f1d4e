"""Who answered what, of a named survey."""

from django.db.models import Prefetch, QuerySet

from development.surveys.models import Answer, Sheet, Survey


def named_sheets(survey: Survey) -> QuerySet[Sheet]:
    """Sheets with people and answers, by school and name. 2 queries."""
    answers = Answer.objects.select_related("option").order_by(
        "question__position", "option__position", "key"
    )
    rows = survey.sheets.filter(invitation__isnull=False).select_related(
        "invitation__teacher", "invitation__school"
    )
    return rows.prefetch_related(Prefetch("answers", answers)).order_by(
        "invitation__school__short_name",
        "invitation__teacher__surname",
        "invitation__teacher__given_name",
        "pk",
    )


def said_in(sheet: Sheet) -> dict[int, str]:
    """{question: words}; several options of one question are joined. No query for a sheet of `named_sheets`."""
    words: dict[int, list[str]] = {}
    for answer in sheet.answers.all():
        told = answer.option.words if answer.option else answer.text or str(answer.grade)
        words.setdefault(answer.question_id, []).append(told)
    return {question: "; ".join(told) for question, told in words.items()}
