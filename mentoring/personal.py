"""What mentoring keeps about a person, and what goes when the card is anonymised: the pairs stay as facts."""

from django.db.models import Q

from mentoring.models import Checkup, Pair, PairConsent, ProgrammeItem, Score, Session
from methodservice import registries
from methodservice.directory.telling import section_of, told
from methodservice.documents.files import drop_file
from methodservice.personal.mentions import LEFT_ALONE
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


def told_of_pairs(pairs, checkups, consents) -> list[str]:
    """What of the pairs will be emptied, in one sentence or none. 3 queries."""
    counted = [
        ("замеров адаптации", checkups.count()),
        ("сканов согласий", consents.filter(scan__isnull=False).count()),
        ("пар с отзывами", pairs.exclude(mentor_review="", mentee_review="").count()),
    ]
    found = [f"{words} — {number}" for words, number in counted if number]
    return [f"Наставничество: {', '.join(found)}."] if found else []


def empty_pairs(pairs, checkups, consents, work: Emptying) -> None:
    """Check-ups, reviews and scans of consents go; that the pairs worked stays."""
    work.forget(*Score.objects.filter(checkup__in=checkups), *checkups)
    checkups.delete()
    pairs.update(mentor_review="", mentee_review="")
    for consent in consents.filter(scan__isnull=False):
        stored, consent.scan = consent.scan, None
        consent.save(update_fields=["scan"])
        work.forget(consent, stored)
        drop_file(stored, by=work.by)


def _of_card(teacher) -> tuple:
    """Pairs of either side, check-ups of the mentee, the own consents."""
    return (
        Pair.objects.filter(_pairs_of(teacher)),
        Checkup.objects.filter(pair__mentee=teacher),
        _consents_of(teacher),
    )


def what_goes(teacher) -> list[str]:
    return told_of_pairs(*_of_card(teacher))


def what_stays(teacher) -> list[str]:
    return ["Наставнические пары: из них убрано имя."]


def empty(teacher, work: Emptying) -> None:
    empty_pairs(*_of_card(teacher), work)


def register():
    """Called once when the app is ready."""
    registries.personal_data.extend(SECTIONS)
    registries.anonymisers.append(Anonymiser(what_goes, empty, what_stays))
    LEFT_ALONE.update({"mentoring.outsider", "mentoring.outsideract"})
