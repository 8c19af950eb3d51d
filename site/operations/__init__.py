"""Running the site: health, figures, checks, copies, mail of errors, and serving it on one machine."""
