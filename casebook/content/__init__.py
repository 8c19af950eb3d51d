"""Texts that ship with the casebook, and the reader of their format."""
