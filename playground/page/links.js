/** Links: those of the bot are opened inside the playground, others only after a question. */

import { ask, toast } from "./popups.js";
import { nameOf } from "./people.js";
import { t } from "./texts.js";

/** Whether an address leads to the bot, and how: `{start}`, `{startgroup}` or plain. */
export function botLink(address, bot) {
  let url;
  try {
    url = new URL(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  const name = bot?.username?.toLowerCase();
  const isWeb = ["t.me", "telegram.me", "telegram.dog"].includes(url.hostname) && url.pathname.slice(1).toLowerCase() === name;
  const isApp = url.protocol === "tg:" && (url.hostname === "resolve" || url.pathname.includes("resolve")) && url.searchParams.get("domain")?.toLowerCase() === name;
  if (!isWeb && !isApp) return null;
  return { start: url.searchParams.get("start"), startgroup: url.searchParams.get("startgroup") };
}

/** Opens an address as the person of the pane. */
export async function openLink(pane, address) {
  const { store, api, user } = pane;
  const found = botLink(address, store.bot);
  if (!found) return leave(pane, address);
  if (found.startgroup !== null) return addToGroup(pane, address);
  if (found.start !== null) {
    await api.act("link", { user, url: address });
    store.touch(user);
    pane.did({ kind: "link", user, chat: user, text: address });
  }
  return pane.open(user, user);
}

async function addToGroup(pane, address) {
  const groups = pane.store.chatsOf(pane.user).filter((chat) => chat.type !== "private");
  const buttons = groups.map((chat) => ({ label: nameOf(chat), value: chat.id }));
  const chat = await ask({ title: t("Add the bot to a group"), text: t("Which group?"), buttons: [...buttons, { label: t("Cancel"), value: null }] });
  if (chat === null) return;
  await pane.api.act("link", { user: pane.user, url: address, chat });
  pane.store.touch(chat);
  pane.store.reloadSoon();
  pane.open(pane.user, chat);
}

async function leave(pane, address) {
  if (!/^https?:/i.test(address) && /^[a-z][a-z0-9+.-]*:/i.test(address)) {
    toast(pane.notes, t("This link cannot be opened here: {link}", { link: address }));
    return;
  }
  const target = /^https?:/i.test(address) ? address : `https://${address}`;
  const yes = await ask({
    title: t("This link leads out of the playground"),
    text: target,
    buttons: [{ label: t("Open the link"), value: true, main: true }, { label: t("Stay here"), value: false }],
  });
  if (yes) window.open(target, "_blank", "noopener,noreferrer");
}
