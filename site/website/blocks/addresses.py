"""Which addresses elsewhere a block may lead to."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_safe_address = RegexValidator(
    r"^https://", _("The address has to begin with https://"), code="not_safe"
)
