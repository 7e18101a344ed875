/* A recorded frame on any page: no server, no Streamlit. */

import { createStage, probe } from "../../index.js";
import { words } from "../../lib/made/en.js";
import { learn } from "../../lib/messages.js";
import { decodePayload } from "../../run/decode.js";
import { spoken, wholeFrame } from "../spoken.js";
import { replayHost } from "./host.js";

learn(words);

/** @import { PageConfig } from "../../types.d.ts" */

/**
 * Show the frame that lies at an address in an element of class "sg".
 * @param {HTMLElement} root @param {string} address @param {PageConfig} [config] what its page was told once
 */
export async function replay(root, address, config = {}) {
  const answer = await fetch(address);
  const frame = await decodePayload(new Uint8Array(await answer.arrayBuffer()));
  const stage = createStage(root, replayHost(wholeFrame(frame, spoken(config)), config));
  Object.assign(root, { probe: () => probe(stage) });
  return stage;
}
