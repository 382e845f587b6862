from django.urls import path

from yoriai.voices import views

app_name = "voices"
urlpatterns = [
    path("c/", views.stub_form, name="stub_form"),
    path("c/<code:code>/", views.stub, name="stub"),
    path("c/<code:code>/answer/", views.answer, name="answer"),
    path("items/<code:code>/comments/", views.comment, name="comments"),
    path("items/<code:code>/voices/", views.voices, name="voices"),
]
