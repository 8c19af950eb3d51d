"""What regions learned: regions, partnerships, portraits, lessons, obstacles, tools, sightings."""
