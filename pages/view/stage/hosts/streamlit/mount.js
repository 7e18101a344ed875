/* What Streamlit mounts, as the stub hands it on: a stage, which gets its pictures through the feed (`feed.js`). */

import { createStage, endStage, probe } from "../../index.js";
import { words } from "../../lib/made/en.js";
import { learn } from "../../lib/messages.js";
import { registry } from "../../lib/registry.js";
import { closeBeside, openBeside } from "../../pages/beside.js";
import { streamlitHost } from "./host.js";

learn(words);

/** @type {WeakMap<ShadowRoot | HTMLElement, { stage: import("../../types.d.ts").Stage, host: ReturnType<typeof streamlitHost> }>} */
const mounted = new WeakMap();

/** @param {ShadowRoot | HTMLElement} parent */
function mount(parent) {
  const root = /** @type {HTMLElement} */ (parent.querySelector(".sg"));
  const host = streamlitHost(root);
  const made = { stage: createStage(root, host), host };
  Object.assign(root, { probe: () => probe(made.stage) });
  mounted.set(parent, made);
  return made;
}

/** @param {{ data?: { config: string } | null, parentElement: ShadowRoot | HTMLElement }} given */
export default function ({ data, parentElement }) {
  const { stage, host } = mounted.get(parentElement) ?? mount(parentElement);
  const { channel } = host;
  channel.configure(JSON.parse(data?.config ?? "{}"));
  Object.assign(registry, { take: channel.take, askAgain: () => channel.askAgain(), isLeaving: host.isLeaving });
  openBeside(stage);
  host.refresh();
  channel.take(registry.picture);
  return () => {
    const outer = parentElement instanceof ShadowRoot ? parentElement.host : parentElement;
    if (outer.isConnected) return; // a newer call of the same mount
    if (registry.take === channel.take) {
      registry.take = registry.askAgain = registry.isLeaving = null;
      closeBeside();
    }
    endStage(stage);
    host.end();
    mounted.delete(parentElement);
  };
}
