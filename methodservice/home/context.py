"""What the frame of every page needs: menu, municipality, the person's name and roles."""

from django.urls import reverse

from methodservice import registries

LOW_VISION_COOKIE = "low_vision"


def frame(request):
    """Context of base.html. No query beyond the user's access; anonymous pages get an empty frame."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    context = {
        "product": "Методслужба",
        "low_vision": request.COOKIES.get(LOW_VISION_COOKIE) == "1",
        "menu": [],
        "municipality": None,
        "person_name": "",
        "person_roles": (),
        "search_url": "",
    }
    if signed_in:
        context |= {
            "menu": _menu(request, user),
            "municipality": user.municipality,
            "person_name": str(user),
            "person_roles": user.access.titles,
        }
    return context


def _menu(request, user):
    """[{title, url, active, pages}]. A room is active on its pages too; `pages` are those of the active room.

    Of several addresses that the request's begins with the longest is where the person is.
    """
    offered = sorted((item for item in registries.menu if item.may_open(user)), key=lambda item: item.order)
    addresses = {item.url_name: reverse(item.url_name) for item in offered}
    fitting = [item for item in offered if _leads_to(addresses[item.url_name], request.path)]
    here = max(fitting, key=lambda item: len(addresses[item.url_name]), default=None)
    active_room = here and (here.under or here.url_name)

    def link(item, title, active):
        return {"title": title, "url": addresses[item.url_name], "active": active, "pages": []}

    rooms = []
    for room in offered:
        if room.under:
            continue
        entry = link(room, room.title, room.url_name == active_room)
        pages = [item for item in offered if item.under == room.url_name]
        if entry["active"] and pages:
            entry["pages"] = [
                link(item, item.page_title or item.title, item is here) for item in (room, *pages)
            ]
        rooms.append(entry)
    return rooms


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
