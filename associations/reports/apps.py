from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "associations.reports"
    verbose_name = "Отчёты"

    def ready(self):
        from associations.reports import offers

        offers.register()
