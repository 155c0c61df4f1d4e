"""What is saved."""

from methodservice.documents.models import DocumentStyle


def style_of(district) -> DocumentStyle:
    return DocumentStyle.objects.get(municipality=district)
