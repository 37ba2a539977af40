"""Rotas: a duty that comes again, given to its members in turn."""
