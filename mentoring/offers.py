"""What mentoring offers to others: menu, role titles, tasks, panels, files, figures, the order, listeners."""

from django.db.models import Q

from mentoring import personal
from mentoring.covering import coverage_of, young_people
from mentoring.figures import FIGURES
from mentoring.models import Pair, PairConsent, SchoolModel
from mentoring.order_kind import PAIRS_ORDER
from mentoring.services.orders import order_signed, order_withdrawn
from mentoring.services.pairs import end_pairs_of
from mentoring.tasks_for import PANELS, TASKS
from mentoring.views.common import may_add, may_oversee
from mentoring.workflow import STATE_KINDS, State
from methodservice import registries
from methodservice.directory.counting import offer_figures
from methodservice.registries import MenuItem, Panel

MENTOR = "наставник"


def titles_from_pairs(user, day):
    """«наставник» of whoever has a pair at work. 1 query, none without a person."""
    if not user.teacher_id:
        return []
    return [MENTOR] if Pair.objects.active().filter(mentor=user.teacher_id).exists() else []


def only_mentors(user) -> bool:
    """A mentor who oversees nothing. No query."""
    return MENTOR in user.access.titles and not may_oversee(user)


def panel_of_teacher(teacher, user, day):
    """Pairs of the person, of what the user may see. 1 query."""
    rows = Pair.objects.visible_to(user).filter(Q(mentor=teacher) | Q(mentee=teacher))
    rows = rows.exclude(state=State.CANCELLED).with_names().order_by("-starts", "-pk")
    pairs = [(pair, STATE_KINDS[pair.state], pair.mentor_id == teacher.pk) for pair in rows]
    is_mentored = any(not is_mentor and pair.state in Pair.OPEN for pair, _, is_mentor in pairs)
    context = {
        "teacher": teacher,
        "pairs": pairs,
        "may_add": not is_mentored
        and not teacher.left_on
        and (user.access.is_methodist or teacher.school_id in user.access.school_ids),
    }
    yield Panel("mentoring/_of_teacher.html", context, order=50)


def panel_of_school(school, user, day):
    """Coverage and the model of the school, for those who oversee it. 3 queries, none for others."""
    if not (user.access.is_district_staff or school.pk in user.access.school_ids):
        return
    people = young_people(user.municipality, day).filter(school_then=school.pk)
    model = SchoolModel.objects.visible_to(user).on(day).filter(school=school).select_related("file").first()
    context = {
        "school": school,
        "coverage": coverage_of(people),
        "model": model,
        "may_edit": may_add(user),
    }
    yield Panel("mentoring/_of_school.html", context, order=50)


def files_of_mentoring(user) -> Q:
    """Scans of consents and documents of models that the user sees."""
    consents = PairConsent.objects.visible_to(user).values("scan")
    models = SchoolModel.objects.visible_to(user).values("file")
    return Q(pk__in=consents) | Q(pk__in=models)


def register():
    """Called once when the app is ready."""
    registries.derived_roles.append(titles_from_pairs)
    registries.menu += [
        MenuItem("Наставничество", "mentoring:home", order=60, may_open=may_oversee, page_title="Охват"),
        MenuItem("Наставничество", "mentoring:pairs", order=60, may_open=only_mentors),
        MenuItem("Пары", "mentoring:pairs", order=10, may_open=may_oversee, under="mentoring:home"),
        MenuItem(
            "Модели организаций", "mentoring:models", order=20, may_open=may_oversee, under="mentoring:home"
        ),
    ]
    for record, panel in (("directory.teacher", panel_of_teacher), ("directory.school", panel_of_school)):
        registries.record_panels.setdefault(record, []).append(panel)
    registries.task_providers.extend(TASKS)
    registries.panel_providers.extend(PANELS)
    registries.file_scopes.append(files_of_mentoring)
    registries.order_kinds[PAIRS_ORDER.key] = PAIRS_ORDER
    registries.fact_listeners.append(order_signed)
    registries.withdrawal_listeners.append(order_withdrawn)
    registries.farewells.append(end_pairs_of)
    offer_figures(FIGURES)
    personal.register()
