from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "yoriai.directory"
    label = "directory"
