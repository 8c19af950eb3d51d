"""Names of the groups of people who work in the admin; what each may do is set up by the composition root."""

EDITORS = "Redactie"
