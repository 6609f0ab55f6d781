"""A form whose words are kept: its key, and its boxes as they were left."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.datastructures import MultiValueDict


class Drafted(forms.Form):
    """A form with the key of its draft: the same key makes nothing twice."""

    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial = {"draft": uuid4()} | self.initial


def words_of(typed: MultiValueDict) -> dict[str, Any]:
    """What stands in the boxes of a sent form, as a draft keeps it: a word for a box, a list where several were ticked."""
    names = [name for name in typed if name not in ("csrfmiddlewaretoken", "draft")]
    return {name: typed.getlist(name) if len(typed.getlist(name)) > 1 else typed[name] for name in names}


def as_left(form: type[forms.Form], words: dict[str, Any]) -> dict[str, Any]:
    """Kept words as a fresh form shows them again, without judging them. Boxes that were not there keep what the form begins with."""
    typed = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in words.items()})
    fields = {name: field.widget for name, field in form.base_fields.items() if name != "draft"}
    return {
        name: widget.value_from_datadict(typed, {}, name)
        for name, widget in fields.items()
        if not widget.value_omitted_from_data(typed, {}, name)
    }
