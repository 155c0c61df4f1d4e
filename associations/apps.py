from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "associations"
    verbose_name = "Объединения"

    def ready(self):
        from associations import offers

        offers.register()
