from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "associations.events"
    verbose_name = "Мероприятия"

    def ready(self):
        from associations.events import offers

        offers.register()
