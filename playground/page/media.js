/** Pictures, files and the kinds of content that the page only names. */

import { el, icon } from "./dom.js";
import { t, tn } from "./texts.js";

const NAMED = {
  video: () => t("Video"), animation: () => t("Animation"), audio: () => t("Sound"), voice: () => t("Voice message"),
  video_note: () => t("Video message"), sticker: () => t("Sticker"), location: () => t("Location"), venue: () => t("Place"),
  contact: () => t("Contact"), dice: () => t("Dice"),
};

function addressOf(fileId) {
  return `/_emu/files/${encodeURIComponent(fileId)}`;
}

function sizeInWords(bytes) {
  if (bytes === undefined) return "";
  return bytes < 1024 ? tn("{n} byte", "{n} bytes", bytes) : t("{n} kB", { n: Math.round(bytes / 1024) });
}

function picture(message) {
  const largest = message.photo.at(-1);
  const source = addressOf(largest.file_id);
  const image = el("img", {
    src: source, width: largest.width, height: largest.height, alt: message.caption ? t("Picture: {caption}", { caption: message.caption }) : t("Picture"),
  });
  image.style.aspectRatio = `${largest.width} / ${largest.height}`;
  return el("a", { class: "picture", href: source, target: "_blank", rel: "noopener" }, image);
}

function file(document) {
  return el(
    "a",
    { class: "file", href: addressOf(document.file_id), download: document.file_name ?? "file" },
    el("span", { class: "file-mark" }, icon("file")),
    el("span", { class: "file-words" }, el("bdi", {}, document.file_name ?? t("File")), el("small", {}, sizeInWords(document.file_size))),
  );
}

/** The picture, file or name of another kind of content; null for plain text. */
export function media(message) {
  if (message.photo?.length) return picture(message);
  if (message.document) return file(message.document);
  const kind = Object.keys(NAMED).find((name) => name in message);
  return kind ? el("p", { class: "named-kind" }, NAMED[kind]()) : null;
}

/** A few words for lists: the text, or what is there instead of it. */
export function inShort(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ").slice(0, 120);
  if (message.photo) return t("Picture");
  if (message.document) return message.document.file_name ?? t("File");
  if (message.poll) return message.poll.question;
  const kind = Object.keys(NAMED).find((name) => name in message);
  return kind ? NAMED[kind]() : "";
}
