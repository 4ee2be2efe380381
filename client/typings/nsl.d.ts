// What a function of Neo Service Layer finds beside the language itself. A function is an ES module without imports that exports a handler:
//
//   /// <reference path="./nsl.d.ts" />
//   /** @type {NslHandler} */
//   export async function handler(parameters) { … }
//
// The handler's argument is the execution's parameters; what it returns has to be JSON of at most 256 KiB. Text is not made into code here:
// there is no eval and no new Function. There is no Intl, Temporal, WeakRef, FinalizationRegistry, Atomics or SharedArrayBuffer either: a run is
// the same every time it is given the same answers. Date stands still between answers of the host, and its zone is UTC.

/** Any JSON. */
type NslJson = null | boolean | number | string | NslJson[] | { [name: string]: NslJson | undefined };

/** What runs, with the parameters of the execution as its only argument. */
type NslHandler<P = any, R = NslJson | undefined | void> = (parameters: P) => R | Promise<R>;

/** What a call to the host rejects with: `code` is one of the service's error codes, such as forbidden, notFound or rateLimited. */
interface NslError extends Error {
  readonly code: string;
}

/** A whole number of an asset's smallest units, as decimal digits; what is given may be a bigint too. */
type NslAmount = string;

interface NslStorage {
  /** A value of the function's own; null where there is none. */
  get<T extends NslJson = NslJson>(key: string): Promise<T | null>;
  /** Keeps a value (at most 64 KiB of JSON) if the run succeeds: what a run stores is kept as a whole or not at all. */
  put(key: string, value: NslJson): Promise<null>;
  /** Whether there was one. */
  delete(key: string): Promise<boolean>;
  /** Values in the order of their keys, at most 100 at once; next is where to go on, given as after. */
  list(options?: { prefix?: string; limit?: number; after?: string }): Promise<{ values: { key: string; value: NslJson }[]; next?: string }>;
}

interface NslSecrets {
  /** A secret by the name that the function calls it; it has to be granted to this very version. */
  get(name: string): Promise<string>;
}

/** A value on a contract's stack. */
interface NslContractValue {
  readonly type: string;
  readonly value?: NslJson;
}

/** An argument of a contract's method. */
interface NslContractArgument {
  readonly type: string;
  readonly value?: NslJson | bigint;
}

interface NslTransactionStatus {
  readonly transactionHash: string;
  readonly network: string;
  readonly status: string;
  readonly reason?: string;
  readonly block?: number;
  readonly confirmations?: number;
  readonly systemFee?: NslAmount;
  readonly networkFee?: NslAmount;
  readonly validUntilBlock?: number;
}

/** Reads that several nodes agree on. The network is the service's default when absent. */
interface NslChain {
  height(network?: string): Promise<number>;
  getBalance(request: { asset: string; account: string; network?: string }): Promise<NslAmount>;
  invokeRead(request: { contract: string; method: string; arguments?: NslContractArgument[]; network?: string }): Promise<{
    readonly network: string;
    readonly state: string;
    readonly gasConsumed: NslAmount;
    readonly stack: NslContractValue[];
    readonly exception?: string;
  }>;
  getTransaction(hash: string | { hash: string; network?: string }): Promise<NslTransactionStatus>;
}

interface NslSubmittedTransaction {
  readonly transactionHash: string;
  readonly network: string;
  readonly status: string;
  readonly sender: string;
  readonly systemFee: NslAmount;
  readonly networkFee: NslAmount;
  readonly validUntilBlock: number;
  readonly expiresAbout: string;
}

/** Wallets by the names that the function calls them, within their policies; each has to be granted to this very version. */
interface NslWallet {
  address(wallet: string): Promise<string>;
  getBalance(request: { wallet: string; asset: string; network?: string }): Promise<NslAmount>;
  transfer(request: {
    wallet: string;
    asset: string;
    to: string;
    amount: NslAmount | bigint;
    data?: NslContractArgument;
    network?: string;
    feePayer?: string;
  }): Promise<NslSubmittedTransaction>;
  invoke(request: {
    wallet: string;
    contract: string;
    method: string;
    arguments?: NslContractArgument[];
    scope?: string;
    network?: string;
    feePayer?: string;
  }): Promise<NslSubmittedTransaction>;
  signMessage(request: { wallet: string; message: string }): Promise<{ readonly signature: string; readonly publicKey: string; readonly address: string; readonly salt?: string }>;
}

/** Prices, when the feed is there. */
interface NslPrice {
  latest(symbol: string | { symbol: string; maxAgeSeconds?: number }, options?: { maxAgeSeconds?: number }): Promise<NslJson>;
}

declare const nsl: {
  /** The version's variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly storage: NslStorage;
  readonly secrets: NslSecrets;
  readonly chain: NslChain;
  readonly wallet: NslWallet;
  readonly price?: NslPrice;
};

/** Lines for the execution's log: at most 500, of at most 2,048 characters each. */
declare const console: Record<'debug' | 'log' | 'info' | 'warn' | 'error', (...values: unknown[]) => void>;

type NslBytes = ArrayBuffer | ArrayBufferView;

/** HTTPS to the hosts that the version allows. Redirects are returned, not followed; there is no stream and no signal. */
declare function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;

interface RequestInit {
  method?: string;
  headers?: Headers | Record<string, string> | [string, string][];
  body?: string | NslBytes | URLSearchParams;
}

interface Body {
  readonly bodyUsed: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  json<T = any>(): Promise<T>;
  text(): Promise<string>;
}

declare class Request implements Body {
  constructor(input: string | URL | Request, init?: RequestInit);
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly bodyUsed: boolean;
  clone(): Request;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  json<T = any>(): Promise<T>;
  text(): Promise<string>;
}

declare class Response implements Body {
  constructor(body?: string | NslBytes | URLSearchParams | null, init?: { status?: number; statusText?: string; headers?: RequestInit['headers'] });
  static json(value: unknown, init?: { status?: number; headers?: RequestInit['headers'] }): Response;
  readonly status: number;
  readonly ok: boolean;
  readonly statusText: string;
  readonly headers: Headers;
  readonly url: string;
  readonly redirected: false;
  readonly bodyUsed: boolean;
  clone(): Response;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  json<T = any>(): Promise<T>;
  text(): Promise<string>;
}

declare class Headers implements Iterable<[string, string]> {
  constructor(init?: RequestInit['headers']);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(callback: (value: string, name: string, headers: Headers) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** Addresses of http and https. */
declare class URL {
  constructor(address: string | URL, base?: string | URL);
  static canParse(address: string | URL, base?: string | URL): boolean;
  static parse(address: string | URL, base?: string | URL): URL | null;
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
  toJSON(): string;
}

declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, parameters: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

/** UTF-8. */
declare class TextEncoder {
  readonly encoding: 'utf-8';
  encode(text?: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

/** UTF-8, whole texts only. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(source?: NslBytes): string;
}

declare class CryptoKey {
  private constructor();
  readonly type: 'secret' | 'public';
  readonly extractable: false;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly ('sign' | 'verify')[];
}

type NslHash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | { name: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' };
type NslCurve = 'P-256' | 'P-384' | 'P-521';

declare const crypto: {
  /** Random to all who do not have the run's seed, which the enclave keeps; a replay is given the same. */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  randomUUID(): string;
  readonly subtle: {
    digest(algorithm: NslHash, data: NslBytes): Promise<ArrayBuffer>;
    /** Secrets of HMAC as raw or jwk; public keys as spki or jwk, those of ECDSA as raw (an uncompressed point) too. */
    importKey(
      format: 'raw' | 'spki' | 'jwk',
      data: NslBytes | object,
      algorithm:
        | { name: 'HMAC'; hash: NslHash }
        | { name: 'ECDSA'; namedCurve: NslCurve }
        | { name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; hash: NslHash },
      extractable: boolean,
      usages: ('sign' | 'verify')[],
    ): Promise<CryptoKey>;
    /** HMAC alone; for an account, nsl.wallet signs. */
    sign(algorithm: 'HMAC' | { name: 'HMAC' }, key: CryptoKey, data: NslBytes): Promise<ArrayBuffer>;
    verify(
      algorithm: string | { name: string; hash?: NslHash },
      key: CryptoKey,
      signature: NslBytes,
      data: NslBytes,
    ): Promise<boolean>;
  };
};

/** Timers sleep in the host, so each but the shortest counts as a call to the outside. */
declare function setTimeout(callback: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
declare function setInterval(callback: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
declare function clearTimeout(timer: number | undefined): void;
declare function clearInterval(timer: number | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare const performance: { now(): number };
