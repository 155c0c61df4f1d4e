"""The first step of a portal without a demo: one municipality and its administrator."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import Municipality, MunicipalityRules, Role, RoleKind, User
from methodservice.directory.services.accounts import generate_password

FIELDS = ("name", "name_genitive", "authority", "service", "service_short", "place")


class Command(BaseCommand):
    help = "Завести первый муниципалитет и администратора портала. Дальше всё делается на страницах."

    def add_arguments(self, parser):
        for name in FIELDS:
            field = Municipality._meta.get_field(name)
            parser.add_argument(
                f"--{name.replace('_', '-')}",
                required=True,
                help=" ".join((field.verbose_name, field.help_text)),
            )
        parser.add_argument("--login", required=True, help="логин администратора")

    @transaction.atomic
    def handle(self, *args, login, **options):
        today = timezone.localdate()
        if Role.objects.on(today).filter(kind=RoleKind.PORTAL_ADMIN, user__is_active=True).exists():
            raise CommandError("Администратор портала уже есть; остальных он заводит на страницах портала.")
        municipality = Municipality(**{name: options[name] for name in FIELDS})
        user = User(
            username=login,
            full_name="Администратор портала",
            municipality=municipality,
            password_is_temporary=True,
        )
        password = generate_password()
        user.set_password(password)
        try:
            municipality.full_clean()
            municipality.save()
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        MunicipalityRules.objects.create(municipality=municipality)
        role = Role.objects.create(user=user, kind=RoleKind.PORTAL_ADMIN, starts=today)
        for record in (municipality, user, role):
            audit.record(audit.Verb.CREATED, by=None, obj=record, note="открытие портала")
        self.stdout.write(
            f"Логин: {login}\nПароль: {password}\nПортал попросит сменить его при первом входе."
        )
