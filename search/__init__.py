"""Finding things: Dutch analysis, engines, query, facets and indexing."""
