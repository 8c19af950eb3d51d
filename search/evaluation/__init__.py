"""Measuring how well search finds: questions with graded answers."""
