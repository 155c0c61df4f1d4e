from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "associations.reports"
    verbose_name = "Отчёты"
