from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.models import School


@require_GET
def school_list(request):
    """Organisations of the municipality."""
    schools = School.objects.visible_to(request.user).for_register()
    return render(request, "directory/school_list.html", {"schools": schools})
