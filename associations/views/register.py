from django.shortcuts import render
from django.views.decorators.http import require_GET

from associations.models import Association


@require_GET
def association_list(request):
    """Register of associations."""
    associations = Association.objects.visible_to(request.user).select_related("municipality", "school")
    return render(request, "associations/list.html", {"associations": associations})
