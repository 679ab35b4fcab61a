from typing import ClassVar

from allauth.account.managers import EmailAddressManager, EmailConfirmationManager
from django.db import models

class EmailAddress(models.Model):
    objects: ClassVar[EmailAddressManager]

class EmailConfirmation(models.Model):
    objects: ClassVar[EmailConfirmationManager]
