"""Fixed lists of the casebook; the names are what people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PerspectiveCode(models.TextChoices):
    """The steering perspectives, in the order in which a partnership usually meets them."""

    SOCIAL = "social", _("Societal")
    ECONOMIC = "economic", _("Economic")
    LEGAL = "legal", _("Legal")
    BETWEEN = "between", _("Between regions")

    @property
    def part(self) -> str:
        return {"social": "abutments", "economic": "arch", "legal": "keystone", "between": "deck"}[self.value]


class RegionKind(models.TextChoices):
    LABOUR_MARKET = "labour-market", _("Labour-market region")
    OWN = "own", _("Drawn by partners themselves")


class OrganisationKind(models.TextChoices):
    MBO = "mbo", _("Mbo school")
    HBO = "hbo", _("University of applied sciences")
    VO = "vo", _("Secondary school")
    COMPANY = "company", _("Company")
    MUNICIPALITY = "municipality", _("Municipality")
    PROVINCE = "province", _("Province")
    BRANCH = "branch", _("Branch organisation")
    NATIONAL = "national", _("National party")
    FOUNDATION = "foundation", _("Foundation or network")


class MemberRole(models.TextChoices):
    LEAD = "lead", _("Leads")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funds")
    INVOLVED = "involved", _("Involved")


class Phase(models.TextChoices):
    EXPLORING = "exploring", _("Exploring")
    STARTING = "starting", _("Starting")
    RUNNING = "running", _("Running")
    LASTING = "lasting", _("Lasting")
    ENDED = "ended", _("Ended")


class Origin(models.TextChoices):
    REAL = "real", _("Exists, wrote this itself")
    ESSAY = "essay", _("Exists, described after the essay")
    FICTIONAL = "fictional", _("Invented")


class SightingState(models.TextChoices):
    """How far a partnership is with an obstacle, furthest first."""

    THROUGH = "through", _("Got through it")
    MIDDLE = "middle", _("In the middle of it")
    RECOGNISES = "recognises", _("Recognises it")

    @property
    def outline_state(self) -> str:
        return {"through": "full", "middle": "hatched", "recognises": "line"}[self.value]


class Outcome(models.TextChoices):
    SUCCESS = "success", _("It worked")
    MIXED = "mixed", _("It partly worked")
    FAILURE = "failure", _("It did not work, but taught something")

    @property
    def outline_state(self) -> str:
        return "full" if self is Outcome.SUCCESS else "hatched"


class Evidence(models.TextChoices):
    """What the ground under a lesson is; each is true or not, whatever the others are."""

    OWN = "own", _("Own experience")
    OBSERVED = "observed", _("Looked at by somebody else")
    COUNTED = "counted", _("Counted")
    COMPARED = "compared", _("Compared")


class FileVariant(models.TextChoices):
    """Whether a file of a tool is to be filled in or shows how."""

    BLANK = "blank", _("Blank")
    FILLED = "filled", _("Filled-in example")
