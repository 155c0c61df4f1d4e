from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "associations.calendars"
    verbose_name = "Календарь"

    def ready(self):
        from associations.calendars import offers

        offers.register()
