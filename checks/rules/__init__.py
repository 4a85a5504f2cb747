"""The checks, a module for each part of a form; `checks.registry` lists them all."""
