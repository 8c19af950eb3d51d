"""What can be done in the casebook: plain functions, named by verbs."""
