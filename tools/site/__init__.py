"""How the site is made: `make docs`."""
