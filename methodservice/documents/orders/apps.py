from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "methodservice.documents.orders"
    label = "orders"
    verbose_name = "Приказы"

    def ready(self):
        from methodservice.documents.orders import offers

        offers.register()
