"""A fictional region, made from a seed: agencies, people, agreements, children and their stories. Nobody in it exists."""
