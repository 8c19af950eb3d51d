"""Inspects the content of uploaded files as the programs that open them would, within limits."""
