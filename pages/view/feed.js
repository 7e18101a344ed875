/* The feed: brings each picture from Python to the stage of this page, and the stage's questions to Python. */
const bus = (window.stormglass ??= {});
const known = new WeakSet();
const APART_MS = 20; // what is set in one turn of the event loop goes as one message, and reruns one fragment only: cards wait for their turn

export default function ({ data, setStateValue, parentElement }) {
  const send = (name, value) => {
    bus.sentAt = performance.now();
    setStateValue(name, value);
  };
  const ask = (name, value) => {
    const wait = (bus.sentAt ?? -APART_MS) + APART_MS - performance.now();
    if (wait > 0) setTimeout(send, wait, name, value);
    else send(name, value);
  };
  bus.ask = ask;
  if (data && data !== bus.picture) {
    bus.picture = data;
    bus.take?.(data);
  }
  if (!known.has(parentElement)) {
    known.add(parentElement);
    bus.askAgain?.(); // a question put while the page was changing has reached nobody
  }
  return () => {
    if ((parentElement.host ?? parentElement).isConnected || bus.ask !== ask) return;
    bus.ask = bus.picture = null;
  };
}
