"""pipeline: what every stage needs and none owns."""
