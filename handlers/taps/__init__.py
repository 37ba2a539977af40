"""Every button there is, by noun. Retired forms stay as aliases, so that old cards keep working."""
