"""The pattern page: every component with sample data in every state, in development only."""
