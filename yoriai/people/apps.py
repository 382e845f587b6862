from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yoriai.people"
    label = "people"
