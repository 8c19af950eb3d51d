"""Meeting each other: announced exchange meetings."""
