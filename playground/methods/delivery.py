"""Getting updates: long polling, and the webhook that excludes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playground.call import Call
from playground.updates import TurnedAway
from playground.world.refusals import Refused, bad_request

WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
PORTS = frozenset({None, 443, 80, 88, 8443})
MOST_UPDATES = 100
LONGEST_POLL = 50


async def get_updates(call: Call) -> list[dict[str, Any]]:
    """The updates that wait, or the next ones within `timeout` real seconds. Raises Refused with both 409s."""
    if call.bot.webhook:
        raise Refused(409, WEBHOOK_ACTIVE)
    queue = call.bot.updates
    if "allowed_updates" in call.params:
        queue.allow(call.params["allowed_updates"])
    if offset := call.number("offset"):
        queue.confirm(offset)
    queue.turn_away()
    call.world.close_due_polls()
    queue.expire()
    timeout = min(max(call.number("timeout"), 0), LONGEST_POLL)
    if timeout and not queue.waiting:
        try:
            await queue.poll(timeout)
        except TurnedAway as reason:
            raise Refused(409, f"Conflict: {reason}") from None
    return [update.wire() for update in queue.take(min(max(call.number("limit", MOST_UPDATES), 1), MOST_UPDATES))]


def set_webhook(call: Call) -> bool:
    """Name an address for updates; the playground keeps it and sends nothing there."""
    url = call.text("url")
    if not url:
        return delete_webhook(call)
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    call.notes.append("updates are not pushed to webhooks")
    if "allowed_updates" in call.params:
        call.bot.updates.allow(call.params["allowed_updates"])
    if call.flag("drop_pending_updates"):
        call.bot.updates.forget()
    call.bot.webhook = {"url": url, "max_connections": call.number("max_connections", 40)}
    call.bot.updates.turn_away("terminated by setWebhook request")
    return True


def delete_webhook(call: Call) -> bool:
    """Go back to polling; what waits stays unless `drop_pending_updates`."""
    if call.flag("drop_pending_updates"):
        call.bot.updates.forget()
    call.bot.webhook = {}
    return True


def get_webhook_info(call: Call) -> dict[str, Any]:
    """The webhook and how much waits."""
    found: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": call.bot.updates.pending}
    found |= call.bot.webhook
    if call.bot.updates.allowed is not None:
        found["allowed_updates"] = sorted(call.bot.updates.allowed)
    return found


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
