"""The Elasticsearch engine: it finds among very many, the scorer of the other engines ranks."""
