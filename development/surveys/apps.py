from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "development.surveys"
    verbose_name = "Опросы"

    def ready(self):
        from development.surveys import offers

        offers.register()
