from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import Role, RoleKind, User
from methodservice.directory.services.accounts import generate_password


class Command(BaseCommand):
    """The first account of a new portal: nobody inside could give it."""

    help = "Добавить администратора портала; временный пароль печатается один раз."

    def add_arguments(self, parser):
        parser.add_argument("login")
        parser.add_argument("--name", default="Администратор портала")

    @transaction.atomic
    def handle(self, *args, login, name, **options):
        if User.objects.filter(username__iexact=login).exists():
            raise CommandError(f"Логин {login.lower()} уже занят.")
        password = generate_password()
        user = User(username=login, full_name=name, password_is_temporary=True)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        Role.objects.create(user=user, kind=RoleKind.PORTAL_ADMIN, starts=timezone.localdate())
        audit.record(audit.Verb.CREATED, by=None, obj=user, note="команда add_administrator")
        self.stdout.write(f"Логин: {login}\nВременный пароль: {password}")
