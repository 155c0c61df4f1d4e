"""The usual list of documents, for a municipality that begins (Положение о ММО, раздел 6)."""

from associations.papers.models import PaperKind

_Source, _Meaning = PaperKind.Source, PaperKind.Meaning

USUAL = (
    {"title": "Положение об объединении", "short_title": "Положение", "yearly": False},
    {
        "title": "Состав объединения, утверждённый приказом",
        "short_title": "Состав",
        "source": _Source.ROSTER,
        "due": "15.09",
    },
    {"title": "Анализ работы за прошлый год", "short_title": "Анализ", "source": _Source.REPORT},
    {"title": "План работы на учебный год", "short_title": "План", "source": _Source.PLAN},
    {
        "title": "Методические разработки и публикации",
        "short_title": "Разработки",
        "meaning": _Meaning.WORKS,
        "due": "31.05",
    },
    {"title": "График и перспективы аттестации", "short_title": "Аттестация", "due": "01.10"},
    {"title": "Профессиональные запросы педагогов", "short_title": "Запросы", "due": "01.11"},
    {
        "title": "План работы с молодыми и вновь прибывшими педагогами",
        "short_title": "Молодые",
        "due": "01.10",
    },
    {"title": "Протоколы заседаний", "short_title": "Протоколы", "source": _Source.PROTOCOLS},
)
"""Fields of each document. A plan and a report without a day of their own follow the municipality's rules."""
