// Empty, as the project template leaves it.
