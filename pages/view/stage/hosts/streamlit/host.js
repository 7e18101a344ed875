/* Streamlit as a host of the stage: all that knows its page, its feed, its connection. */

import { luminance } from "../../draw/palette.js";
import { registry } from "../../lib/registry.js";
import { Channel } from "./channel.js";
import { Connection } from "./connection.js";
import { Leaving } from "./leaving.js";
import { answerOf, partsOf } from "./streams.js";

/** @import { Host } from "../../types.d.ts" */

const DRESSES_MS = [0, 150, 500]; // so long Streamlit takes to change its colours

/** @param {HTMLElement} root @returns {Host & { channel: Channel, isLeaving: () => boolean, refresh: () => void, end: () => void }} */
export function streamlitHost(root) {
  const leaving = new Leaving();
  const channel = new Channel(leaving, () => connection.state === "there");
  /** @type {(() => void)[]} */
  let listeners = [];
  const refresh = () => listeners.forEach((listener) => listener());
  const connection = new Connection(root, () => {
    refresh();
    if (connection.state === "there") mend();
  });
  const dressed = () => DRESSES_MS.forEach((ms) => setTimeout(refresh, ms));
  for (const name of ["resize", "afterprint"]) window.addEventListener(name, dressed);

  /** A popstate runs the page once more with the address as it is; nothing is mounted anew. */
  function mend() {
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    channel.mend();
  }

  /** @type {NonNullable<Host["odds"]>} */
  const odds = (query, signal) => partsOf("odds", { ...query, v: "1" }, signal, missing);
  /** @type {NonNullable<Host["furtherOdds"]>} */
  const furtherOdds = (query, signal) => partsOf("odds/further", { ...query, v: "1" }, signal, missing);
  /** @type {NonNullable<Host["protections"]>} */
  const protections = (query, signal) => partsOf("protections", query, signal, missing);
  /** @type {NonNullable<Host["costs"]>} */
  const costs = (query, signal) => answerOf("costs", query, signal, missing);
  const missing = () => {
    registry.hasNoRoutes = true;
    refresh();
  };
  let last = {};
  return {
    channel,
    isLeaving: () => leaving.isOver(),
    refresh,
    config: async () => channel.config,
    frame: (question, signal) => {
      last = question.query;
      return channel.ask({ besides: {}, ...question }, signal);
    },
    onFrame: (take) => {
      channel.onFrame = (frame) => {
        last = frame.query;
        take(frame);
      };
      return () => {
        channel.onFrame = () => {};
      };
    },
    onBroken: (take) => {
      channel.onBroken = take;
    },
    get odds() {
      return registry.hasNoRoutes ? undefined : odds;
    },
    get furtherOdds() {
      return registry.hasNoRoutes ? undefined : furtherOdds;
    },
    get protections() {
      return registry.hasNoRoutes ? undefined : protections;
    },
    get costs() {
      return registry.hasNoRoutes ? undefined : costs;
    },
    share: async (address, signal) =>
      (await channel.ask({ query: last, besides: { share: address } }, signal)).share ?? null,
    readSettings: (text, signal) => channel.ask({ query: last, besides: { file: text } }, signal),
    address: {
      read: () => location.search,
      write: (search) => {
        const next = location.pathname + search + location.hash;
        if (next !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", next);
      },
      isOurs: () => leaving.isOurPage(),
    },
    env: {
      theme: () => themeOf(root),
      large: () =>
        Boolean(root.closest("[data-projector-choice=true]") ?? hostOf(root)?.closest("[data-projector-choice=true]")),
      connection: () => connection.state,
      online: () => connection.state === "there",
      onChange: (listener) => {
        listeners = [...listeners, listener];
        return () => {
          listeners = listeners.filter((one) => one !== listener);
        };
      },
    },
    go: (page) => {
      const link = linkTo(page);
      link?.click();
      return Boolean(link);
    },
    hrefOf: (page) => linkTo(page)?.href ?? null,
    end: () => {
      for (const name of ["resize", "afterprint"]) window.removeEventListener(name, dressed);
      connection.end();
      leaving.end();
      channel.end();
    },
  };
}

/** The page's own link, which changes the page without loading it anew. @param {string} page @returns {HTMLAnchorElement | null} */
const linkTo = (page) => document.querySelector(`.st-key-to${page} a`);

/** The element that Streamlit has mounted, around what is hidden in it. @param {HTMLElement} root */
function hostOf(root) {
  const around = root.getRootNode();
  return around instanceof ShadowRoot && around.host instanceof HTMLElement ? around.host : undefined;
}

/** Light or dark: an attribute on the stage or its host, else the page's background, else the system. @param {HTMLElement} root */
function themeOf(root) {
  const chosen = /** @type {HTMLElement | null} */ (root.closest("[data-theme-choice]"))?.dataset.themeChoice;
  const named = chosen ?? hostOf(root)?.dataset?.theme;
  if (named === "light" || named === "dark") return named;
  const background = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  if (background) return luminance(background) < 0.4 ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
