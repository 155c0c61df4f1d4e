from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "methodservice.personal"
    verbose_name = "Персональные данные"

    def ready(self):
        from methodservice.personal import offers

        offers.register()
