"""Compute aggregates of monitoring anew, here and now."""

from django.core.management.base import BaseCommand, CommandError

from monitoring.services.aggregation.running import chain_of, compute_in_order, kept, layers_of


class Command(BaseCommand):
    help = "Пересчитать итоги мониторинга; без условий — всех кампаний"

    def add_arguments(self, parser):
        parser.add_argument("--set", type=int, help="номер системы показателей")
        parser.add_argument("--municipality", type=int, help="номер муниципалитета")
        parser.add_argument("--campaign", type=int, help="номер кампании; с нею — более поздние")

    def handle(self, *args, **options):
        done = 0
        for layer in self._layers(options):
            compute_in_order(layer)
            done += len(layer)
            self.stdout.write(f"Посчитано кампаний: {done}")
        if not done:
            self.stdout.write("Считать нечего.")

    def _layers(self, options):
        names = {"pk": "campaign", "set": "set", "municipality": "municipality"}
        wanted = {field: options[name] for field, name in names.items() if options[name] is not None}
        campaigns = kept().filter(**wanted)
        if options["campaign"] is None:
            return layers_of(campaigns)
        campaign = campaigns.first()
        if campaign is None:
            raise CommandError("Такой кампании нет, или сбор по ней ещё не открыт.")
        return ([each.pk] for each in chain_of(campaign))
