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
    items = []
    for item in sorted(registries.menu, key=lambda item: item.order):
        if item.may_open(user):
            url = reverse(item.url_name)
            active = request.path == url if url == "/" else request.path.startswith(url)
            items.append({"title": item.title, "url": url, "active": active})
    return items
