"""What mentoring keeps about a person, and what goes when the card is anonymised: the pairs stay as facts."""

from django.db.models import Q

from mentoring.models import Checkup, Pair, PairConsent, ProgrammeItem, Score, Session
from methodservice import registries
from methodservice.directory.telling import section_of, told
from methodservice.documents.files import drop_file
from methodservice.registries import Anonymiser, Emptying, PersonalSection


def _pairs_of(teacher) -> Q:
    return Q(mentor=teacher) | Q(mentee=teacher)


def _consents_of(teacher):
    """Those that the person gave: 1 query."""
    own = Q(side=PairConsent.Side.MENTOR, pair__mentor=teacher) | Q(
        side=PairConsent.Side.MENTEE, pair__mentee=teacher
    )
    return (
        PairConsent.objects.filter(own)
        .select_related("pair__mentor", "pair__mentee", "pair__outsider", "scan")
        .order_by("pk")
    )


def _pairs(teacher) -> list[dict[str, str]]:
    rows = Pair.objects.filter(_pairs_of(teacher)).with_people().order_by("starts", "pk")
    return [told(row, "municipality") for row in rows]


def _of_pairs(model, *order: str, without: tuple[str, ...] = ()):
    def rows(teacher) -> list[dict[str, str]]:
        found = model.objects.filter(Q(pair__mentor=teacher) | Q(pair__mentee=teacher))
        found = found.select_related("pair__mentor", "pair__mentee", "pair__outsider").order_by(*order)
        return [told(row, *without) for row in found]

    return rows


SECTIONS = [
    PersonalSection("pairs", "Наставничество", (Pair._meta.label_lower,), _pairs),
    PersonalSection(
        "pair_consents",
        "Согласия на наставничество",
        (PairConsent._meta.label_lower,),
        lambda teacher: [told(row) for row in _consents_of(teacher)],
    ),
    PersonalSection(
        "pair_items",
        "Программы наставничества",
        (ProgrammeItem._meta.label_lower,),
        _of_pairs(ProgrammeItem, "pair", "position", "pk", without=("position",)),
    ),
    PersonalSection(
        "pair_sessions", "Встречи с наставником", (Session._meta.label_lower,), _of_pairs(Session, "held_on", "pk")
    ),
    section_of(
        "checkups", "Замеры адаптации", Checkup,
        path="pair__mentee", order=("due", "pk"), related=("pair__mentor", "pair__mentee", "pair__outsider"),
    ),
    section_of(
        "checkup_scores", "Оценки замеров", Score,
        path="checkup__pair__mentee", order=("checkup", "pk"),
        related=("checkup__pair__mentor", "checkup__pair__mentee", "checkup__pair__outsider"),
    ),
]  # fmt: skip


def _counted(teacher) -> list[tuple[str, int]]:
    pairs = Pair.objects.filter(_pairs_of(teacher))
    return [
        ("замеров адаптации", Checkup.objects.filter(pair__mentee=teacher).count()),
        ("сканов согласий", _consents_of(teacher).filter(scan__isnull=False).count()),
        ("пар с отзывами", pairs.exclude(mentor_review="", mentee_review="").count()),
    ]


def what_goes(teacher) -> list[str]:
    found = [f"{words} — {number}" for words, number in _counted(teacher) if number]
    return [f"Наставничество: {', '.join(found)}."] if found else []


def what_stays(teacher) -> list[str]:
    return ["Наставнические пары: из них убрано имя."]


def empty(teacher, work: Emptying) -> None:
    """Check-ups of the mentee, reviews and the own scans go; that the pair worked stays."""
    checkups = Checkup.objects.filter(pair__mentee=teacher)
    work.forget(*Score.objects.filter(checkup__in=checkups), *checkups)
    checkups.delete()
    Pair.objects.filter(_pairs_of(teacher)).update(mentor_review="", mentee_review="")
    for consent in _consents_of(teacher).filter(scan__isnull=False):
        stored, consent.scan = consent.scan, None
        consent.save(update_fields=["scan"])
        work.forget(consent, stored)
        drop_file(stored, by=work.by)


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
