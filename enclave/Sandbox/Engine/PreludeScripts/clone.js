// structuredClone, without transfer.
(function () {
  const failed = (what) => {
    const error = new Error(`${what} cannot be cloned.`);
    error.name = 'DataCloneError';
    return error;
  };
  const structuredClone = (root) => {
    const seen = new Map();
    const clone = (value) => {
      if (typeof value === 'function' || typeof value === 'symbol') {
        throw failed(`A ${typeof value}`);
      }

      if (typeof value !== 'object' || value === null) {
        return value;
      }

      if (seen.has(value)) {
        return seen.get(value);
      }

      const kept = (copy) => {
        seen.set(value, copy);
        return copy;
      };
      if (Array.isArray(value)) {
        const copy = kept(new Array(value.length));
        for (const key of Object.keys(value)) {
          copy[key] = clone(value[key]);
        }

        return copy;
      }

      if (value instanceof Date) {
        return kept(new Date(value.getTime()));
      }

      if (value instanceof RegExp) {
        return kept(new RegExp(value.source, value.flags));
      }

      if (value instanceof Map) {
        const copy = kept(new Map());
        value.forEach((item, key) => copy.set(clone(key), clone(item)));
        return copy;
      }

      if (value instanceof Set) {
        const copy = kept(new Set());
        value.forEach((item) => copy.add(clone(item)));
        return copy;
      }

      if (value instanceof ArrayBuffer) {
        return kept(value.slice(0));
      }

      if (ArrayBuffer.isView(value)) {
        const length = value instanceof DataView ? value.byteLength : value.length;
        return kept(new value.constructor(clone(value.buffer), value.byteOffset, length));
      }

      if (value instanceof Error) {
        const copy = kept(new Error(value.message));
        copy.name = value.name;
        return copy;
      }

      const kind = Object.prototype.toString.call(value);
      if (kind !== '[object Object]') {
        throw failed(kind);
      }

      const copy = kept({});
      for (const key of Object.keys(value)) {
        copy[key] = clone(value[key]);
      }

      return copy;
    };
    return clone(root);
  };
  return { structuredClone };
})
