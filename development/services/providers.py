"""Providers: twins are merged, those whom nothing names are removed."""

from django.db import transaction

from development.models import Course, CourseRequest, Provider
from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.refusals import AlreadyDone, Refused


def require_there(provider: Provider | None) -> None:
    """Under the lock of its district, which whoever merges takes too. Must run inside a transaction.

    Raises Refused when it became another one meanwhile."""
    if provider is None:
        return
    _lock_district(provider)
    if not Provider.objects.filter(pk=provider.pk).exists():
        raise Refused(
            "Эту организацию только что объединили с другой. Выберите из списка заново.", "provider"
        )


def _lock_district(provider: Provider) -> None:
    Municipality.objects.select_for_update(of=("self",)).get(pk=provider.municipality_id)


@transaction.atomic
def merge_provider(*, twin: Provider, into: Provider, by) -> None:
    """Courses and requests of the twin become those of `into`, the twin goes; its mark of the region's institute stays.
    Raises Refused for the same record or another municipality, AlreadyDone when one of them is gone."""
    if twin.pk == into.pk:
        raise Refused("Это та же организация: выберите другую.", "into")
    _lock_district(twin)
    rows = Provider.objects.select_for_update(of=("self",)).filter(pk__in=(twin.pk, into.pk)).in_bulk()
    if len(rows) < 2:
        raise AlreadyDone("Этой организации в списке уже нет.")
    twin, into = rows[twin.pk], rows[into.pk]
    if twin.municipality_id != into.municipality_id:
        raise Refused("Выберите организацию из списка.", "into")
    moved = Course.objects.filter(provider=twin).update(provider=into)
    moved += CourseRequest.objects.filter(provider=twin).update(provider=into)
    if twin.is_regional and not into.is_regional:
        before = audit.state_of(into)
        into.is_regional = True
        into.save(update_fields=["is_regional"])
        audit.record_change(by=by, obj=into, before=before)
    note = f"объединено с «{into}», записей перенесено: {moved}"
    audit.record(audit.Verb.DELETED, by=by, obj=twin, note=note)
    twin.delete()
