"""Accounts of the municipality and their roles, kept by methodists and portal administrators."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible, require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.filters_accounts import UserFilter
from methodservice.directory.forms.accounts import AccountForm, NewAccountForm, RoleForm
from methodservice.directory.models import Role, User
from methodservice.directory.services import accounts
from methodservice.directory.views.pages import edit_page, form_page
from methodservice.lib.lists import page_of

COLUMNS = [
    ("Имя", "full_name"),
    ("Логин", "username"),
    ("Электронная почта", "email"),
    ("Роли", lambda user: "; ".join(accounts.in_words(role) for role in user.roles_today)),
    ("Организация педагога", "teacher.school.short_name"),
    ("Заблокирована", lambda user: "нет" if user.is_active else "да"),
    ("Последний вход", "last_login"),
]


def user_crumbs(user=None) -> list[tuple[str, str]]:
    """The path to the list, to the page under it, or to a page under the card of an account."""
    path = [
        ("Справочники", reverse("directory:index")),
        ("Учётные записи", reverse("directory:user_list")),
    ]
    return [*path, (str(user), reverse("directory:user", args=[user.pk]))] if user else path


@require_GET
def user_list(request):
    """Accounts with today's roles. 3 queries beyond the frame: count, accounts, roles; 1 more for the filter."""
    require_methodist(request.user)
    found = UserFilter(request.GET, User.objects.visible_to(request.user).for_register(), user=request.user)
    if download := export_if_asked(request, found.qs, COLUMNS, "Учётные записи", by=request.user):
        return download
    context = {
        "filter": found,
        "page": page_of(found.qs, request.GET.get("page")),
        "crumbs": user_crumbs()[:1],
    }
    return render(request, "directory/user_list.html", context)


@require_GET
def user_card(request, pk):
    """One account: who, which roles and when."""
    person = fetch_visible(User.objects.select_related("teacher__school"), request.user, pk=pk)
    today = timezone.localdate()
    roles = [(role, _state_of(role, today)) for role in person.roles.select_related("school")]
    context = {
        "person": person,
        "roles": roles,
        "may_edit": User.objects.editable_by(request.user).filter(pk=pk).exists(),
        "crumbs": user_crumbs(),
    }
    return render(request, "directory/user.html", context)


def _state_of(role, today) -> str:
    if role.starts > today:
        return "later"
    return "over" if role.ends and role.ends < today else "now"


@sensitive_variables("password")
def _password_page(request, person, password, title):
    """The password is shown in this answer and nowhere else: neither the database nor the journal knows it."""
    context = {"person": person, "password": password, "title": title, "crumbs": user_crumbs(person)}
    return render(request, "directory/user_password.html", context)


@require_http_methods(["GET", "POST"])
def user_add(request):
    """A new account with its first role; the answer shows the temporary password."""
    require_methodist(request.user)
    form = NewAccountForm(
        request.POST or None,
        instance=User(municipality=request.user.municipality),
        by=request.user,
        back_url=reverse("directory:user_list"),
    )
    if request.method == "POST" and form.is_valid():
        password = accounts.create_account(user=form.instance, role=form.role(), by=request.user)
        return _password_page(request, form.instance, password, "Учётная запись добавлена")
    return form_page(request, form, "Новая учётная запись", crumbs=user_crumbs())


@require_http_methods(["GET", "POST"])
def user_edit(request, pk):
    person = fetch_editable(User, request.user, pk=pk)
    return edit_page(
        request,
        partial(AccountForm, by=request.user),
        person,
        f"Изменить: {person}",
        back_url=reverse("directory:user", args=[pk]),
        crumbs=user_crumbs(person),
        save=accounts.change_account,
    )


@require_http_methods(["GET", "POST"])
def user_password(request, pk):
    """Asks once, then shows a new temporary password."""
    person = fetch_editable(User, request.user, pk=pk)
    if request.method == "POST":
        password = accounts.reset_password(user=person, by=request.user)
        return _password_page(request, person, password, "Новый пароль")
    context = {
        "title": "Выдать новый пароль",
        "crumbs": user_crumbs(person),
        "question": f"Выдать новый пароль: {person}?",
        "consequence": "Прежний пароль перестанет действовать, вход на всех компьютерах завершится. "
        "Новый пароль вы увидите один раз.",
        "action": "Выдать пароль",
        "back_url": reverse("directory:user", args=[pk]),
    }
    return render(request, "components/confirm.html", context)


def _set_blocked(request, pk, blocked, done):
    person = fetch_editable(User, request.user, pk=pk)
    accounts.set_blocked(user=person, blocked=blocked, by=request.user)
    messages.success(request, done)
    return redirect("directory:user", pk)


@require_POST
def user_block(request, pk):
    return _set_blocked(request, pk, True, "Учётная запись заблокирована: войти с ней больше нельзя.")


@require_POST
def user_unblock(request, pk):
    return _set_blocked(request, pk, False, "Учётная запись снова действует.")


@require_http_methods(["GET", "POST"])
def role_add(request, pk):
    """Give a role for some days or until further notice."""
    person = fetch_editable(User, request.user, pk=pk)
    back_url = reverse("directory:user", args=[pk])
    form = RoleForm(request.POST or None, instance=Role(user=person), by=request.user, back_url=back_url)
    if request.method == "POST" and form.is_valid():
        accounts.assign_role(role=form.instance, by=request.user)
        messages.success(request, "Роль назначена.")
        return redirect(back_url)
    return form_page(request, form, f"Новая роль: {person}", crumbs=user_crumbs(person))


@require_POST
def role_end(request, pk):
    role = fetch_editable(Role.objects.select_related("user"), request.user, pk=pk)
    accounts.end_role(role=role, by=request.user)
    messages.success(request, f"Роль снята: {role.get_kind_display()}.")
    return redirect("directory:user", role.user_id)
