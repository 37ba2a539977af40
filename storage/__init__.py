"""The database edge: tables, queries, the outbox and the one transaction everything goes through."""
