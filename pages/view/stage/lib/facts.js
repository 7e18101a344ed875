/* From the code of a fact and its numbers to a message with its values: `named` of `model/rules/facts.py`. */

import { learnt } from "./messages.js";

/** @import { Message, Value } from "./messages.js" */

/**
 * @param {number} code @param {number[]} numbers
 * @returns {Message}
 */
export function meaning(code, numbers) {
  const [id, ...names] = learnt().facts[code] ?? [`fact-${code}`];
  const plain = names.filter((name) => !/[*@]/.test(name));
  const lists = names.filter((name) => /[*@]/.test(name));
  /** @type {Record<string, Value>} */
  const values = Object.fromEntries(plain.map((name, k) => [name, numbers[k]]));
  const rest = numbers.slice(plain.length);
  lists.forEach((name, k) => {
    const [list, each] = name.split("@");
    const size = rest.length / lists.length;
    if (each) values[list] = messagesOf(each, rest);
    else values[name.slice(0, -1)] = rest.slice(k * size, (k + 1) * size);
  });
  return { id, values };
}

/** @param {string} each "message:one,other" @param {number[]} numbers */
function messagesOf(each, numbers) {
  const [id, list] = each.split(":");
  const names = list.split(",");
  return Array.from({ length: numbers.length / names.length }, (_, row) => ({
    id,
    values: Object.fromEntries(names.map((name, k) => [name, numbers[row * names.length + k]])),
  }));
}
