"""Tests of the room casebook."""
