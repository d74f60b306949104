"""Takes paid carts and has MyCloud ship them."""
