"""The report of a survey as a document. Nothing is frozen."""

from development.surveys.results import Found, Results
from methodservice.lib.dates import long_date
from methodservice.lib.numerals import people
from methodservice.lib.typography import bind, paragraphs

REPORT = "surveys/pdf/report.html"


def report_snapshot(results: Results) -> dict:
    """What was asked of whom, what they answered, schools that may be told apart. No query."""
    survey = results.survey
    municipality = survey.municipality
    until = survey.closed_on or survey.closes_on
    own = [bind(line) for line in (municipality.authority, municipality.service) if line]
    facts = [
        ("Когда", " – ".join(dict.fromkeys([long_date(survey.opened_on), long_date(until)]))),
        ("Ответили", results.share),
        ("Вид опроса", "анонимный" if survey.is_anonymous else "с именами"),
    ]
    return {
        "organisation": own,
        "approval": [],
        "heading": "СПРАВКА ПО ИТОГАМ ОПРОСА",
        "subtitle": bind(survey.title),
        "facts": [{"name": name, "value": bind(value)} for name, value in facts],
        "questions": [_question(number, found) for number, found in enumerate(results.found, start=1)],
        "scales": [str(number) for number, _ in results.scales],
        "groups": [
            {
                "title": bind(group.school.short_name),
                "answered": f"{group.answered} из {group.invited}",
                "averages": [words for _, words in group.cells],
            }
            for group in results.groups
        ],
        "hidden": _hidden(results),
        "signatures": [{"post": f"Методист, {municipality.service_short}", "name": ""}],
    }


def _question(number: int, found: Found) -> dict:
    average = f" Средняя оценка — {found.average_words}." if found.average_words else ""
    return {
        "title": bind(f"{number}. {found.question.words}"),
        "note": bind(f"{found.note}{average}"),
        "lines": [
            {
                "words": bind(line.words),
                "said": bind(f"{people(line.number)}, {line.percent} %"),
                "bar": line.bar,
            }
            for line in found.lines
            if found.answered
        ],
        "texts": [" ".join(paragraphs(text)) for text in found.texts],
    }


def _hidden(results: Results) -> str:
    if not results.hidden:
        return ""
    threshold = results.survey.threshold
    return bind(
        f"Организации, где ответили меньше {threshold} человек, и те, по которым можно было бы вычислить их ответы, "
        f"отдельно не показаны. Всего ответов оттуда — {results.hidden}."
    )
