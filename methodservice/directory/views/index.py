"""The first page of the directories."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from methodservice import registries
from methodservice.directory.models import Municipality, School, Subject, Teacher
from methodservice.registries import Card


def _card(title, url_name, count=None, note="", args=()):
    return Card(title, reverse(url_name, args=args), note, count)


@require_GET
def index(request):
    """Cards of the directories that the person may open, with counts. 3–4 queries."""
    user, access = request.user, request.user.access
    key = [user.municipality_id]
    cards = [
        _card("Муниципалитет", "directory:municipality", note="Названия, подписывающие лица", args=key),
        _card("Правила", "directory:rules", note="Кворум, голоса, заседания, молодые педагоги", args=key),
        _card(
            "Организации",
            "directory:school_list",
            School.objects.visible_to(user).filter(closed_on=None).count(),
            "Школы, детские сады, дополнительное образование",
        ),
    ]
    if access.is_district_staff or access.is_coordinator:
        number = Teacher.objects.visible_to(user).working().count()
        cards.append(_card("Педагоги", "directory:teacher_list", number, "Кто работает и кто уволился"))
    elif user.teacher_id:
        cards.append(
            _card(
                "Сведения обо мне",
                "directory:teacher",
                note="Должность, объединения, имя в документах",
                args=[user.teacher_id],
            )
        )
    cards += [
        _card(
            "Предметы и направления",
            "directory:subject_list",
            Subject.objects.visible_to(user).count(),
            "То, что объединяет педагогов",
        ),
        _card("Сроки словами", "directory:deadline_explain", note="Как портал понимает сроки из планов"),
    ]
    for offer in registries.directory_cards:
        cards.extend(offer(user))
    if access.is_methodist:
        cards += [
            _card("Учётные записи", "directory:user_list", note="Кто входит на портал и с какими правами"),
            _card("Журнал действий", "directory:journal", note="Кто, что и когда сделал"),
        ]
    if access.is_methodist or access.is_coordinator:
        cards.append(
            _card("Загрузка списков", "imports:index", note="Педагоги, объединения, обучение из XLSX и CSV")
        )
    if access.is_portal_admin:
        cards.append(
            _card(
                "Муниципалитеты",
                "directory:municipality_list",
                Municipality.objects.count(),
                "Все на портале",
            )
        )
    return render(request, "directory/index.html", {"cards": cards})
