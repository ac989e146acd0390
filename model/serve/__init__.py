"""The model behind HTTP: OpenAI's completions, and the writing page."""
