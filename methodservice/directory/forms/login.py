"""Forms of one's own account: allauth's, with the portal's words."""

from allauth.account import forms as allauth

PASSWORD_RULE = "Не короче 8 знаков, не только цифры, не похож на логин и не из числа самых частых."  # noqa: S105


def _reword(form, **labels):
    """Labels instead of placeholders: a placeholder disappears just when it is needed."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)


class LoginForm(allauth.LoginForm):
    refused = "Войти не получилось."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(
            self,
            login="Логин или электронная почта",
            password="Пароль",  # noqa: S106 — a label
            remember="Запомнить меня на этом компьютере на две недели",
        )
        self.fields["password"].help_text = ""
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "maxlength": "254",
            "autofocus": True,
        }


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, email="Электронная почта")
        self.fields["email"].help_text = "Та, что указана в вашей учётной записи"


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, password1="Новый пароль", password2="Новый пароль ещё раз")
        self.fields["password1"].help_text = PASSWORD_RULE


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(
            self,
            oldpassword="Нынешний пароль",
            password1="Новый пароль",
            password2="Новый пароль ещё раз",
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = PASSWORD_RULE
