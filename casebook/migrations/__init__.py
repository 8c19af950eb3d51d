"""Migrations of the casebook."""
