"""The printed plan: an edition → snapshot in words → PDF. An approved edition is frozen with what it printed."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from associations.documents import organisation_lines, title_genitive
from associations.models import Association, Level, Office, Term
from associations.plans.models import PlanEdition
from methodservice.directory.models import MunicipalityRules
from methodservice.documents.approval import approved_by_person
from methodservice.documents.models import FrozenDocument
from methodservice.documents.printing import pdf_of
from methodservice.documents.services import freeze
from methodservice.lib.dates import long_date
from methodservice.lib.declension import signature_name
from methodservice.lib.typography import NBSP, bind, paragraphs, sentence

FORMAT = 1
"""Version of the snapshot's shape. Old snapshots stay readable: templates learn, snapshots never change."""

TEMPLATE = "plans/pdf/plan.html"
Approver = MunicipalityRules.Approver


def plan_snapshot(edition: PlanEdition) -> dict:
    """Everything that the plan prints, in words. JSON-able. An edition not approved yet is marked «Проект».

    Up to 4 queries: lines, the head in office, the approver's rights; the edition comes with its plan and association.
    """
    plan = edition.plan
    association = plan.association
    return {
        "format": FORMAT,
        "is_draft": edition.approved_by_id is None,
        "organisation": organisation_lines(association),
        "approval": _approval(edition),
        "heading": "ПЛАН РАБОТЫ",
        "subtitle": f"{title_genitive(association)} на{NBSP}{plan.year}{NBSP}учебный{NBSP}год",
        "edition_note": _edition_note(edition),
        "theme": bind(edition.theme),
        "goals": paragraphs(edition.goals),
        "tasks": paragraphs(edition.tasks),
        "sections": _sections(edition),
        "signatures": head_signatures(association, edition.submitted_at),
    }


def render_plan(snapshot: Mapping) -> bytes:
    """PDF of the plan's snapshot; a frozen one carries the code and the address of its check page."""
    return pdf_of(TEMPLATE, snapshot)


def freeze_edition(edition: PlanEdition, *, previous: PlanEdition | None, by) -> FrozenDocument:
    """The approved words for ever. A plan has no number of its own: the document bears that of the edition."""
    plan = edition.plan
    return freeze(
        municipality=plan.association.municipality,
        kind=FrozenDocument.Kind.PLAN,
        number=str(edition.number),
        date=timezone.localdate(edition.approved_at),
        title=f"План работы на {plan.year}: {plan.association.title}"[:300],
        snapshot=plan_snapshot(edition),
        render=render_plan,
        by=by,
        edition=edition.number,
        supersedes=previous.document if previous else None,
        reason=edition.reason,
    )


def _sections(edition: PlanEdition) -> list[dict]:
    lines = edition.lines.select_related("direction", "kind").order_by("position", "pk")
    return [
        {"title": title, "lines": [_line(line) for line in rows]}
        for title, rows in groupby(lines, key=lambda line: line.get_section_display())
    ]


def _line(line) -> dict:
    return {
        "number": str(line.position),
        "action": paragraphs(line.action),
        "kind": bind("; ".join(str(each) for each in (line.kind, line.direction) if each)),
        "deadline": bind(line.deadline),
        "responsible": bind(line.responsible),
        "expected": paragraphs(line.expected),
    }


def _approval(edition: PlanEdition) -> list[str]:
    """«УТВЕРЖДАЮ» with who and when; room for both while nobody has approved."""
    association, user = edition.plan.association, edition.approved_by
    if user is None:
        return approved_by_person(post=post_by_rule(association), signature="")
    day = long_date(timezone.localdate(edition.approved_at))
    return approved_by_person(post=post_of(user, association), signature=signature_of(user), date=day)


def post_of(user, association: Association) -> str:
    """As whom the user approves plans of the association: «Методист ИМЦ»."""
    access, service = user.access, association.municipality.service_short
    if association.level == Level.SCHOOL and association.school_id in access.school_ids:
        return f"Заместитель директора {association.school.short_name}"
    if access.is_service_head:
        return f"Руководитель {service}"
    if access.is_methodist:
        return f"Методист {service}"
    return post_by_rule(association)


def post_by_rule(association: Association) -> str:
    """Who approves plans of the association by the rule of the municipality."""
    service = association.municipality.service_short
    if association.level == Level.SCHOOL:
        return f"Заместитель директора {association.school.short_name}"
    return {
        Approver.METHODIST: f"Методист {service}",
        Approver.SERVICE_HEAD: f"Руководитель {service}",
        Approver.CURATOR: f"Куратор {association.title}",
    }[Approver(association.municipality.rules.approver)]


def _edition_note(edition: PlanEdition) -> str:
    return (
        sentence(f"Редакция {edition.number}. Причина изменения: {edition.reason}") if edition.reason else ""
    )


def signature_of(user) -> str:
    """«М. И. Иванова»; the name on the screen as it is when its parts are not known."""
    if user.teacher:
        return signature_name(user.teacher.surname, user.teacher.given_name, user.teacher.patronymic)
    parts = str(user).split()
    return signature_name(*parts) if len(parts) == 3 else str(user)


def head_signatures(association: Association, submitted_at: datetime | None) -> list[dict]:
    """The line of the head in office on the day of submission, or today; none where nobody is. 1 query."""
    day = timezone.localdate(submitted_at) if submitted_at else timezone.localdate()
    heads = Term.objects.on(day).filter(association=association, office=Office.HEAD)
    head = heads.select_related("teacher").order_by("starts", "pk").last()
    if head is None:
        return []
    person = head.teacher
    name = signature_name(person.surname, person.given_name, person.patronymic)
    return [{"post": "Руководитель объединения", "name": name}]
