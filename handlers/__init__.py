"""The Telegram edge: one module per noun, which parses, calls a use case and renders."""
