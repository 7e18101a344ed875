/* A recorded frame on any page: no server, no Streamlit. */

import { createStage, probe } from "../../index.js";
import { words } from "../../lib/made/en.js";
import { learn } from "../../lib/messages.js";
import { decodePayload } from "../../run/decode.js";
import { spokenFrame } from "../spoken.js";
import { replayHost } from "./host.js";

learn(words);

/** Show the frame that lies at an address in an element of class "sg". @param {HTMLElement} root @param {string} address */
export async function replay(root, address) {
  const answer = await fetch(address);
  const frame = await decodePayload(new Uint8Array(await answer.arrayBuffer()));
  const stage = createStage(root, replayHost(spokenFrame(frame)));
  Object.assign(root, { probe: () => probe(stage) });
  return stage;
}
