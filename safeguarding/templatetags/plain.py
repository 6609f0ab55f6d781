"""The fields of the sign-in pages in our words: the package that makes these forms speaks to the makers of web shops."""

from django import template
from django.forms import Form

register = template.Library()
LABELS = {
    "login": "User name or work e-mail address",
    "email": "Work e-mail address",
    "oldpassword": "Your password now",
    "password1": "New password",
    "password2": "New password again",
    "code": "Code",
    "name": "Name of the key",
}


@register.simple_tag
def plainly(form: Form | None) -> str:
    """Says nothing itself: the fields of this form are called by our words from here on."""
    for name in LABELS.keys() & form.fields.keys() if form else ():
        form[name].label = form.fields[name].label = LABELS[name]
    return ""
