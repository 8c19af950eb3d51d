"""What is inside a file that somebody sends: read as the programs that open it would, within bounds."""
