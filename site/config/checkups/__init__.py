"""What the doctor looks at: each check gives what it found, and the mend when that is not well."""

Look = tuple[str, str]
