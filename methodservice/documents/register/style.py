"""Keeping the look of orders: the style with its logo, the logos that signed orders were printed with."""

from django.db import transaction
from django.db.models import Q

from methodservice.directory import audit
from methodservice.documents.files import drop_file, keep_file
from methodservice.documents.models import DocumentKind, DocumentStyle, FrozenDocument, StoredFile
from methodservice.documents.register.services import hold_series


@transaction.atomic
def save_style(*, style: DocumentStyle, by, upload=None) -> DocumentStyle:
    """Write the style as it is in memory, with a new logo if one was sent.

    upload: cleaned by a PictureField, or None. A logo that is not shown any more goes, unless a signed order prints it:
    the editable copy of that order needs the file. The caller holds the municipality's row. Raises NotKept.
    """
    stored = DocumentStyle.objects.select_related("logo").filter(pk=style.pk).first()
    before = audit.state_of(stored) if stored else None
    if upload:
        style.logo = keep_file(upload, municipality=style.municipality, by=by)
    style.save()
    if stored is None:
        audit.record(audit.Verb.CREATED, by=by, obj=style)
        return style
    audit.record_change(by=by, obj=style, before=before)
    if stored.logo_id and stored.logo_id != style.logo_id:
        _let_go(style, stored.logo, by)
    return style


def _let_go(style: DocumentStyle, logo: StoredFile, by) -> None:
    # an order that is being signed at this moment may print the logo: its number tells that it is done
    hold_series(style.municipality, DocumentKind.ORDER)
    orders = FrozenDocument.objects.filter(
        municipality=style.municipality, kind=FrozenDocument.Kind.ORDER, snapshot__logo__file=logo.pk
    )
    if orders.exists():
        style.former_logos.add(logo)
    else:
        drop_file(logo, by)


def logos(user) -> Q:
    """Logos of the user's municipality, present and former: everybody sees them, they are printed on orders."""
    styles = DocumentStyle.objects.filter(municipality_id=user.municipality_id)
    former = DocumentStyle.former_logos.through.objects.filter(
        documentstyle__municipality_id=user.municipality_id
    )
    return Q(pk__in=styles.exclude(logo=None).values("logo")) | Q(pk__in=former.values("storedfile"))
