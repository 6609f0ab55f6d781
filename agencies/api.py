"""An index: the API doors of this floor."""


def register(router):
    """Each room adds its resources to the router."""
