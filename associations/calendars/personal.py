"""Secret addresses of calendars die with the account."""

from associations.calendars.models import Feed
from methodservice import registries
from methodservice.registries import Anonymiser, Emptying


def what_goes(teacher) -> list[str]:
    return ["Адреса календарей удалятся."] if Feed.objects.filter(owner__teacher=teacher).exists() else []


def empty(teacher, work: Emptying) -> None:
    feeds = Feed.objects.filter(owner__teacher=teacher)
    work.forget(*feeds)
    feeds.delete()


def register():
    """Called once when the app is ready."""
    registries.anonymisers.append(Anonymiser(what_goes, empty))
