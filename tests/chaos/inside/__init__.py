"""What the harness puts inside the processes of the site that it tests; the product has no hooks for it."""
