"""The kill harness: whatever dies, nothing acknowledged is lost and nothing happens twice."""
