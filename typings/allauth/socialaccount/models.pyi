from typing import Any, ClassVar

from django.db import models

class SocialAppManager(models.Manager[Any]): ...

class SocialApp(models.Model):
    objects: ClassVar[SocialAppManager]

class SocialAccount(models.Model): ...
class SocialToken(models.Model): ...
