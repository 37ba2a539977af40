/** What a person can do with one message: answer, react, and what Telegram lets one do with own words and as an administrator. */

import { el } from "./dom.js";
import { t } from "./texts.js";

const THUMB = "👍";

/** The items of a message's menu for the person of the pane. */
export function messageMenu(pane, message) {
  const { user, chat, api } = pane;
  const place = { user, chat, message: message.message_id };
  const item = (words, run) => ({ label: words, node: el("span", {}, words), run });
  const act = (name, more = {}) => doing(pane, () => api.act(name, { ...place, ...more }));
  const isOwn = message.from?.id === user;
  const isAdmin = ["creator", "administrator"].includes(pane.store.member(pane.store.chat(chat), user)?.status);
  return [
    item(t("Answer this message"), () => pane.composer.answer(message)),
    item(t("React: {emoji}", { emoji: THUMB }), () => act("react", { emoji: THUMB })),
    isOwn && message.text ? item(t("Edit"), () => pane.composer.edit(message)) : null,
    isAdmin || chat === user ? item(t("Pin"), () => act("pin")) : null,
    isOwn || isAdmin || chat === user ? item(t("Delete"), () => act("delete")) : null,
  ].filter(Boolean);
}

async function doing(pane, work) {
  await pane.attempt(work);
  pane.store.touch(pane.chat);
}
