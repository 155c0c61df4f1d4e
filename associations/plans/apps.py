from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "associations.plans"
    verbose_name = "Планы работы"
