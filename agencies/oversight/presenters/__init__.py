"""What the pages of this floor show: the log in words, people with their seats, agreements with their lines."""
