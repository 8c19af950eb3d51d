"""Django app of the composition root; it carries the commands setup, doctor and serve."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Regiobrug"
