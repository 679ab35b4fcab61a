from django.contrib.auth.base_user import AbstractBaseUser

class RecoveryCodes:
    @classmethod
    def activate(cls, user: AbstractBaseUser) -> RecoveryCodes: ...
