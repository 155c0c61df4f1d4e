"""Records of `associations.calendars` in the world of the access table."""

from associations.calendars.models import Feed
from associations.calendars.services.feeds import hash_of
from methodservice.testing import factories as make

SECRET = "secret-of-the-methodist"


def add_calendars(world) -> None:
    """See world.py for the ownerships. The methodist has an address of a calendar; so has somebody elsewhere."""
    methodist, stranger = world.users["methodist"], make.UserFactory()
    feed = Feed.objects.create(
        owner=methodist,
        municipality=methodist.municipality,
        association=world.association,
        secret_sha256=hash_of(SECRET),
    )
    foreign = Feed.objects.create(
        owner=stranger, municipality=stranger.municipality, secret_sha256=hash_of("other")
    )
    world.put("feed", "own", feed)
    world.put("feed", "foreign", foreign)
    world.put("feed_secret", "own", (SECRET,))
    world.put("plan_format", "own", ("pdf",))
