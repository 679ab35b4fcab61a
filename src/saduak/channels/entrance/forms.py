"""What people type at the entrance. Words of errors are keys of `texts.*.yaml`."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from saduak.channels.shell.texts import say


def words(key: str) -> str:
    """A sentence in the language of the page."""
    return say(key, "en" if get_language() == "en" else "th")


class Asked(forms.Form):
    """A form whose fields say what is missing in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages = dict.fromkeys(field.error_messages, words(f"entrance.wrong_{name}"))
            for validator in field.validators:
                if hasattr(validator, "message"):
                    validator.message = words(f"entrance.wrong_{name}")


class EmailForm(Asked):
    """An address to send a code to."""

    email = forms.EmailField(max_length=254)


class CodeForm(Asked):
    """A code: from a mail, an app, or the list of recovery codes."""

    code = forms.CharField(max_length=40)


class NameForm(Asked):
    """The name of somebody whose log-in told none."""

    name = forms.CharField(max_length=200, min_length=2)


class PasswordForm(Asked):
    """An officer's address and password."""

    email = forms.EmailField(max_length=254)
    password = forms.CharField(max_length=200, strip=False)


class NewPasswordForm(Asked):
    """A password to be chosen, typed twice, and the name with which an officer signs."""

    name = forms.CharField(max_length=200, min_length=2)
    password = forms.CharField(max_length=200, min_length=12, strip=False)
    again = forms.CharField(max_length=200, strip=False)

    def clean(self) -> dict[str, Any]:
        """Both must be the same, and no address."""
        told = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", ValidationError(words("entrance.wrong_again")))
        return told


class MandateForm(Asked):
    """Whom to let act for oneself, for what, until when; the year in either era."""

    whom = forms.CharField(max_length=254)
    day = forms.CharField(max_length=2)
    month = forms.CharField(max_length=2)
    year = forms.CharField(max_length=4)
    scope = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = services  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day as a date under `last_day`."""
        told = super().clean() or {}
        if not any(self.data.get(part) for part in ("day", "month", "year")):
            for part in ("month", "year"):  # one sentence is enough for a day that nobody wrote
                self.errors.pop(part, None)
        try:
            year = int(told["year"])
            told["last_day"] = date(year - 543 if year > 2400 else year, int(told["month"]), int(told["day"]))
        except (KeyError, ValueError):
            if not self.errors:
                self.add_error("day", ValidationError(words("entrance.wrong_day")))
        return told
