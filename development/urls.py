from development import urls_card, urls_district

app_name = "development"

urlpatterns = [*urls_card.urlpatterns, *urls_district.urlpatterns]
