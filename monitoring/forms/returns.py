"""What the form of a return sends: texts as typed, and what it was opened with."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from methodservice.lib.forms import OfficeFileField, PageForm
from monitoring.sheet import FIELDS, Sheet, field_name

_SENT = re.compile(r"v([0-9]{1,18})-word\Z")


@dataclass(frozen=True)
class Sent:
    """typed: {value's key: {field: text}}; base: see `save_texts`; writer: which opened page sent it."""

    typed: dict[int, dict[str, str]]
    base: dict[str, dict[str, str]]
    writer: str


def read_sent(data: Mapping) -> Sent:
    """Of any POST, however broken: what makes no sense is left out."""
    keys = [int(found[1]) for name in data if (found := _SENT.match(name))]
    typed = {
        key: {name: data.get(field_name(key, name), "") for name in FIELDS if _is_sent(data, key, name)}
        for key in keys
    }
    return Sent(typed, _base(data.get("base", "")), data.get("writer", "")[:64])


def _is_sent(data: Mapping, key: int, name: str) -> bool:
    """A radio and a checkbox that nobody chose are absent, and that is an answer; a denominator is asked of shares."""
    return name != "denominator" or field_name(key, name) in data


def _base(text: str) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: {name: told for name, told in texts.items() if name in FIELDS and isinstance(told, str)}
        for key, texts in found.items()
        if isinstance(texts, dict)
    }


def base_text(sheet: Sheet) -> str:
    """For the hidden field `base`."""
    return json.dumps(sheet.base, ensure_ascii=False, separators=(",", ":"))


class UploadForm(PageForm, forms.Form):
    """A form filled in Excel."""

    submit = "Прочитать файл"

    file = OfficeFileField(label="Заполненная форма", widget=forms.FileInput(attrs={"accept": ".xlsx"}))
