/* Says messages in Node: reads {module, calls: [[id, values], …]} and writes the segments of each. */
import { text } from "node:stream/consumers";
import { learn, mark } from "../../pages/view/stage/lib/messages.js";

const { module, calls } = JSON.parse(await text(process.stdin));
learn((await import(`data:text/javascript,${encodeURIComponent(module)}`)).words);
process.stdout.write(JSON.stringify(calls.map((/** @type {[string, import("../../pages/view/stage/lib/messages.js").Values]} */ [id, values]) => mark(id, values))));
