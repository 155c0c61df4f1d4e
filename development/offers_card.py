"""What the teacher's card offers to the rooms above."""

from django.db.models import Q

from development.card import standing_of
from development.district.people import runs_lists
from development.kinds import KINDS
from development.models import Work
from development.places import HOME, card_url, has_card
from development.tasks_card import TASKS
from methodservice import registries
from methodservice.registries import MenuItem, Panel

WITH_FILES = [kind.model for kind in KINDS.values() if kind.may_be_proposed]


def panel_of_teacher(teacher, user, day):
    """The directory's card: where the person stands, the way to the card of development. 5 queries."""
    context = {"facts": standing_of(teacher, day), "url": card_url(teacher.pk)}
    yield Panel("development/_of_teacher.html", context, order=10)


def own_card(user, day):
    """The home page of whoever has a card and runs no lists: where the person stands. 6 queries, none for others."""
    if has_card(user) and not runs_lists(user):
        yield from panel_of_teacher(user.teacher, user, day)


def files_of_cards(user) -> Q:
    """Scans of the cards that the user sees; files of works also of authors who agreed, within the municipality."""
    seen = Q(pk__in=[])
    for model in WITH_FILES:
        seen |= Q(pk__in=model.objects.visible_to(user).filter(file__isnull=False).values("file"))
    shared = Work.objects.kept().filter(
        consent_on__isnull=False, file__isnull=False, teacher__school__municipality=user.municipality_id
    )
    return seen | Q(pk__in=shared.values("file"))


def opens_home(user) -> bool:
    return runs_lists(user) or has_card(user)


def has_both(user) -> bool:
    """For everybody else «Развитие» is the own card already."""
    return runs_lists(user) and has_card(user)


def register():
    """Called once when the app is ready."""
    registries.menu += [
        MenuItem("Развитие", HOME, order=50, may_open=opens_home, page_title="Педагоги"),
        MenuItem("Моя карточка", "development:mine", order=10, may_open=has_both, under=HOME),
    ]
    registries.record_panels.setdefault("directory.teacher", []).append(panel_of_teacher)
    registries.panel_providers.append(own_card)
    registries.task_providers.extend(TASKS)
    registries.file_scopes.append(files_of_cards)
