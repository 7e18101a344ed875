/* What a module keeps for each stage is its own: nobody else reaches it but by what the module offers. */

/**
 * A state for each key, made when it is first asked for, and gone with the key.
 * @template {object} K @template V @param {(key: K) => V} make @returns {(key: K) => V}
 */
export function ownState(make) {
  /** @type {WeakMap<K, V>} */
  const kept = new WeakMap();
  return (key) => {
    if (!kept.has(key)) kept.set(key, make(key));
    return /** @type {V} */ (kept.get(key));
  };
}
