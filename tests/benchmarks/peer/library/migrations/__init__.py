"""The library: the same pages and fields as the site has, written as the tutorial does."""
