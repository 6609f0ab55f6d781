"""The pages of this floor through the other door."""
