"""What the room offers to others: the panel of a card, cards of the directories, scans of consents."""

from django.db.models import Q
from django.urls import reverse

from methodservice import registries
from methodservice.directory.models import Teacher
from methodservice.personal import own
from methodservice.personal.models import Consent
from methodservice.personal.models.consent import has_consent
from methodservice.personal.standing import standings
from methodservice.registries import Card, Panel


def panel_of_teacher(teacher, user, day):
    """How the person stands with both consents. 1 query."""
    found = standings(teacher.consents.all())
    yield Panel("personal/_of_teacher.html", {"teacher": teacher, "standings": found.values()}, order=90)


def directory_cards(user):
    """The list of consents for those who keep cards; the own page for everybody else. 1 query at most."""
    access = user.access
    if access.is_district_staff or access.is_coordinator:
        people = Teacher.objects.visible_to(user).named().working()
        if not access.is_district_staff:
            people = people.filter(school_id__in=access.school_ids)
        lacking = people.filter(~has_consent(Consent.Kind.PROCESSING)).count()
        yield Card("Согласия", reverse("personal:people"), "У кого нет согласия на обработку данных", lacking)
    elif user.teacher_id:
        url = reverse("personal:person", args=[user.teacher_id])
        yield Card("Мои персональные данные", url, "Согласия, кто смотрел карточку, выгрузка")


def scans_of_consents(user) -> Q:
    """Scans of consents that the user sees."""
    return Q(pk__in=Consent.objects.visible_to(user).values("file"))


def register():
    """Called once when the app is ready."""
    own.register()
    registries.record_panels.setdefault("directory.teacher", []).append(panel_of_teacher)
    registries.directory_cards.append(directory_cards)
    registries.file_scopes.append(scans_of_consents)
