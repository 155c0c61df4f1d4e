"""What associations tell the directories: what rules mean, panels of cards, what stands in the way."""

from django.urls import reverse

from associations.models import Association, Membership, Term
from associations.picture import cadence_rule, majority_rule, quorum_rule
from associations.rules import MajorityRule, explain
from associations.rules.shares import needed_of
from associations.rules.votes import HALF
from associations.rules.words import TIE_WORDS, in_words
from associations.services.associations import end_people
from methodservice import registries
from methodservice.lib.dates import day_and_month
from methodservice.lib.numerals import counted
from methodservice.registries import Count, Panel, RulesPreview

SIZES = (15, 16, 17)
"""Associations that the page of rules shows: an even number between two odd ones."""


def explain_rules(rules) -> RulesPreview:
    """The rules in words, and what they need in an association of 15, 16 and 17 members. No query."""
    quorum, majority, cadence = quorum_rule(rules), majority_rule(rules), cadence_rule(rules)
    return RulesPreview(
        sentences=(
            ("Кворум", in_words(quorum)),
            ("Решение принято", in_words(majority)),
            ("Заседания", explain(cadence, SIZES[0])),
            ("Планы и отчёты", _papers_in_words(rules)),
        ),
        columns=(
            "Членов",
            "Кворум: присутствуют",
            "Голосов «за», если пришли все",
            "Голосов «за», если пришёл только кворум",
            "Голоса поровну",
        ),
        rows=tuple(_row(quorum, majority, members) for members in SIZES),
    )


def _papers_in_words(rules) -> str:
    """Who approves plans and accepts reports, and until when."""
    return (
        f"В районных объединениях утверждает и принимает {rules.get_approver_display()}. План — до "
        f"{day_and_month(rules.plan_due)}, отчёт — до {day_and_month(rules.report_due)}"
    )


def _row(quorum, majority, members: int) -> tuple[str, ...]:
    needed = needed_of(quorum.share, quorum.strict, members)
    return (
        str(members),
        f"не меньше {needed}",
        _votes(majority, members, members),
        _votes(majority, members, needed),
        _tie(majority, members),
    )


def _votes(majority: MajorityRule, members: int, present: int) -> str:
    needed = needed_of(majority.share, majority.strict, members if majority.base == "members" else present)
    return f"{needed} из {present}" if needed <= present else f"решение невозможно: нужно {needed}"


def _tie(majority: MajorityRule, members: int) -> str:
    if majority.share != HALF:
        return "особого правила нет: нужна названная доля"
    if members % 2:
        return "не бывает, если голосуют все"
    return f"{members // 2} и {members // 2} — {TIE_WORDS[majority.tie]}"


def panel_of_school(school, user, day):
    """Associations of the school that the user may see. 1 query."""
    rows = (
        Association.objects.visible_to(user)
        .filter(school=school)
        .active()
        .select_related("municipality", "school")
    )
    yield Panel("associations/_of_school.html", {"associations": list(rows)}, order=20)


def panel_of_teacher(teacher, user, day):
    """Where the person belongs and which offices the person holds or held, of what the user may see. 2 queries."""
    visible = Association.objects.visible_to(user)
    related = ("association__municipality", "association__school")
    memberships = Membership.objects.filter(teacher=teacher, association__in=visible).select_related(*related)
    terms = Term.objects.filter(teacher=teacher, association__in=visible, void=False).select_related(*related)
    context = {
        "memberships": list(memberships.order_by("-starts", "pk")),
        "terms": list(terms.order_by("-starts", "pk")),
    }
    yield Panel("associations/_of_teacher.html", context, order=20)


def count_of_school(school, user, day):
    """Own associations of the school. 1 query."""
    number = Association.objects.visible_to(user).filter(school=school).active().count()
    yield Count("Школьных объединений", number, f"{reverse('associations:list')}?school={school.pk}")


def obstacles_to_closing(school):
    """Associations that still work in the school. 1 query."""
    for association in school.associations.active().select_related("municipality", "school"):
        yield f"Действует объединение: {association.title}. Сначала закройте его."


def end_belonging(teacher, day, by, school):
    """End memberships and offices of a person whose last day it is: in all associations, or in those of one school.

    Runs under the lock of the teacher. Queries: `end_people`.
    """
    memberships, terms = teacher.memberships.all(), teacher.terms.all()
    if school is not None:
        memberships, terms = (rows.filter(association__school=school) for rows in (memberships, terms))
    note = "увольнение" if school is None else "перевод в другую организацию"
    ended, offices = end_people(memberships=memberships, terms=terms, last_day=day, by=by, note=note)
    if ended:
        yield f"Завершено членство: {counted(ended, 'объединение', 'объединения', 'объединений')}."
    if offices:
        yield f"Завершены полномочия: {counted(offices, 'срок', 'срока', 'сроков')}."


def register():
    """Called once when the app is ready."""
    registries.rule_explainers.append(explain_rules)
    registries.record_panels.setdefault("directory.school", []).append(panel_of_school)
    registries.record_panels.setdefault("directory.teacher", []).append(panel_of_teacher)
    registries.school_counts.append(count_of_school)
    registries.farewells.append(end_belonging)
    registries.closing_obstacles.append(obstacles_to_closing)
