"""model: what is learned and how it speaks; imports no stage."""
