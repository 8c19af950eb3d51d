"""What the search room does: indexing, synonyms, counting dropped hits."""
