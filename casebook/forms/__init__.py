"""Forms of the admin that do more than save their fields."""
