/* What Streamlit mounts. */

import { drawnLooks } from "../../draw/slots.js";
import { Stage, receive } from "../../index.js";
import { closeBeside, openBeside } from "../../pages/beside.js";
import { sendAsk } from "../../session/questions.js";
import { showOdds } from "../../ui/odds.js";

export const stages = new WeakMap();

/** On a page of the app, pictures come through the feed (`feed.js`); a single file hands its picture over as data. */
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const bus = (window.stormglass ??= {});
  let stage = stages.get(parentElement);
  if (!stage || stage.gone) {
    const root = parentElement.querySelector(".sg");
    stage = new Stage(root, {});
    stages.set(parentElement, stage);
    root.stage = stage;
    root.showOdds = (odds) => showOdds(stage, odds);
    root.drawn = () => stage.panels.map(drawnLooks);
  }
  stage.host = data ? { setStateValue, setTriggerValue } : { setStateValue: (name, value) => bus.ask?.(name, value) };
  const take = (picture) => receive(stage, picture);
  if (!data) {
    Object.assign(bus, {
      take,
      askAgain: () => {
        if (stage.inFlight !== null) sendAsk(stage);
      },
    });
    openBeside(stage, bus);
  }
  receive(stage, data ?? bus.picture);
  return () => {
    if ((parentElement.host ?? parentElement).isConnected) return; // a newer call of the same mount
    if (bus.take === take) {
      bus.take = bus.askAgain = null;
      closeBeside(stage, bus);
    }
    stage.destroy();
    stages.delete(parentElement);
  };
}
