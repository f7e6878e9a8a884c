"""Tools around the project: the launcher behind `./run`, and checks that stand alone."""
