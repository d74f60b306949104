"""What machines share: the token, the rate limit."""
