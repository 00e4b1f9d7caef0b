"""The forms of the page “Packs”: a file, which is read and checked here, and a publisher to trust."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.exchange.packs.file import LARGEST, PackRefused, too_large
from education.exchange.packs.pack import Pack
from education.exchange.packs.reading import read_pack

LONGEST_PASTE = 100
"""Characters of a public key with the blanks that come with it."""


class PackForm(forms.Form):
    """A pack that can be used is in `pack`."""

    file = forms.FileField(
        label=gettext_lazy("Pack"), allow_empty_file=True,
        help_text=gettext_lazy("A file that ends with .pack, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pack"}),
    )  # fmt: skip

    pack: Pack | None = None

    def clean_file(self) -> None:
        sent = self.cleaned_data["file"]
        if not isinstance(sent, UploadedFile):
            return
        if (sent.size or 0) > LARGEST:
            raise ValidationError(too_large())
        try:
            self.pack = read_pack(sent.read())
        except PackRefused as refusal:
            raise ValidationError([str(refusal), _("Nothing was changed.")]) from None


class PublisherForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the publisher"), max_length=200, help_text=gettext_lazy("Just as it stands in its packs."),
    )  # fmt: skip
    public_key = forms.CharField(
        label=gettext_lazy("Public key"), max_length=LONGEST_PASTE,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("44 characters. Ask the publisher by telephone whether it is this key."),
    )  # fmt: skip
