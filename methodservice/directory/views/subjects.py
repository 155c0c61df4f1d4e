"""Subjects and directions of the municipality."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, ProtectedError, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.forms.schools import NewSubjectForm, SubjectForm
from methodservice.directory.models import Subject
from methodservice.directory.views.pages import REFUSED, add_page, edit_page, locked, typed
from methodservice.lib.lists import page_of
from methodservice.lib.numerals import counted

NAMES_SHOWN = 5
COLUMNS = [("Предмет или направление", "name"), ("Кого объединяет", "teachers_of"), ("Педагогов", "people")]


def subject_crumbs(*, inside=False) -> list[tuple[str, str]]:
    """The path to the list, or to a page under it."""
    path = [("Справочники", reverse("directory:index"))]
    return [*path, ("Предметы и направления", reverse("directory:subject_list"))] if inside else path


@require_GET
def subject_list(request):
    """Subjects with numbers of working teachers."""
    subjects = (
        Subject.objects.visible_to(request.user)
        .annotate(people=Count("teachers", filter=Q(teachers__left_on=None)))
        .order_by("name", "pk")
    )
    if download := export_if_asked(request, subjects, COLUMNS, "Предметы и направления", by=request.user):
        return download
    context = {
        "page": page_of(subjects, request.GET.get("page")),
        "may_edit": request.user.access.is_methodist,
        "crumbs": subject_crumbs(),
    }
    return render(request, "directory/subject_list.html", context)


@require_http_methods(["GET", "POST"])
def subject_add(request):
    require_methodist(request.user)
    municipality = request.user.municipality
    back_url = reverse("directory:subject_list")
    subject = Subject(municipality=municipality)
    return add_page(
        request,
        NewSubjectForm(typed(request), instance=subject, back_url=back_url),
        "Новый предмет или направление",
        parent=municipality,
        back_url=back_url,
        crumbs=subject_crumbs(inside=True),
    )


@require_http_methods(["GET", "POST"])
def subject_edit(request, pk):
    subject = fetch_editable(Subject, request.user, pk=pk)
    return edit_page(
        request,
        SubjectForm,
        subject,
        f"Изменить: {subject.name}",
        back_url=reverse("directory:subject_list"),
        crumbs=subject_crumbs(inside=True),
    )


@require_http_methods(["GET", "POST"])
def subject_delete(request, pk):
    """Asks once; a subject that somebody teaches or an association unites stays, with the reason."""
    subject = fetch_editable(Subject, request.user, pk=pk)
    refusal = ""
    if request.method == "POST":
        refusal = _delete(subject, by=request.user)
        if not refusal:
            messages.success(request, f"Предмет удалён: {subject.name}.")
            return redirect("directory:subject_list")
    context = {
        "title": f"Удалить: {subject.name}",
        "crumbs": subject_crumbs(inside=True),
        "question": refusal or f"Удалить предмет «{subject.name}» из списка?",
        "consequence": "" if refusal else "Запись об удалении останется в журнале.",
        "action": "Удалить",
        "back_url": reverse("directory:subject_list"),
    }
    return render(request, "components/confirm.html", context, status=REFUSED if refusal else 200)


@transaction.atomic
def _delete(subject, *, by) -> str:
    """Delete and write the journal; a sentence instead when the subject is in use."""
    subject = locked(subject)
    if teachers := subject.teachers.count():
        number = counted(teachers, "педагога", "педагогов", "педагогов")
        return f"Предмет указан у {number}. Сначала уберите его из их карточек."
    row = audit.event(audit.Verb.DELETED, by=by, obj=subject)
    try:
        subject.delete()
    except ProtectedError as error:
        users = sorted(str(each) for each in error.protected_objects)
        shown = ", ".join(users[:NAMES_SHOWN]) + (" и другие" if len(users) > NAMES_SHOWN else "")
        return f"Предмет нужен: {shown}. Сначала выберите для них другой предмет."
    row.save()
    return ""
