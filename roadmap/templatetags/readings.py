"""Files behind a draft, on the page of its programme."""

from django import template

from roadmap.models import Edition, Reading

register = template.Library()


@register.simple_tag
def unfinished_reading(edition: Edition, user) -> Reading | None:
    """`{% unfinished_reading edition user as reading %}`: the user's file whose rows are not all in the draft. 1 query,
    none for an edition that is no draft or for who keeps no roadmaps."""
    if not (edition.is_draft and user.access.is_methodist):
        return None
    rows = Reading.objects.visible_to(user).filter(edition=edition, accepted=False)
    return rows.defer("content", "answers", "notes").first()
