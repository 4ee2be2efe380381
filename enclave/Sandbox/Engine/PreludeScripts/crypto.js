// crypto: random numbers of the run's seed, digests, HMAC, and signatures to be verified. Nothing here signs for an account: wallets do.
(function (host, { bytesOf }) {
  const failed = (name, message) => {
    const error = new Error(message);
    error.name = name;
    return error;
  };
  const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];
  const nameOf = (value) => `${typeof value === 'object' && value !== null ? value.name : value}`.toUpperCase();
  const hashOf = (value) => {
    const name = nameOf(value);
    if (!hashes.includes(name)) {
      throw failed('NotSupportedError', `Digests are ${hashes.join(', ')}.`);
    }

    return name;
  };
  const kinds = { HMAC: 'HMAC', ECDSA: 'ECDSA', 'RSASSA-PKCS1-V1_5': 'RSASSA-PKCS1-v1_5', 'RSA-PSS': 'RSA-PSS' };
  const kindOf = (value) => {
    const kind = kinds[nameOf(value)];
    if (kind === undefined) {
      throw failed('NotSupportedError', `Keys are of ${Object.values(kinds).join(', ')}.`);
    }

    return kind;
  };

  class CryptoKey {
    #material;

    constructor(guard, material, kind, algorithm, usages) {
      if (guard !== host) {
        throw new TypeError('Keys come from importKey.');
      }

      this.#material = material;
      Object.defineProperties(this, {
        type: { value: kind === 'HMAC' ? 'secret' : 'public', enumerable: true },
        extractable: { value: false, enumerable: true },
        algorithm: { value: Object.freeze(algorithm), enumerable: true },
        usages: { value: Object.freeze([...usages]), enumerable: true },
      });
    }

    static material(key, kind, usage) {
      if (!(key instanceof CryptoKey) || key.algorithm.name !== kind || !key.usages.includes(usage)) {
        throw failed('InvalidAccessError', `The key is not one to ${usage} with ${kind}.`);
      }

      return key.#material;
    }
  }

  const { material } = CryptoKey;
  delete CryptoKey.material;

  const fromUrl = (text) => {
    const plain = `${text}`.replace(/-/g, '+').replace(/_/g, '/');
    return host.fromBase64(plain + '='.repeat((4 - (plain.length % 4)) % 4));
  };
  const joined = (...arrays) => {
    const all = new Uint8Array(arrays.reduce((sum, array) => sum + array.length, 0));
    let at = 0;
    for (const array of arrays) {
      all.set(array, at);
      at += array.length;
    }

    return all;
  };
  const curves = ['P-256', 'P-384', 'P-521'];

  // A public key is kept as [form, bytes, curve]: the host's own reading of it happens at each use.
  const publicKey = (kind, format, data, algorithm) => {
    const curve = algorithm?.namedCurve;
    if (kind === 'ECDSA' && !curves.includes(curve)) {
      throw failed('NotSupportedError', `Curves are ${curves.join(', ')}.`);
    }

    if (format === 'spki') {
      return ['spki', bytesOf(data).slice(), curve];
    }

    if (format === 'raw' && kind === 'ECDSA') {
      return ['raw', bytesOf(data).slice(), curve];
    }

    if (format === 'jwk' && kind === 'ECDSA' && data?.kty === 'EC' && data.crv === curve) {
      return ['raw', joined(new Uint8Array([4]), fromUrl(data.x), fromUrl(data.y)), curve];
    }

    if (format === 'jwk' && kind !== 'ECDSA' && data?.kty === 'RSA') {
      return ['rsa', fromUrl(data.n), fromUrl(data.e)];
    }

    throw failed('NotSupportedError', 'Public keys are imported as spki or jwk, and those of ECDSA as raw too.');
  };

  const subtle = {
    async digest(algorithm, data) {
      return host.digest(hashOf(algorithm), bytesOf(data)).buffer;
    },
    async importKey(format, data, algorithm, extractable, usages) {
      const kind = kindOf(algorithm);
      const allowed = kind === 'HMAC' ? ['sign', 'verify'] : ['verify'];
      if (![...usages].every((usage) => allowed.includes(usage))) {
        throw new SyntaxError(`A key of ${kind} is one to ${allowed.join(' or ')}.`);
      }

      if (kind !== 'HMAC') {
        const hash = kind === 'ECDSA' ? undefined : hashOf(algorithm.hash);
        const key = publicKey(kind, format, data, algorithm);
        host.checkKey(kind, ...key);
        return new CryptoKey(host, key, kind, kind === 'ECDSA' ? { name: kind, namedCurve: algorithm.namedCurve } : { name: kind, hash: { name: hash } }, usages);
      }

      if (format !== 'raw' && !(format === 'jwk' && data?.kty === 'oct')) {
        throw failed('NotSupportedError', 'Keys of HMAC are imported as raw or jwk.');
      }

      const bytes = format === 'raw' ? bytesOf(data).slice() : fromUrl(data.k);
      if (bytes.length === 0) {
        throw failed('DataError', 'The key is empty.');
      }

      return new CryptoKey(host, bytes, kind, { name: kind, hash: { name: hashOf(algorithm.hash) }, length: bytes.length * 8 }, usages);
    },
    async sign(algorithm, key, data) {
      if (kindOf(algorithm) !== 'HMAC') {
        throw failed('NotSupportedError', 'Only HMAC signs here: use nsl.wallet to sign for an account.');
      }

      return host.hmac(key.algorithm.hash?.name, material(key, 'HMAC', 'sign'), bytesOf(data)).buffer;
    },
    async verify(algorithm, key, signature, data) {
      const kind = kindOf(algorithm);
      const own = material(key, kind, 'verify');
      if (kind === 'HMAC') {
        return host.verifyHmac(key.algorithm.hash.name, own, bytesOf(signature), bytesOf(data));
      }

      const hash = kind === 'ECDSA' ? hashOf(algorithm.hash) : key.algorithm.hash.name;
      return host.verify(kind, hash, bytesOf(signature), bytesOf(data), ...own);
    },
  };

  const crypto = {
    subtle: Object.freeze(subtle),
    getRandomValues(array) {
      if (!ArrayBuffer.isView(array) || array instanceof DataView || array instanceof Float32Array || array instanceof Float64Array) {
        throw failed('TypeMismatchError', 'A typed array of whole numbers is needed.');
      }

      if (array.byteLength > 65536) {
        throw failed('QuotaExceededError', 'At most 65,536 bytes at once.');
      }

      bytesOf(array).set(host.randomBytes(array.byteLength));
      return array;
    },
    randomUUID() {
      const bytes = host.randomBytes(16);
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      const text = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
    },
  };
  return { crypto: Object.freeze(crypto), CryptoKey };
})
