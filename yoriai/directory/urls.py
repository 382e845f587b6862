from django.urls import path

from yoriai.directory import views

app_name = "directory"
urlpatterns = [path("places/<code:code>/", views.place, name="place")]
