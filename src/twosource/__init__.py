"""One sourced account of each story."""
