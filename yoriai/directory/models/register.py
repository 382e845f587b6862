"""公の名簿: rows of the lists the state publishes, to look up. They are nobody's entry, and no page shows them unasked."""

from django.db import models


class Registered(models.Model):
    """An organisation as a list of the state has it: 内閣府's NPOs, or 国税庁's corporate numbers. Names of people stay in the file."""

    class Sort(models.TextChoices):
        NPO = "npo"
        CORPORATE = "corporate"

    key = models.CharField(max_length=64, unique=True)
    sort = models.CharField(max_length=9, choices=Sort)
    number = models.CharField(max_length=13, blank=True, db_index=True)
    name = models.CharField(max_length=200)
    # The name without 特定非営利活動法人 and the like, folded: people leave that out, or write it another way.
    bare = models.CharField(max_length=200, db_index=True)
    reading = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    address = models.CharField(max_length=200, blank=True)
    purpose = models.TextField(blank=True)
    fields = models.JSONField(default=list, help_text="numbers of the 20 legal fields")
    founded = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=80, blank=True)
    ended = models.CharField(max_length=200, blank=True, help_text="what the list says of its dissolution")
    source = models.CharField(max_length=200, help_text="whose list it is, with its licence")
    taken = models.DateField()
