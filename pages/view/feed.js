/* The feed: brings each picture from Python to the stage of this page, and the stage's questions to Python. */
const bus = (window.stormglass ??= {});
const known = new WeakSet();

export default function ({ data, setStateValue, parentElement }) {
  const ask = (name, value) => setStateValue(name, value);
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
