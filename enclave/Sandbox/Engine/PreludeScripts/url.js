// URL and URLSearchParams, for http and https. The host reads an address again by itself before it goes anywhere.
(function (host) {
  const escape = (text) => encodeURIComponent(text).replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).replace(/%20/g, '+');
  const unescape = (text) => {
    try {
      return decodeURIComponent(text.replace(/\+/g, ' '));
    } catch {
      return text.replace(/\+/g, ' ');
    }
  };

  class URLSearchParams {
    #pairs = [];
    #changed;

    constructor(init = '', changed = undefined) {
      this.#changed = typeof changed === 'function' ? changed : undefined;
      if (typeof init === 'object' && init !== null) {
        const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
        for (const [name, value] of pairs) {
          this.#pairs.push([`${name}`, `${value}`]);
        }

        return;
      }

      for (const part of `${init}`.replace(/^\?/, '').split('&')) {
        if (part !== '') {
          const at = part.indexOf('=');
          this.#pairs.push(at < 0 ? [unescape(part), ''] : [unescape(part.slice(0, at)), unescape(part.slice(at + 1))]);
        }
      }
    }

    #tell() {
      this.#changed?.(this.toString());
    }

    get size() {
      return this.#pairs.length;
    }

    append(name, value) {
      this.#pairs.push([`${name}`, `${value}`]);
      this.#tell();
    }

    delete(name, value) {
      this.#pairs = this.#pairs.filter(([n, v]) => n !== `${name}` || (value !== undefined && v !== `${value}`));
      this.#tell();
    }

    get(name) {
      return this.#pairs.find(([n]) => n === `${name}`)?.[1] ?? null;
    }

    getAll(name) {
      return this.#pairs.filter(([n]) => n === `${name}`).map(([, v]) => v);
    }

    has(name, value) {
      return this.#pairs.some(([n, v]) => n === `${name}` && (value === undefined || v === `${value}`));
    }

    set(name, value) {
      const at = this.#pairs.findIndex(([n]) => n === `${name}`);
      if (at < 0) {
        this.#pairs.push([`${name}`, `${value}`]);
      } else {
        this.#pairs[at][1] = `${value}`;
        this.#pairs = this.#pairs.filter(([n], i) => i <= at || n !== `${name}`);
      }

      this.#tell();
    }

    sort() {
      this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      this.#tell();
    }

    forEach(callback, self) {
      for (const [name, value] of this) {
        callback.call(self, value, name, this);
      }
    }

    * entries() {
      for (const [name, value] of this.#pairs) {
        yield [name, value];
      }
    }

    * keys() {
      for (const [name] of this.#pairs) {
        yield name;
      }
    }

    * values() {
      for (const [, value] of this.#pairs) {
        yield value;
      }
    }

    [Symbol.iterator]() {
      return this.entries();
    }

    toString() {
      return this.#pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&');
    }
  }

  class URL {
    #parts;
    #parameters;

    constructor(address, base) {
      this.#parts = host.url(`${address}`, base === undefined ? undefined : `${base}`);
      if (this.#parts === undefined) {
        throw new TypeError('This is no address of http or https.');
      }
    }

    static canParse(address, base) {
      return host.url(`${address}`, base === undefined ? undefined : `${base}`) !== undefined;
    }

    static parse(address, base) {
      return URL.canParse(address, base) ? new URL(address, base) : null;
    }

    #change(name, value) {
      const { protocol, user, host: authority, pathname, search, hash } = { ...this.#parts, [name]: value };
      this.#parts = host.url(`${protocol}//${user}${authority}${pathname}${search}${hash}`, undefined) ?? this.#parts;
    }

    get href() {
      return this.#parts.href;
    }

    get protocol() {
      return this.#parts.protocol;
    }

    get origin() {
      return `${this.#parts.protocol}//${this.#parts.host}`;
    }

    get username() {
      return this.#parts.user.replace(/[:@].*$/s, '');
    }

    get password() {
      return this.#parts.user.replace(/^[^:]*:?/, '').replace(/@$/, '');
    }

    get host() {
      return this.#parts.host;
    }

    get hostname() {
      return this.#parts.host.replace(/:\d+$/, '');
    }

    get port() {
      return /:(\d+)$/.exec(this.#parts.host)?.[1] ?? '';
    }

    get pathname() {
      return this.#parts.pathname;
    }

    set pathname(value) {
      this.#change('pathname', `/${`${value}`.replace(/^\//, '').replace(/\?/g, '%3F').replace(/#/g, '%23')}`);
    }

    get search() {
      return this.#parts.search;
    }

    set search(value) {
      const text = `${value}`.replace(/^\?/, '').replace(/#/g, '%23');
      this.#change('search', text === '' ? '' : `?${text}`);
      this.#parameters = undefined;
    }

    get hash() {
      return this.#parts.hash;
    }

    set hash(value) {
      const text = `${value}`.replace(/^#/, '');
      this.#change('hash', text === '' ? '' : `#${text}`);
    }

    get searchParams() {
      this.#parameters ??= new URLSearchParams(this.#parts.search, (text) => this.#change('search', text === '' ? '' : `?${text}`));
      return this.#parameters;
    }

    toString() {
      return this.href;
    }

    toJSON() {
      return this.href;
    }
  }

  return { URL, URLSearchParams };
})
