"""Demo content: readable text files, built by calling domain functions."""
