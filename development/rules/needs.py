"""What to offer where several people lack the same. Pure; the methodist decides, the portal proposes."""

GROUP, PAIR = 5, 2
"""From so many people on it is worth to gather a group, to bring people together."""


def offer(people: int) -> str:
    """A sentence without a final period."""
    if people >= GROUP:
        return "курсы или выездной семинар для группы"
    if people >= PAIR:
        return "занятие методического объединения, посещение уроков друг у друга"
    return "индивидуальный маршрут или наставник"
