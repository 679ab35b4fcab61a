"""Published versions of services. A version is compiled, hashed and stored once; nothing changes it afterwards."""

from django.db import models
from uuid_utils.compat import uuid7


class PublishedVersion(models.Model):
    """One version of a service as one office publishes it (LFA s.7): central packages have no `office`.

    `service` is "<kind>/<service>", `office` the slug of the adopting agency, `compiled` the flat package as JSON and
    `digest` its SHA-256. A case pins the row (LFA s.11) and never reads the disk.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    office = models.CharField(max_length=80, blank=True, default="")
    office_th = models.CharField(max_length=200, blank=True, default="")
    office_en = models.CharField(max_length=200, blank=True, default="")
    province = models.CharField(max_length=2, blank=True, default="")
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    lane = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    compiled = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("service", "office", "version"), name="catalogue_one_version_once"),
        )
        indexes = (models.Index(fields=("office", "service", "valid_from")),)

    def __str__(self) -> str:
        return f"{self.service} {self.version} {self.office}".strip()


class SearchText(models.Model):
    """What is searched of one central version: its names, synonyms, codes, summary and documents, one item a line.

    `number` is the bit that stands for it in every set of the index.
    """

    number = models.PositiveIntegerField(primary_key=True)
    publication = models.OneToOneField(PublishedVersion, models.CASCADE, related_name="search_text")
    items = models.TextField()

    def __str__(self) -> str:
        return f"search text {self.number}"


class SearchGram(models.Model):
    """Two or three letters in a row, and the set of versions that hold them in one part of their text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gram = models.CharField(max_length=3)
    part = models.PositiveSmallIntegerField()
    documents = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("gram", "part"), name="catalogue_gram_once"),)

    def __str__(self) -> str:
        return f"{self.gram} {self.part}"
