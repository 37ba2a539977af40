"""The rules of neighbourhood life and what can be done: rules are pure, use cases are one transaction each. No Telegram in here."""
