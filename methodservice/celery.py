"""Celery application: used when CELERY_BROKER_URL is set; otherwise `manage.py run_jobs` works the same rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodservice.settings")

app = Celery("methodservice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
