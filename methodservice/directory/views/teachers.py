"""Teachers: register, card, add, change, leaving, moving, forms of the name."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.filters import TeacherFilter
from methodservice.directory.forms.teachers import (
    CASES,
    LeaveForm,
    MoveForm,
    NameFormsForm,
    NewTeacherForm,
    ReturnForm,
    TeacherForm,
    open_schools_for,
    proposals_of,
)
from methodservice.directory.models import Teacher
from methodservice.directory.rules import young, young_rule
from methodservice.directory.services.teachers import let_go, move, save_teacher, take_back
from methodservice.directory.views.pages import add_page, edit_page, typed
from methodservice.lib.lists import page_of, sorted_by
from methodservice.lib.whole import whole

NAME = ["surname", "given_name", "patronymic"]
SORTS = {
    "name": NAME,
    "school": ["school__short_name", *NAME],
    "position": ["position", *NAME],
    "category": ["category", *NAME],
}
COLUMNS = [
    ("Фамилия", "surname"),
    ("Имя", "given_name"),
    ("Отчество", "patronymic"),
    ("Пол", "get_gender_display"),
    ("Организация", "school.short_name"),
    ("Должность", "position"),
    ("Предметы", lambda teacher: ", ".join(subject.name for subject in teacher.subjects.all())),
    ("Категория", "get_category_display"),
    ("Дата рождения", "born_on"),
    ("Педагогический стаж с", "teaching_since"),
    ("Принят на работу", "hired_on"),
    ("Уволен", "left_on"),
]


def teacher_crumbs(teacher=None) -> list[tuple[str, str]]:
    """The path to the register, or to a page under the card of a teacher."""
    path = [("Справочники", reverse("directory:index")), ("Педагоги", reverse("directory:teacher_list"))]
    if teacher is not None:
        path.append((teacher.short_name, reverse("directory:teacher", args=[teacher.pk])))
    return path


def _runs_register(user) -> bool:
    return user.access.is_district_staff or user.access.is_coordinator


@require_GET
def teacher_list(request):
    """Teachers of the municipality, or of the coordinator's school."""
    user = request.user
    if not _runs_register(user):
        raise PermissionDenied
    rule = young_rule(user.municipality.rules)
    found = TeacherFilter(request.GET, Teacher.objects.visible_to(user).for_register(), user=user, rule=rule)
    teachers = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "name")
    if download := export_if_asked(request, teachers, COLUMNS, "Педагоги", by=user):
        return download
    context = {
        "filter": found,
        "page": page_of(teachers, request.GET.get("page")),
        "may_add": user.access.is_methodist or user.access.is_coordinator,
        "young_words": rule.in_words,
        "crumbs": [("Справочники", reverse("directory:index"))],
    }
    return render(request, "directory/teacher_list.html", context)


@require_GET
def teacher_card(request, pk):
    """The card. Opening somebody else's is written to the journal as «просмотрено»."""
    teacher = fetch_visible(
        Teacher.objects.select_related("school__municipality__rules", "user"), request.user, pk=pk
    )
    user, today = request.user, timezone.localdate()
    if teacher.pk != user.teacher_id:
        audit.record(audit.Verb.READ, by=user, obj=teacher)
    rule = young_rule(teacher.school.municipality.rules)
    context = {
        "teacher": teacher,
        "account": getattr(teacher, "user", None),
        "may_edit": Teacher.objects.editable_by(user).filter(pk=pk).exists(),
        "may_move": user.access.is_methodist,
        "runs_register": _runs_register(user),
        "subjects": list(teacher.subjects.order_by("name", "pk")),
        "former_posts": list(teacher.former_posts.select_related("school")),
        "young": young(rule, teacher.born_on, teacher.teaching_since, today),
        "name_forms": name_forms(teacher),
        "panels": registries.panels_of(teacher, user, today),
        "crumbs": teacher_crumbs() if _runs_register(user) else [("Справочники", reverse("directory:index"))],
    }
    return render(request, "directory/teacher.html", context)


def name_forms(teacher) -> list[tuple[str, str, bool]]:
    """(case, full name in it, set by hand) of the oblique cases; empty without a stored gender."""
    if not teacher.gender:
        return []
    rows = []
    for case, parts in proposals_of(teacher).items():
        own = teacher.declined.get(case, {})
        words = " ".join(own.get(part) or proposal for part, proposal in parts.items())
        rows.append((CASES[case], words, bool(own)))
    return rows


@require_http_methods(["GET", "POST"])
def teacher_add(request):
    """A new teacher at one of the schools that the user keeps; `?school=` chooses it."""
    user = request.user
    if not (user.access.is_methodist or user.access.is_coordinator):
        raise PermissionDenied
    schools = list(open_schools_for(user)[:2])
    chosen = whole(request.GET.get("school", ""))
    if chosen is None and len(schools) == 1:
        chosen = schools[0].pk
    back_url = reverse("directory:teacher_list")
    form = NewTeacherForm(typed(request), user=user, back_url=back_url, initial={"school": chosen})
    return add_page(
        request,
        form,
        "Новый педагог",
        parent=user.municipality,
        back_url=back_url,
        crumbs=teacher_crumbs(),
        done="Педагог добавлен.",
        next_url=lambda teacher: reverse("directory:teacher", args=[teacher.pk]),
        save=save_teacher,
    )


def _card_page(request, pk, form_class, title, *, for_methodist=False, **options):
    teacher = fetch_editable(Teacher.objects.select_related("school"), request.user, pk=pk)
    if for_methodist:
        require_methodist(request.user)
    save = options.pop("save", audit.save_form)

    def save_named(form, *, by):
        """Anonymised while the lock was waited for: the form would bring the name back."""
        if form.instance.anonymised_on:
            raise PermissionDenied
        return save(form, by=by)

    return edit_page(
        request,
        form_class,
        teacher,
        title,
        back_url=reverse("directory:teacher", args=[pk]),
        crumbs=teacher_crumbs(teacher),
        save=save_named,
        **options,
    )


@require_http_methods(["GET", "POST"])
def teacher_edit(request, pk):
    return _card_page(
        request, pk, TeacherForm, "Изменить карточку", save=save_teacher, form_options={"user": request.user}
    )


@require_http_methods(["GET", "POST"])
def teacher_leave(request, pk):
    return _card_page(
        request,
        pk,
        LeaveForm,
        "Отметить увольнение",
        save=let_go,
        done="Увольнение отмечено.",
        intro="Членство в объединениях и сроки полномочий завершатся в этот день. Протоколы и карточка останутся.",
    )


@require_http_methods(["GET", "POST"])
def teacher_return(request, pk):
    return _card_page(
        request,
        pk,
        ReturnForm,
        "Снова работает",
        save=take_back,
        done="Педагог снова работает. Членство в объединениях откройте заново.",
    )


@require_http_methods(["GET", "POST"])
def teacher_move(request, pk):
    return _card_page(
        request,
        pk,
        MoveForm,
        "Перевести в другую организацию",
        for_methodist=True,
        save=move,
        form_options={"user": request.user},
        done="Педагог переведён.",
        intro="Членство в объединениях прежней организации завершится днём раньше; районные объединения останутся.",
    )


@require_http_methods(["GET", "POST"])
def teacher_names(request, pk):
    return _card_page(
        request,
        pk,
        NameFormsForm,
        "Формы имени",
        intro="Имя склоняется по правилам. Исправьте здесь то, чего правила не знают: «Льва», «Зайца».",
    )
