"""The form of the page "when is it due"; its sentences come from the catalogue."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from saduak.channels.public.derivation import Question
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK, EARLIEST_YEAR, LATEST_YEAR
from saduak.core.errors import LawError
from saduak.core.reasons import Language, buddhist_year
from saduak.core.receipt import Channel
from saduak.core.spans import Span, Unit
from saduak.sources.provinces import provinces
from saduak.sources.texts import error_text

CHANNELS = (Channel.ELECTRONIC, Channel.COUNTER, Channel.POST, Channel.OUTREACH)
UNITS = (Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.WORKING_HOUR, Unit.WORKING_MINUTE)
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?")
FIRST_BUDDHIST_YEAR = 2400


class DueForm(forms.Form):
    """When, how and where something was filed, and the promise of the manual.

    The year may be typed in either era and every number in Thai or Arabic digits.
    """

    day = forms.CharField(max_length=4)
    month = forms.ChoiceField()
    year = forms.CharField(max_length=6)
    clock = forms.CharField(max_length=12)
    channel = forms.ChoiceField()
    calendar = forms.ChoiceField()
    amount = forms.CharField(max_length=8)
    unit = forms.ChoiceField()

    def __init__(self, data: Any, *, language: Language, now: datetime) -> None:
        super().__init__(data, initial=_initial(now, language))
        self.language = language
        for name, choices in _choices(language).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type for the checker
            field.choices = choices
        for name, field in self.fields.items():
            wrong = say(f"due.{name}_wrong", language)
            codes = [*field.error_messages, *(getattr(validator, "code", "") for validator in field.validators)]
            field.error_messages = {**dict.fromkeys(codes, wrong), "required": say(f"due.{name}_missing", language)}

    def clean_day(self) -> int:
        """The day of the month as a number."""
        return self._number("day", 1, 31)

    def clean_year(self) -> int:
        """The year of the Common Era; years from 2400 on are Buddhist."""
        typed = self._number("year", 1000, 9999)
        year = typed - 543 if typed >= FIRST_BUDDHIST_YEAR else typed
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise self._wrong("year")
        return year

    def clean_clock(self) -> time:
        """The time of day: 18:45, 18.45 or 1845, with seconds if wanted."""
        found = CLOCK.fullmatch(self._plain("clock").removesuffix("น.").strip())
        if found is None:
            raise self._wrong("clock")
        try:
            hour, minute, second = map(int, found.groups(default="0"))
            return time(hour, minute, second)
        except ValueError:
            raise self._wrong("clock") from None

    def clean_amount(self) -> int:
        """How many units the manual promises."""
        return self._number("amount", 0, 9999)

    def clean(self) -> dict[str, Any]:
        """The day must exist in its month."""
        found = super().clean() or {}
        if {"day", "month", "year"} <= found.keys():
            try:
                found["date"] = date(found["year"], int(found["month"]), found["day"])
            except ValueError:
                self.add_error("day", say("due.day_not_in_month", self.language))
        return found

    def question(self) -> Question:
        """The question of a valid form. Raises `LawError` for amounts no law has."""
        filled = self.cleaned_data
        return Question(
            entered_at=datetime.combine(filled["date"], filled["clock"], BANGKOK),
            channel=Channel(filled["channel"]),
            calendar=filled["calendar"],
            promise=Span(filled["amount"], Unit(filled["unit"])),
        )

    def add_law_error(self, error: LawError) -> None:
        """Show why the law cannot answer, where the reader can do something about it."""
        field = "year" if error.code in {"calendar_year_unknown", "date_out_of_range"} else "amount"
        self.add_error(field, error_text(error, self.language))

    def _plain(self, name: str) -> str:
        value: str = self.cleaned_data[name]
        return value.translate(THAI_DIGITS).strip()

    def _number(self, name: str, least: int, most: int) -> int:
        typed = self._plain(name)
        if not typed.isascii() or not typed.isdigit() or not least <= int(typed) <= most:
            raise self._wrong(name)
        return int(typed)

    def _wrong(self, name: str) -> ValidationError:
        return ValidationError(say(f"due.{name}_wrong", self.language))


def _initial(now: datetime, language: Language) -> dict[str, Any]:
    """What stands in an empty form: this moment, filed electronically, fifteen working days."""
    return {
        "day": now.day,
        "month": now.month,
        "year": buddhist_year(now.year) if language == "th" else now.year,
        "clock": f"{now:%H:%M}",
        "channel": Channel.ELECTRONIC.value,
        "calendar": "TH",
        "amount": 15,
        "unit": Unit.WORKING_DAY.value,
    }


def _choices(language: Language) -> dict[str, list[tuple[str, str]]]:
    places = [
        (f"TH-{province.code}", province.name_th if language == "th" else province.name_en)
        for province in provinces().values()
    ]
    return {
        "month": [(str(number), say(f"month.{number}", language)) for number in range(1, 13)],
        "channel": [(channel.value, say(f"due.channel_{channel}", language)) for channel in CHANNELS],
        "calendar": [("TH", say("due.whole_country", language)), *sorted(places, key=lambda place: place[1])],
        "unit": [(unit.value, say(f"unit.{unit}.many", language)) for unit in UNITS],
    }
