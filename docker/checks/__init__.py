"""What `docker/check` looks at in the containers; no more than Python and the docker command."""
