from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.jobs.models import Job


@require_GET
def progress(request, pk):
    """How far a job of mine is; htmx asks again by itself until it is over."""
    job = fetch_visible(Job, request.user, pk=pk)
    template = "jobs/_progress.html" if request.htmx else "jobs/progress.html"
    return render(
        request, template, {"job": job, "result_url": job.result.get("url") or job.arguments.get("url", "")}
    )
