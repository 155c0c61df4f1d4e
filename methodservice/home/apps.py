from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "methodservice.home"
    label = "home"
    verbose_name = "Главная"
