from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    name = "development"
    verbose_name = "Профессиональное развитие"

    def ready(self):
        from development import offers

        offers.register()
