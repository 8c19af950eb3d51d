"""Whether a test goes through the whole of its matrix, as at night, or a part that finds the usual faults."""

import os

WHOLE = os.environ.get("REGIOBRUG_MATRIX") == "whole"
