"""The outbox: effects that are written with the change that causes them, and survive a crash."""
