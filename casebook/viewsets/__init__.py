"""The casebook in the admin: lists and forms of each kind of thing."""
