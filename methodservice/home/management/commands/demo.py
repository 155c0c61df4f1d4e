"""Fill the demo districts once, and tell the logins."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from methodservice.directory.models import Municipality, User
from methodservice.home.demo.accounts import create_accounts, logins, records
from methodservice.home.demo.build import fill
from methodservice.home.demo.development import fill_development
from methodservice.home.demo.development_plans import fill_learning
from methodservice.home.demo.mentoring import fill_mentoring
from methodservice.home.demo.monitoring import fill_monitoring
from methodservice.home.demo.orders import fill_orders
from methodservice.home.demo.plan_life import live_by_plans
from methodservice.home.demo.plans import fill_plans
from methodservice.home.demo.reports import file_reports
from methodservice.home.demo.roadmaps import fill_roadmaps
from methodservice.home.demo.surveys import fill_surveys


class Command(BaseCommand):
    help = "Заполнить демонстрационные районы (один раз) и показать учётные записи"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="напечатать учётные записи и адреса записей")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Демонстрация заполняется только в демонстрационном режиме: задайте DEMO=1.")
        if not User.objects.filter(is_demo=True).exists():
            self._fill()
        if options["json"]:
            text = json.dumps({"logins": logins(), "records": records()}, ensure_ascii=False, indent=2)
            self.stdout.write(text)

    @transaction.atomic
    def _fill(self):
        if Municipality.objects.exists():
            raise CommandError("В базе уже есть муниципалитеты: демонстрацию заполняют только в пустую базу.")
        today = timezone.localdate()
        municipalities = fill(today)
        create_accounts(municipalities, today)
        fill_plans(municipalities, today)
        live_by_plans(municipalities, today)
        file_reports(municipalities, today)
        fill_orders(municipalities, today)
        fill_roadmaps(municipalities, today)
        fill_development(municipalities, today)
        fill_learning(municipalities, today)
        fill_mentoring(municipalities, today)
        fill_monitoring(municipalities, today)
        fill_surveys(municipalities, today)
