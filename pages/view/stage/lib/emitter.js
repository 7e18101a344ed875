/* How lower layers tell what happens without knowing who cares. */

/** @import { Events } from "../types.d.ts" */

/** @template {Record<string, unknown>} Events */
export class Emitter {
  /** @type {Map<keyof Events, ((news: any) => void)[]>} */
  #listeners = new Map();

  /** Listeners are called in the order in which they came. @template {keyof Events} K @param {K} name @param {(news: Events[K]) => void} listener */
  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** @template {keyof Events} K @param {K} name @param {Events[K]} [news] */
  emit(name, news) {
    for (const listener of this.#listeners.get(name) ?? []) listener(news);
  }
}
