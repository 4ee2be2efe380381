// fetch, Headers, Request and Response. The host checks address, method, headers and sizes; redirects are returned, not followed.
(function (host, call, { bytesOf }, { URL, URLSearchParams }) {
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

  class Headers {
    #list = [];

    constructor(init) {
      if (init === undefined || init === null) {
        return;
      }

      for (const [name, value] of typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init)) {
        this.append(name, value);
      }
    }

    static #name(name) {
      if (!token.test(`${name}`)) {
        throw new TypeError('This is no name of a header.');
      }

      return `${name}`.toLowerCase();
    }

    static #value(value) {
      const text = `${value}`.trim();
      if (/[\0\r\n]/.test(text)) {
        throw new TypeError('This is no value of a header.');
      }

      return text;
    }

    append(name, value) {
      this.#list.push([Headers.#name(name), Headers.#value(value)]);
    }

    delete(name) {
      const key = Headers.#name(name);
      this.#list = this.#list.filter(([n]) => n !== key);
    }

    get(name) {
      const key = Headers.#name(name);
      const values = this.#list.filter(([n]) => n === key).map(([, v]) => v);
      return values.length === 0 ? null : values.join(', ');
    }

    getSetCookie() {
      return this.#list.filter(([n]) => n === 'set-cookie').map(([, v]) => v);
    }

    has(name) {
      const key = Headers.#name(name);
      return this.#list.some(([n]) => n === key);
    }

    set(name, value) {
      this.delete(name);
      this.append(name, value);
    }

    forEach(callback, self) {
      for (const [name, value] of this) {
        callback.call(self, value, name, this);
      }
    }

    * entries() {
      for (const name of [...new Set(this.#list.map(([n]) => n))].sort()) {
        if (name === 'set-cookie') {
          yield* this.getSetCookie().map((value) => [name, value]);
        } else {
          yield [name, this.get(name)];
        }
      }
    }

    * keys() {
      for (const [name] of this) {
        yield name;
      }
    }

    * values() {
      for (const [, value] of this) {
        yield value;
      }
    }

    [Symbol.iterator]() {
      return this.entries();
    }
  }

  const body = (value) => {
    if (value === undefined || value === null) {
      return [undefined, undefined];
    }

    if (value instanceof URLSearchParams) {
      return [host.toUtf8(`${value}`), 'application/x-www-form-urlencoded;charset=UTF-8'];
    }

    return value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? [bytesOf(value).slice(), undefined]
      : [host.toUtf8(`${value}`), 'text/plain;charset=UTF-8'];
  };

  class Body {
    #bytes;
    #used = false;

    constructor(bytes) {
      this.#bytes = bytes;
    }

    get bodyUsed() {
      return this.#used;
    }

    async bytes() {
      if (this.#used) {
        throw new TypeError('The body was read already.');
      }

      this.#used = this.#bytes !== undefined;
      return this.#bytes ?? new Uint8Array(0);
    }

    async arrayBuffer() {
      return (await this.bytes()).slice().buffer;
    }

    async text() {
      const text = host.fromUtf8(await this.bytes(), false);
      return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }

    async json() {
      return JSON.parse(await this.text());
    }

    _copy() {
      if (this.#used) {
        throw new TypeError('The body was read already.');
      }

      return this.#bytes;
    }
  }

  class Request extends Body {
    constructor(input, init = {}) {
      const other = input instanceof Request ? input : undefined;
      const [bytes, type] = init.body === undefined ? [other?._copy(), undefined] : body(init.body);
      super(bytes);
      const method = `${init.method ?? other?.method ?? 'GET'}`.toUpperCase();
      if (!token.test(method) || (bytes !== undefined && (method === 'GET' || method === 'HEAD'))) {
        throw new TypeError(token.test(method) ? `${method} has no body.` : 'This is no method.');
      }

      const headers = new Headers(init.headers ?? other?.headers);
      if (type !== undefined && !headers.has('content-type')) {
        headers.set('content-type', type);
      }

      Object.defineProperties(this, {
        url: { value: other ? other.url : new URL(input).href, enumerable: true },
        method: { value: method, enumerable: true },
        headers: { value: headers, enumerable: true },
      });
    }

    clone() {
      return new Request(this);
    }
  }

  class Response extends Body {
    constructor(content, init = {}) {
      const [bytes, type] = body(content);
      super(bytes);
      const headers = new Headers(init.headers);
      if (type !== undefined && !headers.has('content-type')) {
        headers.set('content-type', type);
      }

      const status = init.status ?? 200;
      Object.defineProperties(this, {
        status: { value: status, enumerable: true },
        ok: { value: status >= 200 && status < 300, enumerable: true },
        statusText: { value: `${init.statusText ?? ''}`, enumerable: true },
        headers: { value: headers, enumerable: true },
        url: { value: `${init.url ?? ''}`, enumerable: true },
        redirected: { value: false, enumerable: true },
        type: { value: 'default', enumerable: true },
      });
    }

    static json(value, init = {}) {
      const headers = new Headers(init.headers);
      if (!headers.has('content-type')) {
        headers.set('content-type', 'application/json');
      }

      return new Response(JSON.stringify(value), { ...init, headers });
    }

    clone() {
      return new Response(this._copy(), this);
    }
  }

  const fetch = async (input, init) => {
    const request = new Request(input, init);
    const bytes = request._copy();
    const answer = await call('fetch', {
      url: request.url,
      method: request.method,
      headers: [...request.headers],
      body: bytes === undefined ? undefined : host.toBase64(bytes),
    });
    return new Response(host.fromBase64(answer.body ?? ''), { status: answer.status, headers: answer.headers, url: request.url });
  };

  return { fetch, Headers, Request, Response };
})
