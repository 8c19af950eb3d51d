"""Dutch analysis: words, stems, parts of compounds, synonyms and marks; no Django in here.

``ANALYSIS_VERSION`` is stored with every document: raise it when the same text would give other
tokens, and ``search_status`` says that the index wants to be built again.
"""

ANALYSIS_VERSION = 4
