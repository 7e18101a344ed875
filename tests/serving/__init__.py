"""What is shipped for serving a class, tried: `make nginx`."""
