from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "yoriai.proposals"
    label = "proposals"
