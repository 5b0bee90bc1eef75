"""How fast the web's pages are with the yardstick's data: `python -m stack.pages`."""
