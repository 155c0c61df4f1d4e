"""What the directories offer to the home page: first steps, the own organisation, the list of municipalities."""

from django.urls import reverse

from methodservice import registries
from methodservice.directory import personal
from methodservice.directory.counting import offer_figures
from methodservice.directory.figures import FIGURES
from methodservice.directory.models import Municipality, School, Teacher
from methodservice.registries import Count, MenuItem, Panel, Task

FIRST_STEPS = "С чего начать"


def first_steps(user, day):
    """Whoever fills the directories of a municipality that has no organisation yet. 1 query, none for others."""
    if not user.access.is_methodist or not user.municipality_id:
        return
    if School.objects.filter(municipality=user.municipality_id).exists():
        return
    yield Task(
        FIRST_STEPS, "Загрузить организации и педагогов", reverse("imports:index"), detail="списками из XLSX или CSV"
    )  # fmt: skip
    yield Task(
        FIRST_STEPS, "Проверить правила муниципалитета", reverse("directory:rules", args=[user.municipality_id]),
        detail="учебный год, сроки, кто что утверждает",
    )  # fmt: skip


def own_schools(user, day):
    """«Наша организация» of a coordinator: people, then what other rooms count. 2 queries a school + the offers'."""
    access = user.access
    for school in School.objects.visible_to(user).filter(pk__in=access.school_ids):
        people = Teacher.objects.visible_to(user).working().filter(school=school).count()
        counts = [Count("Педагогов", people, reverse("directory:school", args=[school.pk]) + "#people")]
        for offer in registries.school_counts:
            counts.extend(offer(school, user, day))
        yield Panel("directory/_own_school.html", {"school": school, "counts": counts}, order=50)


def municipalities(user, day):
    """The way to all municipalities, for the administrator of the portal. 1 query."""
    if user.access.is_portal_admin:
        number = Municipality.objects.count()
        yield Panel("directory/_municipalities.html", {"number": number}, order=90)


def register():
    """Called once when the app is ready."""
    registries.menu.append(MenuItem("Справочники", "directory:index", order=80))
    registries.task_providers.append(first_steps)
    registries.panel_providers.extend([own_schools, municipalities])
    offer_figures(FIGURES)
    personal.register()
