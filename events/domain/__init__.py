"""What can be done with meetings: the calendar file, and reads for pages and slots."""
