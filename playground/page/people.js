/** People and chats as they look in lists: names, initials, colours. */

import { el } from "./dom.js";
import { t } from "./texts.js";

const COLOURS = 7;

/** A letter, digit, sign or picture that can be seen; the fillers of Korean are letters that can't. */
const SEEN = /[^\s\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0]/u;

/** The name of a Bot API user or chat. */
export function nameOf(who) {
  if (!who) return t("Somebody");
  const name = who.title ?? [who.first_name, who.last_name].filter(Boolean).join(" ");
  if (!name) return t("Deleted account");
  return SEEN.test(name) ? name : t("Without a name");
}

/** A name that cannot turn the direction of the words around it. */
export function nameNode(who) {
  return el("bdi", {}, nameOf(who));
}

/** A class for one of seven colours, always the same for the same id. */
export function colourOf(id) {
  return `colour-${Math.abs(Number(id)) % COLOURS}`;
}

/** Up to two first letters in a circle; decoration, the name stands beside it. */
export function avatar(who, size = "") {
  const words = nameOf(who).split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)));
  return el("span", { class: `avatar ${colourOf(who?.id ?? 0)} ${size}`, "aria-hidden": "true" }, letters.join("").toUpperCase() || "?");
}

/** Who a message is from, as everybody in the chat sees it (an anonymous admin speaks as the group). */
export function senderOf(message) {
  return message.sender_chat ?? message.from;
}
