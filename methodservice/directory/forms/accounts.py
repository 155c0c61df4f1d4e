"""Forms of other people's accounts and roles. Choices are narrowed to the one who fills them (`by`)."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from methodservice.directory.models import Role, RoleKind, School, Teacher, User
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard

SCHOOL_HELP = "Только для заместителя директора по УМР"


def kinds_for(by: User) -> list[tuple[str, str]]:
    """Roles that the person may give: only a portal administrator appoints another."""
    return [
        (value, label)
        for value, label in RoleKind.choices
        if value != RoleKind.PORTAL_ADMIN or by.access.is_portal_admin
    ]


class RoleFields:
    """Mixin: fields `kind` and `school` that agree with each other."""

    def narrow_role(self, by: User) -> None:
        self.fields["kind"].choices = [("", "Выберите роль"), *kinds_for(by)]
        self.fields["school"].queryset = School.objects.visible_to(by).filter(closed_on=None)

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if cleaned.get("kind") != RoleKind.COORDINATOR:
            cleaned["school"] = None
        elif not cleaned.get("school") and "school" not in self.errors:
            self.add_error("school", "Выберите организацию, в которой работает заместитель директора.")
        return cleaned


class AccountFields(PageForm, forms.ModelForm):
    """Login, name, mail, teacher. A teacher has one account; those who already have theirs are not offered."""

    searchable = ("teacher",)

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "teacher"]
        labels = {"username": "Логин", "full_name": "Фамилия, имя, отчество", "email": "Электронная почта"}
        help_texts = {
            "username": "Буквы, цифры и знаки @ . + - _",
            "full_name": "Можно не заполнять, если выбран педагог",
            "email": "По ней можно войти и восстановить пароль",
            "teacher": "Карточка этого человека в справочнике педагогов",
        }

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = (
            Teacher.objects.visible_to(by)
            .working()
            .filter(Q(user=None) | Q(user=self.instance.pk))
            .select_related("school")
        )
        self.fields["teacher"].label_from_instance = lambda teacher: f"{teacher} — {teacher.school}"

    def clean_username(self):
        """The login doesn't know the case of letters, so two accounts may not differ in it alone."""
        username = self.cleaned_data["username"].strip()
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Этот логин уже занят. Придумайте другой.")
        return username

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if not cleaned.get("full_name") and "full_name" not in self.errors:
            if teacher := cleaned.get("teacher"):
                cleaned["full_name"] = teacher.full_name
            else:
                self.add_error("full_name", "Напишите имя или выберите педагога.")
        return cleaned


class NewAccountForm(RoleFields, AccountFields):
    """A new account comes with its first role, in force from today."""

    submit = "Добавить и показать пароль"
    searchable = ("teacher", "school")
    kind = forms.ChoiceField(label="Роль")
    school = forms.ModelChoiceField(
        School.objects.none(), required=False, label="Организация", help_text=SCHOOL_HELP
    )

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.narrow_role(by)

    def role(self) -> Role:
        """The first role, unsaved, without its user."""
        return Role(
            kind=self.cleaned_data["kind"], school=self.cleaned_data["school"], starts=timezone.localdate()
        )


class AccountForm(StaleGuard, AccountFields):
    submit = "Сохранить"


class RoleForm(RoleFields, PageForm, forms.ModelForm):
    """`instance.user` is set by the caller."""

    submit = "Назначить"
    searchable = ("school",)

    class Meta:
        model = Role
        fields = ["kind", "school", "starts", "ends"]
        help_texts = {"school": SCHOOL_HELP, "ends": "Не заполняйте, если срок не ограничен"}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.narrow_role(by)
        self.fields["starts"].initial = timezone.localdate

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            same = self.instance.user.roles.filter(
                Q(ends=None) | Q(ends__gte=cleaned["starts"]), kind=cleaned["kind"], school=cleaned["school"]
            )
            if cleaned.get("ends"):
                same = same.filter(starts__lte=cleaned["ends"])
            if same.exists():
                raise ValidationError("Эта роль уже назначена на эти дни.")
        return cleaned
