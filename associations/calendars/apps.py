from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "associations.calendars"
    verbose_name = "Календарь"
