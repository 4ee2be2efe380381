// TextEncoder and TextDecoder, for UTF-8.
(function (host) {
  const bytesOf = (source) => {
    if (source instanceof ArrayBuffer) {
      return new Uint8Array(source);
    }

    if (ArrayBuffer.isView(source)) {
      return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    }

    throw new TypeError('An ArrayBuffer or a view of one is needed.');
  };

  class TextEncoder {
    get encoding() {
      return 'utf-8';
    }

    encode(text = '') {
      return host.toUtf8(`${text}`);
    }

    encodeInto(text, target) {
      const bytes = host.toUtf8(`${text}`);
      let written = Math.min(bytes.length, target.length);
      while (written > 0 && written < bytes.length && (bytes[written] & 0xc0) === 0x80) {
        written--;
      }

      target.set(bytes.subarray(0, written));
      return { read: host.fromUtf8(bytes.subarray(0, written), false).length, written };
    }
  }

  class TextDecoder {
    #fatal;
    #ignoreBOM;

    constructor(label = 'utf-8', options = {}) {
      if (!/^\s*(utf-?8|unicode-1-1-utf-8)\s*$/i.test(label)) {
        throw new RangeError('Only UTF-8 is decoded here.');
      }

      this.#fatal = !!options.fatal;
      this.#ignoreBOM = !!options.ignoreBOM;
    }

    get encoding() {
      return 'utf-8';
    }

    get fatal() {
      return this.#fatal;
    }

    get ignoreBOM() {
      return this.#ignoreBOM;
    }

    decode(source, options = {}) {
      if (options.stream) {
        throw new RangeError('Text is decoded whole here, not as a stream.');
      }

      const text = source === undefined ? '' : host.fromUtf8(bytesOf(source), this.#fatal);
      return !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
  }

  return { TextEncoder, TextDecoder, bytesOf };
})
