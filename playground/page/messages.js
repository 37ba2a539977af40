/** One message as a bubble, with what hangs under it. */

import { fromUnix, timeOfDay } from "./dates.js";
import { el, iconButton } from "./dom.js";
import { richText } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { inShort, media } from "./media.js";
import { avatar, colourOf, nameNode, nameOf, senderOf } from "./people.js";
import { pollView } from "./polls.js";
import { menuButton } from "./popups.js";
import { serviceLine } from "./service.js";
import { t } from "./texts.js";

/**
 * The inside of a message's article.
 * `acts`: `press(message, button, row, column)`, `vote(message, options)`, `menu(message)` with the items of its menu, `goTo(id)` and those of `richText`.
 */
export function messageContent(message, acts) {
  const line = serviceLine(message);
  if (line) return [el("p", { class: "service-line", dir: "auto" }, line)];
  return [
    avatar(senderOf(message), "small"),
    el("div", { class: "stack" }, bubble(message, acts), inlineKeyboard(message, (...where) => acts.press(message, ...where))),
    menuButton(iconButton("more", t("More about this message"), () => {}, { class: "icon-button message-more", tabindex: "-1" }), t("Message"), () => acts.menu(message)),
  ];
}

/** What a screen reader says when it comes to the message. */
export function messageLabel(message, isOwn) {
  const who = isOwn ? t("You") : nameOf(senderOf(message));
  return t("{who}, {time}", { who, time: timeOfDay(fromUnix(message.date)) });
}

function bubble(message, acts) {
  const sender = senderOf(message);
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  return el(
    "div",
    { class: `bubble${message.photo ? " with-picture" : ""}` },
    el("p", { class: `author ${colourOf(sender?.id ?? 0).replace("colour", "name")}` }, nameNode(sender), mark(message)),
    message.forward_origin ? el("p", { class: "forwarded" }, t("Forwarded message")) : null,
    answered(message) ? quote(answered(message), acts) : null,
    media(message),
    message.poll ? pollView(message, (options) => acts.vote(message, options)) : null,
    text ? el("div", { class: "words", dir: "auto" }, richText(shownOf(message, text), entities, acts)) : null,
    meta(message),
  );
}

/** What a message answers; everything in a topic hangs on its beginning, which messengers do not show. */
function answered(message) {
  const target = message.reply_to_message;
  return target?.forum_topic_created ? null : target;
}

/** What follows /start is for the bot; messengers show the command alone. */
function shownOf(message, text) {
  return message.from?.is_bot || !text.startsWith("/start ") ? text : "/start";
}

function mark(message) {
  const words = message.sender_chat ? t("anonymous admin") : message.from?.is_bot ? t("bot") : "";
  return words ? el("span", { class: "author-mark" }, words) : null;
}

function quote(target, acts) {
  return el(
    "button",
    { type: "button", class: "quote", onclick: () => acts.goTo(target.message_id) },
    el("span", { class: "quote-name" }, nameNode(senderOf(target))),
    el("span", { class: "quote-words", dir: "auto" }, inShort(target) || serviceLine(target) || ""),
  );
}

function meta(message) {
  const date = fromUnix(message.date);
  const reactions = Object.values(message.reactions ?? {}).flat().map((reaction) => reaction.emoji ?? "").join("");
  return el(
    "span",
    { class: "meta" },
    reactions ? el("span", { class: "reactions" }, reactions) : null,
    message.edit_date ? el("span", {}, t("edited")) : null,
    el("time", { datetime: date.toISOString() }, timeOfDay(date)),
  );
}
