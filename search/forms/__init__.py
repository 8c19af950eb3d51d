"""Reading what people ask."""
