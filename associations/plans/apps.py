from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "associations.plans"
    verbose_name = "Планы работы"

    def ready(self):
        from associations.plans import offers

        offers.register()
