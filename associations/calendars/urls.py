from django.urls import path

from associations.calendars.views import consolidated, feeds, month

app_name = "calendars"

urlpatterns = [
    path("", month.month, name="month"),
    path("plan/", consolidated.consolidated, name="consolidated"),
    path("plan/<slug:fmt>/", consolidated.consolidated_file, name="consolidated_file"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<int:pk>/replace/", feeds.feed_replace, name="feed_replace"),
    path("feeds/<int:pk>/revoke/", feeds.feed_revoke, name="feed_revoke"),
    path("feed/<slug:secret>.ics", feeds.feed, name="feed"),
]
