"""Keys of figures for the access table: one that organisations have, one of the municipality alone."""


def add_figures(world) -> None:
    """Figures belong to the portal; each person sees the numbers of the own municipality."""
    world.put("figure", "own", ("directory.teachers",))
    world.put("municipal_figure", "own", ("roadmap.due",))
