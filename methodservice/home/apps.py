from django.apps import AppConfig

from methodservice import registries


class HomeConfig(AppConfig):
    name = "methodservice.home"
    label = "home"
    verbose_name = "Главная"

    def ready(self):
        registries.menu.append(registries.MenuItem("Главная", "home", order=10))
