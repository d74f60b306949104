"""`mycloud doctor --learn`: which habits a server has, told without any value that it answered."""
